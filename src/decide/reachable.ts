import { VECTOR_LENGTH, facts, textCode } from '../facts/fact.ts'
import { holds } from '../playbook/holds.ts'
import { type Program } from '../playbook/program.ts'
import { firstRule } from './decide.ts'
import { draw } from './dice.ts'

const PEOPLE = 10_000
/** Below so many cases nothing can be said about a rule. */
const CASES_MIN = 20

/** The first rule whose condition holds for many invented people and that decides for none of them; null when there is none. */
export function neverFirst(program: Program): string | null {
  const { held, first } = tally(program)
  const index = program.rules.findIndex((_, i) => held[i]! >= CASES_MIN && first[i] === 0)
  return index < 0 ? null : program.rules[index]!.name
}

/** The first rule whose condition holds for nobody. */
export function neverHolds(program: Program): string | null {
  const { held } = tally(program)
  const index = held.findIndex((count, i) => count === 0 && program.rules[i]!.when !== null)
  return index < 0 ? null : program.rules[index]!.name
}

function tally(program: Program): { readonly held: readonly number[]; readonly first: readonly number[] } {
  const held = program.rules.map(() => 0)
  const first = program.rules.map(() => 0)
  const numbers = interesting(program)
  const v = new Float64Array(VECTOR_LENGTH)
  for (let person = 0; person < PEOPLE; person++) {
    invent(v, person, numbers, program)
    program.rules.forEach((rule, i) => {
      if (holds(rule.when, v)) held[i]!++
    })
    const decider = firstRule(program, v)
    if (decider >= 0) first[decider]!++
  }
  return { held, first }
}

/** Numbers that conditions speak of, and their neighbours: where answers change. */
function interesting(program: Program): readonly number[] {
  const constants = program.rules.flatMap((rule) => rule.when?.constants ?? [])
  return [...new Set([0, 1, 2, 3, ...constants.flatMap((each) => [each - 1, each, each + 1])])].filter(
    (each) => each >= 0
  )
}

function invent(v: Float64Array, person: number, numbers: readonly number[], program: Program): void {
  facts.forEach((fact, slot) => {
    const uniform = draw(person, slot, 1)
    switch (fact.kind) {
      case 'choice':
        v[slot] = Math.floor(uniform * fact.values.length)
        break
      case 'flag':
        v[slot] = uniform < 0.5 ? 0 : 1
        break
      case 'text':
        v[slot] = textOf(fact.path, uniform, program)
        break
      case 'ago':
        v[slot] = uniform < 0.1 ? Infinity : numbers[Math.floor(uniform * numbers.length)]!
        break
      default:
        v[slot] = Math.max(fact.kind === 'count' ? (fact.min ?? 0) : 0, numbers[Math.floor(uniform * numbers.length)]!)
    }
  })
}

function textOf(path: string, uniform: number, program: Program): number {
  if (path === 'lead.currency') return textCode(program.document.currency)
  const texts = program.rules.flatMap((rule) => rule.when?.texts ?? [])
  return texts.length === 0 ? 0 : (texts[Math.floor(uniform * texts.length)] ?? 0)
}
