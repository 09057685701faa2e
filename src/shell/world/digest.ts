import { type Endpoint } from '../../facts/outcome-lists.ts'
import { codeIn, codesWhere } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'

/** What came of a world: counts, and one number that every row of the log and every place in a playbook goes into. */
export type WorldSummary = {
  readonly leads: number
  readonly enrolled: number
  readonly dials: number
  /** Calls that a mailbox answered: a message was left, or not. */
  readonly voicemailsReached: number
  readonly left: number
  readonly skipped: number
  /** Decisions at which the playbook asks the rep. */
  readonly asked: number
  /** Calls of theirs, those that nobody took included. */
  readonly callbacks: number
  readonly missedCallbacks: number
  /** Talks with the person we wanted, on our calls and on theirs. */
  readonly conversations: number
  readonly meetings: number
  readonly optOuts: number
  readonly complaints: number
  readonly deals: number
  /** Of reps, on calls and callbacks. */
  readonly minutes: number
  readonly minutesBy: Readonly<Record<'dial' | 'greeting' | 'message' | 'talk' | 'wrap' | 'inbound' | 'idle', number>>
  readonly otherTouches: number
  readonly ended: number
  readonly byAttempt: readonly AttemptSummary[]
  readonly byPlaybook: readonly {
    readonly playbook: string
    readonly enrolled: number
    readonly dials: number
    readonly left: number
  }[]
  readonly digest: string
}
export type AttemptSummary = {
  readonly attempt: number
  readonly dials: number
  readonly voicemailsReached: number
  readonly left: number
  readonly conversations: number
  readonly meetings: number
}

const listOf = (all: readonly number[]): string => `(${all.join(', ')})`
/** Mailboxes: what a message can be left on. A phone’s own assistant is told apart. */
const MAILBOX = listOf(
  (['machine', 'machine_name_match', 'machine_put_through', 'mailbox_full'] satisfies Endpoint[]).map((name) =>
    codeIn('endpoint', name)
  )
)
const LEFT = listOf(codesWhere('message', ({ left }) => left))
const TALK = listOf(codesWhere('said', ({ conversation }) => conversation))
const SAID = {
  meeting: codeIn('said', 'meeting_booked'),
  optOut: codeIn('said', 'do_not_call'),
  complaint: codeIn('said', 'complaint')
}
const HAPPENED = {
  callback: codeIn('happening', 'callback'),
  missed: codeIn('happening', 'missed_inbound'),
  booking: codeIn('happening', 'booking'),
  stop: codeIn('happening', 'stop'),
  won: codeIn('happening', 'deal_won')
}
/** Our own calls with what came of them; nobody corrects or undoes anything in a world. */
const CALLS = `(select o.*, t.run, row_number() over (partition by t.lead_id order by t.seq) as attempt, t.other_tool
  from touch t join outcome o on o.org = t.org and o.lead_id = t.lead_id and o.touch_seq = t.seq
  where t.org = $1 and t.channel = 0 and o.kind = 0) c`
const SUMS = `count(*)::int as dials, count(*) filter (where endpoint in ${MAILBOX})::int as mailboxes,
  count(*) filter (where endpoint in ${MAILBOX} and message in ${LEFT})::int as left,
  count(*) filter (where said in ${TALK})::int as talks,
  count(*) filter (where said = ${SAID.meeting})::int as meetings`

