import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHUNK_SAMPLES, withLineSilence } from '../../src/listen/judge-call.ts'
import { speechOf } from '../../src/shell/listening/speech-of.ts'
import { openVoiceModel } from '../../src/shell/listening/voice-model.ts'
import { callsOf, samplesOf, setFolder } from './make.ts'
import { type Part } from './voices.ts'

const SIDE_BY_SIDE = 24
/** Of the silent line after a recording the model hears one second; its answer stands for the rest. */
const TAIL_CHUNKS = Math.floor((5 * 8000) / CHUNK_SAMPLES)

/** Asks the voice model about every call of a set once, and keeps its answers beside the sound. */
export async function hearSet(part: Part): Promise<void> {
  const folder = setFolder(part)
  const unheard = callsOf(part)
    .map(({ file }) => file)
    .filter((file) => !existsSync(speechPath(folder, file)))
  if (unheard.length === 0) return
  const opening = await openVoiceModel()
  if (opening.kind === 'none') throw new Error(`The voice model does not open: ${opening.why}.`)
  for (let i = 0; i < unheard.length; i += SIDE_BY_SIDE) {
    const files = unheard.slice(i, i + SIDE_BY_SIDE)
    const lines = files.map((file) => withLineSilence(samplesOf(join(folder, file))))
    const heads = lines.map((line) => line.subarray(0, line.length - TAIL_CHUNKS * CHUNK_SAMPLES))
    const speech = await speechOf(opening.model, heads)
    for (const [k, file] of files.entries()) {
      const whole = new Float32Array(Math.floor(lines[k]!.length / CHUNK_SAMPLES)).fill(speech[k]!.at(-1)!)
      whole.set(speech[k]!)
      writeFileSync(speechPath(folder, file), whole)
    }
    if (i % (10 * SIDE_BY_SIDE) === 0) process.stderr.write(`${part}: heard ${i} of ${unheard.length}\n`)
  }
  await opening.model[Symbol.asyncDispose]()
}

const speechPath = (folder: string, file: string): string => join(folder, file.replace('.s16', '.speech'))

/** A call as the detector gets it: the line, and a probability per chunk. */
export function heardCall(part: Part, file: string): { readonly line: Int16Array; readonly speech: Float32Array } {
  const folder = setFolder(part)
  const bytes = readFileSync(speechPath(folder, file))
  return {
    line: withLineSilence(samplesOf(join(folder, file))),
    speech: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  }
}
