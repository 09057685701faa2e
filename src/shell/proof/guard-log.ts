import { type Channel } from '../../facts/channel.ts'
import { type Choice, facts, slot } from '../../facts/fact.ts'
import { notMadeReasons } from '../../facts/outcome-lists.ts'
import { AT_MAX } from '../../facts/minute.ts'
import { type ActionKind, actionKinds, kindOfChannel } from '../../guard/action.ts'
import { law } from '../../guard/law.ts'
import { LAW_CODES_FROM, lawRuleId } from '../../guard/rule-code.ts'
import { rules } from '../../guard/rule.ts'
import { GUARD_VERSION } from '../engine/decision-row.ts'
import { channelOfAction } from '../engine/refusal.ts'
import { type Tx } from '../store/doors.ts'
import { logId } from '../store/log-id.ts'
import { channelOf, codeIn } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'
import { PHONE, valueHash } from '../store/value-hash.ts'
import { listings } from './late.ts'
import { type LineKey, MINUTE_MS, keyOf, minuteOf, sources } from './log-line.ts'
import { DAY_MINUTES, MOST, inSpans, widthAfter } from './span.ts'

/** One answer of the guard, as it stands in the log. */
export type GuardLine = {
  /** Epoch ms. */
  readonly at: number
  /** `message`: a message in a mailbox that was not left, so nobody chose the way. */
  readonly action: ActionKind | 'message' | 'other'
  readonly channel: Channel | 'task'
  /** How the call was to be dialled; null where the row does not say. */
  readonly dialMode: string | null
  readonly decision: 'allowed' | 'blocked'
  /** Of what blocked it; null where it was allowed, and where the log does not say. */
  readonly ruleId: string | null
  /** What it was judged by, as far as the row says: decisions and refusals do. */
  readonly data: { readonly settings: number; readonly guard: number; readonly lawAsOf: string | null } | null
  readonly touch: string
  readonly lead: string
  /** Whether the row is sealed by now; that it is unchanged says check-seals.ts. */
  readonly sealed: boolean
}

export type GuardLogWish = {
  /** E.164: everything that was about this number, whoever it belongs to. */
  readonly number?: string
  /** Epoch ms; without them everything. */
  readonly from?: number
  readonly until?: number
  readonly most?: number
}

/**
 * What the guard allowed and refused in an org, oldest first, a part at a time: touches are what it allowed, refusals what
 * it stopped at the last moment, decisions what it said about a message. Nothing of other tools is in it.
 */
export async function* guardLog(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  { number, from, until = AT_MAX, most = MOST }: GuardLogWish = {}
): AsyncGenerator<GuardLine> {
  const owners = number === undefined ? null : await store.inOrgTx(org, (tx) => ownersOf(tx, number))
  if (owners?.length === 0) return
  const first = from ?? (await store.inOrgTx(org, (tx) => madeAt(tx)))
  const end = Math.ceil(until / MINUTE_MS)
  let width = owners === null ? DAY_MINUTES : end
  for (let at = minuteOf(first); at < end;) {
    const page = await store.inOrgTx(org, (tx) => pageOf(tx, { at, end, width, most }, owners))
    for (const line of page.lines) if (line.at >= first && line.at < until) yield line
    width = widthAfter(at, page.until)
    at = page.until
  }
}

async function madeAt(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ at: number }>({
    text: 'select created_at as at from org where org = $1',
    values: [tx.org]
  })
  return rows[0]?.at ?? 0
}

/** Who has a number, and which of theirs it is. */
type Owner = { readonly leadId: number; readonly place: number }

