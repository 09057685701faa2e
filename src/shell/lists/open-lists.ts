import { stat } from 'node:fs/promises'
import { parseInstant } from '../../clock/civil.ts'
import { codeOf } from '../command/complaint.ts'
import { fileFailure } from '../postgres/failure.ts'
import { type KeptCopy, copyPaths, keptIds, listFolder, readCopy } from './kept-copy.ts'
import { dayStart } from './schema.ts'

/** What is kept of one list. */
export type ListCopy = {
  readonly id: string
  readonly country: string
  /** The day on which the registry was as this copy is: its beginning in UTC, epoch milliseconds. */
  readonly asOf: number
  /** The day of the last whole list in it, in the same way. */
  readonly wholeAsOf: number
  readonly broughtInAt: number
  readonly size: number
}

/** All kept lists in memory. They are read here and never written. */
export type Lists = {
  /** In the order of their ids. */
  readonly all: readonly ListCopy[]
  /** Another one whenever a list came, changed or went, as far as was looked. */
  readonly stamp: string
  /** Null where no such list is kept, which says nothing about a number. */
  readonly copy: (id: string) => ListCopy | null
  /** Ids of the lists that a number is on. */
  readonly listed: (e164: string) => readonly string[]
  /** Whether it is on that list. Throws where the list is not kept: who asks must know first. */
  readonly has: (id: string, e164: string) => boolean
  /** Reads again what changed on disk, and gives the ids of lists that came, changed or went. */
  readonly refresh: () => Promise<readonly string[]>
}

type Opened = { readonly stamp: string; readonly copy: ListCopy; readonly has: (e164: string) => boolean }

/** Opens all lists of an installation. A failure names the file that is broken and what to do; nothing is left out. */
export async function openLists(home: string): Promise<Lists> {
  const folder = listFolder(home)
  let opened: ReadonlyMap<string, Opened> = new Map()
  let all: readonly ListCopy[] = []
  let stamp = ''

  const look = async (): Promise<readonly string[]> => {
    const before = opened
    const now = new Map<string, Opened>()
    for (const id of await keptIds(folder)) {
      const stamp = await stampOf(folder, id)
      const known = before.get(id)
      const found = known?.stamp === stamp ? known : await openedCopy(folder, id, stamp)
      if (found !== null) now.set(id, found)
    }
    // Only a whole look takes effect: after a failure everything is as it was.
    opened = now
    all = [...now.values()].map(({ copy }) => copy)
    stamp = [...now].map(([id, each]) => `${id} ${each.stamp}`).join('\n')
    return [...new Set([...before.keys(), ...now.keys()])].filter((id) => before.get(id) !== now.get(id)).sort()
  }
  // One after the other: a look that began before a list came must not end after one that saw it.
  let looking: Promise<unknown> = Promise.resolve()
  const refresh = (): Promise<readonly string[]> => {
    const next = looking.then(look, look)
    looking = next.catch(() => undefined)
    return next
  }
  await refresh()
  return {
    get all() {
      return all
    },
    get stamp() {
      return stamp
    },
    copy: (id) => opened.get(id)?.copy ?? null,
    listed: (e164) => {
      let ids: string[] | null = null
      for (const [id, { has }] of opened) if (has(e164)) (ids ??= []).push(id)
      return ids ?? NONE
    },
    has: (id, e164) => {
      const list = opened.get(id)
      if (list === undefined) throw new Error(`no list ${id} is kept here: ask for its copy first`)
      return list.has(e164)
    },
    refresh
  }
}

/** Whole days since the day of a copy, as its age is shown; 0 where that day has not begun in UTC. */
export function ageDays({ asOf }: ListCopy, now: number): number {
  return Math.max(0, Math.floor((now - asOf) / DAY_MS))
}

const DAY_MS = 86_400_000
const NONE: readonly string[] = Object.freeze([])

async function openedCopy(folder: string, id: string, stamp: string): Promise<Opened | null> {
  const kept = await readCopy(folder, id)
  return kept === null ? null : { stamp, copy: copyOf(kept), has: kept.set.has }
}

function copyOf({ card, set }: KeptCopy): ListCopy {
  return {
    ...{ id: card.id, country: card.country, asOf: dayStart(card.asOf)!, wholeAsOf: dayStart(card.wholeAsOf)! },
    ...{ broughtInAt: parseInstant(card.broughtInAt)!.epochMs, size: set.size }
  }
}

/** Changes whenever either file is another one. */
async function stampOf(folder: string, id: string): Promise<string> {
  const { set, card } = copyPaths(folder, id)
  return `${await fileStamp(set)} ${await fileStamp(card)}`
}

async function fileStamp(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true })
    return `${ino}:${size}:${mtimeNs}`
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'none'
    throw fileFailure(path, error)
  }
}
