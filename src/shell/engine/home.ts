import { type Row, emptyRow, rowOf, storedBytes } from '../../facts/row.ts'
import { type Tx } from '../store/doors.ts'

/** A household: people who share a number. Its facts are the fold of the touches of all of them. */
export type Home = { readonly id: number; row: Row; isChanged: boolean; isStale: boolean }

const HOMES = 'select id, facts from household where org = $1 and id = any($2::bigint[]) order by id'

/** The households of some people, locked in the order of their ids; always after the people themselves. */
export const lockHomes = (tx: Tx, ids: readonly number[]): Promise<Map<number, Home>> =>
  homesOf(tx, ids, { text: `${HOMES} for update`, name: 'lock-homes' })

/** The same only looked at: nothing may be written by what is decided from them. */
export const readHomes = (tx: Tx, ids: readonly number[]): Promise<Map<number, Home>> =>
  homesOf(tx, ids, { text: HOMES, name: 'read-homes' })

/** The households that some people are of, each once. */
export const homeIdsOf = (people: readonly { readonly householdId: number | null }[]): readonly number[] => [
  ...new Set(people.flatMap(({ householdId }) => householdId ?? []))
]

async function homesOf(
  tx: Tx,
  ids: readonly number[],
  statement: { readonly text: string; readonly name: string }
): Promise<Map<number, Home>> {
  const homes = new Map<number, Home>()
  if (ids.length === 0) return homes
  const { rows } = await tx.query<{ id: number; facts: Buffer }>({ ...statement, values: [tx.org, ids] })
  for (const { id, facts } of rows)
    homes.set(id, { id, row: rowOf(facts) ?? emptyRow(), isChanged: false, isStale: rowOf(facts) === null })
  return homes
}

export async function writeHomes(tx: Tx, homes: ReadonlyMap<number, Home>): Promise<void> {
  const changed = [...homes.values()].filter(({ isChanged }) => isChanged)
  if (changed.length === 0) return
  await tx.query({
    text: `update household h set rev = h.rev + 1, facts = x.facts
      from unnest($2::bigint[], $3::bytea[]) as x(id, facts) where h.org = $1 and h.id = x.id`,
    name: 'write-homes',
    values: [tx.org, changed.map(({ id }) => id), changed.map(({ row }) => Buffer.from(storedBytes(row)))]
  })
}
