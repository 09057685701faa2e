import { Complaint } from '../command/complaint.ts'
import { changeFor } from '../engine/batch-work.ts'
import { type Change, signalOf, writeChange } from '../engine/change.ts'
import { counted } from '../engine/ledger.ts'
import { type Person, lockPeople } from '../engine/person.ts'
import { refoldPeople } from '../engine/refold.ts'
import { RESERVED } from '../engine/state.ts'
import { stop, stopKept } from '../engine/stop.ts'
import { keysToErase } from '../import/erased-keys.ts'
import { holdLock } from '../import/import-run.ts'
import { storedLeads } from '../import/stored-lead.ts'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { type Installation } from '../store/installation.ts'
import { codeIn } from '../store/log-row.ts'
import { makeSecret, secretFor } from '../store/secret-hash.ts'
import { LEAD_KIND, closeGate } from '../store/suppression.ts'
import { EMAIL, PHONE, valueHash } from '../store/value-hash.ts'
import { eraseTexts, forgetStages, partsOf } from './erase-texts.ts'
import { inOwnerTx } from './owner-tx.ts'

export type Erased = {
  /** Null when it was done before; then what is left of it is done again. */
  readonly change: number | null
  readonly at: number
  /** Keyed hashes by which they are known again. */
  readonly hashes: number
  /** Others who have one of the numbers or addresses, and are stopped since. */
  readonly alsoStopped: readonly number[]
}

const DO_NOT_CALL = codeIn('stop', 'do_not_call')

/**
 * Takes away all that names a person: names, numbers, addresses, notes, texts, proofs. Their log stays, for it holds
 * numbers alone; so do keyed hashes of what they were reached by, so that no import brings them back to be called. One
 * transaction of the owner of the tables, with the imports of this org shut out. Nothing brings it back.
 */
export async function erasePerson(
  { store, postgres, org }: Pick<Installation, 'store' | 'postgres' | 'org'>,
  leadId: number,
  byUser: number,
  now: number
): Promise<Erased> {
  const [id = 0, auditId = 0] = await store.ids.take(2)
  const owner = await store.asOwner()
  try {
    await holdLock(owner, org)
    return await inOwnerTx(owner, org, async (tx) => {
      const before = await erasedAt(tx, leadId)
      if (before !== null) return { change: null, at: before, hashes: 0, alsoStopped: [] }
      const shared = await sharedWith(tx, leadId)
      const parts = await partsOf(tx, leadId)
      const people = await refoldPeople(tx, await lockPeople(tx, [leadId, ...shared.keys(), ...parts]))
      const person = people.find((one) => one.leadId === leadId)
      if (person === undefined)
        throw new Complaint(`there is no lead ${leadId} here: look it up with "aftertone leads"`)
      if (person.state === RESERVED)
        throw new Complaint(`lead ${leadId} is in the hands of a rep: wait until the call is settled, then erase`)
      const change = await changeFor(tx, people)
      await forgetStages(tx, [leadId, ...parts])
      const goes = [await stopErased(tx, person, now, change), ...people.filter((one) => parts.includes(one.leadId))]
      change.people.push(...goes.map((one) => ({ ...one, isStale: true })))
      const kept = await hashKeys(tx, postgres.home, store.ids, leadId, now)
      const alsoStopped = await stopOthers(tx, people, shared, kept, now, change)
      await writeChange(tx, change, now)
      await eraseTexts(tx, leadId, parts, now)
      await writeDown(tx, { id, auditId, leadId, byUser, now })
      await closeGate(tx)
      return { change: id, at: now, hashes: kept.size, alsoStopped }
    })
  } finally {
    await owner.end().catch(() => undefined)
  }
}

async function erasedAt(tx: Tx, leadId: number): Promise<number | null> {
  const { rows } = await tx.query<{ erased_at: number | null }>({
    text: 'select erased_at from lead where org = $1 and id = $2',
    values: [tx.org, leadId]
  })
  return rows[0]?.erased_at ?? null
}

/** Others who have one of the numbers or addresses that are to be hashed, with the first of them. */
async function sharedWith(tx: Tx, leadId: number): Promise<ReadonlyMap<number, string>> {
  const { rows } = await tx.query<{ id: number; key: string }>({
    text: `select o.lead_id as id, min(c.kind || lower(c.value)) as key from contact_point c join contact_point o on o.org = c.org
        and o.value_hash = c.value_hash and o.kind = c.kind and lower(o.value) = lower(c.value) and o.lead_id <> c.lead_id
      where c.org = $1 and c.lead_id = $2 and c.is_key group by o.lead_id order by id`,
    values: [tx.org, leadId]
  })
  return new Map(rows.map(({ id, key }) => [id, key]))
}

