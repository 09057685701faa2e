import { type DayName, dayNames } from './term.ts'
import { type ActionKind } from './action.ts'
import { type Law } from './law.ts'
import { type Rule } from './rule.ts'
import { type Authority, type Jurisdiction } from './schema.ts'

/** Rules of law as sentences: made of the data, so that what is read and what is asked cannot drift apart. */

/** Every rule of this law by its id, those of the product included. */
export function lawRules(law: Law): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>(productRules.map((rule) => [rule.id, rule]))
  for (const each of law.jurisdictions.values()) for (const rule of rulesOf(each)) rules.set(rule.id, rule)
  return rules
}

const productRules: readonly Rule[] = [
  {
    id: 'PROD-SUPPRESSED',
    reason: 'They are on our own stop list, which no relation and no consent of before lifts',
    remedy: 'None: an own request stands for good',
    basis: 'Product rule, where the country names none of its own'
  },
  {
    id: 'US-REVOKE',
    reason: 'They took their consent for this back',
    remedy: 'None by waiting: only a new consent of the same person lifts it',
    basis: '47 CFR 64.1200(a)(10); acted on at once everywhere'
  },
  {
    id: 'US-REVOKE-ALL',
    reason: 'They opted out of texts or recordings, and from 31 January 2027 one opt-out ends both',
    remedy: 'None by waiting: only a new consent of the same person lifts it',
    basis: '47 CFR 64.1200(a)(10); FCC order of 6 January 2026'
  },
  {
    id: 'PROD-UNKNOWN-JURISDICTION',
    reason: 'No rules are known for where they may be',
    remedy: 'Store their country and state, or leave them out: an unknown place is never contacted',
    basis: 'Product rule: unknown is strict'
  },
  {
    id: 'PROD-SMS-LANDLINE',
    reason: 'A landline takes no texts',
    remedy: 'Call, or find a mobile number',
    basis: 'Product rule'
  },
  {
    id: 'PROD-NO-RULE',
    reason: 'The country’s data has no rule that allows this kind of contact',
    remedy: 'Use another channel, or have counsel add the rule',
    basis: 'Product rule: what is not known to be allowed is not'
  },
  {
    id: 'PROD-ADAD-CONFIRM',
    reason: 'The state is reported to regulate recordings to firms, and its text was not read',
    remedy: 'Speak the message yourself, or let counsel confirm the state and record it',
    basis: 'Product rule: unknown is strict'
  },
  {
    id: 'PROD-LICENCE',
    reason: 'The rep is not licensed for where they may be',
    remedy: 'Let a rep who is licensed there call them, or record the licence with aftertone law set licence',
    basis: 'Product rule: as the installation recorded it'
  }
]

function rulesOf(each: Jurisdiction): readonly Rule[] {
  const { name } = each
  const rule = ({ rule: id, cite }: Authority, reason: string, remedy: string): Rule => ({
    id,
    reason,
    remedy,
    basis: cite
  })
  return [
    ...(each.ownRequests ? [rule(each.ownRequests, `They asked not to be contacted again (${name})`, FOR_GOOD)] : []),
    ...(each.registration
      ? [rule(each.registration, `${name} asks for: ${each.registration.wants}`, gateRemedy[each.registration.gate])]
      : []),
    ...each.consent.map((row) =>
      rule(
        row,
        `${name} wants ${levelWords[row.requires]} for ${kindWords(row.kinds)} to ${whom(row.recipients)}${row.dialModes ? ' that a system dials' : ''}`,
        consentRemedy(row)
      )
    ),
    ...each.lists.flatMap((row) => [
      rule(
        { ...row, rule: row.staleRule },
        `The copy of the ${row.name} is missing or over ${row.freshDays} days old`,
        `Bring in a newer copy of ${row.id}`
      ),
      rule(
        row,
        `The number is on the ${row.name}, or its copy is missing or too old`,
        'Leave them out, unless a consent or a relation that the law names is on record'
      )
    ]),
    ...each.caps.map((row) =>
      rule(
        row,
        `${name}: at most ${row.max} ${row.max === 1 ? 'attempt' : 'attempts'} by ${kindWords(row.kinds)} in ${spanWords(row.hours)}`,
        'Wait until the oldest of them has left that time'
      )
    ),
    ...each.hours.map((row) =>
      rule(
        row,
        `${name}: ${kindWords(row.kinds)} to ${whom(row.recipients)} only ${weekWords(row)}`,
        'Wait for the first minute that is open wherever they may be'
      )
    ),
    ...each.statements.map((row) =>
      rule(
        row,
        `${name}: ${kindWords(row.kinds)} must say ${sayWords(row)}`,
        'Put it into the script, text or recording'
      )
    ),
    ...(each.abandonment
      ? [
          rule(
            each.abandonment,
            `${name}: no more than ${Math.round(each.abandonment.maxRate * 100)} % of answered calls may wait over ${each.abandonment.connectWithinSeconds} s for a rep`,
            'Stop the dialler; let reps be there before a call is placed'
          )
        ]
      : [])
  ]
}

