import { type Tx } from '../store/doors.ts'
import { inSpans, type Reading } from './span.ts'

/** Tables of the log that are sealed. The place of one is stored, so the list only grows at its end. */
export const sources = ['touch', 'outcome', 'decision', 'signal', 'undone', 'refusal'] as const
type Source = (typeof sources)[number]

/** Raised when the lines change: a seal is checked by the form that it was made with. */
export const FORM = 1
export const MINUTE_MS = 60_000
export const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS)

/** Which row of the log: its table and the key in it. */
export type LineKey = {
  /** Index into `sources`. */
  readonly source: number
  readonly leadId: number
  readonly seq: number
  readonly at: number
}

/**
 * A row of the log as it is hashed: the name of its table, a space, its columns in the order below as PostgreSQL writes
 * a row, a line feed. `touch (1,5,1799074800000,7,…)`. Whoever has the database can make the same lines with psql.
 */
export type Line = LineKey & { readonly text: string }

export const keyOf = ({ source, leadId, seq, at }: LineKey): string => `${source} ${leadId} ${seq} ${at}`

/** By person, and in the order of their log. */
export const inOrder = (a: LineKey, b: LineKey): number =>
  a.leadId - b.leadId || a.seq - b.seq || a.source - b.source || a.at - b.at

const columns: Readonly<Record<Source, string>> = {
  touch: `x.org, x.lead_id, x.at, x.playbook_id, x.facts_hash, x.seq, x.channel, x.other_tool, x.run, x.track, x.step,
    x.round, x.moved, x.number, x.recording`,
  outcome: `x.org, x.lead_id, x.at, x.touch_at, x.touch_seq, x.seq, x.channel, x.kind, x.reason, x.endpoint, x.message,
    x.recording, x.said, x.blocked_by, x.ring_seconds, x.played_ms, x.beep_ms, x.said_at, x.promise_at, x.note_id`,
  decision: `x.org, x.lead_id, x.at, x.playbook_id, x.facts_hash, x.seq, x.dice, x.settings_version, x.rule, x.action,
    x.wanted, x.suggest, x.mode, x.recording, x.arm, x.hindered, x.turned, x.stop, x.guard_version, x.figure,
    x.probability, x.next_at, x.next_channel, x.next_track, x.next_step, x.next_why`,
  // The one text in the log, how another tool names a stage, goes when a person is erased: it is not sealed.
  signal: `x.org, x.lead_id, x.at, x.import_id, x.seq, x.touch_seq, x.kind, x.happening #- '{changes,lead.stage}', x.suppressed_by`,
  undone: 'x.org, x.lead_id, x.at, x.seq, x.target, x.target_seq',
  refusal: `x.org, x.lead_id, x.at, x.by_user, x.seq, x.touch_seq, x.settings_version, x.day, x.rule, x.action, x.run,
    x.dial_mode, x.guard_version, x.number, x.previewed`
}

/** What a list brought in goes when its import is taken back, and no guard of ours had to do with it. */
const ours: Readonly<Record<Source, string>> = {
  touch: 'not x.other_tool',
  outcome: `not coalesce((select t.other_tool from touch t where t.org = $1 and t.lead_id = x.lead_id
    and t.seq = x.touch_seq and t.at = x.touch_at), false)`,
  decision: 'true',
  signal: 'x.import_id = 0',
  undone: 'true',
  refusal: 'true'
}

const KEYED = `join unnest($2::smallint[], $3::bigint[], $4::int[], $5::bigint[]) k(source, lead, seq, at)
  on k.lead = x.lead_id and k.seq = x.seq and k.at = x.at`
const IN_SPAN = 'x.at >= $2 and x.at < $3'

const lineOf = (source: Source, join: string, where: string): string =>
  `select ${sources.indexOf(source)}::smallint as source, x.lead_id, x.seq, x.at, row(${columns[source]})::text as line
    from ${source} x ${join} where x.org = $1 and ${ours[source]} and ${where}`
const minuteIn = (source: Source): string =>
  `select x.at / ${MINUTE_MS} as minute from ${source} x where x.org = $1 and ${ours[source]} and ${IN_SPAN}`
const each = (statement: (source: Source) => string): string => sources.map(statement).join(' union all ')
const limited = (statements: string, limit: string): string =>
  `select source, lead_id, seq, at, line from (${statements}) found limit ${limit}`

const OF_MINUTES = `${IN_SPAN} and x.at / ${MINUTE_MS} = any($4::bigint[])`
const BY_SPAN = limited(
  each((source) => lineOf(source, '', IN_SPAN)),
  '$4::bigint'
)
const BY_MINUTE = each((source) => lineOf(source, '', OF_MINUTES))
const BY_KEY = each((source) => lineOf(source, KEYED, `k.source = ${sources.indexOf(source)}`))
const COUNTS = `select minute, count(*)::int as n from (${each(minuteIn)}) found group by minute`

/** Lines of ours from a minute on: of as many minutes as hold no more than so many lines, of one minute at least. */
export async function linesFrom(
  tx: Tx,
  reading: Reading
): Promise<{ readonly lines: readonly Line[]; readonly until: number }> {
  const { rows, until } = await inSpans(reading, (from, to, limit) =>
    asked(tx, BY_SPAN, [tx.org, from * MINUTE_MS, to * MINUTE_MS, limit])
  )
  return { lines: rows, until }
}

/** All lines of some minutes. */
export async function linesOfMinutes(tx: Tx, minutes: readonly number[]): Promise<readonly Line[]> {
  if (minutes.length === 0) return []
  const first = minutes.reduce((a, b) => Math.min(a, b))
  const last = minutes.reduce((a, b) => Math.max(a, b))
  return await asked(tx, BY_MINUTE, [tx.org, first * MINUTE_MS, (last + 1) * MINUTE_MS, minutes])
}

/** The lines of these keys, as far as they are there and are ours. */
export async function linesOf(tx: Tx, keys: readonly LineKey[]): Promise<readonly Line[]> {
  return keys.length === 0 ? [] : await asked(tx, BY_KEY, [tx.org, ...keyColumns(keys)])
}

/** How many rows of ours each minute holds, from one minute to another. */
export async function countsByMinute(tx: Tx, from: number, until: number): Promise<Map<number, number>> {
  const { rows } = await tx.query<{ minute: number; n: number }>({
    text: COUNTS,
    values: [tx.org, from * MINUTE_MS, until * MINUTE_MS]
  })
  return new Map(rows.map(({ minute, n }) => [minute, n]))
}

/** Keys as four arrays, as statements take them. */
export const keyColumns = (keys: readonly LineKey[]): readonly (readonly number[])[] => [
  keys.map(({ source }) => source),
  keys.map(({ leadId }) => leadId),
  keys.map(({ seq }) => seq),
  keys.map(({ at }) => at)
]

async function asked(tx: Tx, text: string, values: readonly unknown[]): Promise<Line[]> {
  const { rows } = await tx.query<{ source: number; lead_id: number; seq: number; at: number; line: string }>({
    text,
    values
  })
  return rows
    .map(({ source, lead_id: leadId, seq, at, line }) => ({
      ...{ source, leadId, seq, at, text: `${sources[source]} ${line}\n` }
    }))
    .sort(inOrder)
}
