import { type ListCounts } from '../../contract/lists.ts'
import { notFound } from '../http/problem.ts'
import { type Office } from './office.ts'
import { placesNow } from './places-now.ts'
import { stepSql } from './step.ts'

/** A count of a list asks no rule about single people. */
const NOBODY_HELD = `'{}'`

/** Lists with where their leads stand; `id` names one of them. */
export async function listCounts(
  { store, org, clock, ...office }: Office,
  id: number | null
): Promise<readonly ListCounts[]> {
  const ground = await office.ground()
  return await store.inOrgTx(org, async (tx) => {
    const { open, shut } = await placesNow(tx, ground, clock())
    const { rows } = await tx.query<ListCounts & { id: number }>({
      text: `select l.id, l.name, count(s.step)::int as leads,
          (count(*) filter (where s.step = 'callable'))::int as "callableNow",
          (count(*) filter (where s.step = 'not_enrolled'))::int as waiting,
          (count(*) filter (where s.step in ('parked', 'resting', 'in_hand', 'closed', 'callable')))::int as "inPlaybook",
          (count(*) filter (where s.step = 'over'))::int as done,
          (count(*) filter (where s.step = 'no_number'))::int as "noNumber",
          (count(*) filter (where s.step = 'stopped'))::int as stopped
        from list l left join lateral (select ${stepSql('$2', '$4', NOBODY_HELD)} as step
          from list_member m join enrolment e on e.org = m.org and e.lead_id = m.lead_id
          where m.org = l.org and m.list_id = l.id) s on true
        where l.org = $1 and ($3::bigint is null or l.id = $3) group by l.id, l.name order by l.name`,
      name: 'list-counts',
      values: [org, open, id, [...shut.keys()]]
    })
    return rows.map((row) => ({ ...row, id: String(row.id) }))
  })
}

export async function oneList(office: Office, id: string): Promise<ListCounts> {
  const [list] = await listCounts(office, Number(id))
  if (list === undefined) throw notFound('There is no such list; it may have been taken back.')
  return list
}