async function ownersOf(tx: Tx, number: string): Promise<readonly Owner[]> {
  const { rows } = await tx.query<Owner>({
    text: `select p.lead_id as "leadId", p.place from (
        select c.lead_id, c.value, (row_number() over (partition by c.lead_id order by c.position) - 1)::int as place
        from contact_point c where c.org = $1 and c.kind = ${PHONE} and c.value <> '' and c.lead_id in (
          select h.lead_id from contact_point h
          where h.org = $1 and h.kind = ${PHONE} and h.value_hash = $2 and h.value = $3)) p
      where p.value = $3`,
    values: [tx.org, valueHash(PHONE, number), number]
  })
  return rows
}

type Row = {
  readonly source: number
  readonly lead_id: number
  readonly seq: number
  readonly touch_seq: number
  readonly at: number
  readonly channel: number
  /** Which of the person’s numbers the touch was to. */
  readonly number: number | null
  readonly codes: readonly number[]
}

/** A column of the touch that a row is about. */
const ofTouch = (column: string, seq: string, at: string): string =>
  `(select t.${column} from touch t where t.org = $1 and t.lead_id = x.lead_id and t.seq = x.${seq} and t.at = x.${at})`
const DECIDED = `exists (select from decision d
  where d.org = $1 and d.lead_id = x.lead_id and d.seq = x.touch_seq and d.at = x.touch_at)`
const IN_SPAN = 'x.at >= $2 and x.at < $3 and ($4::bigint[] is null or x.lead_id = any($4))'
const REFUSED = `exists (select from refusal r
  where r.org = $1 and r.lead_id = x.lead_id and r.touch_seq = x.touch_seq)`
const BY_GUARD = codeIn('reason', 'guard' satisfies (typeof notMadeReasons)[number])

const COLUMNS = 'source, lead_id, seq, touch_seq, at, channel, number, codes'
const PAGE = [
  `select 0::smallint as source, x.lead_id, x.seq, x.seq as touch_seq, x.at, x.channel, x.number, '{}'::int[] as codes
    from touch x where x.org = $1 and ${IN_SPAN} and not x.other_tool`,
  `select 1::smallint, x.lead_id, x.seq, x.touch_seq, x.at, x.channel, ${ofTouch('number', 'touch_seq', 'touch_at')},
      array[x.kind, x.blocked_by]::int[]
    from outcome x
    where x.org = $1 and ${IN_SPAN} and not coalesce(${ofTouch('other_tool', 'touch_seq', 'touch_at')}, false)
      and ((x.kind = 2 and x.reason = ${BY_GUARD} and not ${REFUSED}) or (x.kind <> 2 and x.blocked_by is not null and not ${DECIDED}))`,
  `select 2::smallint, x.lead_id, x.seq, x.seq, x.at, 0::smallint, ${ofTouch('number', 'seq', 'at')},
      array[x.action, x.wanted, x.mode, x.hindered, x.turned, x.stop, x.settings_version, x.guard_version]::int[]
    from decision x where x.org = $1 and ${IN_SPAN}`,
  `select 5::smallint, x.lead_id, x.seq, coalesce(x.touch_seq, x.seq), x.at, 0::smallint, x.number,
      array[x.action, x.rule, x.dial_mode, x.settings_version, x.guard_version]::int[]
    from refusal x where x.org = $1 and ${IN_SPAN}`
].join(' union all ')

async function pageOf(
  tx: Tx,
  {
    at,
    end,
    width,
    most
  }: { readonly at: number; readonly end: number; readonly width: number; readonly most: number },
  owners: readonly Owner[] | null
): Promise<{ readonly lines: readonly GuardLine[]; readonly until: number }> {
  const leads = owners?.map(({ leadId }) => leadId) ?? null
  const { rows, until } = await inSpans({ from: at, until: end, width, most }, async (from, to, limit) => {
    const values = [tx.org, from * MINUTE_MS, to * MINUTE_MS, leads, limit]
    return (await tx.query<Row>({ text: `select ${COLUMNS} from (${PAGE}) page limit $5::bigint`, values })).rows
  })
  const wanted = owners === null ? rows : rows.filter((row) => isAbout(row, owners))
  const keys = wanted.map((row): LineKey => ({ source: row.source, leadId: row.lead_id, seq: row.seq, at: row.at }))
  const sealed = await listings(tx, keys)
  const lines = wanted.flatMap((row, i) => linesOfRow(row, sealed.has(keyOf(keys[i]!))))
  return { lines: lines.sort((a, b) => a.at - b.at || Number(a.touch) - Number(b.touch)), until }
}

