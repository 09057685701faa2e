import { mayServe } from '../../guard/amend.ts'
import { type Tx } from '../store/doors.ts'
import { type Ground } from './ground.ts'
import { CALLABLE } from './state.ts'

export type OpenPlaces = {
  /** Places at which somebody waits and that are open, by law and house, for somebody; the guard has the last word on whom. */
  readonly open: readonly number[]
  /** When the first of the others opens, epoch ms; null when there is none. */
  readonly nextAt: number | null
}

/**
 * Of all places where somebody waits for a call, those that are open now: a step in the index for each place. For a rep
 * those alone for which they are licensed.
 */
export async function openPlaces(tx: Tx, ground: Ground, now: number, userId?: number): Promise<OpenPlaces> {
  const { rows } = await tx.query<{ place: number }>({ text: WAITING, name: 'waiting-places', values: [tx.org] })
  const ids = rows.map(({ place }) => place)
  const places = await ground.places(tx, ids)
  const licence = userId === undefined ? undefined : ground.licences.get(userId)
  const open: number[] = []
  let nextAt: number | null = null
  for (const id of ids) {
    const where = places.get(id)
    if (where === undefined || !mayServe(licence, where.jurisdictions)) continue
    const hours = ground.hoursAt(where)
    if (hours.isOpen(now)) open.push(id)
    else {
      const at = hours.next(now)
      if (at !== null && (nextAt === null || at < nextAt)) nextAt = at
    }
  }
  return { open, nextAt }
}

/** Each place once, however many people wait there: the next place is looked for behind the last. */
const WAITING = `with recursive waiting(place) as (
  (select place_id from enrolment where org = $1 and state = ${CALLABLE} order by place_id limit 1)
  union all
  select (select place_id from enrolment where org = $1 and state = ${CALLABLE} and place_id > w.place
    order by place_id limit 1) from waiting w where w.place is not null
) select place from waiting where place is not null`
