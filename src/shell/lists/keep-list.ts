import { basename } from 'node:path'
import { formatInstant } from '../../clock/civil.ts'
import { fixedZone } from '../../clock/zone.ts'
import { type Changed, type NumberChanges, numberChanges } from '../../guard/number-changes.ts'
import { type NumberSet, builder } from '../../guard/number-set.ts'
import { type LineProblem, type OnNumber } from '../../intake/dnc-file.ts'
import { Complaint } from '../command/complaint.ts'
import { withServerLock } from '../postgres/lock.ts'
import { type KeptCopy, cardBeside, listFolder, makeListFolder, readCopy, tidy, writeCopy } from './kept-copy.ts'
import { readListFile } from './list-file.ts'
import { type ListCard, cardFormat, dayStart, listIdPattern } from './schema.ts'

export type ListToKeep = {
  /** The data folder of the installation. */
  readonly home: string
  readonly id: string
  /** ISO 3166-1 code of the country whose numbers it holds. */
  readonly country: string
  /** The day on which the registry was as the files say: `2026-11-20`. */
  readonly asOf: string
  /** One list in several files, as by area code. All of them hold a whole list, or all of them changes. */
  readonly files: readonly string[]
  /** Epoch milliseconds. */
  readonly now: number
  /** Takes an older copy, one that is far smaller, or one of another country in the place of the one that is there. */
  readonly force?: boolean
  /** Hears that another command is at the lists. */
  readonly say?: (line: string) => void
}

export type KeptList = {
  readonly card: ListCard
  /** The copy before, where there was one that could be read. */
  readonly former: ListCard | null
  /** Null for a whole list. */
  readonly change: { readonly added: number; readonly removed: number } | null
  /** Numbers of which a washed file says that they are not registered. */
  readonly notListed: number
  /** The first refused lines of each file. */
  readonly problems: readonly (LineProblem & { readonly file: string })[]
}

/**
 * Brings a list in from files and keeps it as the copy of that day: a newer copy in the place of an older one, changes
 * on top of the one that is there. Throws a complaint, and keeps what there was, where files or wish are not right.
 */
export async function keepList(wish: ListToKeep): Promise<KeptList> {
  checkWish(wish)
  const folder = makeListFolder(wish.home)
  const onWait = (): void => wish.say?.('Another command is bringing in a list; waiting for it.')
  // The server's lock goes by the folder, so this one is that of the lists alone.
  return await withServerLock(folder, onWait, async () => {
    await tidy(folder)
    const { set, former, changed, duplicates, ...read } = await readFiles(wish)
    if (changed === null) checkWhole(wish, former, set.size)
    const { id, country, asOf } = wish
    const card = await writeCopy(wish.home, set, {
      ...{ aftertoneList: cardFormat, id, country, asOf },
      wholeAsOf: changed === null || former === null ? asOf : former.wholeAsOf,
      broughtInAt: formatInstant(wish.now, fixedZone(0)),
      files: wish.files.map((path) => basename(path)),
      ...{ numbers: set.size, duplicates, refused: read.refused }
    })
    const change = changed === null ? null : { added: changed.added, removed: changed.removed }
    return { card, former, change, notListed: read.notListed, problems: read.problems }
  })
}

type ReadFiles = Pick<KeptList, 'former' | 'notListed' | 'problems'> & {
  readonly set: NumberSet
  /** Null for a whole list. */
  readonly changed: Changed | null
  readonly duplicates: number
  readonly refused: number
}

async function readFiles(wish: ListToKeep): Promise<ReadFiles> {
  const sink = sinkOf(wish)
  const problems: (LineProblem & { readonly file: string })[] = []
  let [refused, notListed] = [0, 0]
  for (const path of wish.files) {
    const report = await readListFile(path, wish.country, sink.take, () => sink.settle(path))
    refused += report.refused
    notListed += report.notListed
    problems.push(...report.problems.map((problem) => ({ ...problem, file: basename(path) })))
  }
  return { ...(await sink.done()), refused, notListed, problems }
}

