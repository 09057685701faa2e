import { RATE_HZ } from '../../listen/frame.ts'
import { CHUNK_SAMPLES } from '../../listen/judge-call.ts'
import { openRuntime, type OrtSession, type Runtime, voiceModelBytes } from './runtime.ts'

/** Silero v6 at 8 kHz looks at 256 new samples behind 32 older ones, and carries a state of 2 × 128 numbers. */

const CONTEXT = 32
const STATE = 128

/** What one call carries from chunk to chunk; filled with zeros at its start. */
export type Ear = { readonly context: Float32Array; readonly state: Float32Array }
export type VoiceModel = {
  readonly runtime: Runtime['name']
  /** Probability of speech in the next chunk of each call: one run for all of them. Ears move on in place. */
  readonly hear: (ears: readonly Ear[], chunks: readonly Float32Array[]) => Promise<Float32Array>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}
export type Opening =
  { readonly kind: 'model'; readonly model: VoiceModel } | { readonly kind: 'none'; readonly why: string }

export function newEar(): Ear {
  return { context: new Float32Array(CONTEXT), state: new Float32Array(2 * STATE) }
}

/** Opens the model under the runtime that is installed, or says why there is none. */
export async function openVoiceModel(): Promise<Opening> {
  const bytes = voiceModelBytes()
  if (bytes === null) return { kind: 'none', why: 'the package @ricky0123/vad-web with the model is not installed' }
  const { runtime, why } = await openRuntime()
  if (runtime === null) return { kind: 'none', why: `no runtime for it loads (${why})` }
  const session = await runtime.session(bytes)
  return { kind: 'model', model: modelOf(runtime, session) }
}

function modelOf(runtime: Runtime, session: OrtSession): VoiceModel {
  const rate = runtime.whole(BigInt(RATE_HZ))
  const width = CONTEXT + CHUNK_SAMPLES
  return {
    runtime: runtime.name,
    async hear(ears, chunks) {
      const count = ears.length
      const input = new Float32Array(count * width)
      const state = new Float32Array(2 * count * STATE)
      for (const [i, ear] of ears.entries()) {
        input.set(ear.context, i * width)
        input.set(chunks[i]!, i * width + CONTEXT)
        for (const layer of [0, 1])
          state.set(ear.state.subarray(layer * STATE, (layer + 1) * STATE), (layer * count + i) * STATE)
      }
      const { output, stateN } = (await session.run({
        input: runtime.floats(input, [count, width]),
        state: runtime.floats(state, [2, count, STATE]),
        sr: rate
      })) as { readonly output: { readonly data: Float32Array }; readonly stateN: { readonly data: Float32Array } }
      for (const [i, ear] of ears.entries()) {
        ear.context.set(chunks[i]!.subarray(CHUNK_SAMPLES - CONTEXT))
        for (const layer of [0, 1]) {
          const from = (layer * count + i) * STATE
          ear.state.set(stateN.data.subarray(from, from + STATE), layer * STATE)
        }
      }
      return Float32Array.from(output.data)
    },
    [Symbol.asyncDispose]: () => session.release()
  }
}
