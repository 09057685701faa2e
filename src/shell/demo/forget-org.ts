import { type Store } from '../store/store.ts'

/** Takes an org away with everything that is stored of it, in one transaction; the other orgs are not looked at. */
export async function forgetOrg(store: Store, org: number): Promise<void> {
  if (!Number.isSafeInteger(org) || org <= 1) throw new Error(`org ${org} is not one that may be forgotten`)
  const owner = await store.asOwner()
  try {
    const { rows } = await owner.query<{ name: string; above: string[] }>(TABLES)
    await owner.query('begin')
    // An owner who is bound by the policies sees what the app would see.
    await owner.query(`set local app.org = '${org}'`)
    for (const name of childrenFirst(rows)) await owner.query(`delete from ${name} where org = $1`, [org])
    await owner.query('commit')
  } finally {
    await owner.end()
  }
}

/** Every table that names an org, with those that its rows point to. */
const TABLES = `select c.oid::regclass::text as name, array(
      select f.confrelid::regclass::text from pg_constraint f
      where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as above
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace order by 1`

/** Rows go before the rows that they point to. */
function childrenFirst(
  tables: readonly { readonly name: string; readonly above: readonly string[] }[]
): readonly string[] {
  const left = new Map(tables.map(({ name, above }) => [name, above]))
  const order: string[] = []
  while (left.size > 0) {
    const pointedTo = new Set([...left.values()].flat())
    const free = [...left.keys()].filter((name) => !pointedTo.has(name))
    if (free.length === 0) throw new Error(`tables point to each other in a ring: ${[...left.keys()].join(', ')}`)
    for (const name of free) {
      order.push(name)
      left.delete(name)
    }
  }
  return order
}
