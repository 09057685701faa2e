import { type Assumption } from './assumption.ts'
import { answering } from './assume-answering.ts'
import { comingBack } from './assume-coming-back.ts'
import { lengths } from './assume-seconds.ts'
import { patience } from './assume-patience.ts'
import { talking } from './assume-talking.ts'

/** The groups of the table in the order of a call. */
export const assumptionGroups = [
  { title: 'Who or what answers', table: answering },
  { title: 'How long it takes', table: lengths },
  { title: 'What is said in a talk, and what comes of it', table: talking },
  { title: 'How much of us they take', table: patience },
  { title: 'What they do later by themselves', table: comingBack }
] as const satisfies readonly { readonly title: string; readonly table: Readonly<Record<string, Assumption>> }[]

const table = { ...answering, ...lengths, ...talking, ...patience, ...comingBack } as const

/** Every number that the invented people follow, by its name; a floor file changes some of them. */
export const assumptionTable: Readonly<Record<AssumptionName, Assumption>> = table
export type AssumptionName = keyof typeof table

export const assumptionNames = Object.keys(table) as readonly AssumptionName[]

/** A value for each name of the table. */
export type Assumptions = Readonly<Record<AssumptionName, number>>

/** The floor that stands when no file says otherwise; floors/house.yaml repeats it (a test holds both together). */
export const houseAssumptions: Assumptions = withAssumptions(
  Object.fromEntries(assumptionNames.map((name) => [name, table[name].value])) as Assumptions,
  {}
)

/** The same assumptions with some of them changed. */
export function withAssumptions(
  base: Assumptions,
  changed: Readonly<Partial<Record<AssumptionName, number>>>
): Assumptions {
  return Object.freeze({ ...base, ...changed })
}
