import { FRAME_SAMPLES, RATE_HZ } from './frame.ts'
import { type Heard, type ListenSettings, type Verdict } from './heard.ts'
import { listener } from './listener.ts'
import { type Oracle } from './trees.ts'

/** What came out of a whole call. */
export type CallJudgement = {
  readonly verdict: Verdict
  readonly verdictAtMs: number
  /** When the message starts by the last order; null where none should. */
  readonly messageStartMs: number | null
  readonly confidence: number
  readonly events: readonly Heard[]
}

/** The voice model takes 256 samples at a time; a frame knows of those chunks that are complete. */
export const CHUNK_SAMPLES = 256
/** After the end of a recording the line goes on, silent. */
export const LINE_SILENCE_MS = 6000

/** A recording with the silent line after it, in whole frames. */
export function withLineSilence(samples: Int16Array): Int16Array {
  const count = samples.length + (LINE_SILENCE_MS * RATE_HZ) / 1000
  const line = new Int16Array(Math.ceil(count / FRAME_SAMPLES) * FRAME_SAMPLES)
  line.set(samples)
  return line
}

/**
 * Pushes a line through a listener, frame by frame. `speech` has a probability per chunk, or is null without a model. What
 * is true of a verdict here is true on a live call: nothing is looked at before its time.
 */
export function judgeCall(
  line: Int16Array,
  speech: Float32Array | null,
  settings: ListenSettings,
  oracle: Oracle
): CallJudgement {
  const ear = listener({ ...settings, hasVoiceModel: speech !== null }, oracle)
  ear.answered()
  const events: Heard[] = []
  for (let from = 0; from + FRAME_SAMPLES <= line.length; from += FRAME_SAMPLES) {
    const chunk = Math.floor((from + FRAME_SAMPLES) / CHUNK_SAMPLES) - 1
    const probability = speech === null ? undefined : chunk < 0 ? 0 : speech[chunk]
    events.push(...ear.push(line.subarray(from, from + FRAME_SAMPLES), probability))
  }
  return summary(events)
}

/** The last verdict counts, and the last order of a message where the verdict lets one start. */
export function summary(events: readonly Heard[]): CallJudgement {
  const last = events.findLast((heard) => heard.kind === 'verdict')
  const order = events.findLast((heard) => heard.kind === 'start' || heard.kind === 'restart')
  const verdict = last?.verdict ?? 'silence'
  const takesMessage = verdict === 'machine_greeting' || verdict === 'beep_only'
  return {
    verdict,
    verdictAtMs: last?.atMs ?? 0,
    messageStartMs: takesMessage && order !== undefined ? order.atMs : null,
    confidence: last?.confidence ?? 0,
    events
  }
}
