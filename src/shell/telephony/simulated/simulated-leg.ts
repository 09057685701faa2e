import { ULAW_SILENCE } from '../../../sound/ulaw.ts'
import { type Off, type RepLeg, type SeatOrder } from '../carrier.ts'
import { type Timers } from '../timers.ts'
import { type Made } from './far-end.ts'
import { listeners, track } from './line-pump.ts'

/** A rep’s leg in the process: whoever has it speaks into it and hears what comes out. */
export type SimulatedLeg = RepLeg & {
  /** From now on, instead of what was said before. */
  readonly says: (sound: Made) => void
  /** Each frame of a call that is connected; silence between calls is no frame. */
  readonly hears: (hear: (frame: Uint8Array) => void) => Off
  readonly inside: LegInside
}
/** A leg as a call sees it. */
export type LegInside = {
  readonly frame: (fromMs: number) => Uint8Array
  readonly hear: (frame: Uint8Array) => void
  /** The call that is connected to it. */
  with: { readonly off: () => void } | null
}

export function simulatedLeg(id: string, order: SeatOrder, node: string, timers: Timers): SimulatedLeg {
  const ears = listeners<Uint8Array>()
  const gone = listeners<{ readonly atMs: number }>()
  const voice = track()
  let goneAtMs: number | null = null
  const inside: LegInside = { frame: voice.frame, hear: ears.say, with: null }
  return {
    ...{ id, rep: order.rep, node, inside },
    isUp: () => goneAtMs === null,
    on(_event, hear) {
      if (goneAtMs === null) return gone.add(hear)
      hear({ atMs: goneAtMs })
      return () => undefined
    },
    async hangup() {
      if (goneAtMs !== null) return
      goneAtMs = timers.now()
      inside.with?.off()
      gone.say({ atMs: goneAtMs })
    },
    says: (sound) => voice.says(sound, timers.now()),
    hears: ears.add
  }
}

/** Whether somebody speaks in a frame: louder than the noise of a line. */
export const isLoud = (frame: Uint8Array): boolean => frame.some((byte) => (byte | 0x80) < LOUD)
const LOUD = ULAW_SILENCE - 0x28
