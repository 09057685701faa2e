import { type TreeNode, type TreeTable } from '../../src/listen/trees.ts'
import { type TraitName, traitNames } from '../../src/listen/traits.ts'

/** One moment of a call: its traits, whether a machine spoke, and how much the moment counts. */
export type Moment = { readonly traits: Float64Array; readonly isMachine: boolean; readonly weight: number }
export type Growing = {
  readonly trees: number
  readonly depth: number
  readonly pace: number
  /** A leaf that holds less weight than this is not made. */
  readonly leafWeight: number
  readonly used: readonly TraitName[]
}

const BINS = 40
const CALM = 4

/**
 * Boosted trees under logistic loss: each tree is grown on what the trees before it still get wrong. No chance is in it, so
 * the same moments give the same table.
 */
export function grownTrees(moments: readonly Moment[], growing: Growing): TreeTable {
  const used = growing.used.map((name) => traitNames.indexOf(name))
  const limits = used.map((trait) => limitsOf(moments, trait))
  const bins = used.map((trait, u) => Uint8Array.from(moments, ({ traits }) => binOf(limits[u]!, traits[trait]!)))
  const machine = moments.reduce((sum, { isMachine, weight }) => sum + (isMachine ? weight : 0), 0)
  const all = moments.reduce((sum, { weight }) => sum + weight, 0)
  const odds = round(Math.log(machine / (all - machine)))
  const scores = new Float64Array(moments.length).fill(odds)
  const slope = new Float64Array(moments.length)
  const curve = new Float64Array(moments.length)
  const trees: TreeNode[] = []
  for (let t = 0; t < growing.trees; t++) {
    for (const [i, { isMachine, weight }] of moments.entries()) {
      const chance = 1 / (1 + Math.exp(-scores[i]!))
      slope[i] = weight * ((isMachine ? 1 : 0) - chance)
      curve[i] = weight * chance * (1 - chance)
    }
    const whole = Uint32Array.from(moments, (_, i) => i)
    trees.push(grow(whole, growing.depth))
  }
  return { odds, trees }

  function grow(members: Uint32Array, depth: number): TreeNode {
    const split = depth === 0 ? null : bestSplit(members)
    if (split === null) return leaf(members)
    const own = bins[split.used]!
    const low = members.filter((i) => own[i]! < split.bin)
    const high = members.filter((i) => own[i]! >= split.bin)
    const limit = limits[split.used]![split.bin - 1]!
    return [growing.used[split.used]!, limit, grow(low, depth - 1), grow(high, depth - 1)]
  }

  function leaf(members: Uint32Array): number {
    let up = 0
    let down = CALM
    for (const i of members) {
      up += slope[i]!
      down += curve[i]!
    }
    const value = round((growing.pace * up) / down)
    for (const i of members) scores[i]! += value
    return value
  }

  function bestSplit(members: Uint32Array): { readonly used: number; readonly bin: number } | null {
    let best: { used: number; bin: number } | null = null
    let most = 0.5
    for (let u = 0; u < used.length; u++) {
      const sums = binSums(members, bins[u]!)
      const bin = splitOf(sums, growing.leafWeight)
      if (bin !== null && bin.gain > most) {
        most = bin.gain
        best = { used: u, bin: bin.at }
      }
    }
    return best
  }

  function binSums(members: Uint32Array, own: Uint8Array): { up: Float64Array; down: Float64Array } {
    const up = new Float64Array(BINS + 1)
    const down = new Float64Array(BINS + 1)
    for (const i of members) {
      up[own[i]!]! += slope[i]!
      down[own[i]!]! += curve[i]!
    }
    return { up, down }
  }
}

function splitOf(
  { up, down }: { readonly up: Float64Array; readonly down: Float64Array },
  leafWeight: number
): { readonly at: number; readonly gain: number } | null {
  const ups = up.reduce((a, b) => a + b, 0)
  const downs = down.reduce((a, b) => a + b, 0)
  let best: { at: number; gain: number } | null = null
  let lowUp = 0
  let lowDown = 0
  for (let bin = 1; bin <= BINS; bin++) {
    lowUp += up[bin - 1]!
    lowDown += down[bin - 1]!
    const highDown = downs - lowDown
    if (lowDown < leafWeight || highDown < leafWeight) continue
    const gain = lowUp ** 2 / (lowDown + CALM) + (ups - lowUp) ** 2 / (highDown + CALM) - ups ** 2 / (downs + CALM)
    if (best === null || gain > best.gain) best = { at: bin, gain }
  }
  return best
}

/** Limits between equal parts of what a trait is in these moments, rounded so that people can read them. */
function limitsOf(moments: readonly Moment[], trait: number): readonly number[] {
  const step = Math.max(1, Math.floor(moments.length / 20_000))
  const values = Float64Array.from(
    moments.filter((_, i) => i % step === 0),
    ({ traits }) => traits[trait]!
  ).sort()
  const limits = Array.from({ length: BINS }, (_, k) =>
    round(values[Math.floor(((k + 0.5) / BINS) * values.length)]!, 100)
  )
  return [...new Set(limits)].sort((a, b) => a - b)
}

function binOf(limits: readonly number[], value: number): number {
  let low = 0
  let high = limits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value < limits[middle]!) high = middle
    else low = middle + 1
  }
  return low
}

const round = (value: number, by = 1000): number => Math.round(value * by) / by
