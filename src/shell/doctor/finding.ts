/** Something that is not as it must be, or worth knowing. */
export type Finding = {
  readonly code: string
  /** A note is no fault. */
  readonly level: 'wrong' | 'note'
  /** 0: it belongs to no org. */
  readonly org: number
  readonly count: number
  /** Ids of the first of them: of leads, unless the sentence says otherwise. */
  readonly examples: readonly number[]
  /** What it means and what to do. */
  readonly says: string
}

/** So many are named. */
export const EXAMPLES = 5

/** Gathers what is found one by one. */
export type Gathering = { readonly found: (code: string, id: number) => void; readonly counts: Counts }
type Counts = Map<string, { count: number; examples: number[] }>

export function gathering(): Gathering {
  const counts: Counts = new Map()
  return {
    counts,
    found(code, id) {
      const before = counts.get(code) ?? { count: 0, examples: [] }
      before.count++
      if (before.examples.length < EXAMPLES) before.examples.push(id)
      counts.set(code, before)
    }
  }
}
