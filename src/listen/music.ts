import { FRAME_MS } from './frame.ts'
import { type Glance } from './glance.ts'

/**
 * Music that is played to whoever waits: sound without a voice that is louder than a line, moves, and has lines in its
 * spectrum. Noise of a street moves without lines, a hum has lines and does not move.
 */
export type MusicEar = {
  readonly note: (glance: Glance, speech: number) => void
  readonly forget: () => void
  /** Looked at twice a second, once there is enough to look at. */
  readonly isMusic: () => boolean
}

const WINDOW_FRAMES = 3500 / FRAME_MS
const EVERY_FRAMES = 500 / FRAME_MS
const QUIET_DB = -46
const STEADY_DB = 1.5
const NOTHING_DB = -80
const LIVE_MIN = 0.6
const VOICE_SHARE_MAX = 0.2
/** How much of the power lies in the two strongest lines, against how far the level moves, in dB. */
const LINES_AND_MOVES = [
  [0.45, 3],
  [0.36, 8],
  [0.22, 15]
] as const

/** Beeps of three notes within six seconds are a tune. */
const TUNE_FRAMES = 6000 / FRAME_MS
const TUNE_NOTES = 3
const NOTE = 1.05

/** Whether beeps, given as [frame, hz], are notes. */
export function isTune(beeps: readonly (readonly [at: number, hz: number])[]): boolean {
  const [last] = beeps.at(-1) ?? [0]
  const notes: number[] = []
  for (const [at, hz] of beeps)
    if (last - at <= TUNE_FRAMES && notes.every((note) => Math.max(hz, note) / Math.min(hz, note) > NOTE))
      notes.push(hz)
  return notes.length >= TUNE_NOTES
}

export function openMusic(): MusicEar {
  const levels = new Float64Array(WINDOW_FRAMES)
  const shares = new Float64Array(WINDOW_FRAMES)
  const voices = new Uint8Array(WINDOW_FRAMES)
  let count = 0
  const mean = (values: Iterable<number>): number => {
    let sum = 0
    for (const value of values) sum += value
    return sum / WINDOW_FRAMES
  }
  return {
    note({ levelDb, share, share2 }, speech) {
      const place = count++ % WINDOW_FRAMES
      levels[place] = levelDb
      shares[place] = Math.min(1, share + share2)
      voices[place] = speech >= 0.5 ? 1 : 0
    },
    forget() {
      count = 0
    },
    isMusic() {
      if (count < WINDOW_FRAMES || count % EVERY_FRAMES !== 0 || mean(voices) > VOICE_SHARE_MAX) return false
      // What is not there at all is a packet that was lost, or a line that was cut.
      const sorted = levels.filter((level) => level > NOTHING_DB).sort()
      const at = (share: number): number => sorted[Math.floor(share * sorted.length)]!
      if (sorted.length < LIVE_MIN * WINDOW_FRAMES || at(0.5) < QUIET_DB) return false
      // A beep over a noisy line is loud for a while and else does not move.
      if (at(0.6) - at(0.1) < STEADY_DB) return false
      const lines = mean(shares)
      const moves = at(0.9) - Math.max(at(0.1), -60)
      return LINES_AND_MOVES.some(([line, move]) => lines >= line && moves >= move)
    }
  }
}
