import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Course, afterCall, calledAt, dueAt, fallDue, startCourse } from '../src/decide/course.ts'
import { courseBytes, courseOf } from '../src/decide/course-bytes.ts'
import { stepNumber } from '../src/decide/course-line.ts'
import { type Situation, decide } from '../src/decide/decide.ts'
import { ASK, LEAVE } from '../src/decide/decision.ts'
import { diceOf } from '../src/decide/dice.ts'
import { VECTOR_LENGTH, slot } from '../src/facts/fact.ts'
import { fold } from '../src/facts/fold.ts'
import { type LogEntry } from '../src/facts/log-entry.ts'
import { snapshot } from '../src/facts/snapshot.ts'
import { call, sent, signal, touch } from '../src/facts/story.ts'
import { house } from '../src/guard/house.ts'
import { ask, guardTables, kindCode } from '../src/guard/table.ts'
import { kindOfChannel } from '../src/guard/action.ts'
import { whereabouts } from '../src/guard/where.ts'
import { newestOfEach } from '../src/playbook/shelf.ts'
import { type Program } from '../src/playbook/program.ts'
import { shelf } from './the-shelf.ts'

/** A Monday morning in New York. */
const START = Date.UTC(2027, 0, 4, 15, 0)
const DAY = 86_400_000
const STEP = slot('step')
const VOICEMAIL = 0

const profile = fc.record({
  'lead.market': fc.constantFrom('b2b', 'b2c'),
  'lead.origin': fc.constantFrom('internet_lead', 'lead_card', 'cold_list', 'prequalified_list', 'referral'),
  'lead.relationship': fc.constantFrom('never_spoken', 'met', 'proposal_sent', 'lapsed'),
  'lead.listPrequalified': fc.boolean(),
  'lead.fitConfirmed': fc.boolean(),
  'lead.interest': fc.constantFrom('none', 'slight', 'high'),
  'number.kind': fc.constantFrom('business', 'mobile', 'home'),
  'reach.email': fc.boolean(),
  'reach.linkedin': fc.boolean()
})
const person = fc.record({ profile, id: fc.nat(9999), code: fc.constantFrom('212', '310', '808'), from: fc.nat(14) })
type Person = typeof person extends fc.Arbitrary<infer P> ? P : never

/** A person worked by a course, every call reaching a mailbox, and what was seen on the way. */
type Seen = {
  readonly at: number
  readonly situation: Situation
  readonly course: Course
  readonly left: boolean
  readonly acts: readonly string[]
}

function work(program: Program, who: Person, until = START + 60 * DAY): readonly Seen[] {
  const tables = guardTables(house, program.caps)
  const where = whereabouts().of({ country: 'US', region: null, timeZone: null }, `+1${who.code}5550123`, null)
  const dice = diceOf(program, String(who.id), String(who.id), 0)
  const log: LogEntry[] = [
    signal(1, START - DAY, { kind: 'profile', changes: { ...who.profile, 'lead.dealValueCents': 900_000 } })
  ]
  const situationAt = (now: number, course: Course | null): Situation => {
    const vector = new Float64Array(VECTOR_LENGTH)
    snapshot(fold(log), null, now, vector)
    if (course) vector[STEP] = stepNumber(program, course.lines[0]!)
    const library = { seconds: [], purposes: [] }
    return { vector, table: tables.of(where, vector), now, dice, library, bad: [false], course }
  }
  const seen: Seen[] = []
  let now = START + who.from * 3_600_000
  let id = 1
  const begun = startCourse(program, situationAt(now, null))
  let { course } = begun
  let ended = begun.ended !== null
  while (!ended) {
    const due = dueAt(course)
    if (due === null || due > until) break
    now = Math.max(due, now + 60_000)
    const situation = situationAt(now, course)
    const step = fallDue(program, situation, course)
    course = step.course
    ended = step.ended !== null
    for (const act of step.acts) {
      expect(ask(situation.table, kindCode[kindOfChannel[act.channel]], situation.vector, now, now, 0)).toBe(0)
      if (act.channel === 'task') continue
      if (act.kind !== 'call') {
        log.push(touch(++id, now, act.channel), sent(id, now, act.channel))
        continue
      }
      course = calledAt(course, Math.max(0, act.number))
      const greeting = situationAt(now, course)
      const decision = decide(program, greeting)
      const left = decision.action === LEAVE || (decision.action === ASK && decision.suggest === LEAVE)
      seen.push({ at: now, situation: greeting, course, left, acts: step.acts.map(({ channel }) => channel) })
      log.push(...call(++id, now, { message: left ? 'left_live_by_rep' : 'none_planned' }))
      const after = afterCall(program, greeting, course, { left, outcome: VOICEMAIL, rule: decision.rule })
      course = after.course
      ended ||= after.ended !== null
    }
    if (seen.length > 40) break
  }
  return seen
}

describe.for(newestOfEach(shelf).map((program) => [program.name, program] as const))('%s', ([, program]) => {
  test('works anybody without ever standing still, breaking a rule of the guard, or running in a circle', () => {
    let calls = 0
    fc.assert(
      fc.property(person, (who) => {
        const seen = work(program, who)
        calls += seen.length
        for (let i = 1; i < seen.length; i++) expect(seen[i]!.at).toBeGreaterThan(seen[i - 1]!.at)
      }),
      { numRuns: 12 }
    )
    expect(calls, 'the law has seen calls').toBeGreaterThanOrEqual(12)
  })

  test('without tracks says the same as the facts alone', () => {
    if (program.tracks.length > 0 || program.before.length > 0) return
    fc.assert(
      fc.property(person, (who) => {
        for (const { situation } of work(program, who).slice(0, 8)) {
          const byCourse = decide(program, situation).next
          const byFacts = decide(program, { ...situation, course: null }).next
          expect(byCourse).toEqual(byFacts)
        }
      }),
      { numRuns: 12 }
    )
  })

  test('has a course that is stored and read back as it was', () => {
    fc.assert(
      fc.property(person, (who) => {
        for (const { course } of work(program, who)) expect(courseOf(courseBytes(course))).toEqual(course)
      }),
      { numRuns: 6 }
    )
  })

  test('takes the same course twice', () => {
    fc.assert(
      fc.property(person, (who) => {
        const calls = (seen: readonly Seen[]) => seen.map(({ at, left, acts }) => [at, left, acts])
        expect(calls(work(program, who))).toEqual(calls(work(program, who)))
      }),
      { numRuns: 4 }
    )
  })
})
