import { CHUNK_SAMPLES } from '../../listen/judge-call.ts'
import { newEar, type VoiceModel } from './voice-model.ts'

/** Probability of speech in every chunk of each line; the lines go through the model side by side. */
export async function speechOf(model: VoiceModel, lines: readonly Int16Array[]): Promise<readonly Float32Array[]> {
  const ears = lines.map(newEar)
  const counts = lines.map((line) => Math.floor(line.length / CHUNK_SAMPLES))
  const speech = counts.map((count) => new Float32Array(count))
  for (let chunk = 0; chunk < Math.max(0, ...counts); chunk++) {
    const live = lines.flatMap((_, i) => (chunk < counts[i]! ? [i] : []))
    const pieces = live.map((i) => chunkOf(lines[i]!, chunk * CHUNK_SAMPLES))
    const said = await model.hear(
      live.map((i) => ears[i]!),
      pieces
    )
    for (const [place, i] of live.entries()) speech[i]![chunk] = said[place]!
  }
  return speech
}

function chunkOf(line: Int16Array, from: number): Float32Array {
  return Float32Array.from(line.subarray(from, from + CHUNK_SAMPLES), (value) => value / 32_768)
}
