import { VECTOR_LENGTH } from '../../facts/fact.ts'
import { snapshot } from '../../facts/snapshot.ts'
import { hoursOf, kindCode } from '../../guard/table.ts'
import { type Where } from '../../guard/where.ts'
import { type Ground } from '../engine/ground.ts'
import { PERSON, type PersonRow, unpackPeople } from '../engine/person.ts'
import { refoldPeople } from '../engine/refold.ts'
import { CALLABLE } from '../engine/state.ts'
import { type Tx } from '../store/doors.ts'
import { tableWithoutCaps } from './seen.ts'

/** Who may be called at this instant, as far as hours go. */
export type PlacesNow = {
  readonly all: ReadonlyMap<number, Where>
  /** Places where it is open for somebody. */
  readonly open: readonly number[]
  /** People at those for whom it is shut all the same, and when it opens for them; null is never. */
  readonly shut: ReadonlyMap<number, number | null>
}

const VOICE = kindCode.live_voice
/**
 * In the hours in which the law lets some be called at a place and others not, who waits there is looked at one by one; of
 * more than so many the place alone is asked, and they are told when a rep is to be given them.
 */
const LOOKED_AT = 20_000

export async function placesNow(tx: Tx, ground: Ground, now: number): Promise<PlacesNow> {
  const { rows } = await tx.query<{ id: number }>({ text: 'select id from place order by id', name: 'place-ids' })
  const ids = rows.map(({ id }) => id)
  const known = await ground.places(tx, ids)
  const all = new Map(ids.map((id) => [id, known.get(id)!]))
  const hours = (id: number) => ground.hoursAt(all.get(id)!)
  const open = ids.filter((id) => hours(id).isOpen(now))
  const split = open.filter((id) => hours(id).isSplit(now))
  return { all, open, shut: split.length === 0 ? new Map() : await shutAt(tx, ground, all, split, now) }
}

async function shutAt(
  tx: Tx,
  ground: Ground,
  all: ReadonlyMap<number, Where>,
  split: readonly number[],
  now: number
): Promise<ReadonlyMap<number, number | null>> {
  const { rows } = await tx.query<PersonRow>({
    text: `select ${PERSON} from enrolment where org = $1 and state = ${CALLABLE} and place_id = any($2::int[]) limit $3`,
    name: 'people-of-split-places',
    values: [tx.org, split, LOOKED_AT + 1]
  })
  if (rows.length > LOOKED_AT) return new Map()
  const shut = new Map<number, number | null>()
  const vector = new Float64Array(VECTOR_LENGTH)
  for (const { leadId, placeId, row } of await refoldPeople(tx, unpackPeople(rows))) {
    snapshot(row, null, now, vector)
    const hours = hoursOf(tableWithoutCaps(ground.house, all.get(placeId)!, vector), VOICE, vector)
    if (!hours.isOpen(now)) shut.set(leadId, hours.next(now))
  }
  return shut
}
