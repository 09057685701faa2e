import { STOPS } from '../../facts/row.ts'
import { type Stop } from '../../intake/lead-row.ts'
import { changeFor } from '../engine/batch-work.ts'
import { type Change, signalOf, writeChange } from '../engine/change.ts'
import { stopKeptIn, stopKeptOut } from '../engine/keep-out.ts'
import { lowerHint } from '../engine/live-engine.ts'
import { type Person, lockPeople } from '../engine/person.ts'
import { foldLog, refoldPeople } from '../engine/refold.ts'
import { IDLE, PASSIVE, STOPPED } from '../engine/state.ts'
import { type Placed, appendUndone, readLogs } from '../store/append-log.ts'
import { type Columns, insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { type Installation } from '../store/installation.ts'
import { logId } from '../store/log-id.ts'
import { codeIn, codes } from '../store/log-row.ts'
import { type Secret, secretFor } from '../store/secret-hash.ts'
import { type Kept, closeGate, keptOut } from '../store/suppression.ts'
import { type Stored, type Subject, storedAs } from './subject.ts'

/** Who does it, why, and where the wish comes from. */
export type Because = {
  readonly byUser: number
  readonly reason: string
  readonly source: string | null
}

export type KeptOut = {
  /** Null where it was kept out already. */
  readonly change: number | null
  readonly since: number
  /** How many people were stopped by it. */
  readonly stopped: number
}

const BATCH = 500

/**
 * Keeps something out from now on. The row that the engine asks, its history, the audit and the signals of the first
 * people that it means are one transaction; of a large firm the others are stopped batch by batch behind it, and until
 * then the engine refuses them. The same again goes on where an interrupted one ended.
 */
export async function keepOut(
  { store, postgres, org }: Pick<Installation, 'store' | 'postgres' | 'org'>,
  subject: Subject,
  stop: Stop,
  because: Because,
  now: number
): Promise<KeptOut> {
  const stored = storedAs(subject)
  const [id = 0, auditId = 0] = await store.ids.take(2)
  const means = await store.inOrgTx(org, (tx) => meantBy(tx, subject))
  const first = await store.inOrgTx(org, async (tx) => {
    const secret = await secretFor(tx, postgres.home)
    let since = await sinceWhen(tx, subject, stored, secret)
    const write = async (): Promise<ReadonlyMap<number, Kept>> => {
      const isMade = since === null && (await writeKept(tx, { id, auditId, subject, stored, stop, because, now }))
      // Somebody else was quicker by a moment.
      if (!isMade) since ??= now
      return await keptOut(tx, means.slice(0, BATCH))
    }
    const stopped = await stopKeptIn(tx, means.slice(0, BATCH), now, write)
    await closeGate(tx)
    return { since, stopped }
  })
  let { stopped } = first
  for (let at = BATCH; at < means.length; at += BATCH)
    stopped += await stopKeptOut(store, org, means.slice(at, at + BATCH), now)
  return { change: first.since === null ? id : null, since: first.since ?? now, stopped }
}

/** Since when it is kept out; null when it is not. An erased number is known by its hash alone. */
async function sinceWhen(tx: Tx, subject: Subject, stored: Stored, secret: Secret | null): Promise<number | null> {
  const rows = await rowsOf(tx, subject, stored, secret)
  return rows.length === 0 ? null : Math.min(...rows.map(({ at }) => at))
}

type SuppressionRow = { key: number; value: string; stop: number; at: number; lead_id: number | null; cause: number }

async function rowsOf(tx: Tx, { kind }: Subject, stored: Stored, secret: Secret | null): Promise<SuppressionRow[]> {
  const hashed =
    secret === null || (kind !== 'number' && kind !== 'email') ? null : secret.hashOf(stored.kind, stored.value)
  const { rows } = await tx.query<SuppressionRow>({
    text: `select value_hash as key, value, stop, at, lead_id, coalesce(cause, -(coalesce(lead_id, 0) << 20) - 1) as cause
      from suppression where org = $1 and kind = $2 and ((value_hash = $3 and value = $4) or (value_hash = $5 and value = $6))`,
    values: [tx.org, stored.kind, stored.key, stored.value, hashed?.key ?? null, hashed?.value ?? null]
  })
  return rows
}

/** The people whom it means, in the order of their ids. */
async function meantBy(tx: Tx, subject: Subject): Promise<readonly number[]> {
  const ids = async (text: string, values: readonly unknown[]): Promise<readonly number[]> =>
    (await tx.query<{ id: number }>({ text, values: [tx.org, ...values] })).rows.map(({ id }) => id)
  const { kind, key, value } = storedAs(subject)
  switch (subject.kind) {
    case 'number':
    case 'email':
      return await ids(
        `select distinct lead_id as id from contact_point where org = $1 and kind = $2 and value_hash = $3
          and case kind when 2 then lower(value) else value end = $4 order by id`,
        [kind, key, value]
      )
    case 'domain':
      return await ids(
        `select distinct lead_id as id from contact_point where org = $1 and kind = 2
          and right('.' || split_part(lower(value), '@', -1), length($2) + 1) = '.' || $2 order by id`,
        [value]
      )
    case 'account':
      return await ids('select id from lead where org = $1 and account_id = $2 order by id', [subject.id])
    case 'lead':
      return [subject.id]
    case 'everything':
      return []
  }
}

type Writing = {
  readonly id: number
  readonly auditId: number
  readonly subject: Subject
  readonly stored: Stored
  readonly stop: Stop
  readonly because: Because
  readonly now: number
}

async function writeKept(tx: Tx, wish: Writing): Promise<boolean> {
  const { id, stored, subject, stop, now } = wish
  const columns: Columns = {
    ...{ value_hash: ['bigint', [stored.key]], kind: ['smallint', [stored.kind]], at: ['bigint', [now]] },
    ...{ stop: ['smallint', [codeIn('stop', stop)]], lead_id: ['bigint', [leadOf(subject)]] },
    ...{ cause: ['bigint', [id]], value: ['text', [stored.value]] }
  }
  const made = await insertBatch(tx, 'suppression', columns, 'on conflict (org, value_hash, value) do nothing')
  if (made === 1) await writeHistory(tx, wish, null)
  return made === 1
}

const leadOf = (subject: Subject): number | null => (subject.kind === 'lead' ? subject.id : null)

/** The change in the history, and who made it in the audit: ids there, the texts in the history alone. */
async function writeHistory(
  tx: Tx,
  { id, auditId, stored, subject, stop, because, now }: Writing,
  lifts: number | null
) {
  const { byUser, reason, source } = because
  const accountId = subject.kind === 'account' ? subject.id : null
  await insertBatch(tx, 'suppression_change', {
    ...{
      id: ['bigint', [id]],
      at: ['bigint', [now]],
      is_lift: ['boolean', [lifts !== null]],
      lifts: ['bigint', [lifts]]
    },
    ...{ kind: ['smallint', [stored.kind]], stop: ['smallint', [codeIn('stop', stop)]], by_user: ['bigint', [byUser]] },
    ...{ lead_id: ['bigint', [leadOf(subject)]], account_id: ['bigint', [accountId]] },
    ...{ value: ['text', [stored.value]], reason: ['text', [reason]], source: ['text', [source]] }
  })
  const detail = { change: id, kind: subject.kind, ...(lifts === null ? {} : { lifts }) }
  await insertBatch(tx, 'audit', {
    ...{ id: ['bigint', [auditId]], at: ['bigint', [now]], who: ['text', [`user ${byUser}`]] },
    what: ['text', [lifts === null ? 'suppression.made' : 'suppression.lifted']],
    detail: ['jsonb', [JSON.stringify(leadOf(subject) === null ? detail : { ...detail, lead: leadOf(subject) })]]
  })
}

export type LetIn = {
  readonly changes: readonly number[]
  /** How many people may be reached again, and how many it had stopped whom something else keeps out. */
  readonly freed: number
  readonly stillOut: number
}

/** Lets in again what is kept out, and frees whom it had stopped; null when nothing of it is kept out. */
export async function letIn(
  { store, postgres, org }: Pick<Installation, 'store' | 'postgres' | 'org'>,
  subject: Subject,
  because: Because,
  now: number
): Promise<LetIn | null> {
  const stored = storedAs(subject)
  const ids = await store.ids.take(8)
  return await store.inOrgTx(org, async (tx) => {
    const rows = await rowsOf(tx, subject, stored, await secretFor(tx, postgres.home))
    if (rows.length === 0) return null
    const linked = await linkedTo(
      tx,
      rows.map(({ cause }) => cause)
    )
    const people = await refoldPeople(tx, await lockPeople(tx, [...linked.keys()]))
    const change = await changeFor(tx, people)
    const changes: number[] = []
    for (const [i, { key, value, stop, cause }] of rows.entries()) {
      const [id, auditId] = [ids[2 * i]!, ids[2 * i + 1]!]
      await tx.query({
        text: 'delete from suppression where org = $1 and value_hash = $2 and value = $3',
        values: [org, key, value]
      })
      const wish = { id, auditId, subject, stored, stop: codes.stop[stop] as Stop, because, now }
      await writeHistory(tx, wish, cause)
      changes.push(id)
    }
    const freed = await free(tx, people, linked, now, change)
    if (subject.kind === 'everything') await lowerHint(tx, now)
    return { changes, freed, stillOut: people.length - freed }
  })
}

/** Places in their logs at which people were stopped for these causes, by person, as far as nobody took them back. */
async function linkedTo(tx: Tx, causes: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const { rows } = await tx.query<{ lead_id: number; seqs: number[] }>({
    text: `select s.lead_id, array_agg(s.seq order by s.seq) as seqs from signal s
      where s.org = $1 and s.suppressed_by = any($2::bigint[]) and not exists (select from undone u
        where u.org = $1 and u.lead_id = s.lead_id and u.target = $3 and u.target_seq = s.seq)
      group by s.lead_id order by s.lead_id`,
    values: [tx.org, causes, codeIn('target', 'signal')]
  })
  return new Map(rows.map(({ lead_id, seqs }) => [lead_id, seqs]))
}

/**
 * Takes back the stops of people whom nothing else keeps out; whom something else does keep out is stopped by that from now
 * on. They are in no playbook then, and may be enrolled again: what was planned long ago is not done now.
 */
async function free(
  tx: Tx,
  people: readonly Person[],
  linked: ReadonlyMap<number, readonly number[]>,
  now: number,
  change: Change
): Promise<number> {
  const ids = people.map(({ leadId }) => leadId)
  const [kept, logs] = [await keptOut(tx, ids), await readLogs(tx, ids)]
  const entries: { leadId: number; seq: number; entry: Extract<Placed['entry'], { kind: 'undone' }> }[] = []
  let freed = 0
  for (const person of people) {
    const { leadId } = person
    const more: Placed[] = []
    const add = (entry: Placed['entry']): number => {
      const seq = person.logSeq + more.length + 1
      more.push({ seq, id: logId(leadId, seq), entry })
      return seq
    }
    const by = kept.get(leadId)
    if (by !== undefined) {
      const stop = codes.stop[by.stop] as Stop
      const signal = signalOf(leadId, person.logSeq + 1, now, { kind: 'stop', stop })
      add(signal.entry)
      change.signals.push({ ...signal, suppressedBy: by.cause })
    }
    for (const id of linked.get(leadId)!) {
      const entry = { kind: 'undone', at: now, target: 'signal', id } as const
      entries.push({ leadId, seq: add(entry), entry })
    }
    const row = foldLog([...logs.get(leadId)!, ...more])
    const isFree = row.ints[STOPS] === 0
    if (isFree) freed++
    const state = isFree && person.state === STOPPED ? (person.run === 0 ? IDLE : PASSIVE) : person.state
    change.people.push({ ...person, row, state, isStale: false, logSeq: person.logSeq + more.length })
  }
  await appendUndone(tx, entries)
  await writeChange(tx, change, now)
  return freed
}
