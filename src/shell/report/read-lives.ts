import { ruleOf } from '../../guard/rule.ts'
import { consentGroups } from '../../guard/term.ts'
import { type CallOf, type InboundOf, type Life, type RefusalOf, dialModes } from '../../report/life.ts'
import { type DecisionOf } from '../../report/row.ts'
import { desks, objections, overrides, reactions, taskStates } from '../../outcome/lists.ts'
import { PROMISE } from '../engine/call-beside.ts'
import { RESPOND, TASK } from '../engine/change.ts'
import { channelOfAction } from '../engine/refusal.ts'
import { endings, stateNames } from '../engine/state.ts'
import { saidByKey, verdicts } from '../lines/line-call.ts'
import { readLogs } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { codes } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'
import { type Names } from './read-names.ts'

const PAGE = 1_000
const LOG_SEQS = 1_048_576

/** Whose lives are read. */
export type Wish = { readonly org: number; readonly listId: number | null }

/**
 * Hands over the lives of everybody, a page at a time and as of one instant: a store of any size takes the same memory,
 * and what is written meanwhile changes no figure.
 */
export async function eachLife(
  store: Pick<Store, 'inOrgTx'>,
  { org, listId }: Wish,
  names: Names,
  hear: (lives: readonly Life[], tx: Tx) => Promise<void> | void
): Promise<void> {
  await store.inOrgTx(org, async (tx) => {
    await tx.client.query('set transaction isolation level repeatable read, read only')
    for (let after = 0; ;) {
      const { rows } = await tx.query<LeadColumns>({
        text: LEADS,
        name: 'report-leads',
        values: [org, after, PAGE, listId]
      })
      if (rows.length > 0) await hear(await pageOf(tx, rows, names), tx)
      if (rows.length < PAGE) return
      after = rows.at(-1)!.id
    }
  })
}

type LeadColumns = {
  id: number
  source_id: number | null
  list_id: number | null
  industry: string | null
  place_id: number
  state: number
  next_due_at: number | null
}

/** Branches stand in columns of the file that no field knows, under one of these headings. */
const LEADS = `select l.id, l.source_id, e.list_id, e.place_id, e.state, e.next_due_at,
    (select o.value from jsonb_each_text(case when jsonb_typeof(l.other) = 'object' then l.other else '{}' end) o
      where lower(o.key) in ('industry', 'sector', 'branch', 'branche', 'secteur') limit 1) as industry
  from lead l join enrolment e on e.org = l.org and e.lead_id = l.id
  where l.org = $1 and l.id > $2 and ($4::bigint is null or exists
    (select from list_member m where m.org = l.org and m.list_id = $4 and m.lead_id = l.id))
  order by l.id limit $3`

async function pageOf(tx: Tx, leads: readonly LeadColumns[], names: Names): Promise<readonly Life[]> {
  const ids = leads.map(({ id }) => id)
  const [logs, asides] = await Promise.all([readLogs(tx, ids), readAsides(tx, ids)])
  await names.learn(
    tx,
    leads.map(({ place_id }) => place_id)
  )
  return leads.map((lead) => {
    const own = <T extends { lead_id: number }>(rows: ReadonlyMap<number, readonly T[]>): readonly T[] =>
      rows.get(lead.id) ?? []
    const tasks = own(asides.tasks)
    const isAwaited =
      lead.next_due_at !== null || tasks.some(({ state }) => state === 0) || own(asides.errands).length > 0
    return {
      lead: lead.id,
      list: lead.list_id === null ? '' : names.list(lead.list_id),
      source: lead.source_id === null ? '' : names.source(lead.source_id),
      industry: lead.industry ?? '',
      zone: names.zone(lead.place_id),
      place: names.place(lead.place_id),
      proofs: own(asides.proofs).map(proofOf),
      state: stateNames[lead.state] ?? 'idle',
      isAwaited,
      log: logs.get(lead.id)!.map(({ entry }) => entry),
      imported: new Set(own(asides.imported).map(({ seq }) => seq)),
      playbooks: new Map(own(asides.books).map(({ seq, playbook_id }) => [seq, names.playbook(playbook_id)])),
      decisions: new Map(own(asides.decisions).map((row) => [row.seq, decisionOf(row, names)])),
      calls: new Map(own(asides.calls).map((row) => [row.touch_seq, callOf(row)])),
      inbound: new Map(own(asides.inbound).map((row) => [row.seq, inboundOf(row)])),
      tasks: tasks.map(({ id, kind, state, due_at, owner_id }) => ({
        ...{ id: id % LOG_SEQS, what: codes.channel[kind] ?? OTHER_TASKS[kind] ?? 'something else' },
        ...{ state: taskStates[state] ?? 'open', dueAt: due_at, owner: owner_id ?? 0 }
      })),
      runs: own(asides.runs).map((row) => ({
        ...{
          run: row.run,
          playbook: names.playbook(row.playbook_id),
          startedAt: row.started_at,
          endedAt: row.ended_at
        },
        ending: row.ending === null ? null : (endings[row.ending] ?? null),
        endedBy: row.ended_by === null ? null : ruleOf(row.ended_by).id
      })),
      refusals: own(asides.refusals).map((row) => ({
        ...{ seq: row.seq, at: row.at, rule: ruleOf(row.rule).id, rep: row.by_user ?? 0 },
        ...{ channel: reportedChannel(row.action), isPreviewed: row.previewed }
      }))
    }
  })
}

