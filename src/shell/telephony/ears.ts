import { ULAW_RATE, ULAW_SILENCE } from '../../sound/ulaw.ts'
import { type Heard, type Listener } from '../../listen/heard.ts'
import { type CallEvents } from './carrier.ts'

/** Listens to one call. What is heard is said by `hear`, at once or a little later, always in the order of the line. */
export type Ears = {
  readonly sound: (frame: CallEvents['sound']) => void
  readonly answered: () => void
  readonly dropping: (isDropping: boolean) => void
  readonly told: (who: 'human' | 'machine') => void
  readonly close: () => void
}

/** The chance of speech in a frame, where a model says so; it may take its time, and is asked for one frame at a time. */
export type Speech = (frame: Uint8Array) => Promise<number | undefined>

/** A gap in the line is silence, up to so much of it. */
const GAP_MAX = 50

/**
 * A listener on a line: frames that are missing are silence, so that its count of frames stays the time, and what it is
 * told takes its place between the frames that came before and after.
 */
export function earsOf(listener: Listener, hear: (heard: Heard) => void, speech: Speech | null = null): Ears {
  let next: number | null = null
  let isClosed = false
  let line: Promise<void> | null = null

  const inOrder = (act: () => void | Promise<void>): void => {
    if (speech === null) return void act()
    line = (line ?? Promise.resolve()).then(act).catch(() => {
      // A model that fails says nothing of this frame: the listener goes on with the next one.
    })
  }
  const push = async (ulaw: Uint8Array): Promise<void> => say(listener.push(ulaw, await speech!(ulaw)))
  const say = (heard: readonly Heard[]): void => {
    for (const each of heard) if (!isClosed) hear(each)
  }
  const frame = (ulaw: Uint8Array): void =>
    inOrder(() => {
      if (isClosed) return
      if (speech === null) say(listener.push(ulaw))
      else return push(ulaw)
    })
  return {
    sound({ ulaw, seq }) {
      const missing = next === null ? 0 : Math.min(GAP_MAX, seq - next)
      for (let i = 0; i < missing; i++) frame(silence)
      next = seq + 1
      frame(ulaw)
    },
    answered: () => inOrder(listener.answered),
    dropping: (isDropping) => inOrder(() => listener.dropping(isDropping)),
    told: (who) => inOrder(() => listener.told?.(who)),
    close: () => void (isClosed = true)
  }
}

const silence = new Uint8Array(ULAW_RATE / 50).fill(ULAW_SILENCE)