const FOR_GOOD = 'None: an own request stands for good'
const gateRemedy = {
  block: 'None here: this country stays off',
  confirm: 'Record “registered” or “exempt” once counsel has confirmed it',
  warn: 'Register before you call there'
} as const

const levelWords = {
  none: 'no consent',
  implied: 'implied consent',
  express: 'express consent',
  express_written: 'written consent'
} as const

function consentRemedy({ requires, kinds }: Jurisdiction['consent'][number]): string {
  if (requires === 'none') return 'Nothing is asked for'
  const store = 'Store who agreed, when and how'
  return kinds.includes('prerecorded_voicemail') && !kinds.includes('live_voicemail')
    ? `${store}; until then the rep speaks the message`
    : store
}

/** Kinds as people say them: whole groups by their name. */
export function kindWords(kinds: readonly ActionKind[]): string {
  const words = [
    ...(kinds.includes('live_voice') ? ['calls'] : kinds.includes('live_voicemail') ? ['spoken messages'] : []),
    ...(kinds.includes('prerecorded_voicemail')
      ? ['recordings']
      : kinds.includes('prerecorded_voice')
        ? ['recordings to a person']
        : []),
    ...(kinds.includes('artificial_voice') && !kinds.includes('prerecorded_voicemail') ? ['artificial voices'] : []),
    ...(kinds.includes('ringless_voicemail') && !kinds.includes('prerecorded_voicemail') ? ['ringless messages'] : []),
    ...(kinds.includes('sms') ? ['texts'] : []),
    ...(kinds.includes('email') ? ['e-mails'] : [])
  ]
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '')
}

function whom(recipients: readonly string[]): string {
  if (recipients.includes('consumer')) return recipients.includes('business') ? 'anybody' : 'consumers'
  return 'firms'
}

const spanWords = (hours: number): string => (hours > 48 ? `${hours / 24} days` : `${hours} hours`)

function weekWords({ week, holidays }: Jurisdiction['hours'][number]): string {
  const runs: { from: DayName; to: DayName; hours: string }[] = []
  for (const day of dayNames) {
    const hours = week[day].map(([from, to]) => `${from}–${to}`).join(' and ') || 'not at all'
    const last = runs.at(-1)
    if (last?.hours === hours) last.to = day
    else runs.push({ from: day, to: day, hours })
  }
  const [only] = runs
  const days =
    runs.length === 1
      ? only!.hours
      : runs
          .map(({ from, to, hours }) => `${dayWords[from]}${from === to ? '' : ` to ${dayWords[to]}`} ${hours}`)
          .join(', ')
  const special =
    holidays === 'open'
      ? ''
      : holidays === 'closed'
        ? ', not on holidays'
        : `, on holidays ${holidays.map(([from, to]) => `${from}–${to}`).join(' and ')}`
  return `${days} by their clock${special}`
}
const dayWords: Record<DayName, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday'
}

function sayWords({ must, mustOneOf, withinSeconds }: Jurisdiction['statements'][number]): string {
  const says = must.map((token) => tokenWords[token])
  const whole = [...says, ...(mustOneOf.length > 0 ? [mustOneOf.map((token) => tokenWords[token]).join(' or ')] : [])]
  return `${whole.join(', ')}${withinSeconds === null ? '' : ` within ${withinSeconds} seconds`}`
}
export const tokenWords: Readonly<Record<Jurisdiction['statements'][number]['must'][number], string>> = {
  caller_name: 'the name of the caller',
  entity_name: 'the name of the firm',
  entity_registered_name_at_start: 'the registered name of the firm at its start',
  entity_phone: 'a number of the firm',
  entity_phone_not_dialer: 'a number of the firm that is not the dialler’s',
  entity_address: 'the address of the firm',
  purpose: 'what it is about',
  opt_out_option: 'how to be left alone',
  ask_continue_end_or_remove: 'the question whether to go on, end or be taken off',
  toll_free_automated_optout: 'a toll-free number with an automatic opt-out',
  interactive_optout_within_2s_of_identity: 'an opt-out by voice or key within two seconds of the name',
  opt_out_instruction: 'how to opt out',
  postal_address: 'a postal address',
  working_unsubscribe: 'a working way to unsubscribe',
  true_headers_and_subject: 'true headers and a true subject',
  natural_voice_announcement_names_artificial_voice: 'an announcement by a natural voice that an artificial one follows'
}
