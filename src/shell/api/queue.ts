import { formatClock, formatInstant } from '../../clock/civil.ts'
import { type Answer, type Asked } from '../../contract/endpoint.ts'
import { type FunnelStep, funnelSteps } from '../../contract/lead-groups.ts'
import { type Lost, type QueueLine, type queue } from '../../contract/lists.ts'
import { callOrder, groups } from '../../sheet/rank.ts'
import { type Ground } from '../engine/ground.ts'
import { WARNING_MS } from '../engine/next-call.ts'
import { nameWords } from '../import/show-leads.ts'
import { storedLeads } from '../import/stored-lead.ts'
import { type Tx } from '../store/doors.ts'
import { oneList } from './lists.ts'
import { type Office } from './office.ts'
import { type PlacesNow, placesNow } from './places-now.ts'
import { hoursToCall, placeWords, seePeople } from './seen.ts'
import { stepSql } from './step.ts'
import { countsOf, standingOf } from './standing.ts'

const MINUTE = 60_000
const SHOWN = 50

/** Who of a list is called next and why, and what holds the others back. */
export async function queueOf(office: Office, { params, query }: Asked<typeof queue>): Promise<Answer<typeof queue>> {
  const list = await oneList(office, params.id)
  const now = office.clock()
  const id = Number(params.id)
  const ground = await office.ground()
  return await office.store.inOrgTx(office.org, async (tx) => {
    const places = await placesNow(tx, ground, now)
    const counted = await countSteps(tx, id, places, now)
    const opening = await openings(tx, id, ground, places, now)
    const callable = counted.find(({ step }) => step === 'callable')?.people ?? 0
    return {
      ...{ list, callable, at: formatInstant(now, office.zone) },
      funnel: funnelOf(list.leads, counted, opening, (at) => ({
        firstAt: formatInstant(at, office.zone),
        firstInMinutes: Math.max(0, Math.round((at - now) / MINUTE))
      })),
      next: await nextLines(tx, ground, now, id, places, query.limit ?? SHOWN)
    }
  })
}

type Counted = {
  readonly step: FunnelStep | 'callable'
  readonly people: number
  readonly first_at: number | null
  readonly first_people: number
}

/** Every member of the list under the first question that holds them back. */
async function countSteps(tx: Tx, list: number, { open, shut }: PlacesNow, now: number): Promise<readonly Counted[]> {
  const { rows } = await tx.query<Counted>({
    text: `with stood as (
        select ${stepSql('$3', '$5')} as step,
          case when e.next_due_at >= $4 then e.next_due_at / ${MINUTE} * ${MINUTE} end as due
        from list_member m join enrolment e on e.org = m.org and e.lead_id = m.lead_id
        where m.org = $1 and m.list_id = $2),
      firsts as (select step, min(due) as first_at from stood group by step)
      select f.step, count(*)::int as people, f.first_at,
        (count(*) filter (where s.due = f.first_at))::int as first_people
      from stood s join firsts f on f.step = s.step group by f.step, f.first_at`,
    name: 'funnel-steps',
    values: [tx.org, list, open, now, [...shut.keys()]]
  })
  return rows
}

type Opening = { readonly at: number; readonly people: number }

/** When the first of those who are held back by the hours alone may be called, and how many then. */
async function openings(
  tx: Tx,
  list: number,
  ground: Ground,
  { all, open, shut }: PlacesNow,
  now: number
): Promise<Opening | null> {
  const { rows } = await tx.query<{ place_id: number; lead_id: number | null; people: number }>({
    text: `select e.place_id, case when e.lead_id = any($4::bigint[]) then e.lead_id end as lead_id, count(*)::int as people
        from list_member m join enrolment e on e.org = m.org and e.lead_id = m.lead_id
      where m.org = $1 and m.list_id = $2 and e.state = 2
        and (not (e.place_id = any($3::int[])) or e.lead_id = any($4::bigint[])) group by 1, 2`,
    name: 'closed-places',
    values: [tx.org, list, open, [...shut.keys()]]
  })
  const byMinute = new Map<number, number>()
  for (const { place_id, lead_id, people } of rows) {
    const at = lead_id === null ? ground.hoursAt(all.get(place_id)!).next(now) : (shut.get(lead_id) ?? null)
    if (at !== null) byMinute.set(at, (byMinute.get(at) ?? 0) + people)
  }
  const at = Math.min(...byMinute.keys())
  return byMinute.size === 0 ? null : { at, people: byMinute.get(at)! }
}

function funnelOf(
  leads: number,
  counted: readonly Counted[],
  opening: Opening | null,
  said: (at: number) => Pick<Lost, 'firstAt' | 'firstInMinutes'>
): Lost[] {
  let left = leads
  return funnelSteps.map((step) => {
    const found = counted.find((each) => each.step === step)
    const lost = found?.people ?? 0
    left -= lost
    const first =
      step === 'closed' ? opening : found?.first_at == null ? null : { at: found.first_at, people: found.first_people }
    return {
      ...{ step, lost, left, firstCount: first?.people ?? 0 },
      ...(first === null ? { firstAt: null, firstInMinutes: null } : said(first.at))
    }
  })
}

async function nextLines(
  tx: Tx,
  ground: Ground,
  now: number,
  list: number,
  { open, shut }: PlacesNow,
  limit: number
): Promise<QueueLine[]> {
  const { rows } = await tx.query<{ lead_id: number; due_at: number | null }>({
    text: `select e.lead_id, c.due_at from enrolment e
        join list_member m on m.org = e.org and m.lead_id = e.lead_id and m.list_id = $2
        left join lateral (select min(due_at) as due_at from callback c
          where c.org = e.org and c.lead_id = e.lead_id and c.closed_at is null and c.due_at <= $5) c on true
      where e.org = $1 and e.state = 2 and e.place_id = any($3::int[]) and not (e.lead_id = any($6::bigint[]))
        and e.phones > bit_count(e.bad_phones::bit(32))
      order by c.due_at nulls last, e.rank_group, e.rank, e.list_row limit $4`,
    name: 'queue-next',
    values: [tx.org, list, open, limit, now + WARNING_MS, [...shut.keys()]]
  })
  const ids = rows.map(({ lead_id }) => lead_id)
  const stored = await storedLeads(tx, ids, now)
  const seen = await seePeople(
    tx,
    ids.flatMap((id) => stored.get(id)?.person ?? []),
    ground,
    now
  )
  return rows.flatMap(({ lead_id: id, due_at: dueAt }) => {
    const one = seen.get(id)
    const lead = stored.get(id)?.lead
    if (one?.book == null || lead === undefined) return []
    const { program } = one.book
    const till = hoursToCall(one).until(now)
    const { calls, callsMax } = countsOf(one)
    return [
      {
        ...{ id: String(id), name: nameWords(lead), company: lead.company, place: placeWords(one.where) },
        local: formatInstant(now, one.where.clock),
        until: till === null ? null : formatInstant(till, one.where.clock),
        group: groups[dueAt === null ? callOrder(program, one.vector).group : 0],
        why:
          dueAt === null ? standingOf(one, null).why : `They asked to be called ${formatClock(dueAt, one.where.clock)}`,
        playbook: program.document.title,
        ...{ calls, callsMax }
      }
    ]
  })
}