type Sink = {
  readonly take: OnNumber
  /** Works off what was taken since; called often enough that it is little. */
  readonly settle: (path: string) => Promise<void>
  readonly done: () => Promise<Pick<ReadFiles, 'set' | 'former' | 'changed' | 'duplicates'>>
}

/** Whether files hold a list or changes shows at their first number, and only changes need the copy that is kept. */
function sinkOf(wish: ListToKeep): Sink {
  const whole = builder()
  const told: [e164: string, isAdded: boolean][] = []
  let onTop: { readonly former: ListCard; readonly changes: NumberChanges } | null = null
  return {
    take: (e164, mark) => {
      if (mark === 'listed') whole.add(e164)
      else told.push([e164, mark === 'added'])
    },
    settle: async (path) => {
      if (whole.taken() > 0 && (onTop !== null || told.length > 0))
        throw new Complaint(
          `${path}: some files hold a whole list and some hold changes; bring them in one after the other`
        )
      if (told.length > 0 && onTop === null) {
        const { card, set } = await copyToChange(wish, path)
        onTop = { former: card, changes: numberChanges(set) }
      }
      for (const [e164, isAdded] of told) onTop?.changes[isAdded ? 'add' : 'remove'](e164)
      told.length = 0
    },
    done: async () => {
      if (onTop !== null) {
        const changed = onTop.changes.done()
        return { set: changed.set, former: onTop.former, changed, duplicates: changed.idle }
      }
      const taken = whole.taken()
      const set = whole.done()
      const former = await cardBeside(listFolder(wish.home), wish.id)
      return { set, former, changed: null, duplicates: taken - set.size }
    }
  }
}

async function copyToChange(wish: ListToKeep, path: string): Promise<KeptCopy> {
  const copy = await readCopy(listFolder(wish.home), wish.id)
  if (copy === null)
    throw new Complaint(`${path}: holds changes, and no list ${wish.id} is kept here; bring the whole list in first`)
  const { country, asOf } = copy.card
  if (country !== wish.country)
    throw new Complaint(`${path}: holds changes of ${wish.country}, and the list ${wish.id} kept here is of ${country}`)
  if (wish.asOf < asOf)
    throw new Complaint(
      `${path}: holds changes up to ${wish.asOf}, and the list ${wish.id} kept here is of ${asOf} and has them already`
    )
  return copy
}

/** Below so many numbers, or half of them, a copy is not taken for a part of the list. */
const SMALL = 1000

function checkWhole({ id, country, asOf, force }: ListToKeep, former: ListCard | null, size: number): void {
  if (former === null || force === true) return
  const complain = (reason: string): never => {
    throw new Complaint(`the list ${id} ${reason}; bring it in with force if it is meant`)
  }
  if (asOf < former.asOf) complain(`kept here is of ${former.asOf}, and this copy is older, of ${asOf}`)
  if (country !== former.country) complain(`kept here holds numbers of ${former.country}, and this copy of ${country}`)
  if (former.numbers >= SMALL && size * 2 < former.numbers)
    complain(
      `kept here has ${former.numbers} numbers, and this copy has ${size}: a part of the list, such as one area code, would take the others away`
    )
}

/** The furthest clock east shows tomorrow's date this long before UTC does (Pacific/Kiritimati). */
const EAST_MS = 14 * 3_600_000

function checkWish({ id, country, asOf, files, now }: ListToKeep): void {
  const wrong = (sentence: string): never => {
    throw new Complaint(sentence, 2)
  }
  if (!listIdPattern.test(id))
    wrong(`${id}: the id of a list has 2 to 40 letters from a to z, digits and hyphens, such as us-national-dnc`)
  if (!/^[A-Z]{2}$/.test(country)) wrong(`${country}: a country has two capital letters, such as US`)
  if (files.length === 0) wrong('name the file to bring in')
  const day = dayStart(asOf)
  if (day === null) return wrong(`${asOf}: the day of the copy must be a date such as 2026-11-20`)
  if (day > now + EAST_MS) wrong(`${asOf}: the day of the copy lies in the future`)
}
