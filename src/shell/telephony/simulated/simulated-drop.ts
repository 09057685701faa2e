import { readFile } from 'node:fs/promises'
import { type CallLife } from '../call-life.ts'
import { type Dropped, type Sound } from '../carrier.ts'
import { type Timers } from '../timers.ts'
import { FRAME_BYTES, msOf, silentFrame } from './line-pump.ts'

/** A recording on its way into the line, frame by frame. */
export type SimulatedDrop = {
  readonly isPlaying: () => boolean
  readonly play: (ulaw: Uint8Array) => Promise<Dropped>
  /** The next frame of it; null where nothing is played. */
  readonly frame: () => Uint8Array | null
  /** After the last frame has gone out, or as it is cut. */
  readonly close: (isComplete: boolean) => void
}

/** How often it is told how far it is. */
const TOLD_MS = 1_000

export function simulatedDrop(life: CallLife, timers: Timers): SimulatedDrop {
  let playing: { readonly ulaw: Uint8Array; sent: number; readonly startedAtMs: number } | null = null
  let settle: (dropped: Dropped) => void = () => undefined
  return {
    isPlaying: () => playing !== null,
    play(ulaw) {
      playing = { ulaw, sent: 0, startedAtMs: timers.now() }
      return new Promise((resolve) => void (settle = resolve))
    },
    frame() {
      if (playing === null) return null
      const { ulaw, sent } = playing
      if (sent % (TOLD_MS * 8) === 0) life.tell('played', { playedMs: msOf(sent), atMs: timers.now() })
      const piece = ulaw.subarray(sent, sent + FRAME_BYTES)
      playing.sent += piece.length
      if (piece.length === FRAME_BYTES) return piece
      const last = silentFrame.slice()
      last.set(piece)
      return last
    },
    close(isComplete) {
      if (playing === null || (isComplete && playing.sent < playing.ulaw.length)) return
      const { ulaw, sent, startedAtMs } = playing
      playing = null
      settle({ playedMs: msOf(sent), isComplete: sent >= ulaw.length, startedAtMs, endedAtMs: timers.now() })
    }
  }
}

/** The bytes of a recording: prepared files hold µ-law and nothing else. */
export async function bytesOf(sound: Sound): Promise<Uint8Array> {
  return sound.kind === 'ulaw' ? sound.ulaw : new Uint8Array(await readFile(sound.path))
}
