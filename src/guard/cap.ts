import { slot } from '../facts/fact.ts'
import { type ActionKind, MESSAGES, TOUCHES, bitOf, bitsOf } from './action.ts'

/**
 * A limit that a playbook sets on itself. The guard counts, never decide(): a cap is a row of this table together with
 * a number and, where the playbook says so, a condition over the facts.
 */
export type Cap = {
  readonly measure: CapMeasure
  readonly limit: number
  /** 2 true, 1 unknown, 0 false; a cap with an unknown condition holds, because the strict reading is the safe one. */
  readonly when: ((vector: Float64Array) => number) | null
}

export type CapMeasure = keyof typeof capMeasures

type Measure = {
  readonly id: string
  readonly slot: number
  readonly kinds: number
  /**
   * `total` never comes back; `period` counts in a rolling window of so many hours; `rest` wants so many hours after
   * the last call once the limit is reached; `gap` is days since something. Counts of a window do not say when its
   * oldest touch was, so a full window is taken to last its whole length.
   */
  readonly counts:
    { readonly kind: 'total' } | { readonly kind: 'period' | 'rest'; readonly hours: number } | { readonly kind: 'gap' }
  /** Whether the call in progress counts before the next touch: always, only without a message, or not at all. */
  readonly own: 'call' | 'silent' | 'nothing'
  readonly says: string
}

const total = { kind: 'total' } as const
const gap = { kind: 'gap' } as const
const rest = (hours: number) => ({ kind: 'rest', hours }) as const
const period = (hours: number) => ({ kind: 'period', hours }) as const
const WEEK = 7 * 24

/** Every cap that a playbook may name. */
export const capMeasures = {
  voicemails: measure('VOICEMAILS', 'history.voicemails', MESSAGES, total, 'nothing', 'messages to this person'),
  unansweredVoicemails: measure(
    'UNANSWERED',
    'history.unansweredVoicemails',
    MESSAGES,
    total,
    'nothing',
    'messages in a row without a response'
  ),
  voicemailGapDays: measure(
    'VOICEMAIL-GAP',
    'history.daysSinceVoicemail',
    MESSAGES,
    gap,
    'nothing',
    'days between two messages'
  ),
  calls: measure('CALLS', 'history.calls', bitOf('live_voice'), total, 'call', 'calls to this person'),
  callsPerDay: measure('CALLS-DAY', 'history.calls24h', bitOf('live_voice'), period(24), 'call', 'calls in 24 hours'),
  silentCallsPerDay: measure(
    'SILENT-CALLS',
    'history.silentCalls',
    bitOf('live_voice'),
    rest(24),
    'silent',
    'silent calls before a day of rest'
  ),
  emails: measure('EMAILS', 'history.emails', bitOf('email'), total, 'nothing', 'e-mails to this person'),
  touchesPerWeek: measure(
    'TOUCHES-WEEK',
    'history.touches7d',
    TOUCHES & ~MESSAGES,
    period(WEEK),
    'call',
    'touches on all channels in 7 days'
  ),
  touchesPerMonth: measure(
    'TOUCHES-MONTH',
    'history.touches30d',
    TOUCHES & ~MESSAGES,
    period(30 * 24),
    'call',
    'touches on all channels in 30 days'
  ),
  householdTouchesPerWeek: measure(
    'HOUSEHOLD-WEEK',
    'household.touches7d',
    bitsOf('live_voice', 'sms', 'email', 'letter', 'visit'),
    period(WEEK),
    'call',
    'touches to the household in 7 days'
  ),
  householdCallsPerDay: measure(
    'HOUSEHOLD-CALLS',
    'household.calls24h',
    bitOf('live_voice'),
    period(24),
    'call',
    'calls to the household in 24 hours'
  )
} as const satisfies Record<string, Measure>

export const capNames = Object.keys(capMeasures) as readonly CapMeasure[]

/** Rule id that a refusal by this cap carries. */
export const capRuleId = (name: CapMeasure): string => `PLAYBOOK-CAP-${capMeasures[name].id}`

/** Caps that speak about this kind of action. */
export function capsFor(caps: readonly Cap[], kind: ActionKind): readonly Cap[] {
  return caps.filter((cap) => (capMeasures[cap.measure].kinds & bitOf(kind)) !== 0)
}

function measure(
  id: string,
  path: string,
  kinds: number,
  counts: Measure['counts'],
  own: Measure['own'],
  says: string
): Measure {
  return { id, slot: slot(path), kinds, counts, own, says }
}
