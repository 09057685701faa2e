import { type ListCounts } from '../../contract/lists.ts'
import { notFound } from '../http/problem.ts'
import { type Office } from './office.ts'
import { placesNow } from './seen.ts'

/** Lists with where their leads stand; `id` names one of them. */
export async function listCounts(
  { store, org, ground, clock }: Office,
  id: number | null
): Promise<readonly ListCounts[]> {
  return await store.inOrgTx(org, async (tx) => {
    const { open } = await placesNow(tx, ground, clock())
    const { rows } = await tx.query<ListCounts & { id: number }>({
      text: `select l.id, l.name, count(e.lead_id)::int as leads,
          count(*) filter (where e.state = 2 and e.place_id = any($2::int[]))::int as "callableNow",
          count(*) filter (where e.state = 0)::int as waiting,
          count(*) filter (where e.state between 1 and 4)::int as "inPlaybook",
          count(*) filter (where e.state in (5, 6))::int as done,
          count(*) filter (where e.state = 7)::int as stopped
        from list l left join list_member m on m.org = l.org and m.list_id = l.id
          left join enrolment e on e.org = m.org and e.lead_id = m.lead_id
        where l.org = $1 and ($3::bigint is null or l.id = $3) group by l.id, l.name order by l.name`,
      name: 'list-counts',
      values: [org, open, id]
    })
    return rows.map((row) => ({ ...row, id: String(row.id) }))
  })
}

export async function oneList(office: Office, id: string): Promise<ListCounts> {
  const [list] = await listCounts(office, Number(id))
  if (list === undefined) throw notFound('There is no such list; it may have been taken back.')
  return list
}
