import { nextNumber } from '../../decide/course-line.ts'
import { type ActionKind, type Channel, actionKinds, channels, kindOfChannel } from '../../guard/action.ts'
import { ruleOf } from '../../guard/rule.ts'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { type Change } from './change.ts'
import { GUARD_VERSION } from './decision-row.ts'
import { type Person } from './person.ts'
import { badNumbers } from './situation.ts'
import { type Desk } from './work-due.ts'

/**
 * Something that was about to leave and was refused: an outcome, kept with the rule and with the law that it was judged
 * by. It has a place in the person's log and changes no fact.
 */
export type RefusalRow = {
  readonly leadId: number
  readonly seq: number
  readonly at: number
  readonly userId: number | null
  /** What waited to leave; null: a call that was not dialled. */
  readonly touchSeq: number | null
  readonly rule: number
  readonly action: ActionKind
  readonly run: number
  readonly dialMode: number
  readonly number: number | null
  readonly settingsVersion: number
  /** The dialler alone was refused, and a rep starts the call. */
  readonly isPreviewed: boolean
}

/** What was refused, and by which rule. */
export type Refusing = {
  readonly code: number
  readonly action: ActionKind
  readonly userId?: number
  readonly touchSeq?: number
  readonly isPreviewed?: boolean
}

/** The person once a refusal stands in the log. */
export function logRefusal(
  person: Person,
  what: Refusing,
  desk: Pick<Desk, 'setting' | 'ground'>,
  change: Change
): Person {
  const seq = person.logSeq + 1
  const { now, dialer } = desk.setting
  change.refusals.push({
    ...{ leadId: person.leadId, seq, at: now, run: person.run, rule: what.code, action: what.action },
    ...{ userId: what.userId ?? null, touchSeq: what.touchSeq ?? null, dialMode: dialer.mode },
    isPreviewed: what.isPreviewed ?? false,
    ...{ number: what.action === 'live_voice' ? numberOf(person) : null, settingsVersion: desk.ground.settingsVersion }
  })
  return { ...person, logSeq: seq }
}

/** Which of their numbers would have been dialled. */
function numberOf(person: Person): number | null {
  return nextNumber(badNumbers(person), person.course?.number ?? -1)
}

const DAY = 86_400_000

/** Who tries again on the same day is refused by the row that is there. */
export async function appendRefusals(tx: Tx, rows: readonly RefusalRow[]): Promise<void> {
  await insertBatch(
    tx,
    'refusal',
    {
      lead_id: ['bigint', rows.map(({ leadId }) => leadId)],
      at: ['bigint', rows.map(({ at }) => at)],
      by_user: ['bigint', rows.map(({ userId }) => userId)],
      seq: ['int', rows.map(({ seq }) => seq)],
      touch_seq: ['int', rows.map(({ touchSeq }) => touchSeq)],
      settings_version: ['int', rows.map(({ settingsVersion }) => settingsVersion)],
      day: ['int', rows.map(({ at }) => Math.floor(at / DAY))],
      rule: ['smallint', rows.map(({ rule }) => rule)],
      action: ['smallint', rows.map(({ action }) => actionKinds.indexOf(action))],
      run: ['smallint', rows.map(({ run }) => run)],
      dial_mode: ['smallint', rows.map(({ dialMode }) => dialMode)],
      guard_version: ['smallint', rows.map(() => GUARD_VERSION)],
      number: ['smallint', rows.map(({ number }) => number)],
      previewed: ['boolean', rows.map(({ isPreviewed }) => isPreviewed)]
    },
    'on conflict (org, lead_id, day, rule, action, run, touch_seq) do nothing'
  )
}

/** A refusal as it is read back. */
export type Refused = Pick<RefusalRow, 'leadId' | 'seq' | 'at' | 'userId' | 'touchSeq' | 'isPreviewed'> & {
  readonly rule: string
  readonly channel: Channel
}

/** What was refused to some people, in the order of their logs. */
export async function readRefusals(tx: Tx, leadIds: readonly number[]): Promise<readonly Refused[]> {
  const { rows } = await tx.query<Stored>({
    text: `select lead_id, seq, at, by_user, touch_seq, rule, action, previewed from refusal
      where org = $1 and lead_id = any($2::bigint[]) order by lead_id, seq`,
    name: 'read-refusals',
    values: [tx.org, leadIds]
  })
  return rows.map((row) => ({
    ...{ leadId: row.lead_id, seq: row.seq, at: row.at, userId: row.by_user, touchSeq: row.touch_seq },
    ...{ isPreviewed: row.previewed, rule: ruleOf(row.rule).id, channel: channelOfAction(row.action) }
  }))
}

type Stored = {
  lead_id: number
  seq: number
  at: number
  by_user: number | null
  touch_seq: number | null
  rule: number
  action: number
  previewed: boolean
}

/** The channel on which an action is made, by its place in the list of actions. */
export const channelOfAction = (action: number): Channel =>
  channels.find((each) => kindOfChannel[each] === actionKinds[action]) ?? 'task'
