import { type Frame, type Heard, type Listener, type Verdict } from '../src/listen/heard.ts'
import { decoded, loudness, share } from './phone-sound.ts'

/**
 * A listener that tells loud from quiet and a tone from a voice, and no more: enough for the lines of invented people,
 * whose voices stop when they are done. What the product listens with is judged elsewhere.
 */
export function plainListener(): Listener {
  let at = -1
  let answeredAt = -1
  let verdict: Verdict | null = null
  let spoken = 0
  let quiet = 0
  let tonal = 0
  let intoDrop = 0
  let isDropping = false
  let isOrdered = false

  const say = (said: Verdict): Heard[] => {
    if (verdict === said) return []
    verdict = said
    return [{ kind: 'verdict', verdict: said, atMs: (at + 1) * 20, confidence: 0.9, evidence: { spoken } }]
  }
  const order = (): Heard => {
    const kind = isOrdered ? 'restart' : 'start'
    isOrdered = true
    return { kind, atMs: (at + 1) * 20 }
  }
  const listened = (frame: Uint8Array): Heard[] => {
    const isLoud = loudness(frame) > 250
    const isTone = isLoud && isPure(frame)
    if (isTone) tonal++
    else if (tonal >= 8) {
      tonal = 0
      return [...(verdict === null ? say('beep_only') : []), order()]
    } else tonal = 0
    if (isDropping) {
      intoDrop = isLoud && !isTone ? intoDrop + 1 : 0
      return intoDrop === 12 ? [{ kind: 'voice', atMs: (at + 1) * 20 }] : []
    }
    if (isTone) return []
    spoken += isLoud ? 1 : 0
    quiet = isLoud ? 0 : quiet + 1
    if (verdict === null && spoken > 100) return say('machine_greeting')
    return verdict === null && spoken > 10 && quiet > 30 ? say('human') : []
  }
  return {
    push(frame: Frame) {
      at++
      return answeredAt < 0 ? [] : listened(frame as Uint8Array)
    },
    answered: () => void (answeredAt = at + 1),
    dropping(is) {
      isDropping = is
      intoDrop = 0
    },
    told: (who) => void (verdict = who === 'human' ? 'human' : 'machine_greeting')
  }
}

/** One frequency has all of the power; which one is told by how often the wave turns its sign. */
function isPure(frame: Uint8Array): boolean {
  let turns = 0
  for (let i = 1; i < frame.length; i++) if (decoded(frame[i]!) > 0 !== decoded(frame[i - 1]!) > 0) turns++
  return [-25, 0, 25].some((off) => share(frame, turns * 25 + off) > 0.8)
}
