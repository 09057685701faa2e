import { dayNumber } from '../src/clock/civil.ts'
import { instantOf, zoneNamed } from '../src/clock/zone.ts'
import { deskFor, situationOf } from '../src/decide/answer.ts'
import { type Situation, decide } from '../src/decide/decide.ts'
import { draw } from '../src/decide/dice.ts'
import { packFacts } from '../src/facts/facts.ts'
import { type FactsDocument } from '../src/facts/schema.ts'
import { type House, house } from '../src/guard/house.ts'
import { bareLaw, withFreshLists } from '../src/guard/in-force.ts'
import { law } from '../src/guard/law.ts'
import { lawBook } from '../src/guard/lawful.ts'
import { whereabouts } from '../src/guard/where.ts'
import { type Program } from '../src/playbook/program.ts'
import { newestOfEach } from '../src/playbook/shelf.ts'
import { shelf } from '../test/the-shelf.ts'
import { handOver } from './_figure.ts'

/**
 * One decision at the voicemail with what comes next, for people whose facts and guard tables are ready: microseconds
 * for each playbook, under the law and the rules of the house, against an empty closure over the same packed facts in the
 * same run; beside it the same under the house alone, so that what the law costs can be seen.
 */
const PEOPLE = 20_000
const ROUNDS = 7
const BUDGET_US = 0.35

const zone = zoneNamed('America/New_York')!
const noon = instantOf(zone, dayNumber(2027, 1, 6) * 1440 + 12 * 60)

const places = whereabouts()
/** Every list brought in a moment ago, as where people are called. */
const underLaw: House = { ...house, law: withFreshLists(bareLaw(lawBook(law))) }
const documents = Array.from({ length: PEOPLE }, (_, i) => person(i))

console.log(`decide() with next move, ${PEOPLE} people, median of ${ROUNDS} rounds; budget ${BUDGET_US} µs`)
let worst = { name: '', full: 0, empty: 1 }
for (const program of newestOfEach(shelf)) {
  const situations = situationsUnder(program, underLaw)
  const own = situationsUnder(program, house)
  const empty = median(() => time(situations, nothing))
  const full = median(() => time(situations, (situation) => decide(program, situation).action))
  const alone = median(() => time(own, (situation) => decide(program, situation).action))
  if (full > worst.full) worst = { name: program.name, full, empty }
  console.log(
    `${program.name.padEnd(18)} ${full.toFixed(3)} µs   empty closure ${empty.toFixed(4)} µs   ratio ${(full / empty).toFixed(0)}   of budget ${((full / BUDGET_US) * 100).toFixed(0)} %   house alone ${alone.toFixed(3)} µs`
  )
}
console.log(
  `slowest playbook: ${worst.full.toFixed(3)} µs = ${((worst.full / BUDGET_US) * 100).toFixed(0)} % of the budget`
)
handOver([
  {
    ...{ name: `a decision, slowest playbook (${worst.name})`, figure: Number(worst.full.toFixed(3)), unit: 'µs' },
    ...{ limit: Number(worst.empty.toFixed(4)), ratio: Math.round(worst.full / worst.empty) },
    ...{ budget: `<= ${BUDGET_US} µs`, isMet: worst.full <= BUDGET_US }
  }
])

function situationsUnder(program: Program, rules: House): readonly Situation[] {
  const desk = deskFor(program, rules, places)
  return documents.map((document) =>
    situationOf(desk, packFacts(document, { now: noon, offsetMinutes: -300, country: 'US' }), 0)
  )
}

function nothing(situation: Situation): number {
  return situation.vector[0]!
}

function time(situations: readonly Situation[], work: (situation: Situation) => number): number {
  let sum = 0
  const start = process.hrtime.bigint()
  for (let round = 0; round < 10; round++) for (let i = 0; i < situations.length; i++) sum += work(situations[i]!)
  const us = Number(process.hrtime.bigint() - start) / 1000
  if (sum < 0) throw new Error('never')
  return us / (situations.length * 10)
}

function median(measure: () => number): number {
  measure()
  const all = Array.from({ length: ROUNDS }, measure).sort((a, b) => a - b)
  return all[ROUNDS >> 1]!
}

function person(i: number): FactsDocument {
  const pick = <T>(list: readonly T[], stream: number): T => list[Math.floor(draw(i, 0, stream) * list.length)]!
  const voicemails = pick([0, 0, 1, 2, 5], 1)
  return {
    lead: {
      id: `lead ${i}`,
      cluster: `cluster ${i}`,
      origin: pick(['internet_lead', 'lead_card', 'cold_list', 'prequalified_list'], 2),
      market: pick(['b2b', 'b2c'], 3),
      relationship: pick(['never_spoken', 'met', 'proposal_sent', 'lapsed'], 4),
      dealValueCents: pick([100_000, 500_000, 2_000_000], 5)
    },
    number: {
      e164: `+1${pick(['212', '312', '303', '415', '808'], 6)}5550${100 + (i % 100)}`,
      kind: pick(['business', 'mobile', 'home'], 7)
    },
    attempt: pick([1, 1, 2, 3, 4, 6], 8),
    history: {
      voicemails,
      unansweredVoicemails: voicemails,
      daysSinceVoicemail: voicemails === 0 ? null : pick([1, 3, 8], 9)
    }
  } as unknown as FactsDocument
}
