import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayNumber } from '../src/clock/civil.ts'
import { instantOf, zoneNamed } from '../src/clock/zone.ts'
import { draw } from '../src/decide/dice.ts'
import { packFacts } from '../src/facts/facts.ts'
import { type FactsDocument } from '../src/facts/schema.ts'
import { type Cap } from '../src/guard/cap.ts'
import { readCases } from '../src/guard/case-file.ts'
import { type House, house as own } from '../src/guard/house.ts'
import { bareLaw, withFreshLists } from '../src/guard/in-force.ts'
import { judge } from '../src/guard/judge.ts'
import { law } from '../src/guard/law.ts'
import { lawBook, lawful, prepared } from '../src/guard/lawful.ts'
import { ask, guardTables, kindCode } from '../src/guard/table.ts'
import { type Where, whereabouts } from '../src/guard/where.ts'
import { handOver } from './_figure.ts'

/**
 * May we? Nanoseconds to find the table of a person by a hit and to ask it for a call, against an empty closure over
 * the same vectors in the same run, under house rules and law; how often in a second the whole law is asked with its
 * trace about the cases of test/guard-cases.json, and how often it is put into words.
 */
const PEOPLE = 20_000
const ROUNDS = 9
const BUDGET_NS = 200
const FULL_PER_SECOND = 1_000_000
const book = lawBook(law)
const house: House = { ...own, law: withFreshLists(bareLaw(book)) }
const questions = casesOf('test/guard-cases.json')
const asking = questions.map((question) => prepared(book, question))

const newYork = zoneNamed('America/New_York')!
const noon = instantOf(newYork, dayNumber(2027, 1, 6) * 1440 + 12 * 60)
const caps: readonly Cap[] = [
  { measure: 'calls', limit: 6, when: null },
  { measure: 'touchesPerWeek', limit: 5, when: null },
  { measure: 'callsPerDay', limit: 1, when: null }
]

const places = whereabouts()
const tables = guardTables(house, caps)
const people = Array.from({ length: PEOPLE }, (_, i) =>
  packFacts(person(i), { now: noon, offsetMinutes: -300, country: 'US' })
)
const wheres = people.map(({ place, numbers, writtenIn }) => places.of(place, numbers[0]!.e164, writtenIn))
const ids = new Set(people.map((facts, i) => tables.of(wheres[i]!, facts.vector)))
const VOICE = kindCode.live_voice

const limit = median(() => time(nothing))
const hit = median(() => time(tableHit))
const asked = median(() => time(askTable))
const perSecond = Math.round(1e9 / median(wholeLaw))
const worded = Math.round(1e9 / median(inWords))

console.log(`guard, ${PEOPLE} people, ${ids.size} tables, median of ${ROUNDS} rounds; budget ${BUDGET_NS} ns`)
row('empty closure over the same vectors', limit)
row('table by a hit', hit)
row('table by a hit and one question of a call', asked)
console.log(
  `whole law with its trace: ${perSecond.toLocaleString('en')} a second, target ${FULL_PER_SECOND.toLocaleString('en')}; in words ${worded.toLocaleString('en')} a second`
)
if (asked > BUDGET_NS) console.log('over budget')
handOver([
  {
    ...{
      name: 'guard from tables, one question',
      figure: Math.round(asked),
      unit: 'ns',
      limit: Number(limit.toFixed(1))
    },
    ...{ ratio: Number((asked / limit).toFixed(1)), budget: `<= ${BUDGET_NS} ns`, isMet: asked <= BUDGET_NS }
  },
  {
    ...{ name: 'whole law with its trace', figure: perSecond, unit: '/s', limit: null, ratio: null },
    ...{ budget: `>= ${FULL_PER_SECOND}/s`, isMet: perSecond >= FULL_PER_SECOND }
  }
])

function row(what: string, ns: number): void {
  console.log(
    `${what.padEnd(44)} ${ns.toFixed(1).padStart(7)} ns   ${(ns / limit).toFixed(1).padStart(6)} × limit   ${((ns / BUDGET_NS) * 100).toFixed(0)} % of budget`
  )
}

function nothing(_: Where, vector: Float64Array): number {
  return vector[0]!
}

function tableHit(where: Where, vector: Float64Array): number {
  return tables.of(where, vector).callsPer24h
}

function askTable(where: Where, vector: Float64Array, i: number): number {
  return ask(tables.of(where, vector), VOICE, vector, noon, noon + (i % 48) * 3_600_000, 0)
}

/** Nanoseconds a question, every rule of the law that is about it looked at. */
function wholeLaw(): number {
  let looks = 0
  const start = process.hrtime.bigint()
  for (let round = 0; round < 200; round++)
    for (const each of asking) looks += judge(each.law, each.person, each.at).trace.length
  const ns = Number(process.hrtime.bigint() - start) / (asking.length * 200)
  if (looks === 0) throw new Error('a law without rules')
  return ns
}

/** The same out of JSON and into sentences. */
function inWords(): number {
  const start = process.hrtime.bigint()
  for (const question of questions) lawful(book, question)
  return Number(process.hrtime.bigint() - start) / questions.length
}

function casesOf(path: string) {
  const reading = readCases(readFileSync(join(import.meta.dirname, '..', path)))
  if (reading.kind === 'bad') throw new Error(reading.problem)
  return reading.cases.map(({ question }) => question)
}

function time(work: (where: Where, vector: Float64Array, i: number) => number): number {
  let sum = 0
  const start = process.hrtime.bigint()
  for (let round = 0; round < 20; round++)
    for (let i = 0; i < PEOPLE; i++) sum += work(wheres[i]!, people[i]!.vector, i)
  const ns = Number(process.hrtime.bigint() - start) / (PEOPLE * 20)
  if (sum < 0) throw new Error('never')
  return ns
}

function median(measure: () => number): number {
  measure()
  const all = Array.from({ length: ROUNDS }, measure).sort((a, b) => a - b)
  return all[ROUNDS >> 1]!
}

function person(i: number): FactsDocument {
  const pick = <T>(list: readonly T[], stream: number): T => list[Math.floor(draw(i, 0, stream) * list.length)]!
  return {
    lead: { id: `lead ${i}`, market: pick(['b2b', 'b2c'], 1) },
    number: {
      e164: `+1${pick(['212', '312', '303', '415', '808', '850', '907'], 2)}5550${100 + (i % 100)}`,
      kind: pick(['business', 'mobile', 'home'], 3),
      lineType: pick(['wireless', 'landline', 'voip', 'unknown'], 4)
    },
    history: { calls: pick([0, 1, 2, 5], 5), touches7d: pick([0, 1, 3], 6), touches30d: 5 },
    consent: { recordings: pick(['none', 'express_written'], 7), sms: pick(['none', 'express'], 8) },
    dialer: { mode: pick(['manual', 'progressive'], 9) }
  } as unknown as FactsDocument
}
