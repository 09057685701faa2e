import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

/** What both runtimes have in common, as far as we use it. */
export type OrtTensor = { readonly data: Float32Array }
export type OrtSession = {
  readonly run: (feeds: Record<string, OrtTensor>) => Promise<Record<string, OrtTensor>>
  readonly release: () => Promise<void>
}
export type Runtime = {
  /** As the health page and `listen` name it. */
  readonly name: 'onnxruntime-node' | 'onnxruntime-web'
  readonly session: (model: Uint8Array) => Promise<OrtSession>
  readonly floats: (values: Float32Array, shape: readonly number[]) => OrtTensor
  readonly whole: (value: bigint) => OrtTensor
}

type Ort = {
  readonly InferenceSession: { create: (model: Uint8Array, options: object) => Promise<OrtSession> }
  readonly Tensor: new (type: string, data: unknown, shape: readonly number[]) => OrtTensor
  readonly env: { readonly wasm: { numThreads?: number }; logLevel?: string }
}

/**
 * The runtime that is installed: onnxruntime-node where somebody has added it (half the time for the same answers), else
 * onnxruntime-web. Null where neither loads; `why` then says what each said.
 */
export async function openRuntime(): Promise<{ readonly runtime: Runtime | null; readonly why: string }> {
  const refusals: string[] = []
  for (const name of ['onnxruntime-node', 'onnxruntime-web'] as const) {
    try {
      return { runtime: runtimeOf(name, (await import(name)) as Ort), why: '' }
    } catch (error) {
      // An optional package: that it is not there, or not for this machine, is an answer.
      refusals.push(`${name}: ${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)}`)
    }
  }
  return { runtime: null, why: refusals.join('; ') }
}

function runtimeOf(name: Runtime['name'], ort: Ort): Runtime {
  // Many calls share a core: one thread each, and none of them waits for another.
  if (name === 'onnxruntime-web') ort.env.wasm.numThreads = 1
  ort.env.logLevel = 'error'
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', logSeverityLevel: 3 }
  return {
    name,
    session: (model) => ort.InferenceSession.create(model, options),
    floats: (values, shape) => new ort.Tensor('float32', values, shape),
    whole: (value) => new ort.Tensor('int64', BigInt64Array.of(value), [])
  }
}

/** The model file of Silero v6 inside its package; null where the package is not installed. */
export function voiceModelBytes(): Uint8Array | null {
  try {
    return readFileSync(createRequire(import.meta.url).resolve('@ricky0123/vad-web/dist/silero_vad_v6.onnx'))
  } catch {
    // An optional package: without it there is no voice model, and who asks says so.
    return null
  }
}
