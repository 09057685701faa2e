import { type Row, emptyRow, rowOf, storedBytes } from '../../facts/row.ts'
import { type Tx } from '../store/doors.ts'

/** A household: people who share a number. Its facts are the fold of the touches of all of them. */
export type Home = { readonly id: number; row: Row; isChanged: boolean; isStale: boolean }

/** The households of some people, locked in the order of their ids; always after the people themselves. */
export async function lockHomes(tx: Tx, ids: readonly number[]): Promise<Map<number, Home>> {
  const homes = new Map<number, Home>()
  if (ids.length === 0) return homes
  const { rows } = await tx.query<{ id: number; facts: Buffer }>({
    text: 'select id, facts from household where org = $1 and id = any($2::bigint[]) order by id for update',
    name: 'lock-homes',
    values: [tx.org, ids]
  })
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
