import { CHUNK_SAMPLES } from '../../listen/judge-call.ts'
import { type ListenSettings, listenDefaults } from '../../listen/heard.ts'
import { listener } from '../../listen/listener.ts'
import { whoOracle } from '../../listen/who-table.ts'
import { ulawValues } from '../../sound/ulaw.ts'
import { type OpenEars } from '../lines/watched-line.ts'
import { type Speech, earsOf } from '../telephony/ears.ts'
import { type VoiceModel, newEar, openVoiceModel } from './voice-model.ts'

/** A detector for every call; `open` is null where no voice model runs, and then every answered call is the rep’s. */
export type EarsOfCalls = AsyncDisposable & { readonly open: OpenEars | null }

/** Opens the voice model once, before the first call. Where it cannot be had it is said, and nobody is told apart by guess. */
export async function openEarsOfCalls(
  say: (line: string) => void,
  settings: ListenSettings = listenDefaults
): Promise<EarsOfCalls> {
  const opened = await openVoiceModel()
  if (opened.kind === 'none') {
    say(`No detector: ${opened.why}. You hear every answered call, and say by H or V who it is.`)
    return { open: null, [Symbol.asyncDispose]: async () => undefined }
  }
  const { model } = opened
  const oracle = whoOracle()
  return {
    open: (hear) => earsOf(listener(settings, oracle), hear, speechOn(model)),
    [Symbol.asyncDispose]: () => model[Symbol.asyncDispose]()
  }
}

/**
 * The chance of speech on one line, frame by frame: the model looks at pieces of 32 ms, and a frame has the chance of the last
 * piece that ended with or before it.
 */
export function speechOn(model: Pick<VoiceModel, 'hear'>): Speech {
  const ear = newEar()
  let piece = new Float32Array(CHUNK_SAMPLES)
  let filled = 0
  let last = 0
  return async (frame) => {
    for (const byte of frame) {
      piece[filled++] = ulawValues[byte]! / 32_768
      if (filled < CHUNK_SAMPLES) continue
      const whole = piece
      piece = new Float32Array(CHUNK_SAMPLES)
      filled = 0
      last = (await model.hear([ear], [whole]))[0] ?? last
    }
    return last
  }
}
