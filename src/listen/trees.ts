import { type Traits, traitNames } from './traits.ts'

/**
 * The table of who answers, as it lies in a file: trees whose leaves add up to the logarithm of the odds of a machine. A
 * node is [trait, limit, below, above]; a number is a leaf.
 */
export type TreeNode = number | readonly [trait: string, limit: number, below: TreeNode, above: TreeNode]
export type TreeTable = { readonly odds: number; readonly trees: readonly TreeNode[] }
export type Oracle = (traits: Traits) => number

/** Makes a table quick to ask: the answer is the probability of a machine. */
export function oracleOf({ odds, trees }: TreeTable): Oracle {
  const traits: number[] = []
  const limits: number[] = []
  const above: number[] = []
  const lay = (node: TreeNode): void => {
    if (typeof node === 'number') {
      traits.push(-1)
      limits.push(node)
      above.push(0)
      return
    }
    const [name, limit, low, high] = node
    const place = traits.length
    traits.push(traitNames.indexOf(name as (typeof traitNames)[number]))
    if (traits[place] === -1) throw new RangeError(`the table of who answers asks for "${name}", which is no trait`)
    limits.push(limit)
    above.push(0)
    lay(low)
    above[place] = traits.length
    lay(high)
  }
  const roots = trees.map((tree) => {
    const root = traits.length
    lay(tree)
    return root
  })
  return (given) => {
    let sum = odds
    for (const root of roots) {
      let place = root
      while (traits[place]! >= 0) place = given[traits[place]!]! < limits[place]! ? place + 1 : above[place]!
      sum += limits[place]!
    }
    return 1 / (1 + Math.exp(-sum))
  }
}
