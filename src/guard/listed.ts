import { PHONE, actionKinds } from './action.ts'
import { type LawClass } from './law-class.ts'
import { type Law } from './law.ts'
import { codeOf } from './rule-code.ts'
import { type Table } from './table.ts'

const SUPPRESSED = codeOf('PROD-SUPPRESSED')

/**
 * Rule code by which a number that stands on these lists may not be contacted in the way of this class, 0 where none of
 * them counts. A list that no law names is our own choice, such as one of people who sue: nothing lifts it.
 */
export function listedIn({ kind, lists }: LawClass, level: number, on: readonly string[], law: Law): number {
  if (on.length === 0 || (PHONE & (1 << kind)) === 0) return 0
  if (on.some((id) => !law.lists.includes(id))) return SUPPRESSED
  return lists.find(({ list, levels }) => (levels & (1 << level)) === 0 && on.includes(law.lists[list]!))?.code ?? 0
}

/** The same of somebody whose table is there. */
export function listedCode({ house, law }: Table, kind: number, v: Float64Array, on: readonly string[]): number {
  const rules = law[kind]
  if (!rules || house.law === null) return 0
  return listedIn(rules.law, v[rules.consent]!, on, house.law.book.law)
}

/** The table of somebody whose number stands on these lists: theirs alone, the one that it is made of is shared. */
export function listedTable(table: Table, v: Float64Array, on: readonly string[]): Table {
  if (on.length === 0) return table
  return { ...table, listed: actionKinds.map((_, kind) => listedCode(table, kind, v, on)) }
}
