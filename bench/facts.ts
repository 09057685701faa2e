/**
 * How fast a row is brought up to date and turned into the vector of facts, as a ratio to the same loop over the same
 * rows that only reads one slot. Run: node bench/facts.ts [--json]. Medians of interleaved rounds.
 */
import { VECTOR_LENGTH } from '../src/facts/fact.ts'
import { apply, fold } from '../src/facts/fold.ts'
import { type LogEntry } from '../src/facts/log-entry.ts'
import { CALLS, type Row, emptyRow } from '../src/facts/row.ts'
import { snapshot } from '../src/facts/snapshot.ts'
import { call, sent, signal, touch } from '../src/facts/story.ts'
import { handOver } from './_figure.ts'

const ROWS = 2_000
const ROUNDS = 7
const START = 1_767_600_000_000
const HOUR = 3_600_000

/** A lead as a playbook leaves it: eight calls, four messages, six e-mails, a missed call back. */
function life(offset: number): readonly LogEntry[] {
  const log: LogEntry[] = [
    signal(1, START, { kind: 'profile', changes: { 'lead.market': 'b2b', 'number.kind': 'business' } })
  ]
  for (let i = 0; i < 8; i++) {
    const at = START + (i * 48 + (offset % 24)) * HOUR
    log.push(...call(10 + i, at, { message: i % 2 === 0 ? 'complete' : 'none_planned', recording: i }))
    if (i < 6) log.push(touch(30 + i, at + HOUR, 'email'), sent(30 + i, at + HOUR, 'email'))
  }
  return [...log, signal(2, START + 300 * HOUR, { kind: 'missed_inbound' })]
}

const lives = Array.from({ length: ROWS }, (_, i) => life(i))
const rows: readonly Row[] = lives.map((log) => fold(log))
const entries = lives.reduce((sum, log) => sum + log.length, 0)
const empty = emptyRow()
const scratch = emptyRow()
const into = new Float64Array(VECTOR_LENGTH)
let sink = 0

const rounds = {
  apply: () => {
    for (const log of lives) {
      scratch.bytes.set(empty.bytes)
      for (let i = 0; i < log.length; i++) sink += apply(scratch, log[i]!) ? 1 : 0
    }
  },
  applyLimit: () => {
    for (const log of lives) {
      scratch.bytes.set(empty.bytes)
      for (let i = 0; i < log.length; i++) sink += scratch.ints[CALLS]! + (log[i]!.kind === 'undone' ? 1 : 0)
    }
  },
  snapshot: () => {
    for (let i = 0; i < ROWS; i++) {
      snapshot(rows[i]!, null, START + 400 * HOUR, into)
      sink += into[0]!
    }
  },
  snapshotLimit: () => {
    for (let i = 0; i < ROWS; i++) {
      into.fill(0)
      sink += rows[i]!.ints[CALLS]!
    }
  },
  fold: () => {
    for (const log of lives) sink += fold(log).ints[CALLS]!
  }
} as const
type Name = keyof typeof rounds

const took: Record<Name, number[]> = { apply: [], applyLimit: [], snapshot: [], snapshotLimit: [], fold: [] }
for (let round = -2; round < ROUNDS; round++)
  for (const name of Object.keys(rounds) as Name[]) {
    const repeats = name === 'fold' ? 2 : 20
    const before = performance.now()
    for (let i = 0; i < repeats; i++) rounds[name]()
    if (round >= 0) took[name].push((performance.now() - before) / repeats)
  }

const median = (name: Name) => took[name].toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!
const perSecond = (count: number, name: Name) => Math.round((count / median(name)) * 1000)
const result = {
  appliesPerSecond: perSecond(entries, 'apply'),
  applyTimesLimit: Number((median('apply') / median('applyLimit')).toFixed(1)),
  snapshotsPerSecond: perSecond(ROWS, 'snapshot'),
  snapshotTimesLimit: Number((median('snapshot') / median('snapshotLimit')).toFixed(1)),
  foldsPerSecond: perSecond(ROWS, 'fold'),
  entriesPerLog: entries / ROWS,
  rowBytes: empty.bytes.length,
  sink: sink > 0
}
if (process.argv.includes('--json')) console.log(JSON.stringify(result))
else for (const [name, value] of Object.entries(result)) console.log(`${name.padEnd(20)} ${value}`)

const million = (perSecond: number): number => Math.round(perSecond / 1e5) / 10
const figure = (name: string, count: number, of: Name, limit: Name) => ({
  ...{ name, figure: million(perSecond(count, of)), unit: 'M/s', limit: million(perSecond(count, limit)) },
  ...{ ratio: Number((median(limit) / median(of)).toFixed(2)), budget: null, isMet: null }
})
handOver([
  figure('entries applied to packed facts', entries, 'apply', 'applyLimit'),
  figure('vectors of packed facts', ROWS, 'snapshot', 'snapshotLimit')
])
