import { type Channel } from './channel.ts'
import { type Happening, type LogEntry, type Outcome, type Touch, type Undone } from './log-entry.ts'
import { type Business, type Endpoint, type Message } from './outcome-lists.ts'

/** Short ways to write a log, for tests and benches. Instants are epoch milliseconds. */
export function touch(id: number, at: number, channel: Channel = 'call'): Touch {
  return { kind: 'touch', touch: id, at, channel, by: 'aftertone', step: null, recording: null }
}

export type CallStory = {
  readonly endpoint?: Endpoint
  readonly message?: Message
  readonly said?: Business | null
  readonly recording?: number | null
  readonly ringSeconds?: number | null
  readonly callAt?: number
}

/** What came of the call with this id at this instant; a silent mailbox unless the story says more. */
export function outcome(id: number, touchAt: number, story: CallStory = {}): Outcome {
  return {
    kind: 'outcome',
    touch: id,
    at: touchAt + 90_000,
    touchAt,
    channel: 'call',
    result: {
      kind: 'call',
      endpoint: story.endpoint ?? 'machine',
      message: story.message ?? 'none_planned',
      blockedBy: null,
      recording: story.recording ?? null,
      playedMs: null,
      beepMs: null,
      ringSeconds: story.ringSeconds ?? 20,
      said: story.said ? { what: story.said, date: touchAt, note: 'as said' } : null
    },
    promise: story.callAt === undefined ? null : { callAt: story.callAt }
  }
}

/** A call and what came of it. */
export function call(id: number, at: number, story: CallStory = {}): readonly LogEntry[] {
  return [touch(id, at), outcome(id, at, story)]
}

export function sent(id: number, touchAt: number, channel: Channel, said: Business | null = null): Outcome {
  const result = { kind: 'sent', said: said ? { what: said, date: touchAt, note: 'as said' } : null } as const
  return { ...outcome(id, touchAt), channel, result }
}

export function notMade(id: number, touchAt: number, channel: Channel = 'call'): Outcome {
  return { ...outcome(id, touchAt), channel, result: { kind: 'not_made', reason: 'guard' } }
}

export function signal(id: number, at: number, happening: Happening, touchId: number | null = null): LogEntry {
  return { kind: 'signal', signal: id, at, touch: touchId, happening }
}

export function undone(target: Undone['target'], id: number, at: number): Undone {
  return { kind: 'undone', at, target, id }
}
