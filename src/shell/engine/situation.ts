import { stepNumber } from '../../decide/course-line.ts'
import { type Situation } from '../../decide/decide.ts'
import { diceKey } from '../../decide/dice.ts'
import { VECTOR_LENGTH, slot } from '../../facts/fact.ts'
import { type Row } from '../../facts/row.ts'
import { snapshot } from '../../facts/snapshot.ts'
import { tableToDial } from '../../guard/dial-mode.ts'
import { type Where } from '../../guard/where.ts'
import { type Book } from './ground.ts'
import { type Person } from './person.ts'

/** What decides with us but is no fact of the person: the dialler of whoever works, and where chance comes from. */
export type Setting = {
  readonly now: number
  readonly seed: number
  /** In a world chance is keyed by the row of the list, else by the person. */
  readonly isWorld: boolean
  /** Codes of the facts dialer.mode and dialer.messageMode. */
  readonly dialer: { readonly mode: number; readonly messageMode: number }
  readonly library: Situation['library']
}

/** Somebody without a number: as when all of them are bad, one has to be found before a call. */
const NO_NUMBER: readonly boolean[] = [true]
const STEP = slot('step')
const MODE = slot('dialer.mode')
const MESSAGE_MODE = slot('dialer.messageMode')

/**
 * The person at an instant, as decide() takes it; whoever is done with one before the next may lend the vector. Whom the
 * dialler may not dial and a rep may is previewed: the facts then have that mode.
 */
export function situationOf(
  person: Person,
  home: Row | null,
  book: Book,
  where: Where,
  setting: Setting,
  arms: readonly number[] = [],
  vector: Float64Array = new Float64Array(VECTOR_LENGTH)
): Situation {
  snapshot(person.row, home, setting.now, vector)
  vector[MODE] = setting.dialer.mode
  vector[MESSAGE_MODE] = setting.dialer.messageMode
  const { course } = person
  if (course !== null) vector[STEP] = stepNumber(book.program, course.lines[0]!)
  return {
    vector,
    table: tableToDial(book.tableOf, where, vector, setting.now),
    now: setting.now,
    dice: { key: diceKey(book.program, chanceName(person, setting), setting.seed), arms },
    library: setting.library,
    bad: badNumbers(person),
    course
  }
}

/** Which of their numbers are known to be wrong. */
export const badNumbers = ({ phones, badPhones }: Pick<Person, 'phones' | 'badPhones'>): readonly boolean[] =>
  phones === 0 ? NO_NUMBER : Array.from({ length: phones }, (_, i) => (badPhones & (1 << i)) !== 0)

/** The name under which chance knows a person. */
export const chanceName = (person: Person, { isWorld }: Setting): string =>
  isWorld ? `row ${person.listRow}` : String(person.leadId)

/** The name under which a cluster draws its arms; in a world a cluster is named by the first row of it. */
export const clusterName = (person: Person, { isWorld }: Setting): string =>
  isWorld ? `row ${person.clusterId}` : String(person.clusterId)
