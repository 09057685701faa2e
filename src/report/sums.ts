import { type Figure } from './figure.ts'
import { type By, type Group, groupings, inOrder } from './grouping.ts'
import { type Kind, type Row } from './row.ts'

/** A table’s wish: these figures for each group of a grouping. */
export type Need = { readonly by: By; readonly keys: readonly string[] }

/** What was counted, by figure and group. */
export type Sums = {
  readonly figure: (key: string) => Figure
  /** 0 where no row was counted. */
  readonly value: (key: string, by?: By, group?: Group) => number
  /** Groups in which any of the wanted figures met a row, in reading order. */
  readonly groups: (by: By) => readonly Group[]
}

export type Counting = { readonly add: (row: Row) => void; readonly sums: Sums }

type Counted = {
  readonly of: (row: Row) => Group | null
  readonly groups: Map<Group, Float64Array>
  readonly keys: string[]
}
type Plan = {
  readonly figures: readonly Figure[]
  readonly scratch: Float64Array
  readonly groupings: readonly { readonly counted: Counted; readonly from: Int32Array; readonly to: Int32Array }[]
}

/** Counts rows of any kind in one pass, each figure once a row, whatever the number of groupings that want it. */
export function counting(figures: ReadonlyMap<string, Figure>, needs: readonly Need[]): Counting {
  const counted = new Map<By, Counted>()
  for (const { by, keys } of needs) {
    const known: Counted = counted.get(by) ?? { of: groupings[by].of, groups: new Map(), keys: [] }
    counted.set(by, known)
    for (const key of keys) if (!known.keys.includes(key)) known.keys.push(key)
  }
  const plans = new Map<Kind, Plan>()
  const planFor = (kind: Kind): Plan => {
    const known = plans.get(kind)
    if (known !== undefined) return known
    const plan = planOf(kind, figures, counted)
    plans.set(kind, plan)
    return plan
  }
  return { add: (row) => addTo(planFor(row.kind), row), sums: sumsOf(figures, counted) }
}

function planOf(kind: Kind, figures: ReadonlyMap<string, Figure>, counted: ReadonlyMap<By, Counted>): Plan {
  const wanted = new Set([...counted.values()].flatMap(({ keys }) => keys))
  const ours = [...wanted].map((key) => figureIn(figures, key)).filter(({ of }) => of.includes(kind))
  return {
    figures: ours,
    scratch: new Float64Array(ours.length),
    groupings: [...counted.values()].flatMap((each) => {
      const mine = ours.map(({ key }) => each.keys.indexOf(key))
      const from = mine.flatMap((to, i) => (to < 0 ? [] : [i]))
      if (from.length === 0) return []
      return [{ counted: each, from: Int32Array.from(from), to: Int32Array.from(from, (i) => mine[i]!) }]
    })
  }
}

/** Whether is written as 1 or 0 by the array itself, which costs less than asking. */
function addTo({ figures, scratch, groupings: all }: Plan, row: Row): void {
  for (let i = 0; i < figures.length; i++) scratch[i] = figures[i]!.counts(row) as number
  for (const { counted, from, to } of all) {
    const group = counted.of(row)
    if (group === null) continue
    let sums = counted.groups.get(group)
    if (sums === undefined) counted.groups.set(group, (sums = new Float64Array(counted.keys.length)))
    for (let i = 0; i < from.length; i++) sums[to[i]!]! += scratch[from[i]!]!
  }
}

function sumsOf(figures: ReadonlyMap<string, Figure>, counted: ReadonlyMap<By, Counted>): Sums {
  return {
    figure: (key) => figureIn(figures, key),
    value(key, by = 'none', group = 'all') {
      const sums = counted.get(by)
      const at = sums?.keys.indexOf(key) ?? -1
      if (sums === undefined || at < 0) throw new Error(`${key} by ${by} was not counted: name it among the needs`)
      return sums.groups.get(group)?.[at] ?? 0
    },
    groups: (by) => inOrder(counted.get(by)?.groups.keys() ?? [])
  }
}

function figureIn(figures: ReadonlyMap<string, Figure>, key: string): Figure {
  const found = figures.get(key)
  if (found === undefined) throw new Error(`no figure is called ${key}`)
  return found
}
