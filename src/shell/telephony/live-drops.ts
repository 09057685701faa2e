import { type CallEvent } from '../../call/call-event.ts'
import { type Recording } from '../../call/call-state.ts'
import { type Call, type Dropped, type Sound } from './carrier.ts'
import { type Timers } from './timers.ts'

/** One recording that was ordered into a line, and what became of it. */
export type Delivered = {
  /** Which order of this call: one that was too early is given again. */
  readonly nth: number
  readonly recording: string
  readonly orderedAtMs: number
  /** When its first packet left; null where none did. */
  readonly startedAtMs: number | null
  readonly playedMs: number
  readonly isComplete: boolean
  readonly ended: 'whole' | 'voice' | 'key' | 'again' | 'hung_up' | 'carrier_failed'
}
type Stop = 'voice' | 'key' | 'again'

/** The recordings of one call, one at a time: each ordered, begun, and over in a way that is known. */
export type LiveDrops = {
  /** Has the sound at hand before it is wanted. */
  readonly fetch: (id: string) => void
  readonly start: (call: Call, nth: number, recording: Recording) => void
  readonly stop: (nth: number, why: Stop) => void
  /** The carrier says that it has begun, and how far it is. */
  readonly played: () => void
  readonly lineEnded: () => void
}

type Playing = {
  readonly nth: number
  readonly call: Call
  startedAtMs: number | null
  stop: Stop | null
  isPlaying: boolean
}
type DropEvent =
  Omit<Extract<CallEvent, { kind: 'drop_started' }>, 'atMs'> | Omit<Extract<CallEvent, { kind: 'drop_done' }>, 'atMs'>

export function liveDrops(
  house: {
    readonly recording: (id: string) => Promise<Sound>
    readonly delivered: (delivered: Delivered) => void
    readonly failed: (what: string, error: unknown) => void
  },
  timers: Timers,
  happens: (event: DropEvent) => void,
  dropping: (isDropping: boolean) => void
): LiveDrops {
  const sounds = new Map<string, Promise<Sound>>()
  let playing: Playing | null = null
  let isLineDead = false
  /** The drop before this one is over. */
  let before: Promise<void> = Promise.resolve()

  const soundOf = (id: string): Promise<Sound> => {
    const known = sounds.get(id) ?? house.recording(id)
    sounds.set(id, known)
    return known
  }

  async function play(mine: Playing, recording: Recording, last: Promise<void>): Promise<void> {
    const orderedAtMs = timers.now()
    let dropped: Pick<Dropped, 'playedMs' | 'isComplete'> = { playedMs: 0, isComplete: false }
    try {
      const sound = await soundOf(recording.id)
      await last
      // Stopped, or its call over, before a byte of it was sent.
      if (mine.stop === null && !isLineDead) {
        playing = mine
        mine.isPlaying = true
        dropping(true)
        dropped = await mine.call.drop(sound, { thenHangup: true })
      }
    } catch (error) {
      house.failed(`playing the recording ${recording.id}`, error)
    }
    if (mine.isPlaying) dropping(false)
    if (playing === mine) playing = null
    const { playedMs, isComplete } = dropped
    house.delivered({
      ...{ nth: mine.nth, recording: recording.id, orderedAtMs, startedAtMs: mine.startedAtMs, playedMs, isComplete },
      ended: isComplete ? 'whole' : (mine.stop ?? (isLineDead ? 'hung_up' : 'carrier_failed'))
    })
    happens({ kind: 'drop_done', nth: mine.nth, playedMs, isComplete })
  }

  const open = new Map<number, Playing>()
  return {
    fetch: (id) => void soundOf(id).catch((error: unknown) => house.failed(`fetching the recording ${id}`, error)),
    start(call, nth, recording) {
      const mine: Playing = { nth, call, startedAtMs: null, stop: null, isPlaying: false }
      open.set(nth, mine)
      before = play(mine, recording, before).finally(() => open.delete(nth))
    },
    stop(nth, why) {
      const mine = open.get(nth)
      if (mine === undefined || mine.stop !== null) return
      mine.stop = why
      if (mine.isPlaying) mine.call.stopDrop().catch((error: unknown) => house.failed('stopping the recording', error))
    },
    played() {
      if (playing === null || playing.startedAtMs !== null) return
      playing.startedAtMs = timers.now()
      happens({ kind: 'drop_started', nth: playing.nth })
    },
    lineEnded: () => void (isLineDead = true)
  }
}
