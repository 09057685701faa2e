import { textCode, slot } from '../facts/fact.ts'
import { type Assumptions } from './assumptions.ts'
import { type Chance, chanceOf, meanOne, middleOne, pick } from './chance.ts'
import { inOfficeHours, whenAwake } from './dates.ts'
import { irritationOf } from './irritation.ts'
import { type Deed, type FloorCall, type Later } from './people.ts'
import { personOf } from './person.ts'
import { standingOf } from './standing.ts'

/**
 * What follows from a meeting, told when it is booked and counted from then: held or not, and the deal. Nothing comes of
 * it before it can have taken place. A second booking has its own time, and so its own luck.
 */
export function afterMeeting(a: Assumptions, call: FloorCall): readonly Later[] {
  const of = chanceOf(call.key, call.localMinute)
  const { market } = standingOf(call)
  if (of('held') >= a['meeting.held']) return of('rebooks') < a['meeting.rebooked'] ? [again(a, call, of)] : []
  const days =
    a[market === 'b2b' ? 'deal.days.b2b' : 'deal.days.b2c'] * middleOne(of('dealDays'), a['deal.days.spread'])
  const afterMs = whenAwake(call.localMinute, Math.max(MEETING_OVER * a['meeting.days'], 1, days) * DAY_MS)
  if (of('deal') < a[market === 'b2b' ? 'deal.b2b' : 'deal.b2c']) return [{ afterMs, does: dealValue(a, call, of) }]
  return of('lost') < a['deal.lostKnown'] ? [{ afterMs, does: loss(a, call, of) }] : []
}

/** What the deal came to, in the lead's currency: near what was expected, else what such deals come to. */
export function dealValue(a: Assumptions, { vector }: FloorCall, of: Chance): Deed {
  const expected = vector[DEAL_VALUE]!
  const { market } = standingOf({ vector })
  const isKnown = expected > 0
  const usual = isKnown ? expected : a[market === 'b2b' ? 'deal.value.b2b' : 'deal.value.b2c']
  const valueCents = Math.min(
    VALUE_MOST,
    Math.max(1, Math.round(usual * meanOne(of('dealValue'), a['deal.value.spread'])))
  )
  return { kind: 'deal_won', valueCents, currency: currencyOf(vector[CURRENCY]!) }
}

function again(a: Assumptions, call: FloorCall, of: Chance): Later {
  const afterMs = whenAwake(call.localMinute, DAY_MS * (MEETING_OVER * a['meeting.days'] + of('rebookDelay')))
  const later = call.localMinute + Math.ceil(afterMs / 60_000)
  const inMs = inOfficeHours(later, a['meeting.days'] * middleOne(of('bookDay'), 0.5), of('bookHour'))
  return { afterMs, does: { kind: 'books', channel: 'email', inMs } }
}

function loss(a: Assumptions, call: FloorCall, of: Chance): Deed {
  const irritation = irritationOf(a, personOf(a, call.key), standingOf(call))
  const reason = pick<Extract<Deed, { kind: 'deal_lost' }>['reason']>(of('lossReason'), [
    ['went_elsewhere', a['loss.wentElsewhere']],
    ['price', a['loss.price']],
    ['no_need', a['loss.noNeed']],
    ['timing', a['loss.timing']],
    ['no_fit', a['loss.noFit']],
    ['too_many_contacts', a['loss.tooManyContacts'] * irritation]
  ])
  return { kind: 'deal_lost', reason }
}

/** The vector holds a currency as a number (facts/fact.ts textCode); what is none of these is taken for dollars. */
function currencyOf(code: number): string {
  return CURRENCIES.find((currency) => textCode(currency) === code) ?? 'USD'
}

const CURRENCIES = [
  'USD',
  'EUR',
  'GBP',
  'CAD',
  'AUD',
  'NZD',
  'CHF',
  'SEK',
  'DKK',
  'NOK',
  'PLN',
  'INR',
  'ZAR',
  'BRL',
  'MXN',
  'SGD',
  'JPY'
]
const DAY_MS = 86_400_000
/** By so many times the usual wait a meeting is over. */
const MEETING_OVER = 3
/** The log takes no more (facts/log-entry.ts). */
const VALUE_MOST = 1e13
const DEAL_VALUE = slot('lead.dealValueCents')
const CURRENCY = slot('lead.currency')
