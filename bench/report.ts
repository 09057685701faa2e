/**
 * How many rows a second the report counts, all its sections at once, as a ratio to a bare loop over the same rows that
 * reads the three things every call has. Run: node bench/report.ts [--rows 1000000] [--json]. Medians of interleaved rounds.
 */
import { parseArgs } from 'node:util'
import { zoneNamed } from '../src/clock/zone.ts'
import { endpoints, messages } from '../src/facts/outcome-lists.ts'
import { call, signal } from '../src/facts/story.ts'
import { reportCounting, writeReport } from '../src/report/build-report.ts'
import { type Life, plainLife } from '../src/report/life.ts'
import { assumedPrices } from '../src/report/prices.ts'
import { reportHtml } from '../src/report/html.ts'
import { type CallRow } from '../src/report/row.ts'
import { rowsOf } from '../src/report/rows.ts'
import { handOver, median } from './_figure.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' }, json: { type: 'boolean' } } })
const ROWS = Number(values.rows)
const ROUNDS = 5
const START = 1_799_074_800_000
const HOUR = 3_600_000
const PEOPLE = 8_000
const CALLS = 6
const zone = zoneNamed('America/New_York')!
const answers = Object.keys(endpoints) as (keyof typeof endpoints)[]
const left = Object.keys(messages) as (keyof typeof messages)[]

/** Somebody who was called six times, with seconds and decisions, and who rang back once. */
function life(lead: number): Life {
  const story = (i: number) => ({
    endpoint: answers[(lead * 7 + i) % answers.length]!,
    message: left[(lead + i) % left.length]!
  })
  const ids = Array.from({ length: CALLS }, (_, i) => i * 2 + 1)
  const log = ids.flatMap((id, i) => call(id, START + (lead % 200) * HOUR + i * 49 * HOUR, story(i)))
  const back = signal(99, START + 400 * HOUR, { kind: 'callback', cause: 'unknown' })
  const spent = { dialMs: 18_000, greetingMs: 14_000, messageMs: 25_000, talkMs: 70_000, wrapMs: 9_000 }
  const decision = {
    action: 'leave',
    wanted: 'leave',
    rule: `rule ${lead % 4}`,
    arm: -1,
    hindered: null,
    mode: 'live',
    parks: false
  } as const
  return {
    ...plainLife(lead, lead % 40 === 0 ? [...log, back] : log, zone),
    ...{ list: `list ${lead % 5}`, source: `source ${lead % 3}`, industry: `sector ${lead % 9}` },
    playbooks: new Map(ids.map((id) => [id, `playbook-${lead % 3}@1`])),
    decisions: new Map(ids.map((id) => [id, decision])),
    calls: new Map(
      ids.map((id) => [
        id,
        {
          rep: 1 + (lead % 12),
          mode: 'preview',
          line: null,
          spent,
          override: null,
          reaction: null,
          objection: null
        } as const
      ])
    )
  }
}

const lives = Array.from({ length: PEOPLE }, (_, i) => life(i + 1))
const period = { from: -Infinity, until: Infinity, asOf: START + 900 * HOUR }
const beforeMaking = performance.now()
const all = lives.flatMap((each) => rowsOf(each, period))
const makingMs = performance.now() - beforeMaking
const calls = all.filter((row): row is CallRow => row.kind === 'call')
const setting = { prices: assumedPrices, by: 'playbook', repName: (rep: number) => `Rep ${rep}` } as const

let sink = 0
const rounds = {
  counted: () => {
    const { add, sums } = reportCounting(setting)
    for (let done = 0; done < ROWS;) for (let i = 0; i < calls.length && done < ROWS; i++, done++) add(calls[i]!)
    sink += sums.value('dials')
  },
  bare: () => {
    let sum = 0
    for (let done = 0; done < ROWS;)
      for (let i = 0; i < calls.length && done < ROWS; i++, done++) {
        const row = calls[i]!
        sum += row.attempt + (row.endpoint === 'machine' ? 1 : 0) + (row.spent?.talkMs ?? 0)
      }
    sink += sum
  }
} as const
type Name = keyof typeof rounds
const took: Record<Name, number[]> = { counted: [], bare: [] }
for (let round = -1; round < ROUNDS; round++)
  for (const name of Object.keys(rounds) as Name[]) {
    const before = performance.now()
    rounds[name]()
    if (round >= 0) took[name].push(performance.now() - before)
  }

const { add, sums } = reportCounting(setting)
for (const row of all) add(row)
const beforeWriting = performance.now()
const about = { what: 'a bench', isWorld: true, facts: [], currency: 'USD' }
sink += reportHtml(writeReport(sums, setting, about, '2027-02-03T00:00:00+00:00')).length
const writingMs = performance.now() - beforeWriting

const perSecond = (name: Name): number => Math.round((ROWS / median(took[name])) * 1000)
const result = {
  rows: ROWS,
  rowsPerSecond: perSecond('counted'),
  barePerSecond: perSecond('bare'),
  ratio: Number((median(took.bare) / median(took.counted)).toFixed(4)),
  rowsMadePerSecond: Math.round((all.length / makingMs) * 1000),
  writeMs: Number(writingMs.toFixed(1)),
  sink: sink > 0
}
if (values.json) console.log(JSON.stringify(result))
else for (const [name, value] of Object.entries(result)) console.log(`${name.padEnd(20)} ${value}`)
handOver([
  {
    ...{
      name: 'rows of a report, all sections',
      figure: result.rowsPerSecond,
      unit: '/s',
      limit: result.barePerSecond
    },
    ...{ ratio: result.ratio, budget: null, isMet: null }
  }
])
