import { type CallEvents } from '../carrier.ts'
import { type CallLife } from '../call-life.ts'
import { type Timers } from '../timers.ts'

/** So many frames, five seconds, are kept for somebody who is not there yet. */
const KEPT_FRAMES = 250

type Frame = Omit<CallEvents['sound'], 'isEarly'>

/**
 * What is heard of a callee, on its way to whoever listens. Sound and news come by two ways, so a frame that comes while
 * it only rings waits for the news that it belongs to: sound before an answer, or the answer. And whoever is the first to
 * listen hears what came before, for a call is placed before anybody can listen to it.
 */
export function callSound(
  life: CallLife,
  timers: Timers
): { readonly hear: (ulaw: Uint8Array) => void; readonly on: CallLife['on'] } {
  let unplaced: Frame[] = []
  let unheard: CallEvents['sound'][] | null = []
  let seq = 0
  const tell = (sound: CallEvents['sound']): void => {
    if (unheard === null) return life.tell('sound', sound)
    unheard.push(sound)
    if (unheard.length > KEPT_FRAMES) unheard.shift()
  }
  const placed = (): void => {
    const frames = unplaced
    unplaced = []
    for (const frame of frames) tell({ ...frame, isEarly: life.state() !== 'up' })
  }
  // Whoever hears the news hears it first, and then the sound.
  life.on('state', ({ state }) => (state === 'early' || state === 'up') && queueMicrotask(placed))
  return {
    hear(ulaw) {
      const frame = { ulaw, seq: seq++, atMs: timers.now() }
      const state = life.state()
      if (state !== 'dialling' && state !== 'ringing') return tell({ ...frame, isEarly: state !== 'up' })
      unplaced.push(frame)
      if (unplaced.length > KEPT_FRAMES) unplaced.shift()
    },
    on(event, hear) {
      const off = life.on(event, hear)
      if (event !== 'sound' || unheard === null) return off
      const frames = unheard
      unheard = null
      for (const frame of frames) life.tell('sound', frame)
      return off
    }
  }
}
