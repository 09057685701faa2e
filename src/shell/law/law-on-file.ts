import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type LawChange, amended, changeKinds, lawInForce } from '../../guard/amend.ts'
import { type House, house } from '../../guard/house.ts'
import { law as shipped } from '../../guard/law.ts'
import { Complaint, codeOf } from '../command/complaint.ts'
import { ageDays, openLists } from '../lists/open-lists.ts'
import { fileFailure } from '../postgres/failure.ts'
import { writeWhole } from '../postgres/home.ts'

/** The law for a command that starts no database: as it ships, with what was changed and brought in here. */
export type LawOnFile = {
  readonly house: House
  /** Ids of the lists that a number is on. */
  readonly listed: (e164: string) => readonly string[]
  /** Which law that is, and which lists, in sentences for a reader at `now`. */
  readonly words: (now: number) => readonly string[]
}

const FILE = 'law.json'

const ChangesOnFile = z.object({
  aftertoneLaw: z.literal(1),
  changes: z.array(
    z.object({
      what: z.enum(Object.keys(changeKinds) as (keyof typeof changeKinds)[]),
      key: z.string(),
      value: z.string()
    })
  )
})

/** Lays the changes of the law beside the store, whose record alone says who made them and why. */
export function keepOnFile(home: string, changes: readonly LawChange[]): void {
  const kept = { aftertoneLaw: 1, changes: changes.map(({ what, key, value }) => ({ what, key, value })) }
  writeWhole({ path: home }, FILE, `${JSON.stringify(kept, null, 2)}\n`)
}

/** The law as this installation has it on file; as it ships where there is no installation. */
export async function lawOnFile(home: string): Promise<LawOnFile> {
  const [changes, lists] = await Promise.all([changesOnFile(join(home, FILE)), openLists(home)])
  const found = amended(shipped, changes)
  if (found.kind === 'bad') throw new Complaint(`${join(home, FILE)}: ${found.problem}; aftertone law writes it anew`)
  const law = lawInForce(found, new Map(lists.all.map(({ id, asOf }) => [id, asOf])))
  return {
    house: { ...house, law },
    listed: lists.listed,
    words: (now) => [
      `Asked by the law as of ${shipped.asOf}, ${changesWords(changes.length)}, and by the rules of the house. This is not legal advice.`,
      lists.all.length === 0
        ? 'No do-not-call list was brought in here: aftertone law bring does it.'
        : `Do-not-call lists: ${lists.all.map((copy) => `${copy.id}, ${daysWords(ageDays(copy, now))} old`).join('; ')}.`
    ]
  }
}

async function changesOnFile(path: string): Promise<readonly LawChange[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw fileFailure(path, error)
  }
  try {
    return ChangesOnFile.parse(JSON.parse(text)).changes
  } catch {
    // What exactly is wrong in it helps nobody: the record in the store has it all.
    throw new Complaint(`${path} cannot be read; aftertone law writes it anew`)
  }
}

const changesWords = (count: number): string =>
  count === 0 ? 'as it ships' : count === 1 ? 'with one change made here' : `with ${count} changes made here`
const daysWords = (days: number): string => (days === 1 ? 'one day' : `${days} days`)
