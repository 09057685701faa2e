import { hash as hashOf } from 'node:crypto'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { SHARDS, shardOf } from '../store/value-hash.ts'
import { FORM, type Line, type LineKey, minuteOf } from './log-line.ts'

/** A seal as it is stored; see the migration for what each column is. */
export type Seal = {
  readonly shard: number
  readonly minute: number
  readonly after_minute: number
  readonly oldest: number
  readonly sealed_at: number
  readonly row_count: number
  readonly late_count: number
  readonly form: number
  readonly previous: Buffer
  readonly hash: Buffer
  readonly chained: Buffer
  readonly members: Buffer
}

/**
 * Shards of the seals: eight of the store’s make one, since a seal takes some 300 bytes however few rows it lists. By the
 * id of the lead alone, so that nothing that becomes of the lead moves its rows to another chain.
 */
export const shardOfLead = (leadId: number): number => shardOf(leadId) >> 3
export const allShards: readonly number[] = Array.from({ length: SHARDS >> 3 }, (_, i) => i)
/** What the first seal of a shard follows. */
export const BEGINNING = Buffer.alloc(32)

type Place = Pick<Seal, 'shard' | 'minute' | 'after_minute' | 'sealed_at' | 'previous'>

/** The seal of some lines, which are in order. */
export function sealOf(org: number, place: Place, lines: readonly Line[]): Seal {
  const members = Buffer.alloc(lines.length * MEMBER_BYTES)
  let oldest = place.minute
  let late = 0
  lines.forEach((line, i) => {
    writeMember(members, i * MEMBER_BYTES, line)
    const minute = minuteOf(line.at)
    if (minute === place.minute) return
    late++
    oldest = Math.min(oldest, minute)
  })
  const unchained = { ...place, oldest, row_count: lines.length, late_count: late, form: FORM, members }
  const seal = { ...unchained, hash: hashOfLines(lines) }
  return { ...seal, chained: chainedOf(org, seal) }
}

export const hashOfLines = (lines: readonly Line[]): Buffer =>
  hashOf('sha256', lines.map(({ text }) => text).join(''), 'buffer')

/** Hash of everything else that a seal says, with the seal before it: the link of the chain. */
export function chainedOf(org: number, seal: Omit<Seal, 'chained'>): Buffer {
  const { shard, minute, after_minute, oldest, sealed_at, row_count, late_count, form } = seal
  const numbers = [form, org, shard, minute, after_minute, oldest, sealed_at, row_count, late_count].join(' ')
  const hashes = [seal.previous, seal.hash, hashOf('sha256', seal.members, 'buffer')]
  return hashOf('sha256', `${numbers} ${hashes.map((each) => each.toString('hex')).join(' ')}\n`, 'buffer')
}

/** A row that a seal lists. */
export type Member = LineKey & { readonly mark: bigint }

const MEMBER_BYTES = 24

/** Table 1 byte, person 6, place in the log 3, instant 6, the first 8 of the hash of its line. */
function writeMember(into: Buffer, offset: number, line: Line): void {
  into.writeUInt8(line.source, offset)
  into.writeUIntBE(line.leadId, offset + 1, 6)
  into.writeUIntBE(line.seq, offset + 7, 3)
  into.writeUIntBE(line.at, offset + 10, 6)
  into.writeBigUInt64BE(markOf(line), offset + 16)
}

/** Tells a changed row from others; that nothing was changed is said by the whole hash. */
export const markOf = ({ text }: Line): bigint => hashOf('sha256', text, 'buffer').readBigUInt64BE(0)

export function membersOf({ members }: Pick<Seal, 'members'>): readonly Member[] {
  return Array.from({ length: Math.floor(members.length / MEMBER_BYTES) }, (_, i) => {
    const offset = i * MEMBER_BYTES
    return {
      source: members.readUInt8(offset),
      leadId: members.readUIntBE(offset + 1, 6),
      seq: members.readUIntBE(offset + 7, 3),
      at: members.readUIntBE(offset + 10, 6),
      mark: members.readBigUInt64BE(offset + 16)
    }
  })
}

export const SEAL =
  'shard, minute, after_minute, oldest, sealed_at, row_count, late_count, form, previous, hash, chained, members'

/** The newest seal of each shard that has one, or the newest before a minute. */
export async function newestSeals(tx: Tx, before = Number.MAX_SAFE_INTEGER): Promise<ReadonlyMap<number, Head>> {
  const { rows } = await tx.query<Head>({
    text: `select s.shard, s.minute, s.chained from unnest($2::smallint[]) n(shard) cross join lateral (
      select shard, minute, chained from seal where org = $1 and shard = n.shard and minute < $3
      order by minute desc limit 1) s`,
    values: [tx.org, allShards, before]
  })
  return new Map(rows.map((row) => [row.shard, row]))
}
export type Head = Pick<Seal, 'shard' | 'minute' | 'chained'>

/** The newest minute that is sealed in any shard; −1 when none is. */
export const newestMinute = (heads: ReadonlyMap<number, Head>): number =>
  [...heads.values()].reduce((newest, { minute }) => Math.max(newest, minute), -1)

/** Writes seals; false when somebody else has sealed one of their minutes, or one of their places in a chain. */
export async function writeSeals(tx: Tx, seals: readonly Seal[]): Promise<boolean> {
  const of = <K extends keyof Seal>(name: K): readonly Seal[K][] => seals.map((seal) => seal[name])
  const written = await insertBatch(
    tx,
    'seal',
    {
      shard: ['smallint', of('shard')],
      minute: ['bigint', of('minute')],
      after_minute: ['bigint', of('after_minute')],
      oldest: ['bigint', of('oldest')],
      sealed_at: ['bigint', of('sealed_at')],
      row_count: ['int', of('row_count')],
      late_count: ['int', of('late_count')],
      form: ['smallint', of('form')],
      previous: ['bytea', of('previous')],
      hash: ['bytea', of('hash')],
      chained: ['bytea', of('chained')],
      members: ['bytea', of('members')]
    },
    'on conflict do nothing'
  )
  return written === seals.length
}
