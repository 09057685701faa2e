import { didYouMean } from '../../facts/nearest.ts'
import { Complaint } from '../command/complaint.ts'
import { type Doors } from './doors.ts'

export type StoredList = { readonly id: number; readonly name: string; readonly leads: number }

/** The lists of an org with how many leads each has, by name. */
export async function listsOf(store: Pick<Doors, 'inOrg'>, org: number): Promise<readonly StoredList[]> {
  const [found] = await store.inOrg(org, [
    {
      text: `select l.id, l.name, (select count(*)::int from list_member m where m.org = l.org and m.list_id = l.id) as leads
        from list l where l.org = $1 order by l.name`,
      values: [org]
    }
  ])
  return found!.rows as StoredList[]
}

/** The list of that name; throws a complaint with the nearest name. */
export async function listNamed(
  store: Pick<Doors, 'inOrg'>,
  org: number,
  name: string
): Promise<{ readonly id: number }> {
  const [found] = await store.inOrg(org, [
    { text: 'select id from list where org = $1 and name = $2', values: [org, name] }
  ])
  const id = (found!.rows[0] as { id: number } | undefined)?.id
  if (id !== undefined) return { id }
  const names = (await listsOf(store, org)).map((list) => list.name)
  const there =
    names.length === 0 ? 'there is none yet: bring one in with "aftertone import"' : `there are ${names.join(', ')}`
  throw new Complaint(`no list is called ${name}${didYouMean(name, names)}; ${there}`)
}
