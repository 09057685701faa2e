import { MINUTES_PER_DAY } from '../clock/calendar.ts'
import { type Endpoint } from '../facts/outcome-lists.ts'
import { type Assumptions } from './assumptions.ts'
import { type Chance, chanceOf, limited, meanOne, middleOne, pick } from './chance.ts'
import { hasBlocked, irritationOf } from './irritation.ts'
import { type Answered, type FloorCall } from './people.ts'
import { type Person, type Telephone, personOf, reachesTheRightPhone, telephoneOf } from './person.ts'
import { type Standing, standingOf } from './standing.ts'

/** Who or what answers: first the line, then whether they have blocked us, then whether they pick up, then the rest. */
export function answered(a: Assumptions, call: FloorCall): Answered {
  const standing = standingOf(call)
  const person = personOf(a, call.key)
  const phone = telephoneOf(a, call.key, call.number, standing)
  const of = chanceOf(call.key, call.attempt)
  const fault = of('failed')
  if (phone.isDead) return at(phone.saysChanged ? 'changed_number' : 'vacant_number', RINGS_WITHOUT_RINGING)
  if (fault < a['number.failed']) return at('failed', RINGS_WITHOUT_RINGING)
  if (fault < a['number.failed'] + a['number.congestion']) return at('congestion', RINGS_WITHOUT_RINGING)
  if (phone.isFax) return at('fax', FAX_RINGS, FAX_WHISTLES)
  const isOurs = !phone.isWrong
  if (isOurs && hasBlocked(person, standing)) return mailbox(a, phone, standing, of, true)
  const chance = isOurs ? liveChance(a, person, standing, call) : a['answer.live.consumer']
  if (of('answers') < chance) return picksUp(a, standing, of, isOurs)
  return nobody(a, phone, standing, of)
}

/** Chance that this person answers this call, on a telephone that works and is theirs, when they have not blocked us. */
export function liveChance(a: Assumptions, person: Person, standing: Standing, call: FloorCall): number {
  const base = usualChance(a, person, standing, call.attempt)
  if (base === 0) return 0
  const chance = base / reachesTheRightPhone(a, standing)
  const typical = standing.kinship === 'internet_lead' ? base : kinshipChance(a, standing)
  const daypart = limited((daypartGain(person, call.localMinute) * a['answer.daypart.difference']) / 2 / typical, -1, 1)
  const learned =
    person.learnsFromMessage * messagesHeard(a, standing.voicemails) +
    person.learnsFromSilence * Math.min(standing.silentCalls, 5) +
    a['irritation.answering'] * irritationOf(a, person, standing)
  const label = person.seesSpamLabel ? a['answer.spamLabel.factor'] : 1
  return limited(chance * (1 + daypart) * Math.exp(learned) * label, 0, 0.97)
}

function usualChance(a: Assumptions, person: Person, standing: Standing, attempt: number): number {
  if (standing.kinship === 'internet_lead') return person.isContactable ? internetLeadChance(a, attempt) : 0
  const base = kinshipChance(a, standing)
  // The likelier an answer, the less people can differ in it.
  const spread = a['answer.spread'] * (1 - base)
  return base * Math.exp(spread * person.propensity - (spread * spread) / 2)
}

function kinshipChance(a: Assumptions, { kinship, market }: Standing): number {
  const stranger = market === 'b2b' ? a['answer.live.b2b'] : a['answer.live.consumer']
  switch (kinship) {
    case 'known':
      return a['answer.live.known']
    case 'lapsed':
      return a['answer.live.lapsed']
    case 'referral':
      return a['answer.live.referral']
    case 'lead_card':
      return a['answer.live.leadCard']
    case 'prequalified':
      return Math.min(0.95, stranger * a['answer.prequalified'])
    case 'internet_lead':
    case 'stranger':
      return stranger
  }
}

function internetLeadChance(a: Assumptions, attempt: number): number {
  const byCall = [1, 2, 3, 4, 5] as const
  const call = byCall[attempt - 1]
  return call === undefined ? a['answer.internetLead.later'] : a[`answer.internetLead.call${call}`]
}

/** How many messages count: the first whole, each further one in part. */
function messagesHeard(a: Assumptions, voicemails: number): number {
  return voicemails === 0 ? 0 : 1 + a['message.laterAnswer.further'] * (Math.min(voicemails, 4) - 1)
}

