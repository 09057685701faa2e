import { type Answer } from '../../src/decide/answer.ts'

/** One playbook with the situations that people argue about, and what its author would do in each. */
export type Casebook = {
  /** `NAME@VERSION`. */
  readonly playbook: string
  /** What the strategy says, in a paragraph for a sales manager. */
  readonly says: string
  readonly situations: readonly PlaybookSituation[]
}

export type PlaybookSituation = {
  /** What is the case, as a rep would tell it. */
  readonly name: string
  /** FACTS as a user hands them in; `now` is a Tuesday morning in New York unless they say otherwise. */
  readonly facts: object
  readonly expected: Expected
}

/** What the author of the playbook would answer. What is not named is not looked at; `next` and `ends` always are. */
export type Expected = {
  readonly action: 'leave' | 'skip' | 'ask'
  readonly purpose?: string
  readonly slots?: readonly string[]
  readonly mode?: 'live' | 'drop'
  readonly secondsMax?: number
  readonly recording?: string
  /** Words that stand in the sentence. */
  readonly sentence?: string
  /** Words that stand in one of the warnings. */
  readonly warning?: string
  /** Channel, and hours from now: at least, at most. */
  readonly next?: readonly [channel: string, hoursMin: number, hoursMax: number]
  readonly to?: string
  /** How it ends, where nothing is next. */
  readonly ends?: string
  readonly stop?: string
}

/** Where an answer differs from what the author would say, in words; empty when it does not. */
export function disagreements(expected: Expected, answer: Answer, hoursUntil: (at: string) => number): string[] {
  const { voicemail, next, ends, stop, warnings } = answer
  const out: string[] = []
  const same = (what: string, wanted: unknown, got: unknown) => {
    if (wanted !== undefined && JSON.stringify(wanted) !== JSON.stringify(got))
      out.push(`${what} is ${JSON.stringify(got)}, the author says ${JSON.stringify(wanted)}`)
  }
  same('the action', expected.action, voicemail.action)
  if (expected.action === 'skip') same('the message', null, voicemail.message)
  same('the purpose', expected.purpose, voicemail.message?.purpose)
  same('the message', expected.slots, voicemail.message?.slots)
  same('the mode', expected.mode, voicemail.message?.mode)
  same('the longest message', expected.secondsMax, voicemail.message?.maxSeconds)
  same('the recording', expected.recording, voicemail.message?.recording)
  same('the next channel', expected.next?.[0] ?? null, next?.channel ?? null)
  same('the recipient', expected.to, next?.to)
  same('the end', expected.ends ?? null, ends?.how ?? null)
  same('the stop', expected.stop ?? null, stop?.reason ?? null)
  if (expected.sentence !== undefined && !voicemail.because.includes(expected.sentence))
    out.push(`the sentence says ${voicemail.because}, not ${expected.sentence}`)
  if (expected.warning !== undefined && !warnings.some((each) => each.includes(expected.warning!)))
    out.push(`no warning says ${expected.warning}: ${warnings.join(' / ') || 'there are none'}`)
  if (expected.next && next) {
    const hours = hoursUntil(next.at)
    if (hours < expected.next[1] || hours > expected.next[2])
      out.push(`next is in ${hours} hours, not in ${expected.next[1]} to ${expected.next[2]}`)
  }
  return out
}
