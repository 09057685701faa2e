import { FRAME_MS } from './frame.ts'
import { type Heard, type ListenSettings } from './heard.ts'

/**
 * When the message may start. A beep orders it at once; a greeting without one orders it after a silence; more greeting, or
 * another beep, orders it again. While our own message plays, a voice stops it, and then only a beep or a good deal more
 * greeting orders it again: a person who has picked up is left alone.
 */
export type Start = {
  readonly beep: (at: number) => Heard
  /** One frame: whether a near voice speaks in it, and the frame after which nobody has spoken. */
  readonly frame: (at: number, isSpeaking: boolean, isMachine: boolean) => Heard | null
  readonly dropping: (isDropping: boolean) => void
}

const MORE_GREETING_FRAMES = 300 / FRAME_MS
const VOICE_FRAMES = 160 / FRAME_MS
/** A person says less than this into a message that stops; a greeting that goes on says more. */
const GREETING_AFTER_VOICE_FRAMES = 1800 / FRAME_MS
const GIVE_UP_FRAMES = 45_000 / FRAME_MS

export function openStart({ startAfterSilenceMs, startAfterSilenceSpeechMaxMs }: ListenSettings): Start {
  let spokenAtAll = 0
  let ordered = -1
  let lastVoice = -1
  let spokenSince = 0
  let isDropping = false
  let hasStopped = false
  let run = 0

  function order(at: number): Heard {
    const kind = ordered < 0 ? 'start' : 'restart'
    ordered = at
    spokenSince = 0
    hasStopped = false
    return { kind, atMs: (at + 1) * FRAME_MS }
  }

  return {
    beep: order,
    frame(at, isSpeaking, isMachine) {
      if (isSpeaking) {
        lastVoice = at
        spokenSince++
        spokenAtAll++
        run++
        if (isDropping && run === VOICE_FRAMES && !hasStopped) {
          hasStopped = true
          spokenSince = VOICE_FRAMES
          return { kind: 'voice', atMs: (at + 1) * FRAME_MS }
        }
        return null
      }
      run = 0
      if (!isMachine || startAfterSilenceMs === null || lastVoice < 0 || at > GIVE_UP_FRAMES) return null
      const needed = ordered < 0 ? 1 : hasStopped ? GREETING_AFTER_VOICE_FRAMES : MORE_GREETING_FRAMES
      if (spokenAtAll * FRAME_MS > startAfterSilenceSpeechMaxMs) return null
      if (spokenSince < needed || (at - lastVoice) * FRAME_MS < startAfterSilenceMs) return null
      return order(at)
    },
    dropping(now) {
      if (now && !isDropping) run = 0
      isDropping = now
    }
  }
}