/** 1 in their best daypart, -1 in the one after it, 0 in the third. */
function daypartGain({ bestDaypart }: Person, localMinute: number): number {
  const minute = localMinute - Math.floor(localMinute / MINUTES_PER_DAY) * MINUTES_PER_DAY
  const daypart = minute < NOON_FROM ? 0 : minute < AFTERNOON_FROM ? 1 : 2
  return daypart === bestDaypart ? 1 : daypart === (bestDaypart + 1) % 3 ? -1 : 0
}

function picksUp(a: Assumptions, standing: Standing, of: Chance, isOurs: boolean): Answered {
  const ringMs = 1000 * limited(a['ring.person'] * middleOne(of('ring'), a['ring.person.spread']), 2, 24)
  if (!standing.hasRepOnTheLine && of('abandoned') < a['answer.abandoned']) return at('abandoned', ringMs)
  return at(isOurs ? 'human_right_party' : 'human_wrong_party', ringMs)
}

function nobody(a: Assumptions, phone: Telephone, standing: Standing, of: Chance): Answered {
  const isBusiness = standing.phone === 'business'
  const usual = of('habitual') < a['answer.habit'] ? phone.habit : of('mailbox')
  const share = standing.market === 'b2b' ? a['answer.voicemail.b2b'] : a['answer.voicemail.consumer']
  if (usual < share) {
    const isScreened = phone.hasScreener && of('screens') < a['screener.takes']
    const isOff = standing.phone === 'mobile' && of('off') < a['phone.off']
    return isScreened
      ? at('screener', SCREENER_RINGS, 1000 * a['greeting.screener'])
      : mailbox(a, phone, standing, of, isOff)
  }
  const shares: readonly (readonly [Endpoint, number])[] = [
    ['busy', a['answer.busy']],
    ['gatekeeper', isBusiness ? a['answer.gatekeeper'] : 0],
    ['ivr_tree', isBusiness ? a['answer.menu'] : 0],
    ['rejected', a['answer.rejected']],
    ['human_wrong_party', a['answer.somebodyElse']],
    ['dead_air', a['answer.deadAir']]
  ]
  const named = shares.reduce((sum, [, each]) => sum + each, 0)
  return without(a, pick(of('rest'), [...shares, ['no_answer', Math.max(0, 1 - named)]]), of)
}

/** Neither they nor their mailbox. */
function without(a: Assumptions, endpoint: Endpoint, of: Chance): Answered {
  const spread = meanOne(of('ring'), 0.3)
  switch (endpoint) {
    case 'no_answer':
      return at(endpoint, 1000 * a['ring.giveUp'])
    case 'busy':
      return at(endpoint, RINGS_WITHOUT_RINGING)
    case 'ivr_tree':
      return at(endpoint, MENU_RINGS * spread, 1000 * a['greeting.menu'])
    default:
      return at(endpoint, 1000 * limited(a['ring.person'] * spread, 2, 24))
  }
}

function mailbox(a: Assumptions, phone: Telephone, standing: Standing, of: Chance, isStraight: boolean): Answered {
  const isPutThrough =
    !isStraight && !phone.isWrong && standing.phone === 'business' && of('putThrough') < a['mailbox.putThrough']
  const ringMs = isStraight
    ? 1000 * a['ring.straight'] * (0.5 + of('ring'))
    : phone.mailboxRingMs + 1000 * (of('ring') - 0.5)
  const greetingMs = phone.greetingMs + (isPutThrough ? 1000 * a['greeting.putThrough'] : 0)
  if (phone.isFull) return at('mailbox_full', ringMs, greetingMs)
  if (isPutThrough) return at('machine_put_through', ringMs, greetingMs)
  return at(phone.saysName && !phone.isWrong ? 'machine_name_match' : 'machine', ringMs, greetingMs)
}

const at = (endpoint: Endpoint, ringMs: number, greetingMs = 0): Answered => ({
  endpoint,
  ringMs: Math.round(ringMs),
  greetingMs: Math.round(greetingMs)
})

/** The dayparts of the strategy (decide/due.ts), the hours between them shared out. */
const NOON_FROM = 11 * 60 + 15
const AFTERNOON_FROM = 14 * 60 + 45
const RINGS_WITHOUT_RINGING = 1500
const FAX_RINGS = 5000
const FAX_WHISTLES = 3000
const SCREENER_RINGS = 4500
const MENU_RINGS = 5000
