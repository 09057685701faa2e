import * as sounds from '../../../simulate/line-sound.ts'
import { type Finished, type LeftHow } from '../../../simulate/people.ts'
import { type FarSide } from './far-end.ts'
import { isLoud } from './simulated-leg.ts'

/** A mailbox: it greets, beeps, takes what it hears from then on, and does not wait for ever. */
export type Mailbox = {
  readonly spoken: (how: 'live' | 'drop', plannedMs: number) => void
  readonly hears: (frame: Uint8Array) => void
  readonly quiet: (isWhole: boolean) => void
  readonly over: () => void
  readonly taken: () => Taken
}

/** What lies in a mailbox afterwards. */
export type Taken = {
  /** Everything that it heard of us from the end of its beep on, µ-law. */
  readonly heard: Uint8Array
  /** Bytes of ours that came too early, and are not in it. */
  readonly tooEarly: number
  /** The message has no end: the mailbox cut it, we stopped it, or the line went dead in the middle. */
  readonly isTruncated: boolean
  /** Somebody picked up while it played. */
  readonly isTalkedOver: boolean
}

/** A mailbox that hears nothing hangs up after so long. */
const PATIENCE_MS = 10_000
/** Whoever picks up stays on the line for so long at least. */
const PICKED_UP_MS = 8_000

/** How it greets, and whether it says by a tone when it begins to take a message. */
export type Greets = { readonly greetingMs: number; readonly beeps: boolean }

export function mailbox(
  side: FarSide,
  key: number,
  { greetingMs, beeps }: Greets,
  finish: (left: LeftHow) => Finished
): Mailbox {
  const frames: Uint8Array[] = []
  let tooEarly = 0
  let isTaking = false
  /** What we are saying now, since when and for how long. */
  let ours: { readonly how: 'live' | 'drop'; readonly untilMs: number } | null = null
  let isHeard = false
  let isTruncated = false
  let isTalkedOver = false

  side.later(greetingMs, () => {
    side.caption(beeps ? 'Beep.' : 'It waits for an answer.')
    if (beeps) side.says(() => sounds.beep(key))
    // What is spoken without a sound has no byte that could come too early.
    take()
    side.later(beeps ? sounds.BEEP_MS : 0, () => void (isTaking = true))
    side.later(PATIENCE_MS, () => {
      if (!isHeard) side.ends('completed', 'them')
    })
  })
  let isBeeped = false

  /** The message lands from here on, or from its own beginning. */
  function take(): void {
    isBeeped = true
    if (ours !== null && ours.untilMs > side.now()) heardOut(ours.how, ours.untilMs - side.now())
  }

  function heardOut(how: 'live' | 'drop', plannedMs: number): void {
    if (isHeard) return
    isHeard = true
    const { message, messageMs, talkMs } = finish({ how, plannedMs })
    side.later(messageMs, () => {
      if (message === 'truncated') cut()
      if (message === 'talked_over') pickUp(talkMs)
    })
  }

  function cut(): void {
    isTruncated = true
    side.caption('The mailbox cuts you off: beep beep beep')
    side.says(() => sounds.cut(key))
    side.ends('completed', 'them')
  }

  function pickUp(talkMs: number): void {
    isTalkedOver = ours !== null
    side.caption('Somebody picks up: "Hello? Hello?"')
    side.says(() => sounds.helloHello(key))
    side.later(Math.max(talkMs, PICKED_UP_MS), () => side.ends('completed', 'them'))
  }

  return {
    spoken(how, plannedMs) {
      ours = { how, untilMs: side.now() + plannedMs }
      if (isBeeped) heardOut(how, plannedMs)
    },
    hears(frame) {
      if (isTaking) frames.push(frame)
      else if (isLoud(frame)) tooEarly += frame.length
    },
    quiet(isWhole) {
      if (ours !== null) isTruncated = !isWhole
      ours = null
    },
    over: () => void (isTruncated ||= ours?.how === 'drop'),
    taken: () => ({ heard: Buffer.concat(frames), tooEarly, isTruncated, isTalkedOver })
  }
}
