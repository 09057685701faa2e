import { type Happening } from '../facts/log-entry.ts'

/**
 * Who gets the credit when somebody calls us. A callback that a message caused is another thing than one that a missed
 * call caused (002-28), and some people call of their own accord, so candidates are kept apart with their ages.
 */
export const causes = ['message', 'missed_call', 'mail'] as const
export type Cause = (typeof causes)[number]

/** A touch of ours that they could notice: the log's, cut down to what a credit depends on. */
export type Noticed = { readonly touch: number; readonly at: number; readonly cause: Cause }

export type Candidate = { readonly touch: number; readonly cause: Cause; readonly ageMs: number }
/** The last touch of each cause before they called; null where there was none within the window. */
export type Candidates = Readonly<Record<Cause, Candidate | null>>

/** What they said when we asked why they called; null: nobody asked. */
export type Asked = Extract<Happening, { kind: 'callback' }>['cause'] | null

export type Credit = {
  readonly cause: Cause | 'other' | 'nothing'
  /** The touch that gets it; null where none is known. */
  readonly touch: number | null
  /** Whether they told us, or the rule says so. */
  readonly by: 'them' | 'rule'
}

const DAY_MS = 86_400_000
/** How long a touch may wait for its credit under the declared rule. Assumption (000-06). */
export const CREDIT_DAYS = 30
/** Further than this no touch is a candidate. Assumption. */
export const CANDIDATE_DAYS = 180
/** The windows that a report shows beside each other, because the share depends on the choice. */
export const WINDOWS_DAYS = [7, 30, 180] as const

/** The candidates among what they noticed before an instant. */
export function candidates(noticed: readonly Noticed[], at: number, days = CANDIDATE_DAYS): Candidates {
  const last: Record<Cause, Candidate | null> = { message: null, missed_call: null, mail: null }
  for (const { touch, cause, at: touchAt } of noticed) {
    const ageMs = at - touchAt
    if (ageMs < 0 || ageMs > days * DAY_MS) continue
    const known = last[cause]
    if (known === null || ageMs <= known.ageMs) last[cause] = { touch, cause, ageMs }
  }
  return last
}

/** The declared rule: what they said if they were asked, else the latest touch that they noticed within 30 days. */
export function credited(found: Candidates, said: Asked): Credit {
  switch (said) {
    case 'message':
    case 'missed_call':
      return { cause: said, touch: found[said]?.touch ?? null, by: 'them' }
    case 'other':
      return { cause: 'other', touch: null, by: 'them' }
    case 'unknown':
    case null:
      return byRule(found)
  }
}

function byRule(found: Candidates): Credit {
  let latest: Candidate | null = null
  for (const cause of causes) {
    const candidate = found[cause]
    if (candidate === null || candidate.ageMs > CREDIT_DAYS * DAY_MS) continue
    if (latest === null || candidate.ageMs < latest.ageMs) latest = candidate
  }
  return latest === null
    ? { cause: 'nothing', touch: null, by: 'rule' }
    : { cause: latest.cause, touch: latest.touch, by: 'rule' }
}

/** Whether a cause lies within so many days of the call. */
export function isWithin(candidate: Candidate | null, days: number): boolean {
  return candidate !== null && candidate.ageMs <= days * DAY_MS
}
