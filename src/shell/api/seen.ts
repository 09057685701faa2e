import { isOpen, nextOpen, openUntil } from '../../clock/week-window.ts'
import { VECTOR_LENGTH } from '../../facts/fact.ts'
import { homeIdsOf, readHomes } from '../engine/home.ts'
import { snapshot } from '../../facts/snapshot.ts'
import { type House, house } from '../../guard/house.ts'
import { type Table, guardTables } from '../../guard/table.ts'
import { type Where } from '../../guard/where.ts'
import { type Book, type Ground } from '../engine/ground.ts'
import { type Person } from '../engine/person.ts'
import { type Tx } from '../store/doors.ts'

/** A person at an instant, as deciding would see them; only looked at, never locked. */
export type Seen = {
  readonly person: Person
  readonly vector: Float64Array
  readonly where: Where
  /** Null while in no playbook. */
  readonly book: Book | null
  readonly table: Table
  readonly now: number
}

const tablesWithoutCaps = new WeakMap<House, ReturnType<typeof guardTables>>()

/** Tables for whoever is in no playbook. */
function withoutCaps(house: House): ReturnType<typeof guardTables> {
  const known = tablesWithoutCaps.get(house)
  if (known) return known
  const tables = guardTables(house, [])
  tablesWithoutCaps.set(house, tables)
  return tables
}

export async function seePeople(
  tx: Tx,
  people: readonly Person[],
  ground: Ground,
  now: number
): Promise<ReadonlyMap<number, Seen>> {
  const places = await ground.places(tx, [...new Set(people.map(({ placeId }) => placeId))])
  const bookIds = new Set(people.flatMap(({ playbookId }) => (playbookId === null ? [] : [playbookId])))
  const books = await ground.books(tx, [...bookIds])
  const homes = await readHomes(tx, homeIdsOf(people))
  return new Map(
    people.map((person) => {
      const vector = new Float64Array(VECTOR_LENGTH)
      snapshot(person.row, homes.get(person.householdId ?? 0)?.row ?? null, now, vector)
      const where = places.get(person.placeId)
      if (where === undefined) throw new Error(`lead ${person.leadId} is at a place that is not stored`)
      const book = person.playbookId === null ? null : (books.get(person.playbookId) ?? null)
      const table = (book?.tableOf ?? withoutCaps(ground.house).of)(where, vector)
      return [person.leadId, { person, vector, where, book, table, now }] as const
    })
  )
}

export const opensAt = ({ zones }: Where, now: number): number | null => nextOpen(house.callWindow, zones, now)
export const isOpenAt = ({ zones }: Where, now: number): boolean => isOpen(house.callWindow, zones, now)
export const openTill = ({ zones }: Where, now: number): number | null => openUntil(house.callWindow, zones, now)

/** Where people may be, in two letters where that is enough: `NY`. */
export function placeWords({ region, country }: Where): string {
  return region === null ? (country ?? '') : region.slice(region.indexOf('-') + 1)
}

/** Every place that is stored, and those of them where calls are open now. */
export async function placesNow(
  tx: Tx,
  ground: Ground,
  now: number
): Promise<{ readonly all: ReadonlyMap<number, Where>; readonly open: readonly number[] }> {
  const { rows } = await tx.query<{ id: number }>({ text: 'select id from place order by id', name: 'place-ids' })
  const ids = rows.map(({ id }) => id)
  const known = await ground.places(tx, ids)
  const all = new Map(ids.map((id) => [id, known.get(id)!]))
  return { all, open: ids.filter((id) => isOpenAt(all.get(id)!, now)) }
}