const TELEPHONE: readonly GuardLine['channel'][] = ['call', 'sms']

/** Where the log does not say which number it was, all of the person’s are meant. */
const isAbout = (row: Row, owners: readonly Owner[]): boolean => TELEPHONE.includes(wayOf(row)) && isOneOf(row, owners)
const isOneOf = ({ lead_id, number }: Row, owners: readonly Owner[]): boolean =>
  owners.some(({ leadId, place }) => leadId === lead_id && (number === null || number === place))

/** The channel of a row; a refusal says what was to be done alone. */
function wayOf({ source, channel, codes: [action] }: Row): GuardLine['channel'] {
  if (sources[source] !== 'refusal') return channelOf(channel)
  return channelOfAction(action!)
}

function linesOfRow(row: Row, sealed: boolean): readonly GuardLine[] {
  const channel = wayOf(row)
  const line = {
    at: row.at,
    channel,
    dialMode: null,
    touch: String(logId(row.lead_id, row.touch_seq)),
    lead: String(row.lead_id),
    sealed
  }
  const allowed = (action: GuardLine['action']) => ({ ...line, action, decision: 'allowed', ruleId: null }) as const
  const blocked = (action: GuardLine['action'], code: number | null) =>
    ({ ...line, action, decision: 'blocked', ruleId: code === null ? null : ruleIdOf(code) }) as const
  const kind = channel in kindOfChannel ? kindOfChannel[channel as keyof typeof kindOfChannel] : 'other'
  if (sources[row.source] === 'touch') return [{ ...allowed(kind), data: null }]
  if (sources[row.source] === 'outcome') {
    const [result, code = null] = row.codes
    return [{ ...blocked(result === 2 ? kind : 'message', code), data: null }]
  }
  const dataOf = (settings: number, guard: number): GuardLine['data'] => ({
    ...{ settings, guard, lawAsOf: guard === GUARD_VERSION ? law.asOf : null }
  })
  if (sources[row.source] === 'refusal') {
    const [what, rule, dial, version, guard] = row.codes as Refused
    const dialMode = channel === 'call' ? (modes.values[dial] ?? null) : null
    return [{ ...blocked(actionKinds[what] ?? 'other', rule), dialMode, data: dataOf(version, guard) }]
  }
  const [action, wanted, mode, hindered, turned, stop, settings, guard] = row.codes as Decided
  const data = dataOf(settings, guard)
  if (stop > 0) return [{ ...blocked('message', stop), data }]
  // A playbook that wants no message asks no guard, and what is below zero is no rule.
  if (wanted === SKIP || hindered < 0) return []
  if (hindered > 0) return [{ ...blocked('message', hindered), data }]
  const way = mode === 2 ? 'prerecorded_voicemail' : mode === 1 ? 'live_voicemail' : 'message'
  const made = action === SKIP ? [] : [{ ...allowed(way), data }]
  return turned > 0 ? [{ ...blocked('prerecorded_voicemail', turned), data }, ...made] : made
}
const SKIP = 1
const modes = facts[slot('dialer.mode')] as Choice
type Refused = [action: number, rule: number, dialMode: number, settings: number, guard: number]
type Decided = [
  action: number,
  wanted: number,
  mode: number,
  hindered: number,
  turned: number,
  stop: number,
  settings: number,
  guard: number
]

/** The rule of a stored code, of the house or of the law. */
export const ruleIdOf = (code: number): string | null =>
  code >= LAW_CODES_FROM ? (lawRuleId(code) ?? null) : (rules[code - 1]?.id ?? null)
