import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type JudgedCall, type Table, tablesOf } from '../../listen/accuracy.ts'
import { RATE_HZ } from '../../listen/frame.ts'
import { listenDefaults } from '../../listen/heard.ts'
import { type CallJudgement, judgeCall, withLineSilence } from '../../listen/judge-call.ts'
import { whoOracle } from '../../listen/who-table.ts'
import { resample } from '../../sound/resample.ts'
import { readWav } from '../../sound/wav.ts'
import { fileComplaint, messageOf } from '../command/complaint.ts'
import { type Progress, progress, sayOnStderr, standardOutput } from '../command/terminal.ts'
import { readLabels } from './labels.ts'
import { speechOf } from './speech-of.ts'
import { openVoiceModel, type VoiceModel } from './voice-model.ts'

export type ListenOptions = { readonly json?: boolean; readonly labels?: string }
type Read = { readonly file: string; readonly line: Int16Array } | { readonly file: string; readonly problem: string }
type Answer =
  { readonly file: string; readonly judgement: CallJudgement } | { readonly file: string; readonly problem: string }

const SIDE_BY_SIDE = 16

/** Judges recordings of calls as the dialler would judge the calls. False: a file could not be read. */
export async function listen(files: readonly string[], options: ListenOptions): Promise<boolean> {
  const labels = options.labels === undefined ? null : readLabels(options.labels)
  const opening = await openVoiceModel()
  if (opening.kind === 'none')
    sayOnStderr(`no voice model: ${opening.why}; every answered call goes to the rep, and only tones are told apart`)
  const model = opening.kind === 'none' ? null : opening.model
  const shown = progress()
  const answers: Answer[] = []
  const out = standardOutput()
  for (let i = 0; i < files.length; i += SIDE_BY_SIDE) {
    const some = await judged(files.slice(i, i + SIDE_BY_SIDE).map(read), model, shown)
    answers.push(...some)
    await out.write(some.map((answer) => written(answer, options.json === true)).join(''))
    shown.say(`${Math.min(files.length, i + SIDE_BY_SIDE)} of ${files.length} recordings`)
  }
  shown.done()
  await model?.[Symbol.asyncDispose]()
  if (labels !== null) {
    const calls = answers.flatMap((answer) => {
      const label = labels.get(basename(answer.file))
      return 'problem' in answer || label === undefined
        ? []
        : [{ ...label, judgement: answer.judgement } satisfies JudgedCall]
    })
    const text = tablesOf(calls).map(tableText).join('\n')
    // Programs read one line per file; the tables are for people.
    if (options.json === true) process.stderr.write(text)
    else await out.write(`\n${text}`)
  }
  return answers.every((answer) => !('problem' in answer))
}

function read(file: string): Read {
  try {
    const wav = readWav(readFileSync(file))
    if (wav.kind === 'broken') return { file, problem: `${file}: ${wav.problem}` }
    const { samples } = resample(wav.sound, RATE_HZ)
    const line = Int16Array.from(samples, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768))))
    return { file, line: withLineSilence(line) }
  } catch (error) {
    return { file, problem: messageOf(fileComplaint(file, error)) }
  }
}

async function judged(reads: readonly Read[], model: VoiceModel | null, shown: Progress): Promise<readonly Answer[]> {
  const sounds = reads.filter((one) => 'line' in one)
  const lines = sounds.map(({ line }) => line)
  const speech = model === null ? null : await speechOf(model, lines)
  return reads.map((one) => {
    if ('problem' in one) {
      shown.done()
      sayOnStderr(one.problem)
      return one
    }
    const place = sounds.indexOf(one)
    return { file: one.file, judgement: judgeCall(one.line, speech?.[place] ?? null, listenDefaults, whoOracle()) }
  })
}

function written(answer: Answer, isJson: boolean): string {
  if ('problem' in answer) return isJson ? `${JSON.stringify({ file: answer.file, error: answer.problem })}\n` : ''
  const { file, judgement } = answer
  if (isJson) return `${JSON.stringify({ file, ...judgement })}\n`
  const { verdict, verdictAtMs, messageStartMs, confidence } = judgement
  const start = messageStartMs === null ? 'no message' : `message from ${seconds(messageStartMs)}`
  return `${file}  ${verdict} after ${seconds(verdictAtMs)} (${Math.round(100 * confidence)} % sure), ${start}\n`
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`

export function tableText({ title, head, rows }: Table): string {
  const all = [head, ...rows]
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)))
  const lines = all.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')
  )
  return `${title}\n${lines.map((line) => `  ${line.trimEnd()}\n`).join('')}`
}
