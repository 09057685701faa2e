import { CREDIT_DAYS } from '../outcome/attribution.ts'
import { objections, overrides } from '../outcome/lists.ts'
import { isAdvised, isAdvisedAndSkipped, whyBlocked } from './call-says.ts'
import { type Row } from './row.ts'

/** A group of rows within a grouping; null: the row stands in none of its groups. */
export type Group = string | number

const doubtIn = (row: Row) => (row.kind === 'call' || row.kind === 'touch' ? row.doubt : null)

type Grouping = { readonly says: string; readonly of: (row: Row) => Group | null }

const NOT_KNOWN = 'not known'
const known = (text: string): string => (text === '' ? NOT_KNOWN : text)
const person = (read: (who: Row['who']) => string) => (row: Row) =>
  row.kind === 'rep_time' ? null : known(read(row.who))

/** Those that a reader may ask for. */
const asked = {
  none: { says: 'All', of: () => 'all' },
  playbook: { says: 'Playbook', of: (row) => (row.kind === 'rep_time' ? null : row.playbook || 'no playbook') },
  list: { says: 'List', of: person(({ list }) => list) },
  source: { says: 'Source', of: person(({ source }) => source) },
  rep: { says: 'Rep', of: (row) => (row.kind === 'lead' || row.kind === 'run' ? null : row.rep) },
  attempt: {
    says: 'Call number',
    of: (row) => (row.kind === 'lead' || row.kind === 'rep_time' ? null : row.attempt)
  },
  origin: { says: 'Origin', of: person(({ origin }) => origin) },
  market: { says: 'Market', of: person(({ market }) => market) },
  industry: { says: 'Industry', of: person(({ industry }) => industry) },
  hour: {
    says: 'Hour at the person',
    of: (row) => (row.kind === 'lead' || row.kind === 'rep_time' ? null : row.hour)
  },
  channel: { says: 'Channel', of: (row) => (row.channel === 'none' ? null : row.channel) }
} as const satisfies Record<string, Grouping>

