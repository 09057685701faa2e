import { VECTOR_LENGTH } from '../../facts/fact.ts'
import { homeIdsOf, readHomes } from '../engine/home.ts'
import { snapshot } from '../../facts/snapshot.ts'
import { type House } from '../../guard/house.ts'
import { type Opening } from '../../guard/opening.ts'
import { type Table, guardTables, hoursOf, kindCode } from '../../guard/table.ts'
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

/** The guard of whoever is in no playbook. */
export function tableWithoutCaps(house: House, where: Where, vector: Float64Array): Table {
  let tables = tablesWithoutCaps.get(house)
  if (tables === undefined) tablesWithoutCaps.set(house, (tables = guardTables(house, [])))
  return tables.of(where, vector)
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
      const table = book === null ? tableWithoutCaps(ground.house, where, vector) : book.tableOf(where, vector)
      return [person.leadId, { person, vector, where, book, table, now }] as const
    })
  )
}

/** When they may be called: what the guard keeps at the dial, of law and house and all places where they may be. */
export const hoursToCall = ({ table, vector }: Seen): Opening => hoursOf(table, kindCode.live_voice, vector)

/** Where people may be, in two letters where that is enough: `NY`. */
export function placeWords({ region, country }: Where): string {
  return region === null ? (country ?? '') : region.slice(region.indexOf('-') + 1)
}
