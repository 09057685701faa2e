import { type House } from '../../guard/house.ts'
import { type PlaceHours, placeHours } from '../../guard/place-hours.ts'
import { type Where, type Whereabouts, whereabouts } from '../../guard/where.ts'
import { type Table, guardTables } from '../../guard/table.ts'
import { type Program } from '../../playbook/program.ts'
import { readPlaybook } from '../../playbook/read.ts'
import { type Lists } from '../lists/open-lists.ts'
import { type Tx } from '../store/doors.ts'
import { type Phase, saltsOf } from './arms.ts'

/** A version of a playbook, compiled, with the guard’s tables for its caps. */
export type Book = {
  readonly id: number
  readonly program: Program
  readonly tableOf: (where: Where, vector: Float64Array) => Table
  readonly phases: readonly Phase[]
}

/** What all deciding in one org stands on: playbooks and places, each read once and kept. */
export type Ground = {
  readonly org: number
  readonly house: House
  readonly settingsVersion: number
  /** The do-not-call lists that a number is looked up in before its lead is given to a rep; null where people are invented. */
  readonly lists: Pick<Lists, 'listed' | 'all'> | null
  /** Where a rep is licensed, by their id; who is not in here serves all. */
  readonly licences: ReadonlyMap<number, ReadonlySet<string>>
  /** The books of these versions; reads those that are not known yet. */
  readonly books: (tx: Tx, ids: readonly number[]) => Promise<ReadonlyMap<number, Book>>
  readonly places: (tx: Tx, ids: readonly number[]) => Promise<ReadonlyMap<number, Where>>
  /** When somebody there may be called. */
  readonly hoursAt: (where: Where) => PlaceHours
  /**
   * The ground as it is now, asked in the last transaction before something leaves, behind the gate, which says the version:
   * this one while law and lists are as they were.
   */
  readonly renewed: (tx: Tx, settingsVersion: number) => Promise<Ground>
}

export function ground(
  org: number,
  house: House,
  settingsVersion: number,
  lists: Ground['lists'] = null,
  licences: Ground['licences'] = new Map(),
  renewed: Ground['renewed'] | null = null
): Ground {
  const books = new Map<number, Book>()
  const places = new Map<number, Where>()
  const interned = whereabouts()
  const own: Ground = {
    org,
    house,
    settingsVersion,
    lists,
    licences,
    hoursAt: placeHours(house),
    renewed: renewed ?? (async () => own),
    async books(tx, ids) {
      const missing = ids.filter((id) => !books.has(id))
      if (missing.length > 0) for (const book of await readBooks(tx, missing, house)) books.set(book.id, book)
      return books
    },
    async places(tx, ids) {
      const missing = ids.filter((id) => !places.has(id))
      if (missing.length > 0) await readPlaces(tx, missing, interned, places)
      return places
    }
  }
  return own
}

async function readBooks(tx: Tx, ids: readonly number[], house: House): Promise<readonly Book[]> {
  const { rows } = await tx.query<{ id: number; name: string; label: string; text: string }>({
    text: 'select id, name, label, text from playbook_version where org = $1 and id = any($2::bigint[])',
    values: [tx.org, ids]
  })
  const phases = await readPhases(tx)
  return rows.map(({ id, name, label, text }) => {
    const read = readPlaybook(text)
    if (read.kind === 'wrong')
      throw new Error(`The stored playbook ${name}@${label} cannot be read: ${read.problems[0]?.problem ?? ''}`)
    const { program } = read
    const tables = guardTables(house, program.caps)
    return {
      id,
      program,
      tableOf: tables.of,
      phases: saltsOf(tx.org, program).map((salt) => ({ salt, id: phases.get(salt) ?? 0 }))
    }
  })
}

async function readPhases(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.query<{ id: number; salt: string }>({
    text: 'select id, salt from experiment_phase where org = $1',
    values: [tx.org]
  })
  return new Map(rows.map(({ id, salt }) => [salt, id]))
}

type PlaceRow = { id: number; country: string; region: string; time_zone: string; area_code: string }

async function readPlaces(
  tx: Tx,
  ids: readonly number[],
  interned: Whereabouts,
  into: Map<number, Where>
): Promise<void> {
  const { rows } = await tx.query<PlaceRow>({
    text: 'select id, country, region, time_zone, area_code from place where id = any($1::int[])',
    values: [ids]
  })
  for (const row of rows) into.set(row.id, whereOf(interned, row))
}

/** A stored place as the guard knows it. */
export function whereOf(interned: Whereabouts, row: Omit<PlaceRow, 'id'>): Where {
  const { number, ...place } = saidOfPlace(row)
  return interned.of(place, number, null)
}

/** What a stored place says; the area code stands for every number that begins with it. Null: not known. */
export function saidOfPlace({ country, region, time_zone: timeZone, area_code: area }: Omit<PlaceRow, 'id'>) {
  const known = (text: string): string | null => (text === '' ? null : text)
  const number = area === '' ? null : `+1${area}5550100`
  return { country: known(country), region: known(region), timeZone: known(timeZone), number }
}