/** A stop of their own: it is lifted by nothing. */
async function stopErased(tx: Tx, person: Person, now: number, change: Change): Promise<Person> {
  const happening = { kind: 'stop', stop: 'do_not_call' } as const
  const { seq, entry } = signalOf(person.leadId, person.logSeq + 1, now, happening)
  change.signals.push({ leadId: person.leadId, seq, entry })
  return await stop(tx, counted(person, seq, entry, change), entry, now, change, false)
}

/**
 * What they are known again by, as keyed hashes; what stood there in plain goes. Answers the cause of each by kind and
 * text: every one has its own, so that each can be lifted without the others.
 */
async function hashKeys(
  tx: Tx,
  home: string,
  { take }: Installation['store']['ids'],
  leadId: number,
  now: number
): Promise<ReadonlyMap<string, number>> {
  const known = (await storedLeads(tx, [leadId], now)).get(leadId)
  if (known === undefined) throw new Error(`lead ${leadId} has gone while it was erased`)
  const secret = (await secretFor(tx, home)) ?? makeSecret(home)
  const keys = [...keysToErase(known.lead)]
  const plain = keys.filter(([kind]) => kind === PHONE || kind === EMAIL) as (readonly [1 | 2, string])[]
  const { rows: gone } = await tx.query<{ kind: number; value: string; stop: number; cause: number | null }>({
    text: `delete from suppression s where s.org = $1 and s.kind in (1, 2) and s.value not like 'hmac-%' and (s.lead_id = $2
        or (s.lead_id is null and (s.value_hash, s.value) in (select x.key, x.value from unnest($3::bigint[], $4::text[])
          as x(key, value)))) returning s.kind, s.value, s.stop, s.cause`,
    values: [tx.org, leadId, plain.map(([kind, value]) => valueHash(kind, value)), plain.map(([, value]) => value)]
  })
  // A number that they had once and that is kept out for their sake stays so too.
  for (const { kind, value } of gone)
    if (!keys.some((key) => key[0] === kind && key[1] === value)) keys.push([kind, value])
  await tx.query({
    text: `update suppression_change set value = null, reason = null, source = null
      where org = $1 and (lead_id = $2 or (kind in (1, 2) and value = any($3::text[])))`,
    values: [tx.org, leadId, keys.map(([, value]) => value)]
  })
  const fresh = await take(keys.length)
  const rows = keys.map(([kind, text], i) => {
    const before = gone.find((row) => row.kind === kind && row.value === text)
    const cause = before?.cause != null && before.cause > 0 ? before.cause : fresh[i]!
    return { kind, text, ...secret.hashOf(kind, text), stop: before?.stop ?? DO_NOT_CALL, cause }
  })
  await insertBatch(
    tx,
    'suppression',
    {
      value_hash: ['bigint', rows.map(({ key }) => key)],
      kind: ['smallint', rows.map(({ kind }) => kind)],
      stop: ['smallint', rows.map((row) => row.stop)],
      at: ['bigint', rows.map(() => now)],
      lead_id: ['bigint', rows.map(() => leadId)],
      cause: ['bigint', rows.map(({ cause }) => cause)],
      value: ['text', rows.map(({ value }) => value)]
    },
    'on conflict (org, value_hash, value) do nothing'
  )
  return new Map(rows.map(({ kind, text, cause }) => [kind + text, cause]))
}

/** Whoever has the same number is kept out by it as by any other: the store cannot see that any more, so it is done now. */
async function stopOthers(
  tx: Tx,
  people: readonly Person[],
  shared: ReadonlyMap<number, string>,
  causes: ReadonlyMap<string, number>,
  now: number,
  change: Change
): Promise<readonly number[]> {
  const stopped: number[] = []
  for (const person of people) {
    const cause = causes.get(shared.get(person.leadId) ?? '')
    if (cause === undefined) continue
    const next = await stopKept(tx, person, { kind: PHONE, stop: DO_NOT_CALL, cause }, now, change)
    if (next === person) continue
    change.people.push(next)
    stopped.push(person.leadId)
  }
  return stopped
}

/** Ids alone: what was erased is not written down. */
async function writeDown(
  tx: Tx,
  { id, auditId, leadId, byUser, now }: Readonly<Record<'id' | 'auditId' | 'leadId' | 'byUser' | 'now', number>>
): Promise<void> {
  await insertBatch(tx, 'suppression_change', {
    ...{ id: ['bigint', [id]], at: ['bigint', [now]], is_lift: ['boolean', [false]], kind: ['smallint', [LEAD_KIND]] },
    ...{ stop: ['smallint', [DO_NOT_CALL]], by_user: ['bigint', [byUser]], lead_id: ['bigint', [leadId]] }
  })
  await insertBatch(tx, 'audit', {
    ...{ id: ['bigint', [auditId]], at: ['bigint', [now]], who: ['text', [`user ${byUser}`]] },
    ...{ what: ['text', ['lead.erased']], detail: ['jsonb', [JSON.stringify({ lead: leadId, change: id })]] }
  })
}
