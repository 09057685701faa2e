import { dayOf } from '../../clock/civil.ts'
import { type Zone, instantOf, localMinutes } from '../../clock/zone.ts'
import { CONVERSATION_SECONDS } from '../../report/call-says.ts'
import { PROMISE } from '../engine/call-beside.ts'
import { RESPOND } from '../engine/change.ts'
import { WARNING_MS } from '../engine/next-call.ts'
import { codes, codesWhere } from '../store/log-row.ts'
import { type Board } from './desk.ts'
import { comingLeads } from './next-lead.ts'
import { type RepSession } from './rep-session.ts'

/** What stands below every lead: who comes next, what is due, and what today came to. */
export async function boardOf(session: RepSession, zone: Zone): Promise<Board> {
  const [coming, due, today] = await Promise.all([comingLeads(session, 3), dueNow(session), todayOf(session, zone)])
  return { upcoming: coming.map(({ name, says }) => `${name}: ${says}`), due, today }
}

async function dueNow({ store, org, userId, clock }: RepSession): Promise<Board['due']> {
  const [callbacks, tasks] = await store.inOrg(org, [
    {
      text: `select count(*)::int as n from callback where org = $1 and closed_at is null and due_at <= $2
        and (user_id is null or user_id = $3)`,
      values: [org, clock() + WARNING_MS, userId]
    },
    {
      text: 'select kind, count(*)::int as n from task where org = $1 and state = 0 and due_at <= $2 group by kind',
      values: [org, clock()]
    }
  ])
  const rows = tasks!.rows as { kind: number; n: number }[]
  const count = (is: (kind: number) => boolean): number =>
    rows.reduce((sum, { kind, n }) => (is(kind) ? sum + n : sum), 0)
  return {
    callbacks: (callbacks!.rows[0] as { n: number }).n,
    promises: count((kind) => kind === PROMISE),
    replies: count((kind) => kind === RESPOND),
    tasks: count((kind) => kind !== PROMISE && kind !== RESPOND)
  }
}

const HUMAN = codesWhere('endpoint', ({ human }) => human)
const TALKS = codesWhere('said', ({ conversation }) => conversation)
const LEFT = codesWhere('message', ({ left }) => left)
const MEETING = codes.said.indexOf('meeting_booked')

/** What this rep has done since midnight; of each call its last word counts, and nothing that was taken back. */
async function todayOf({ store, org, userId, clock }: RepSession, zone: Zone): Promise<Board['today']> {
  const midnight = instantOf(zone, dayOf(localMinutes(zone, clock())) * 1440)
  const [found] = await store.inOrg(org, [
    {
      text: `with told as (
          select distinct on (c.lead_id, c.touch_seq) c.dial_ms, c.greeting_ms, c.message_ms, c.talk_ms, c.wrap_ms,
            o.endpoint, o.message, o.said
          from call c join outcome o on o.org = c.org and o.lead_id = c.lead_id and o.seq = c.seq
          where c.org = $1 and c.user_id = $2 and c.at >= $3 and o.endpoint is not null and not exists (
            select from undone u where u.org = c.org and u.lead_id = c.lead_id and u.seq > o.seq
              and u.target in (0, 1) and u.target_seq = c.touch_seq)
          order by c.lead_id, c.touch_seq, c.seq desc)
        select count(*)::int as dials,
          count(*) filter (where endpoint = any($4::smallint[]))::int as human,
          count(*) filter (where said = any($5::smallint[]) and talk_ms >= $8)::int as conversations,
          count(*) filter (where said = $6)::int as meetings,
          count(*) filter (where message = any($7::smallint[]))::int as messages,
          (coalesce(sum(dial_ms + greeting_ms + message_ms + talk_ms + wrap_ms), 0) / 60000)::int as minutes
        from told`,
      values: [org, userId, midnight, HUMAN, TALKS, MEETING, LEFT, CONVERSATION_SECONDS * 1000]
    }
  ])
  return found!.rows[0] as Board['today']
}

/** Callbacks that are to come, as the rep reads them. */
export async function callbackLines(
  { store, org, userId }: RepSession,
  words: (at: number) => string
): Promise<readonly string[]> {
  const [found] = await store.inOrg(org, [
    {
      text: `select c.due_at, c.user_id, coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.name, l.company) as name
        from callback c join lead l on l.org = c.org and l.id = c.lead_id
        where c.org = $1 and c.closed_at is null and (c.user_id is null or c.user_id = $2) order by c.due_at limit 15`,
      values: [org, userId]
    }
  ])
  const rows = found!.rows as { due_at: number; user_id: number | null; name: string | null }[]
  if (rows.length === 0) return ['Nobody has asked to be called back.']
  return rows.map(
    ({ due_at, user_id, name }) => `${words(due_at)}  ${name ?? ''}${user_id === null ? ' (anyone)' : ''}`
  )
}