export async function summaryOf(store: Pick<Store, 'inOrg'>, org: number): Promise<WorldSummary> {
  const values = [org]
  const texts = [
    `select count(*)::int as leads, count(*) filter (where run > 0)::int as enrolled,
      count(*) filter (where state >= 5)::int as ended from enrolment where org = $1`,
    'select count(*)::int as n from touch where org = $1 and channel > 0 and not other_tool',
    `select ${SUMS}, count(*) filter (where said = ${SAID.optOut})::int as opt_outs,
      count(*) filter (where said = ${SAID.complaint})::int as complaints from ${CALLS} where org = $1 and not other_tool`,
    'select count(*)::int as n from decision where org = $1 and action = 2',
    `select count(*) filter (where kind = ${HAPPENED.callback})::int as taken,
      count(*) filter (where kind = ${HAPPENED.missed})::int as missed,
      count(*) filter (where kind = ${HAPPENED.booking})::int as booked,
      count(*) filter (where kind = ${HAPPENED.won})::int as won,
      count(*) filter (where kind = ${HAPPENED.stop} and happening->>'stop' in ('opt_out', 'do_not_call'))::int as opt_outs,
      count(*) filter (where kind = ${HAPPENED.stop} and happening->>'stop' = 'complaint')::int as complaints
      from signal where org = $1 and import_id = 0`,
    `select coalesce(sum(dial_ms), 0) as dial, coalesce(sum(greeting_ms), 0) as greeting,
      coalesce(sum(message_ms), 0) as message, coalesce(sum(talk_ms), 0) as talk, coalesce(sum(wrap_ms), 0) as wrap
      from call where org = $1`,
    `select coalesce(sum(ms) filter (where state = 1), 0) as inbound, coalesce(sum(ms) filter (where state = 0), 0) as idle
      from rep_time where org = $1`,
    `select attempt::int, ${SUMS} from ${CALLS} where org = $1 and not other_tool group by 1 order by 1`,
    `select v.name || '@' || v.label as playbook, count(distinct r.lead_id)::int as enrolled,
      count(o.seq)::int as dials, count(*) filter (where o.endpoint in ${MAILBOX} and o.message in ${LEFT})::int as left
      from run r join playbook_version v on v.org = r.org and v.id = r.playbook_id
      left join touch t on t.org = r.org and t.lead_id = r.lead_id and t.run = r.run and t.channel = 0
      left join outcome o on o.org = t.org and o.lead_id = t.lead_id and o.touch_seq = t.seq and o.kind = 0
      where r.org = $1 group by 1 order by 1`
  ]
  const results = await store.inOrg(
    org,
    texts.map((text) => ({ text, values }))
  )
  const rowsOf = (i: number) => results[i]!.rows as Record<string, number>[]
  const [people, touches, calls, asked, heard, spent, between] = [0, 1, 2, 3, 4, 5, 6].map((i) => rowsOf(i)[0]!)
  const minutesBy = Object.fromEntries(
    Object.entries({ ...spent, ...between }).map(([name, ms]) => [name, tenths(Number(ms) / 60_000)])
  ) as WorldSummary['minutesBy']
  return {
    ...(people as Pick<WorldSummary, 'leads' | 'enrolled'>),
    dials: calls!['dials']!,
    voicemailsReached: calls!['mailboxes']!,
    left: calls!['left']!,
    skipped: calls!['mailboxes']! - calls!['left']!,
    asked: asked!['n']!,
    callbacks: heard!['taken']! + heard!['missed']!,
    missedCallbacks: heard!['missed']!,
    conversations: calls!['talks']! + heard!['taken']!,
    meetings: calls!['meetings']! + heard!['booked']!,
    optOuts: calls!['opt_outs']! + heard!['opt_outs']!,
    complaints: calls!['complaints']! + heard!['complaints']!,
    deals: heard!['won']!,
    minutes: tenths(Object.entries(minutesBy).reduce((all, [name, ms]) => all + (name === 'idle' ? 0 : ms), 0)),
    minutesBy,
    otherTouches: touches!['n']!,
    ended: people!['ended']!,
    byAttempt: rowsOf(7).map((row) => ({
      attempt: row['attempt']!,
      dials: row['dials']!,
      voicemailsReached: row['mailboxes']!,
      left: row['left']!,
      conversations: row['talks']!,
      meetings: row['meetings']!
    })),
    byPlaybook: results[8]!.rows as never,
    digest: await digestOf(store, org)
  }
}

const tenths = (minutes: number): number => Math.round(minutes * 10) / 10

/**
 * One number over all that was decided and all that happened, whatever the order in which it was written. People go into
 * it by the row of their list, never by an id, and calls of other tools not at all, so that the same list imported
 * elsewhere, and at another hour, comes to the same number.
 */
export async function digestOf(store: Pick<Store, 'inOrg'>, org: number): Promise<string> {
  const sum = (from: string, columns: string): string =>
    `select coalesce(sum(hashtextextended(concat_ws('|', ${columns}), 46)::numeric), 0)::text as sum from ${from}
      where t.org = $1`
  const of = (table: string, columns: string): string =>
    sum(`${table} t join enrolment e on e.org = t.org and e.lead_id = t.lead_id`, `e.list_row, ${columns}`)
  const results = await store.inOrg(
    org,
    [
      sum('enrolment t', 'list_row, run, state, log_seq, rank_group, next_due_at, course'),
      `${of('touch', 't.seq, t.at, t.channel, t.run, t.track, t.step, t.round, t.number')} and not t.other_tool`,
      `${of('outcome', 't.seq, t.touch_seq, t.at, t.kind, t.endpoint, t.message, t.recording, t.said')} and not exists (
        select from touch b where b.org = t.org and b.lead_id = t.lead_id and b.seq = t.touch_seq and b.other_tool)`,
      of('decision', 't.seq, t.at, t.rule, t.action, t.mode, t.arm, t.probability, t.next_at, t.next_channel'),
      of('run', 't.run, t.started_at, t.ended_at, t.ending'),
      `${of('signal', 't.seq, t.at, t.kind, t.happening')} and t.import_id = 0`,
      of('call', 't.seq, t.at, t.user_id, t.dial_ms, t.greeting_ms, t.message_ms, t.talk_ms, t.wrap_ms, t.reaction'),
      sum('rep_time t', 'user_id, at, state, ms'),
      of('inbound_call', 't.seq, t.at, t.taken_by, t.desk, t.wait_ms, t.talk_ms, t.lost_ms'),
      of('world_event', 't.n, t.at, t.what')
    ].map((text) => ({ text, values: [org] }))
  )
  const total = results.reduce((all, { rows }, i) => all + BigInt((rows[0] as { sum: string }).sum) * BigInt(i + 1), 0n)
  return BigInt.asUintN(64, total).toString(16).padStart(16, '0')
}
