import { type Tx } from '../store/doors.ts'
import { keptOut } from '../store/suppression.ts'
import { type Change, noChange, writeChange } from './change.ts'
import { type Ground } from './ground.ts'
import { homeIdsOf, lockHomes, readHomes } from './home.ts'
import { movePeople } from './move.ts'
import { type Outside } from './outside.ts'
import { type Person } from './person.ts'
import { refoldPeople } from './refold.ts'
import { type Setting } from './situation.ts'
import { stopKept } from './stop.ts'
import { type Desk, enrolPerson, workDue } from './work-due.ts'

/** What deciding goes on in: real time with people at the phones, or a world. */
export type Circumstances = {
  readonly ground: Ground
  readonly setting: Setting
  readonly outside: Outside
  readonly restMs: number
}

/** Decides for people whose rows are locked, all that is due by now, and writes it in the same transaction. */
export async function workPeople(tx: Tx, claimed: readonly Person[], circumstances: Circumstances): Promise<Change> {
  const { isWorld, now } = circumstances.setting
  const folded = await refoldPeople(tx, claimed)
  // Nobody publishes in a world, and nobody is kept out of one.
  const people = isWorld ? folded : await movePeople(tx, folded, circumstances.ground)
  const change = await changeFor(tx, people)
  const deskFor = await desksFor(tx, people, change, circumstances)
  const ids = isWorld ? [] : people.map(({ leadId }) => leadId)
  const kept = await keptOut(tx, ids)
  for (const person of people) {
    const by = kept.get(person.leadId)
    if (by === undefined) workDue(person, deskFor(person, person.playbookId!), change)
    else change.people.push(await stopKept(tx, person, by, now, change))
  }
  await handOver(tx, change, deskFor)
  await writeChange(tx, change, now)
  return change
}

/** An empty change with the households of these people locked; people come first, always. */
export async function changeFor(tx: Tx, people: readonly Person[]): Promise<Change> {
  return { ...noChange(), homes: await lockHomes(tx, homeIdsOf(people)) }
}

export type DeskFor = (person: Person, bookId: number) => Desk

/** A desk for any of these people, everything read before the first of them is decided. */
export async function desksFor(
  tx: Tx,
  people: readonly Person[],
  change: Pick<Change, 'homes'>,
  { ground, setting, outside, restMs }: Circumstances,
  moreBooks: readonly number[] = []
): Promise<DeskFor> {
  const ids = people.flatMap(({ playbookId }) => (playbookId === null ? [] : [playbookId]))
  const books = await ground.books(tx, [...new Set([...ids, ...moreBooks])])
  const places = await ground.places(tx, [...new Set(people.map(({ placeId }) => placeId))])
  return (person, bookId) => {
    const book = books.get(bookId)
    if (book === undefined)
      throw new Error(`lead ${person.leadId} is in playbook version ${bookId}, which is not stored`)
    const where = places.get(person.placeId)
    if (where === undefined) throw new Error(`lead ${person.leadId} is at place ${person.placeId}, which is not stored`)
    const home = person.householdId === null ? null : (change.homes.get(person.householdId)?.row ?? null)
    return { ground, book, where, home, setting, outside, restMs }
  }
}

/** Desks for a look: households are read and not locked, and nothing is written from what is seen. */
export async function desksToLook(tx: Tx, people: readonly Person[], circumstances: Circumstances): Promise<DeskFor> {
  return await desksFor(tx, people, { homes: await readHomes(tx, homeIdsOf(people)) }, circumstances)
}

/** Whose sequence goes on in another playbook is enrolled there at once; where none is published they rest. */
export async function handOver(tx: Tx, change: Change, deskFor: DeskFor): Promise<void> {
  if (change.handovers.length === 0) return
  const names = [...new Set(change.handovers.map(({ playbook }) => playbook))]
  const newest = await newestVersions(tx, names)
  for (const { leadId, playbook } of change.handovers) {
    const id = newest.get(playbook)
    const at = change.people.findIndex((person) => person.leadId === leadId)
    const person = change.people[at]
    if (id === undefined || person === undefined) continue
    await deskFor(person, person.playbookId!).ground.books(tx, [id])
    change.people[at] = enrolPerson(person, deskFor(person, id), change)
  }
}

/** The latest published version of each playbook, by name. */
export async function newestVersions(tx: Tx, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.query<{ name: string; id: number }>({
    text: `select distinct on (name) name, id from playbook_version
      where org = $1 and name = any($2::text[]) order by name, published_at desc, id desc`,
    values: [tx.org, names]
  })
  return new Map(rows.map(({ name, id }) => [name, id]))
}
