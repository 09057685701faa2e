import { type LegInside, type SimulatedLeg } from './simulated-leg.ts'

/** The rep’s side of one call: whose leg is on it, and who hears whom. */
export type RepOnLine = {
  readonly isThere: () => boolean
  readonly connect: (leg: SimulatedLeg) => void
  readonly part: () => void
  readonly hold: (isHeld: boolean) => void
  readonly mute: (isMuted: boolean) => void
  /** What the rep says to them; null where nothing of it reaches them. */
  readonly frame: (fromMs: number) => Uint8Array | null
  readonly hear: (frame: Uint8Array) => void
}

export function repOnLine(): RepOnLine {
  let leg: LegInside | null = null
  let isHeld = false
  let isMuted = false
  const part = (): void => {
    if (leg !== null) leg.with = null
    leg = null
  }
  return {
    isThere: () => leg !== null,
    connect({ id, isUp, inside }) {
      if (!isUp()) throw new Error(`the rep’s leg ${id} is not up: seat the rep again`)
      if (inside.with !== null) throw new Error(`the rep’s leg ${id} is with another call: take it off first`)
      part()
      leg = inside
      leg.with = { off: part }
    },
    part,
    hold: (held) => void (isHeld = held),
    mute: (muted) => void (isMuted = muted),
    frame: (fromMs) => (leg === null || isHeld || isMuted ? null : leg.frame(fromMs)),
    hear(frame) {
      if (leg !== null && !isHeld) leg.hear(frame)
    }
  }
}
