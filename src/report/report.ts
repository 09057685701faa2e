import { type Cell, type Shown } from './cell.ts'

/** What was worked, in the words of whoever asks for the report. */
export type About = {
  /** "Aftertone of this house", "World 3". */
  readonly what: string
  /** Whether nothing of it is real. */
  readonly isWorld: boolean
  /** In one line each: which list, which playbooks, which days, which seed. */
  readonly facts: readonly string[]
  /** Minor-unit prices in words, since every cost stands on them. */
  readonly currency: string
}

export type Column = {
  readonly id: string
  readonly says: string
  /** The unit, or of what it is a share; once, in the head. */
  readonly unit: string
}

export type TableRow = { readonly label: string; readonly cells: readonly Cell[] }

/** Numbers of one kind beneath each other. The label of the rows stands in the first column. */
export type Table = {
  readonly id: string
  readonly caption: string
  readonly head: string
  readonly columns: readonly Column[]
  readonly rows: readonly TableRow[]
  readonly note: string | null
}

/** A picture of numbers that stand in a table of the same section too. */
export type Chart =
  | {
      /** What remains at each step. */
      readonly kind: 'funnel'
      readonly caption: string
      readonly bars: readonly { readonly label: string; readonly cell: Shown }[]
    }
  | {
      /** An estimate with its band for each of some numbers in a row. */
      readonly kind: 'curve'
      readonly caption: string
      readonly axis: string
      readonly points: readonly { readonly label: string; readonly cell: Shown }[]
    }
  | {
      /** A whole, cut into its parts. */
      readonly kind: 'parts'
      readonly caption: string
      readonly parts: readonly { readonly label: string; readonly cell: Shown }[]
    }
  | {
      /** A share for each hour of each weekday. */
      readonly kind: 'hours'
      readonly caption: string
      readonly rows: readonly { readonly label: string; readonly cells: readonly (Shown | null)[] }[]
      readonly hours: readonly number[]
    }

/** One question and its answer: the finding in words, then the numbers, then perhaps a picture. */
export type Section = {
  readonly id: string
  /** The question that it answers. */
  readonly asks: string
  readonly title: string
  readonly sentence: string
  readonly tables: readonly Table[]
  readonly chart: Chart | null
}

export type Report = {
  readonly title: string
  /** RFC 3339: nothing later is in it. */
  readonly dataAsOf: string
  readonly about: About
  /** The whole in one or two sentences. */
  readonly answer: string
  readonly sections: readonly Section[]
  readonly howWeKnow: readonly string[]
}
