import { createHash } from 'node:crypto'
import { RECORDINGS_MAX, purposes } from '../../facts/recording.ts'
import { type Prepared, type Unfit, prepare } from '../../message/prepare.ts'
import { type Properties, recordingKinds } from '../../message/library.ts'
import { secondsOf } from '../../sound/sound.ts'
import { ULAW_RATE, toUlaw } from '../../sound/ulaw.ts'
import { type Broken } from '../../sound/wav.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { decodeSound } from './decode.ts'

/** A file made ready for the line: what is played is these bytes, and nothing changes them any more. */
export type Ready = Pick<Prepared, 'trimmedSeconds' | 'gainDb'> & {
  readonly kind: 'ready'
  readonly ulaw: Uint8Array
  readonly seconds: number
  readonly loudness: number
  readonly sourceHash: string
}

/** Decodes, judges, trims and levels a file, and lays it out as a telephone carries it. */
export async function makeReady(bytes: Uint8Array): Promise<Ready | Unfit | Broken> {
  const decoded = await decodeSound(bytes)
  if (decoded.kind === 'broken') return decoded
  const prepared = prepare(decoded.sound, ULAW_RATE)
  if (prepared.kind === 'unfit') return prepared
  const { sound, trimmedSeconds, gainDb, loudness } = prepared
  return {
    ...{ kind: 'ready', trimmedSeconds, gainDb, ulaw: toUlaw(sound.samples), seconds: secondsOf(sound), loudness },
    sourceHash: createHash('sha256').update(bytes).digest('hex')
  }
}

export type RecordingWish = Properties & {
  readonly name: string
  readonly approvedBy: string | null
  readonly validUntil: number | null
}

export type Kept =
  | { readonly kind: 'kept'; readonly id: number; readonly slot: number }
  | { readonly kind: 'taken'; readonly problem: string }

/** Keeps a recording in the first free place; a name and a sound are kept once. */
export async function keepRecording(
  store: Pick<Store, 'inOrgTx' | 'ids'>,
  org: number,
  wish: RecordingWish,
  ready: Ready,
  by: { readonly userId: number; readonly now: number }
): Promise<Kept> {
  const [id = 0, auditId = 0] = await store.ids.take(2)
  return await store.inOrgTx(org, async (tx) => {
    await tx.query({ text: 'select pg_advisory_xact_lock(7204, $1)', values: [org] })
    const { rows } = await tx.query<{ slot: number; name: string; source_hash: string | null }>({
      text: 'select slot, name, source_hash from recording where org = $1 order by slot',
      values: [org]
    })
    const problem = taken(rows, wish.name, ready.sourceHash)
    if (problem !== null) return { kind: 'taken', problem }
    const slot = firstFree(rows.map((row) => row.slot))
    await insertRecording(tx, { id, slot }, wish, ready, by)
    await audit(tx, auditId, by, 'recording.add', {
      name: wish.name,
      seconds: ready.seconds,
      approvedBy: wish.approvedBy
    })
    return { kind: 'kept', id, slot }
  })
}

function taken(
  rows: readonly { readonly name: string; readonly source_hash: string | null }[],
  name: string,
  sourceHash: string
): string | null {
  if (rows.some((row) => row.name === name)) return `there is a recording ${name} already: choose another name`
  const same = rows.find((row) => row.source_hash === sourceHash)
  if (same !== undefined) return `this very file is the recording ${same.name} already`
  if (rows.length >= RECORDINGS_MAX)
    return `there are ${RECORDINGS_MAX} recordings, and more cannot be told apart: retire one that nobody has heard`
  return null
}

function firstFree(slots: readonly number[]): number {
  const used = new Set(slots)
  let slot = 0
  while (used.has(slot)) slot++
  return slot
}

async function insertRecording(
  tx: Tx,
  { id, slot }: { readonly id: number; readonly slot: number },
  wish: RecordingWish,
  ready: Ready,
  { userId, now }: { readonly userId: number; readonly now: number }
): Promise<void> {
  await tx.query({
    text: `insert into recording (org, id, slot, seconds, purpose, name, kind, language, angle, promises, asks_question,
        gives_number, mentions_email, made_at, made_by, approved_at, approved_by, valid_until, loudness, source_hash, ulaw)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
    values: [
      ...[tx.org, id, slot, ready.seconds, wish.purpose === null ? null : purposes.indexOf(wish.purpose), wish.name],
      ...[recordingKinds.indexOf(wish.kind), wish.language, wish.angle, wish.promises, wish.asksQuestion],
      ...[wish.givesNumber, wish.mentionsEmail, now, userId, wish.approvedBy === null ? null : now, wish.approvedBy],
      ...[wish.validUntil, ready.loudness, ready.sourceHash, Buffer.from(ready.ulaw)]
    ]
  })
}

/** From now on it may be played. False where there is none of that name, or it is out of use. */
export async function approveRecording(
  store: Pick<Store, 'inOrgTx' | 'ids'>,
  org: number,
  name: string,
  approvedBy: string,
  by: { readonly userId: number; readonly now: number }
): Promise<boolean> {
  const [auditId = 0] = await store.ids.take(1)
  return await store.inOrgTx(org, async (tx) => {
    const { rowCount } = await tx.query({
      text: `update recording set approved_at = $3, approved_by = $4
        where org = $1 and name = $2 and retired_at is null and approved_at is null`,
      values: [org, name, by.now, approvedBy]
    })
    if (rowCount !== 1) return false
    await audit(tx, auditId, by, 'recording.approve', { name, approvedBy })
    return true
  })
}

/**
 * Takes it out of use. One that nobody was played is taken away, and its place is free again; of the others the place
 * stays taken, because who heard it must stay known.
 */
export async function retireRecording(
  store: Pick<Store, 'inOrgTx' | 'ids'>,
  org: number,
  name: string,
  by: { readonly userId: number; readonly now: number }
): Promise<'retired' | 'removed' | null> {
  const [auditId = 0] = await store.ids.take(1)
  return await store.inOrgTx(org, async (tx) => {
    const { rows } = await tx.query<{ id: number; slot: number }>({
      text: 'select id, slot from recording where org = $1 and name = $2 and retired_at is null for update',
      values: [org, name]
    })
    const [found] = rows
    if (found === undefined) return null
    const { rows: played } = await tx.query<{ was: boolean }>({
      text: `select exists (select from outcome where org = $1 and recording = $2)
          or exists (select from decision where org = $1 and recording = $2)
          or exists (select from delivery where org = $1 and recording_id = $3) as was`,
      values: [org, found.slot, found.id]
    })
    const was = played[0]!.was
    await tx.query(
      was
        ? { text: 'update recording set retired_at = $3 where org = $1 and id = $2', values: [org, found.id, by.now] }
        : { text: 'delete from recording where org = $1 and id = $2', values: [org, found.id] }
    )
    await audit(tx, auditId, by, was ? 'recording.retire' : 'recording.remove', { name })
    return was ? 'retired' : 'removed'
  })
}

async function audit(
  tx: Tx,
  id: number,
  { userId, now }: { readonly userId: number; readonly now: number },
  what: string,
  detail: object
): Promise<void> {
  await tx.query({
    text: 'insert into audit (org, id, at, who, what, detail) values ($1, $2, $3, $4, $5, $6)',
    values: [tx.org, id, now, `user ${userId}`, what, JSON.stringify(detail)]
  })
}