/** What tasks are about that are on no channel. */
const OTHER_TASKS: Readonly<Record<number, string>> = {
  [TASK]: 'another thing',
  [RESPOND]: 'answer them',
  [PROMISE]: 'call as promised'
}

type Asides = {
  readonly [name in keyof typeof ASIDES]: ReadonlyMap<number, readonly Extract<AnyAside, { readonly of: name }>[]>
}
type AnyAside =
  | { of: 'imported'; lead_id: number; seq: number }
  | { of: 'books'; lead_id: number; seq: number; playbook_id: number }
  | DecisionColumns
  | CallColumns
  | InboundColumns
  | ProofColumns
  | { of: 'tasks'; lead_id: number; id: number; kind: number; state: number; due_at: number; owner_id: number | null }
  | { of: 'errands'; lead_id: number }
  | {
      of: 'runs'
      lead_id: number
      run: number
      playbook_id: number
      started_at: number
      ended_at: number | null
      ending: number | null
      ended_by: number | null
    }
  | {
      of: 'refusals'
      lead_id: number
      seq: number
      at: number
      rule: number
      action: number
      by_user: number | null
      previewed: boolean
    }
type DecisionColumns = {
  of: 'decisions'
  lead_id: number
  seq: number
  playbook_id: number
  action: number
  wanted: number
  rule: number
  arm: number
  hindered: number
  mode: number
  next_why: number | null
  next_step: number | null
}
type CallColumns = {
  of: 'calls'
  lead_id: number
  touch_seq: number
  user_id: number
  mode: number | null
  has_line: boolean
  heard: number | null
  heard_ms: number | null
  said: number | null
  dial_ms: number
  greeting_ms: number
  message_ms: number
  talk_ms: number
  wrap_ms: number
  override: number | null
  reaction: number | null
  objection: number | null
}
type ProofColumns = {
  of: 'proofs'
  lead_id: number
  at: number
  consent_group: number
  level: number
  is_imported: boolean
  is_proven: boolean
}
type InboundColumns = {
  of: 'inbound'
  lead_id: number
  seq: number
  taken_by: number | null
  desk: number
  wait_ms: number
  talk_ms: number
  lost_ms: number
}

