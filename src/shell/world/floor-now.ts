import { type RepNow } from '../../contract/worlds.ts'
import { codes, codesWhere } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'
import { type Shift, hoursAt } from './shift.ts'

/** A minute of a world holds calls that begin in it, so it is looked at in its middle. */
const HALF_MINUTE_MS = 30_000
/** Longer than this is a talk, and not a word at the door. */
const TALK_MS = 60_000

const PEOPLE = codesWhere('endpoint', ({ answeredBy }) => answeredBy === 'person')
const MACHINES = codesWhere('endpoint', ({ answeredBy }) => answeredBy === 'machine')
const LEFT = codesWhere('message', ({ left }) => left)
const MEETING = codes.said.indexOf('meeting_booked')

type RepColumns = {
  readonly name: string
  readonly is_return_desk: boolean
  readonly dials: number
  readonly people: number
  readonly talks: number
  readonly meetings: number
  readonly inbound: boolean
  readonly at: number | null
  readonly dial_ms: number
  readonly greeting_ms: number
  readonly message_ms: number
  readonly talk_ms: number
  readonly wrap_ms: number
  readonly endpoint: number | null
  readonly message: number | null
  readonly whom: string | null
}

/** What each rep of a world has in hand at this minute, and what they have done so far. */
export async function floorNow(store: Store, org: number, shift: Shift | null, clock: number): Promise<RepNow[]> {
  if (shift === null) return []
  const at = clock + HALF_MINUTE_MS
  const hours = hoursAt(shift, clock)
  const [found] = await store.inOrg(org, [
    { text: REPS, name: 'world-floor', values: [org, at, PEOPLE, MEETING, TALK_MS] }
  ])
  return (found!.rows as RepColumns[]).map((row) => {
    const state = clock < hours.from ? 'away' : stateAt(row, at)
    const { name, is_return_desk: isReturnDesk, dials, people, talks, meetings } = row
    return { name, isReturnDesk, state, whom: HANDLING.has(state) ? row.whom : null, dials, people, talks, meetings }
  })
}

const HANDLING: ReadonlySet<RepNow['state']> = new Set(['ringing', 'mailbox', 'leaving', 'talking', 'writing'])

/** The phase of the last call that began by now; its seconds were written down when it was settled. */
function stateAt(row: RepColumns, now: number): RepNow['state'] {
  if (row.inbound) return 'inbound'
  if (row.at === null) return 'ready'
  let end = row.at + row.dial_ms
  if (now < end) return 'ringing'
  end += row.greeting_ms
  if (now < end) return row.endpoint !== null && MACHINES.includes(row.endpoint) ? 'mailbox' : 'talking'
  end += row.message_ms
  if (now < end) return row.message !== null && LEFT.includes(row.message) ? 'leaving' : 'mailbox'
  if (now < (end += row.talk_ms)) return 'talking'
  return now < end + row.wrap_ms ? 'writing' : 'ready'
}

const REPS = `select u.name, r.is_return_desk, s.dials, s.people, s.talks, s.meetings,
    exists (select from rep_time t where t.org = u.org and t.user_id = u.id and t.state = 1
      and t.at <= $2 and t.at + t.ms > $2) as inbound,
    c.at, c.dial_ms, c.greeting_ms, c.message_ms, c.talk_ms, c.wrap_ms, c.endpoint, c.message, c.whom
  from world_rep r join app_user u on u.org = r.org and u.id = r.user_id
  left join lateral (
    select count(*)::int as dials, (count(*) filter (where o.endpoint = any($3::int[])))::int as people,
      (count(*) filter (where c.talk_ms >= $5))::int as talks, (count(*) filter (where o.said = $4))::int as meetings
    from call c join outcome o on o.org = c.org and o.lead_id = c.lead_id and o.seq = c.seq
    where c.org = u.org and c.user_id = u.id) s on true
  left join lateral (
    select c.at, c.dial_ms, c.greeting_ms, c.message_ms, c.talk_ms, c.wrap_ms, o.endpoint, o.message,
      concat_ws(', ', nullif(concat_ws(' ', l.first_name, l.last_name), ''), nullif(l.company, '')) as whom
    from call c join outcome o on o.org = c.org and o.lead_id = c.lead_id and o.seq = c.seq
      join lead l on l.org = c.org and l.id = c.lead_id
    where c.org = u.org and c.user_id = u.id and c.at <= $2 order by c.at desc limit 1) c on true
  where r.org = $1 order by r.is_return_desk, u.id`
