import { type CallLife, callLife } from '../call-life.ts'
import { type Call, type Dropped, type Off, type Order } from '../carrier.ts'
import { refusals } from '../refusals.ts'
import { type Timers } from '../timers.ts'
import { type FarEnd, type FarEndOf, type FarSide } from './far-end.ts'
import { type Pump, type Track, pump, track } from './line-pump.ts'
import { repOnLine } from './rep-on-line.ts'
import { bytesOf, simulatedDrop } from './simulated-drop.ts'
import { type SimulatedLeg, isLoud } from './simulated-leg.ts'

/** A call into the simulated network. */
export type SimulatedCall<Truth> = Call & {
  /** We speak a message that takes so long, without a sound: for a rep who reads and does not hear. */
  readonly speak: (plannedMs: number) => void
  readonly truth: () => Truth
}

/** What a call needs to know of its carrier. */
export type Exchange = {
  readonly node: string
  readonly timers: Timers
  readonly legOf: (id: string) => SimulatedLeg | null
}
export type Inside<Truth> = {
  readonly call: SimulatedCall<Truth>
  readonly life: CallLife
  readonly far: FarEnd<Truth>
}

/** What a rep says live lasts at most so long. */
const SPOKEN_MS = 30_000

export function simulatedCall<Truth>(
  id: string,
  order: Order,
  farEndOf: FarEndOf<Truth>,
  { node, timers, legOf }: Exchange
): Inside<Truth> {
  const life = callLife(order, timers)
  const voice = track()
  const drop = simulatedDrop(life, timers)
  const rep = repOnLine()
  const far = farEndOf(order, sideOf(life, voice, timers))
  let ears = 0
  let hasSpoken = false

  const isOpen = (): boolean => life.state() === 'early' || life.state() === 'up'
  const isWanted = (): boolean => isOpen() && (ears > 0 || drop.isPlaying() || rep.isThere())
  const line: Pump = pump({ now: timers.now, later: life.later }, isWanted, (fromMs, nth) => {
    outwards(fromMs)
    const ulaw = voice.frame(fromMs)
    rep.hear(ulaw)
    life.tell('sound', { ulaw, seq: nth, atMs: timers.now(), isEarly: life.state() === 'early' })
    endDrop(true)
  })

  /** Ours to them: the recording alone while it plays, else the rep. */
  function outwards(fromMs: number): void {
    const frame = drop.frame() ?? spoken(fromMs)
    if (frame !== null) far.hears(frame)
  }

  function spoken(fromMs: number): Uint8Array | null {
    const frame = rep.frame(fromMs)
    if (frame !== null && !hasSpoken && isLoud(frame)) {
      hasSpoken = true
      far.spoken('live', SPOKEN_MS)
    }
    return frame
  }

  function endDrop(isWhole: boolean): void {
    const wasPlaying = drop.isPlaying()
    drop.close(isWhole)
    if (wasPlaying && !drop.isPlaying()) far.quiet(isWhole)
  }

  life.on('state', () => line.wake())
  life.on('ended', () => {
    endDrop(false)
    rep.part()
    far.over()
  })
  const hangup = async (): Promise<void> => {
    life.end({ outcome: life.state() === 'up' ? 'completed' : 'cancelled', by: 'us' })
  }
  const call: SimulatedCall<Truth> = {
    ...refusals('simulated'),
    ...{ id, attemptId: order.attemptId, to: order.to, node, state: life.state, hangup, truth: far.truth },
    on(event, hear) {
      const off = life.on(event, hear)
      if (event !== 'sound') return off
      ears++
      line.wake()
      return once(off, () => ears--)
    },
    hold: async (isHeld) => rep.hold(isHeld),
    mute: async (isMuted) => rep.mute(isMuted),
    press: async (digits) => far.pressed(digits),
    async drop(sound, { thenHangup }) {
      const ulaw = await bytesOf(sound)
      if (life.state() === 'ended') return nothing(timers.now())
      if (life.state() !== 'up') throw new Error(`the call ${id} is not answered yet: nothing can be played into it`)
      if (drop.isPlaying()) throw new Error(`something is being played into the call ${id} already: stop it first`)
      far.spoken('drop', ulaw.length / 8)
      const over = drop.play(ulaw)
      line.wake()
      const dropped = await over
      if (dropped.isComplete && thenHangup) await hangup()
      return dropped
    },
    stopDrop: async () => endDrop(false),
    async connect(legId) {
      const leg = legOf(legId)
      if (leg === null) throw new Error(`the rep’s leg ${legId} is not up: seat the rep again`)
      if (life.state() !== 'up') throw new Error(`the call ${id} is not up: there is nobody to be put through to`)
      rep.connect(leg)
      line.wake()
      return { delayMs: 0 }
    },
    disconnect: async () => rep.part(),
    speak(plannedMs) {
      if (life.state() === 'up') far.spoken('live', plannedMs)
    }
  }
  return { call, life, far }
}

/** The line as the other end has it. */
function sideOf(life: CallLife, voice: Track, timers: Timers): FarSide {
  return {
    now: timers.now,
    later: life.later,
    rings: () => void life.reach('ringing'),
    early(sound) {
      voice.says(sound, timers.now())
      life.reach('early')
    },
    answers() {
      // What sounded before the answer does not sound on.
      voice.says(() => new Float64Array(), timers.now())
      life.reach('up')
    },
    says: (sound) => voice.says(sound, timers.now()),
    caption: (text) => life.tell('heard', { text, atMs: timers.now() }),
    ends: (outcome, by) => void life.end({ outcome, by })
  }
}

const nothing = (now: number): Dropped => ({ playedMs: 0, isComplete: false, startedAtMs: now, endedAtMs: now })

function once(...acts: readonly (() => unknown)[]): Off {
  let isDone = false
  return () => {
    if (!isDone) for (const act of acts) act()
    isDone = true
  }
}