/** What stands beside the log of some people, a query a table; of a call the last row comes last and holds. */
const ASIDES = {
  imported: 'select lead_id, seq from signal where org = $1 and lead_id = any($2::bigint[]) and import_id > 0',
  books: `select lead_id, seq, playbook_id from touch
    where org = $1 and lead_id = any($2::bigint[]) and playbook_id is not null`,
  decisions: `select lead_id, seq, playbook_id, action, wanted, rule, arm, hindered, mode, next_why, next_step from decision
    where org = $1 and lead_id = any($2::bigint[])`,
  calls: `select c.lead_id, c.touch_seq, c.user_id, c.dial_ms, c.greeting_ms, c.message_ms, c.talk_ms, c.wrap_ms, c.override,
    c.reaction, c.objection,
    coalesce(s.dial_mode, (select (w.settings->'dialer'->>'mode')::smallint from world w where w.id = 1)) as mode,
    l.id is not null as has_line, l.heard, l.heard_ms, l.said
    from call c left join session s on s.org = c.org and s.id = c.session_id
    left join line_call l on l.org = c.org and l.lead_id = c.lead_id and l.touch_seq = c.touch_seq and l.touch_at = c.at
    where c.org = $1 and c.lead_id = any($2::bigint[]) order by c.lead_id, c.seq`,
  proofs: `select lead_id, at, consent_group, level, import_id > 0 as is_imported,
    coalesce(proof, shown) is not null as is_proven
    from consent where org = $1 and lead_id = any($2::bigint[]) and coalesce(purpose, 0) = 0 order by at, id`,
  inbound: `select lead_id, seq, taken_by, desk, wait_ms, talk_ms, lost_ms from inbound_call
    where org = $1 and lead_id = any($2::bigint[])`,
  tasks: 'select lead_id, id, kind, state, due_at, owner_id from task where org = $1 and lead_id = any($2::bigint[])',
  errands: `select x.id as lead_id from unnest($2::bigint[]) x(id) where exists (select from outbox o
    where o.org = $1 and o.id between x.id * ${LOG_SEQS} and x.id * ${LOG_SEQS} + ${LOG_SEQS - 1})`,
  runs: `select lead_id, run, playbook_id, started_at, ended_at, ending, ended_by from run
    where org = $1 and lead_id = any($2::bigint[]) order by lead_id, run`,
  refusals: `select lead_id, seq, at, rule, action, by_user, previewed from refusal
    where org = $1 and lead_id = any($2::bigint[]) order by lead_id, seq`
} as const

async function readAsides(tx: Tx, ids: readonly number[]): Promise<Asides> {
  const entries = Object.entries(ASIDES).map(async ([name, text]) => {
    const { rows } = await tx.query<{ lead_id: number }>({ text, name: `report-${name}`, values: [tx.org, ids] })
    return [name, Map.groupBy(rows, ({ lead_id }) => lead_id)] as const
  })
  return Object.fromEntries(await Promise.all(entries)) as unknown as Asides
}

const reportedChannel = (action: number): RefusalOf['channel'] => {
  const channel = channelOfAction(action)
  return channel === 'task' ? 'none' : channel
}

const ACTIONS = ['leave', 'skip', 'ask'] as const
const MODES = ['none', 'live', 'drop'] as const

function decisionOf(row: DecisionColumns, names: Names): DecisionOf {
  return {
    action: ACTIONS[row.action] ?? 'skip',
    wanted: ACTIONS[row.wanted] ?? 'skip',
    rule: names.rule(row.playbook_id, row.rule),
    arm: row.arm,
    hindered: names.hindrance(row.hindered),
    mode: MODES[row.mode] ?? 'none',
    parks: names.parks(row.playbook_id, row.rule, row.next_why, row.next_step)
  }
}

function callOf(row: CallColumns): CallOf {
  return {
    rep: row.user_id,
    mode: dialModes[row.mode ?? 0]!,
    line: row.has_line ? lineOf(row) : null,
    spent: {
      ...{ dialMs: row.dial_ms, greetingMs: row.greeting_ms, messageMs: row.message_ms },
      ...{ talkMs: row.talk_ms, wrapMs: row.wrap_ms }
    },
    override: placeIn(overrides, row.override),
    reaction: placeIn(reactions, row.reaction),
    objection: placeIn(objections, row.objection)
  }
}

function lineOf({ heard, heard_ms, said }: CallColumns): NonNullable<CallOf['line']> {
  return {
    heard: heard === null ? null : { verdict: verdicts[heard]!, afterMs: heard_ms ?? 0 },
    said: said === null ? null : (saidByKey[said] ?? null)
  }
}

/**
 * With the words that they were shown or a reference to the proof it is a record; without, somebody’s word. What a file
 * says came with the list, and nobody knows who took it down.
 */
function proofOf({ at, consent_group, level, is_imported, is_proven }: ProofColumns): Life['proofs'][number] {
  const proof = is_imported ? 'bought' : is_proven ? 'record' : 'word'
  return { at, group: consentGroups[consent_group]!, isGrant: level > 0, proof }
}

/** The store keeps places in closed lists. */
function placeIn<K extends string>(list: Readonly<Record<K, unknown>>, place: number | null): K | null {
  return place === null ? null : ((Object.keys(list)[place] as K | undefined) ?? null)
}

function inboundOf(row: InboundColumns): InboundOf {
  return {
    ...{ takenBy: row.taken_by ?? 0, desk: desks[row.desk] ?? 'nobody' },
    ...{ waitMs: row.wait_ms, talkMs: row.talk_ms, lostMs: row.lost_ms }
  }
}
