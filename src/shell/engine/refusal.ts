import { nextNumber } from '../../decide/course-line.ts'
import { type ActionKind, actionKinds } from '../../guard/action.ts'
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
}

/** What was refused, and by which rule. */
export type Refusing = {
  readonly code: number
  readonly action: ActionKind
  readonly userId?: number
  readonly touchSeq?: number
  /** Code of the fact dialer.mode that was asked for; that of the desk where it is left out. */
  readonly dialMode?: number
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
    ...{ userId: what.userId ?? null, touchSeq: what.touchSeq ?? null, dialMode: what.dialMode ?? dialer.mode },
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
      number: ['smallint', rows.map(({ number }) => number)]
    },
    'on conflict (org, lead_id, day, rule, action, run, touch_seq) do nothing'
  )
}