/** Those that sections of the report need besides. */
const inner = {
  week_hour: {
    says: 'Weekday and hour at the person',
    of: (row) => (row.kind === 'call' ? weekHour(row.weekday, row.hour) : null)
  },
  endpoint: {
    says: 'What answered',
    of: (row) => (row.kind === 'call' ? (row.endpoint ?? 'not said yet') : null)
  },
  message: { says: 'Message', of: (row) => (row.kind === 'call' ? (row.message ?? 'not said yet') : null) },
  said: {
    says: 'What they said',
    of: (row) => (row.kind === 'call' || row.kind === 'touch' ? row.said : null)
  },
  blocked: { says: 'What was in the way', of: (row) => (row.kind === 'call' ? whyBlocked(row) : null) },
  rule: {
    says: 'Rule',
    of: (row) => (row.kind === 'call' && row.decision !== null ? row.decision.rule : null)
  },
  reason: {
    says: 'Reason of the rep',
    of: (row) =>
      row.kind === 'call' && (isAdvisedAndSkipped(row) || row.override !== null)
        ? row.override === null
          ? 'none given'
          : overrides[row.override]
        : null
  },
  way: { says: 'Way of contact', of: (row) => doubtIn(row)?.way ?? null },
  meter: {
    says: 'Country and playbook',
    of: (row) =>
      row.kind === 'call' && row.metered !== null ? `${row.metered.country} ${row.playbook || 'no playbook'}` : null
  },
  forbidden: { says: 'Rule that forbids it now', of: (row) => doubtIn(row)?.rule ?? null },
  advice: {
    says: 'Advice',
    of: (row) =>
      row.kind === 'call' && row.decision !== null ? (isAdvised(row) ? 'leave' : row.decision.action) : null
  },
  silent_before: {
    says: 'Silent calls before',
    of: (row) =>
      row.kind === 'call' && row.messagesBefore === 0 && !row.hasTalkedBefore ? upTo(row.silentBefore, 6) : null
  },
  messages_before: {
    says: 'Messages before',
    of: (row) => (row.kind === 'call' && !row.hasTalkedBefore ? upTo(row.messagesBefore, 30) : null)
  },
  messages_known: {
    says: 'Messages before',
    of: (row) => (row.kind === 'call' ? upTo(row.messagesBefore, 6) : null)
  },
  touch_no: {
    says: 'Touch number',
    of: (row) => (row.kind === 'call' || row.kind === 'touch' ? upTo(row.touchNo, 30) : null)
  },
  credit: {
    says: 'Cause by the declared rule',
    of: (row) => (row.kind === 'inbound' && row.isReturn ? row.credit.cause : null)
  },
  desk: {
    says: 'Who took it',
    of: (row) => (row.kind === 'inbound' ? (row.desk ?? 'not written down') : null)
  },
  first_talk: { says: 'Who called', of: (row) => (row.kind === 'lead' ? row.firstTalk : null) },
  attempts_needed: {
    says: 'Calls until the first talk',
    of: (row) => (row.kind === 'lead' && row.attemptsToTalk > 0 ? upTo(row.attemptsToTalk, 12) : null)
  },
  currency: { says: 'Currency', of: (row) => (row.kind === 'signal' && row.currency !== '' ? row.currency : null) },
  loss: { says: 'Reason of the loss', of: (row) => (row.kind === 'signal' && row.reason !== '' ? row.reason : null) },
  became: { says: 'What became of them', of: (row) => (row.kind === 'call' ? row.became : null) },
  task: { says: 'Task', of: (row) => (row.kind === 'task' ? row.what : null) },
  ending: { says: 'How the playbook ended', of: (row) => (row.kind === 'run' ? (row.ending ?? 'goes on') : null) },
  ended_by: { says: 'Rule that ended it', of: (row) => (row.kind === 'run' ? row.endedBy : null) },
  refused_by: { says: 'Rule that refused', of: (row) => (row.kind === 'refusal' ? row.rule : null) },
  objection: {
    says: 'Objection',
    of: (row) => (row.kind === 'call' && row.objection !== null ? objections[row.objection] : null)
  },
  reaction: { says: 'How they took it', of: (row) => (row.kind === 'call' ? row.reaction : null) }
} as const satisfies Record<string, Grouping>

export type AskedBy = keyof typeof asked
export type By = AskedBy | keyof typeof inner
export const askedGroupings = Object.keys(asked) as readonly AskedBy[]
export const groupings: Readonly<Record<By, Grouping>> = { ...asked, ...inner }

/** Hours of a week from Sunday midnight on. */
export const weekHour = (weekday: number, hour: number): number => weekday * 24 + hour

/** Numbers above a bound share its group, which is then written "30 and more". */
const upTo = (number: number, bound: number): number => Math.min(number, bound)
export const bounds: Partial<Readonly<Record<By, number>>> = {
  silent_before: 6,
  messages_before: 30,
  messages_known: 6,
  touch_no: 30,
  attempts_needed: 12
}

/** A group as a reader meets it. */
export function groupWords(by: By, group: Group): string {
  if (by === 'rep') return group === 0 ? 'no rep' : `Rep ${group}`
  if (by === 'hour') return `${String(group).padStart(2, '0')}:00`
  if (by === 'credit') return CREDITS[group] ?? String(group)
  if (bounds[by] === group) return `${group} and more`
  return String(group).replaceAll('_', ' ')
}
const CREDITS: Readonly<Record<string, string>> = {
  message: 'a message',
  missed_call: 'a missed call',
  mail: 'mail, letter or text',
  other: 'another reason, as they said',
  nothing: `nothing of ours in ${CREDIT_DAYS} days`
}

/** Groups in the order in which they are read: numbers upward, words by the alphabet with what is not known last. */
export function inOrder(groups: Iterable<Group>): readonly Group[] {
  const last = (group: Group): number => (group === NOT_KNOWN || group === 'no playbook' ? 1 : 0)
  return [...groups].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : last(a) - last(b) || (String(a) < String(b) ? -1 : 1)
  )
}
