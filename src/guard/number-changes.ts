import { type NumberSet, INTEGER_MIN, integerOf, numberSet, shelvesOf } from './number-set.ts'
import { BITMAP_WORDS, SHELF, type Shelf, shelfOfBitmap, shelfOfList } from './number-shelf.ts'

/** Numbers that come on a set and go off it, in the order in which they are told: the last word on a number counts. */
export type NumberChanges = {
  /** False when it is no E.164 number. */
  readonly add: (e164: string) => boolean
  readonly remove: (e164: string) => boolean
  /** The set as it is then; the one that it began with stays as it was. */
  readonly done: () => Changed
}

export type Changed = {
  readonly set: NumberSet
  readonly added: number
  readonly removed: number
  /** Changes that changed nothing: on it already, not on it, or taken back by a later one. */
  readonly idle: number
}

/** Changes that are gathered before they are applied: about 20 MB, and a set is written anew for each lot of them. */
const LOT = 262_144

export function numberChanges(base: NumberSet, lot = LOT): NumberChanges {
  let set = base
  const sums = { told: 0, added: 0, removed: 0 }
  const waiting = new Map<number, boolean>()
  const apply = (): void => {
    set = applied(set, waiting, sums)
    waiting.clear()
  }
  const tell = (e164: string, isOn: boolean): boolean => {
    const number = integerOf(e164)
    if (number < INTEGER_MIN) return false
    waiting.set(number, isOn)
    sums.told++
    if (waiting.size >= lot) apply()
    return true
  }
  return {
    add: (e164) => tell(e164, true),
    remove: (e164) => tell(e164, false),
    done: () => {
      apply()
      const { told, added, removed } = sums
      return { set, added, removed, idle: told - added - removed }
    }
  }
}

type Sums = { added: number; removed: number }
/** Seven digits in ascending order, and beside each whether it is on the shelf from now on. */
type ShelfChanges = { readonly rests: number[]; readonly isOn: boolean[] }

function applied(set: NumberSet, changes: ReadonlyMap<number, boolean>, sums: Sums): NumberSet {
  if (changes.size === 0) return set
  const { beginnings, starts, words } = set.shelves
  const before = new Map<number, Shelf>()
  for (let shelf = 0; shelf < beginnings.length; shelf++)
    before.set(beginnings[shelf]!, words.subarray(starts[shelf], starts[shelf + 1]))
  const byShelf = new Map<number, ShelfChanges>()
  for (const number of Float64Array.from(changes.keys()).sort()) {
    const beginning = Math.floor(number / SHELF)
    let shelf = byShelf.get(beginning)
    if (shelf === undefined) byShelf.set(beginning, (shelf = { rests: [], isOn: [] }))
    shelf.rests.push(number - beginning * SHELF)
    shelf.isOn.push(changes.get(number)!)
  }
  const all = Uint32Array.from(new Set([...before.keys(), ...byShelf.keys()])).sort()
  return numberSet(
    shelvesOf(all, (beginning) => {
      const shelf = before.get(beginning) ?? EMPTY
      const changed = byShelf.get(beginning)
      return changed === undefined ? shelf : changedShelf(shelf, changed, sums)
    })
  )
}

const EMPTY = new Uint32Array(0)

function changedShelf(shelf: Shelf, changes: ShelfChanges, sums: Sums): Shelf {
  return shelf.length === BITMAP_WORDS ? changedBitmap(shelf, changes, sums) : changedList(shelf, changes, sums)
}

function changedBitmap(shelf: Shelf, { rests, isOn }: ShelfChanges, sums: Sums): Shelf {
  const bitmap = shelf.slice()
  for (let at = 0; at < rests.length; at++) {
    const [word, bit] = [rests[at]! >>> 5, 1 << (rests[at]! & 31)]
    const wasOn = (bitmap[word]! & bit) !== 0
    if (wasOn === isOn[at]) continue
    bitmap[word]! ^= bit
    count(isOn[at]!, sums)
  }
  return shelfOfBitmap(bitmap)
}

/** Both are in order, so they are read side by side. */
function changedList(shelf: Shelf, { rests, isOn }: ShelfChanges, sums: Sums): Shelf {
  const list = new Uint32Array(shelf.length + rests.length)
  let used = 0
  let from = 0
  for (let at = 0; at < rests.length; at++) {
    const rest = rests[at]!
    while (from < shelf.length && shelf[from]! < rest) list[used++] = shelf[from++]!
    const wasOn = from < shelf.length && shelf[from] === rest
    if (wasOn) from++
    if (isOn[at]!) list[used++] = rest
    if (wasOn !== isOn[at]) count(isOn[at]!, sums)
  }
  while (from < shelf.length) list[used++] = shelf[from++]!
  return shelfOfList(list.slice(0, used))
}

function count(isOn: boolean, sums: Sums): void {
  if (isOn) sums.added++
  else sums.removed++
}
