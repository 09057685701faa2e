import { type LawBook } from './lawful.ts'

/** The law as an installation stands to it: how old its copies of lists are, where it is registered, what was confirmed. */
export type LawInForce = {
  readonly book: LawBook
  /** When the copy of each list was made, by its place in law.lists; epoch ms, -Infinity where there is none. */
  readonly copies: readonly number[]
  /** Places in law.regions: registered or exempt there; its law on recordings to firms confirmed by counsel. */
  readonly registered: ReadonlySet<number>
  readonly confirmed: ReadonlySet<number>
}

/** Without any copy, registration or confirmation: the strict reading of everything. */
export function bareLaw(book: LawBook): LawInForce {
  return { book, copies: book.law.lists.map(() => -Infinity), registered: new Set(), confirmed: new Set() }
}

/** As if every list was brought in a moment ago and had none of the numbers: for people who are invented. */
export function withFreshLists(inForce: LawInForce): LawInForce {
  return { ...inForce, copies: inForce.copies.map(() => Infinity) }
}
