import { ULAW_SILENCE, toUlaw } from '../../../sound/ulaw.ts'
import { type Off } from '../carrier.ts'
import { type Made } from './far-end.ts'

/** The clockwork of a line: every 20 ms a frame goes either way, as long as anybody listens or speaks. */

export const FRAME_MS = 20
export const FRAME_BYTES = 160
const BYTES_MS = FRAME_BYTES / FRAME_MS
export const msOf = (bytes: number): number => bytes / BYTES_MS
export const silentFrame: Uint8Array = new Uint8Array(FRAME_BYTES).fill(ULAW_SILENCE)

/** What somebody says from an instant on: it stands in time, whether anybody listens or not. */
export type Track = {
  readonly says: (sound: Made, atMs: number) => void
  readonly frame: (fromMs: number) => Uint8Array
}

export function track(): Track {
  let said: { readonly made: Made; readonly atMs: number; bytes: Uint8Array | null } | null = null
  return {
    says: (made, atMs) => void (said = { made, atMs, bytes: null }),
    frame(fromMs) {
      if (said === null) return silentFrame
      const bytes = (said.bytes ??= bytesOf(said.made()))
      const from = Math.round((fromMs - said.atMs) * BYTES_MS)
      if (from >= bytes.length || from <= -FRAME_BYTES) return silentFrame
      if (from >= 0 && from + FRAME_BYTES <= bytes.length) return bytes.slice(from, from + FRAME_BYTES)
      const frame = silentFrame.slice()
      frame.set(bytes.subarray(Math.max(0, from), from + FRAME_BYTES), Math.max(0, -from))
      return frame
    }
  }
}

const bytesOf = (sound: Float64Array | Uint8Array): Uint8Array =>
  sound instanceof Uint8Array ? sound : toUlaw(Float32Array.from(sound))

/** Turns while it is wanted; the frames keep to one grid of time, however late a timer is. */
export type Pump = { readonly wake: () => void }

export function pump(
  clock: { readonly now: () => number; readonly later: (ms: number, act: () => void) => void },
  isWanted: () => boolean,
  turn: (fromMs: number, nth: number) => void
): Pump {
  const startMs = clock.now()
  let isTurning = false
  let next = 0
  const schedule = (): void => clock.later(startMs + (next + 1) * FRAME_MS - clock.now(), due)
  function due(): void {
    while (isWanted() && startMs + (next + 1) * FRAME_MS <= clock.now()) {
      const nth = next++
      turn(startMs + nth * FRAME_MS, nth)
    }
    isTurning = isWanted()
    if (isTurning) schedule()
  }
  return {
    wake() {
      if (isTurning || !isWanted()) return
      isTurning = true
      next = Math.max(next, Math.floor((clock.now() - startMs) / FRAME_MS))
      schedule()
    }
  }
}

/** Ears that come and go. */
export type Listeners<Said> = { readonly add: (hear: (said: Said) => void) => Off; readonly say: (said: Said) => void }

export function listeners<Said>(): Listeners<Said> {
  const ears = new Set<(said: Said) => void>()
  return {
    add(hear) {
      const mine = (said: Said): void => hear(said)
      ears.add(mine)
      return () => void ears.delete(mine)
    },
    say: (said) => {
      for (const hear of [...ears]) hear(said)
    }
  }
}
