import { type Fact, VECTOR_LENGTH, facts, textCode } from '../facts/fact.ts'
import { holds } from '../playbook/holds.ts'
import { type Program } from '../playbook/program.ts'
import { draw } from './dice.ts'

const PEOPLE = 10_000
/** Below so many cases nothing can be said about a rule. */
const CASES_MIN = 20

/** The first rule whose condition holds for many invented people and that decides for none of them; null when there is none. */
export function neverFirst(program: Program): string | null {
  const { held, deciders } = tally(program)
  return program.rules.find((_, i) => held[i]! >= CASES_MIN && !deciders.has(i))?.name ?? null
}

/** The first rule whose condition holds for nobody. */
export function neverHolds(program: Program): string | null {
  const { held } = tally(program)
  return program.rules.find((_, i) => held[i] === 0)?.name ?? null
}

function tally(program: Program): { readonly held: readonly number[]; readonly deciders: ReadonlySet<number> } {
  const held = program.rules.map(() => 0)
  const deciders = new Set<number>()
  const values = facts.map((fact) => valuesOf(fact, program))
  const v = new Float64Array(VECTOR_LENGTH)
  for (let person = 0; person < PEOPLE; person++) {
    values.forEach((each, slot) => {
      v[slot] = each[Math.floor(draw(person, slot, 1) * each.length)]!
    })
    let isDecided = false
    program.rules.forEach((rule, i) => {
      if (!holds(rule.when, v)) return
      held[i]!++
      if (!isDecided) deciders.add(i)
      isDecided = true
    })
  }
  return { held, deciders }
}

/** A text that no rule names. */
const OTHER = 0

/** What an invented person may have: all choices, or the numbers and texts at which answers change, and not known. */
function valuesOf(fact: Fact, program: Program): readonly number[] {
  const known = knownValues(fact, program)
  return fact.otherwise === 'unknown' ? [...known, NaN] : known
}

function knownValues(fact: Fact, program: Program): readonly number[] {
  switch (fact.kind) {
    case 'choice':
      return [...fact.values.keys()]
    case 'text':
      return [OTHER, textCode(program.document.currency), ...conditions(program).flatMap((when) => when.texts)]
    case 'ago':
      return [...numbers(program, 0), Infinity]
    case 'count':
    case 'measure':
      return numbers(program, fact.min ?? -Infinity)
    case 'flag':
      return [0, 1]
  }
}

/** Numbers that conditions speak of, and their neighbours: where answers change. */
function numbers(program: Program, min: number): readonly number[] {
  const spoken = conditions(program).flatMap((when) => when.constants.flatMap((each) => [each - 1, each, each + 1]))
  return [...new Set([0, 1, 2, 3, ...spoken].map((each) => Math.max(min, each)))]
}

const conditions = ({ rules }: Program) => rules.map((rule) => rule.when).filter((when) => when !== null)
