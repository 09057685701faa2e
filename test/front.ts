import { parseInstant } from '../src/clock/civil.ts'
import { type Answer, type Desk, answer, deskFor, situationOf } from '../src/decide/answer.ts'
import { type Situation } from '../src/decide/decide.ts'
import { type Facts } from '../src/facts/facts.ts'
import { readFactsObject } from '../src/facts/read.ts'
import { house } from '../src/guard/house.ts'
import { type Program } from '../src/playbook/program.ts'
import { readPlaybook } from '../src/playbook/read.ts'
import { pick } from '../src/playbook/shelf.ts'
import { shelf } from './the-shelf.ts'

/** A Tuesday morning in New York, in January; no holiday is near. */
export const TUESDAY = '2027-01-05T10:15:00-05:00'
const tuesday = parseInstant(TUESDAY)!

/** A shipped playbook by `NAME` or `NAME@VERSION`; fails when there is none. */
export function shipped(wanted: string): Program {
  const found = pick(shelf, wanted)
  if (found.kind === 'missing') throw new Error(found.problem)
  return found.program
}

/** A playbook out of a text of the test's own; fails with what is wrong in it. */
export function written(text: string): Program {
  const reading = readPlaybook(text)
  if (reading.kind === 'playbook') return reading.program
  throw new Error(reading.problems.map((each) => `${each.line}:${each.column} ${each.problem}`).join('\n'))
}

/** FACTS through the door, as a user hands them in; fails with the door's own sentence. */
export function factsOf(document: object): Facts {
  const reading = readFactsObject(
    { now: TUESDAY, ...document },
    { now: tuesday.epochMs, offsetMinutes: tuesday.offsetMinutes, country: 'US' }
  )
  if (reading.kind === 'bad') throw new Error(reading.problem)
  return reading.facts
}

const desks = new Map<Program, Desk>()

/** One desk per playbook, with the house rules as shipped. */
export function deskOf(program: Program): Desk {
  let desk = desks.get(program)
  if (!desk) desks.set(program, (desk = deskFor(program, house)))
  return desk
}

/** What a playbook answers to FACTS. */
export function ask(playbook: string | Program, document: object, seed = 0): Answer {
  const program = typeof playbook === 'string' ? shipped(playbook) : playbook
  return answer(deskOf(program), factsOf(document), seed)
}

/** The same FACTS as decide() and the next move take them. */
export function situationFor(program: Program, document: object, seed = 0): Situation {
  return situationOf(deskOf(program), factsOf(document), seed)
}

/** Hours from the instant of the FACTS to an RFC 3339 instant. */
export function hoursUntil(at: string, now: string = TUESDAY): number {
  return (parseInstant(at)!.epochMs - parseInstant(now)!.epochMs) / 3_600_000
}
