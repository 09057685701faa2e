import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listenDefaults } from '../src/listen/heard.ts'
import { CHUNK_SAMPLES, judgeCall } from '../src/listen/judge-call.ts'
import { whoOracle } from '../src/listen/who-table.ts'
import { speechOf } from '../src/shell/listening/speech-of.ts'
import { openVoiceModel } from '../src/shell/listening/voice-model.ts'
import { ulawByte, ulawValues } from '../src/sound/ulaw.ts'
import { readWav } from '../src/sound/wav.ts'
import { handOver, median } from './_figure.ts'

/**
 * How many times faster than the call one core listens: the detector without the voice model against decoding µ-law alone,
 * and the detector with it against the model alone, over the recordings of test/calls, in CPU time of the same run.
 */
const ROUNDS = 5
const BUDGET = 1300
const MODEL_SHARE = 0.8
const folder = join(import.meta.dirname, '..', 'test', 'calls')
const lines = readdirSync(folder)
  .filter((file) => file.endsWith('.wav'))
  .map((file) => {
    const read = readWav(readFileSync(join(folder, file)))
    if (read.kind === 'broken') throw new Error(`${file}: ${read.problem}`)
    return Int16Array.from(read.sound.samples, (value) => Math.round(value * 32_767))
  })
const seconds = lines.reduce((sum, line) => sum + line.length, 0) / 8000
const bytes = lines.map((line) => Uint8Array.from(line, ulawByte))
const opening = await openVoiceModel()
const speech =
  opening.kind === 'model'
    ? await speechOf(opening.model, lines)
    : lines.map((line) => new Float32Array(Math.floor(line.length / CHUNK_SAMPLES)))

const decoded = new Int16Array(Math.max(...bytes.map((line) => line.length)))
const decoding = times(() => {
  for (const line of bytes) for (let i = 0; i < line.length; i++) decoded[i] = ulawValues[line[i]!]!
})
const listening = times(() => lines.forEach((line, i) => judgeCall(line, speech[i]!, listenDefaults, whoOracle())))
console.log(`${lines.length} calls, ${seconds.toFixed(0)} s of sound, CPU time, median of ${ROUNDS} rounds`)
console.log(`decoding µ-law alone            ${decoding.toFixed(0).padStart(8)} × real time`)
console.log(`detector without the model      ${listening.toFixed(0).padStart(8)} × real time, budget ${BUDGET}`)
const figures = [
  {
    ...{ name: 'detector without the voice model', figure: Math.round(listening), unit: '× real time' },
    ...{ limit: Math.round(decoding), ratio: Number((listening / decoding).toFixed(3)) },
    ...{ budget: `>= ${BUDGET} × real time`, isMet: listening >= BUDGET }
  }
]
if (opening.kind === 'model') {
  const { model } = opening
  const rounds: number[] = []
  for (let round = 0; round < 2; round++) {
    const start = process.cpuUsage()
    await speechOf(model, lines)
    rounds.push(realTime(start))
  }
  const alone = Math.max(...rounds)
  const both = 1 / (1 / alone + 1 / listening)
  console.log(`${model.runtime.padEnd(16)} alone           ${alone.toFixed(0).padStart(8)} × real time`)
  console.log(`detector with the model         ${both.toFixed(0).padStart(8)} × real time`)
  figures.push({
    ...{
      name: `detector with ${model.runtime}`,
      figure: Math.round(both),
      unit: '× real time',
      limit: Math.round(alone)
    },
    ...{ ratio: Number((both / alone).toFixed(2)), budget: `>= ${MODEL_SHARE} of the model alone` },
    isMet: both >= MODEL_SHARE * alone
  })
  await model[Symbol.asyncDispose]()
}
handOver(figures)

function times(work: () => void): number {
  work()
  return median(
    Array.from({ length: ROUNDS }, () => {
      const start = process.cpuUsage()
      work()
      return realTime(start)
    })
  )
}

function realTime(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return seconds / ((user + system) / 1e6)
}
