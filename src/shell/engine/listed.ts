import { type Situation } from '../../decide/decide.ts'
import { listedCode } from '../../guard/listed.ts'
import { kindCode } from '../../guard/table.ts'
import { nextNumber } from '../../decide/course-line.ts'
import { type Tx } from '../store/doors.ts'
import { PHONE } from '../store/value-hash.ts'
import { refusedUntil } from './call-steps.ts'
import { type Ground } from './ground.ts'
import { type Person } from './person.ts'
import { situationOf } from './situation.ts'
import { type Desk } from './work-due.ts'

/** Why the person may not be called now, and from when on: the guard’s answer, then the lists; null when they may. */
export async function refusedNow(
  tx: Tx,
  person: Person,
  desk: Desk
): Promise<{ readonly code: number; readonly at: number | null } | null> {
  const refusal = refusedUntil(person, desk)
  if (refusal !== null) return refusal
  const situation = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const code = await numberListed(tx, person, situation, desk.ground)
  // A number on a list is not dialled, whenever.
  return code === 0 ? null : { code, at: null }
}

/**
 * Rule code by which the number that is to be dialled stands on a do-not-call list, 0 when it stands on none that counts
 * here. Asked when a rep is given the lead and again when they dial; the lists lie in memory.
 */
async function numberListed(tx: Tx, { leadId, course }: Person, situation: Situation, ground: Ground): Promise<number> {
  const { house, lists } = ground
  if (lists === null || house.law === null || lists.all.length === 0) return 0
  const { rows } = await tx.query<{ value: string }>({
    text: `select value from contact_point where org = $1 and lead_id = $2 and kind = ${PHONE} order by position offset $3 limit 1`,
    name: 'number-to-dial',
    values: [tx.org, leadId, placeToDial(situation.bad, course)]
  })
  return rows[0] === undefined ? 0 : listedBy(ground, situation, rows[0].value)
}

/** Which of the numbers is dialled next. */
export const placeToDial = (bad: readonly boolean[], course: Person['course']): number =>
  Math.max(0, nextNumber(bad, course?.number ?? 0) ?? 0)

/** The same for a number that is known. */
export function listedBy(
  { house, lists }: Ground,
  { vector, table }: Pick<Situation, 'vector' | 'table'>,
  value: string
): number {
  if (lists === null || house.law === null) return 0
  return listedCode(table, kindCode.live_voice, vector, lists.listed(value))
}
