import { formatClock, formatInstant } from '../../clock/civil.ts'
import { type Zone } from '../../clock/zone.ts'
import { type Answer, type Asked } from '../../contract/endpoint.ts'
import { type FunnelStep, funnelSteps } from '../../contract/lead-groups.ts'
import { type Lost, type QueueLine, type queue } from '../../contract/lists.ts'
import { callOrder, groups } from '../../sheet/rank.ts'
import { type Ground } from '../engine/ground.ts'
import { WARNING_MS } from '../engine/next-call.ts'
import { nameWords } from '../import/show-leads.ts'
import { ASKED_MAX, type HeldByRule, heldAnyway, heldBackOf } from './held-back.ts'
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
  const { zone } = office
  const now = office.clock()
  const id = Number(params.id)
  const ground = await office.ground()
  return await office.store.inOrgTx(office.org, async (tx) => {
    const told = await funnelNow(tx, { ground, now, zone }, { id, leads: list.leads }, ASKED_MAX)
    const { places, held, ...funnel } = told
    return {
      ...{ list, at: formatInstant(now, zone), ...funnel },
      next: await nextLines(tx, ground, now, { list: id, places, held }, query.limit ?? SHOWN)
    }
  })
}

/** What the funnel of a list stands on. */
export type FunnelAt = { readonly ground: Ground; readonly now: number; readonly zone: Zone }

/**
 * From all who stand on a list to those who may be called now: each counts once, at the first question that holds them
 * back, with when the next come back. The guard is asked about so many of those who are due where it is open.
 */
export async function funnelNow(
  tx: Tx,
  { ground, now, zone }: FunnelAt,
  { id, leads }: { readonly id: number; readonly leads: number },
  most: number
) {
  const places = await placesNow(tx, ground, now)
  const wish = { list: id, now, most }
  const { ids: held, rules, asked } = await heldBackOf(tx, ground, wish, places)
  const anyway = await heldAnyway(tx, ground, wish)
  const counted = await countSteps(tx, id, places, held, now)
  const opening = await openings(tx, id, ground, places, now)
  const said = (at: number) => ({
    firstAt: formatInstant(at, zone),
    firstInMinutes: Math.max(0, Math.round((at - now) / MINUTE))
  })
  return {
    ...{ places, held, asked, callable: counted.find(({ step }) => step === 'callable')?.people ?? 0 },
    funnel: funnelOf(leads, counted, { closed: opening, forbidden: firstOf(rules) }, said).map((lost) => ({
      ...lost,
      rules: (lost.step === 'forbidden' ? rules : lost.step === 'resting' ? anyway.rules : []).map(ruleSaid(zone))
    }))
  }
}

const ruleSaid =
  (zone: Zone) =>
  ({ ruleId, reason, remedy, people, firstAt }: HeldByRule): Lost['rules'][number] => ({
    ...{ ruleId, reason, remedy, people },
    firstAt: firstAt === null ? null : formatInstant(firstAt, zone)
  })

/** When the first of those whom rules hold back may be asked about again, and how many then. */
function firstOf(rules: readonly HeldByRule[]): Opening | null {
  const dated = rules.filter((rule) => rule.firstAt !== null)
  if (dated.length === 0) return null
  const at = Math.min(...dated.map(({ firstAt }) => firstAt!))
  return { at, people: dated.reduce((sum, rule) => sum + (rule.firstAt === at ? rule.firstPeople : 0), 0) }
}

type Counted = {
  readonly step: FunnelStep | 'callable'
  readonly people: number
  readonly first_at: number | null
  readonly first_people: number
}

/** Every member of the list under the first question that holds them back. */
async function countSteps(
  tx: Tx,
  list: number,
  { open, shut }: PlacesNow,
  held: readonly number[],
  now: number
): Promise<readonly Counted[]> {
  const { rows } = await tx.query<Counted>({
    text: `with stood as (
        select ${stepSql('$3', '$5', '$6')} as step,
          case when e.next_due_at >= $4 then e.next_due_at / ${MINUTE} * ${MINUTE} end as due
        from list_member m join enrolment e on e.org = m.org and e.lead_id = m.lead_id
        where m.org = $1 and m.list_id = $2),
      firsts as (select step, min(due) as first_at from stood group by step)
      select f.step, count(*)::int as people, f.first_at,
        (count(*) filter (where s.due = f.first_at))::int as first_people
      from stood s join firsts f on f.step = s.step group by f.step, f.first_at`,
    name: 'funnel-steps',
    values: [tx.org, list, open, now, [...shut.keys()], held]
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

/** Steps from which people come back by time; a person without a number may be due all the same, and nobody calls. */
const BY_TIME: readonly FunnelStep[] = ['parked', 'resting', 'in_hand']

function funnelOf(
  leads: number,
  counted: readonly Counted[],
  opening: Readonly<Record<'closed' | 'forbidden', Opening | null>>,
  said: (at: number) => Pick<Lost, 'firstAt' | 'firstInMinutes'>
): readonly Omit<Lost, 'rules'>[] {
  let left = leads
  return funnelSteps.map((step) => {
    const found = counted.find((each) => each.step === step)
    const lost = found?.people ?? 0
    left -= lost
    const first =
      step === 'closed' || step === 'forbidden'
        ? opening[step]
        : found?.first_at == null || !BY_TIME.includes(step)
          ? null
          : { at: found.first_at, people: found.first_people }
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
  { list, places, held }: { readonly list: number; readonly places: PlacesNow; readonly held: readonly number[] },
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
    values: [tx.org, list, places.open, limit, now + WARNING_MS, [...places.shut.keys(), ...held]]
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
