import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import prettier from 'prettier'
import { type JudgedCall, type Table, tablesOf } from '../../src/listen/accuracy.ts'
import { listenDefaults } from '../../src/listen/heard.ts'
import { judgeCall } from '../../src/listen/judge-call.ts'
import { whoOracle } from '../../src/listen/who-table.ts'
import { heardCall, hearSet } from './hear.ts'
import { callsOf, type MadeCall, makeSet } from './make.ts'
import { type Part } from './voices.ts'

/**
 * Judges the made calls whose voices and languages nobody was trained on, and writes the tables into docs/listening.md.
 * `train` as the argument judges the training calls instead, and writes nothing.
 */
const part: Part = process.argv[2] === 'train' ? 'train' : 'judge'
await makeSet(part)
await hearSet(part)
const judged = callsOf(part).map((call) => judgedCall(part, call))
const tables = tablesOf(judged)
for (const { title, head, rows } of tables)
  console.log(`\n${title}\n${[head, ...rows].map((row) => row.join(' | ')).join('\n')}`)
if (process.argv.includes('--misses')) for (const call of judged) missed(call)
if (part === 'judge' && process.argv.includes('--write')) await intoDocument(tables)

function judgedCall(of: Part, call: MadeCall): JudgedCall {
  const { line, speech } = heardCall(of, call.file)
  return {
    file: call.file,
    label: call.label,
    language: call.language,
    voice: call.voice,
    background: call.background,
    snrDb: call.snrDb,
    speechStartMs: call.speechStartMs,
    speechEndMs: call.speechEndMs,
    beepEndMs: call.beepEndMs,
    judgement: judgeCall(line, speech, listenDefaults, whoOracle())
  }
}

function missed({ file, label, voice, background, snrDb, beepEndMs, speechEndMs, judgement }: JudgedCall): void {
  const { verdict, verdictAtMs, messageStartMs, events } = judgement
  const isMachine = ['machine_greeting', 'ivr', 'screening', 'full'].includes(label)
  const isRight = isMachine
    ? ['machine_greeting', 'ivr', 'screening', 'beep_only'].includes(verdict)
    : verdict === label
  const late = beepEndMs === null || messageStartMs === null ? 0 : messageStartMs - beepEndMs
  if (isRight && late >= 0 && late <= 100 && (beepEndMs === null || messageStartMs !== null)) return
  const heard = events.map((one) =>
    one.kind === 'verdict' ? `${one.verdict}@${one.atMs} ${JSON.stringify(one.evidence)}` : `${one.kind}@${one.atMs}`
  )
  console.log(
    `${file} ${voice} ${background} ${snrDb}: ${verdict}@${verdictAtMs} start ${messageStartMs} beep ${beepEndMs} spoken until ${speechEndMs}\n   ${heard.join(', ')}`
  )
}

async function intoDocument(written: readonly Table[]): Promise<void> {
  const path = join(import.meta.dirname, '..', '..', 'docs', 'listening.md')
  const text = readFileSync(path, 'utf8')
  const [before, after] = ['<!-- made calls -->', '<!-- end of made calls -->'].map((mark) => text.indexOf(mark))
  const middle = written.map(
    ({ title, head, rows }) => `### ${title}\n\n${row(head)}${row(head.map(() => '---'))}${rows.map(row).join('')}`
  )
  const whole = `${text.slice(0, before)}<!-- made calls -->\n\n${middle.join('\n')}\n${text.slice(after)}`
  writeFileSync(path, await prettier.format(whole, { parser: 'markdown', printWidth: 120 }))
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`
}
