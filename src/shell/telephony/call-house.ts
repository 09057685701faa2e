import { type AtVoicemail, type CallEvent, type CallNews } from '../../call/call-event.ts'
import { type Endpoint } from '../../facts/outcome-lists.ts'
import { type Sound } from './carrier.ts'
import { type Delivered } from './live-drops.ts'
import { type Timers } from './timers.ts'

/** What a call needs of the house around it. */
export type CallHouse = {
  /** The leg of the rep who is booked for this call, or of one who is free by now; null where there is none. */
  readonly repLeg: () => string | null | Promise<string | null>
  /** The rep is off the line and free for the next call. */
  readonly released: () => void
  /** Stored before anybody asks what to do. */
  readonly storeVerdict: (verdict: StoredVerdict) => Promise<void>
  readonly decide: (endpoint: Endpoint) => Promise<AtVoicemail>
  readonly recording: (id: string) => Promise<Sound>
  /** What became of each recording that was ordered into the line. */
  readonly delivered: (delivered: Delivered) => void
  readonly tell: (news: CallNews) => void
  /** Something failed on the way; the call goes on or ends as it can. */
  readonly failed: (what: string, error: unknown) => void
}
export type StoredVerdict = {
  readonly endpoint: Endpoint
  readonly by: 'nobody' | 'detector' | 'rep'
  readonly confidence: number | null
  readonly atMs: number
}

type Answer = Extract<CallEvent, { kind: 'verdict_stored' | 'decision' | 'undecided' }>
/** An answer of the house without its instant. */
type Untimed = Answer extends infer E ? (E extends Answer ? Omit<E, 'atMs'> : never) : never

/** The two questions of a machine: whether the verdict is stored, and then what to do. */
export type LiveQuestions = {
  readonly store: (nth: number, verdict: Omit<StoredVerdict, 'atMs'>) => void
  readonly ask: (nth: number, endpoint: Endpoint) => void
}

export function liveQuestions(
  house: Pick<CallHouse, 'storeVerdict' | 'decide' | 'failed'>,
  timers: Timers,
  happens: (event: Untimed) => void,
  fetch: (recording: string) => void
): LiveQuestions {
  const or = (what: string, nth: number) => (error: unknown) => {
    house.failed(what, error)
    happens({ kind: 'undecided', nth })
  }
  return {
    store(nth, { endpoint, by, confidence }) {
      const stored = house.storeVerdict({ endpoint, by, confidence, atMs: timers.now() })
      stored.then(() => happens({ kind: 'verdict_stored', nth }), or('storing the verdict', nth))
    },
    ask(nth, endpoint) {
      const decided = house.decide(endpoint)
      decided.then(
        (decision) => {
          // At hand before it may start.
          for (const id of recordingsIn(decision)) fetch(id)
          happens({ kind: 'decision', nth, decision })
        },
        or('asking what to do', nth)
      )
    }
  }
}

function recordingsIn(decision: AtVoicemail): readonly string[] {
  if (decision.kind === 'message') return [decision.recording.id]
  return decision.kind === 'ask' ? recordingsIn(decision.how) : []
}
