import { type BadRow, type SheetRow } from './sheet-row.ts'
import { type Summary } from './summary.ts'
import { countWords } from './words.ts'

/** What stands above a sheet. */
export type SheetHead = {
  /** Name of the list. */
  readonly list: string
  /** RFC 3339, by the clock of whoever made the sheet. */
  readonly at: string
  /** `name@version`. */
  readonly playbook: string
  readonly title: string
  readonly summary: Summary
  /** Leads in each group, by its name. */
  readonly groups: ReadonlyMap<string, number>
}

/** What stands below it: rows that are no leads, doubts about the file, leads that were left off by a limit. */
export type SheetFoot = {
  readonly summary: Summary
  /** The first of them. */
  readonly bad: readonly BadRow[]
  readonly problems: readonly string[]
  readonly leftOff: number
  /** Which law was asked, and with which lists, one sentence each. */
  readonly law: readonly string[]
}

/** A form in which a sheet is written, piece by piece, so that its length costs no memory. */
export type SheetFormat = {
  readonly begin: (head: SheetHead) => string
  /** Comes before the first line of each group. */
  readonly group: (name: string, count: number) => string
  readonly line: (row: SheetRow) => string
  /** A row that is no lead, where the form has a place for each of them. */
  readonly bad: (row: BadRow) => string
  readonly end: (foot: SheetFoot) => string
}

/** Bad rows that are named one by one; the others are counted. */
export const BAD_NAMED = 20

/** Why the leads of a group stand where they stand. */
export const groupReasons: Readonly<Record<string, string>> = {
  'callback due': 'They named a time, and it has come.',
  'new inbound lead': 'They came to us and nobody has called yet: minutes count.',
  'conversation under way': 'You are mid-conversation with them.',
  'window closes soon': 'Their day closes for calls within the hour.',
  'best value first': 'Everybody else who may be called now, by what a minute of dialling should return.',
  'not meant for them': 'They may be called, but the playbook was written for others.',
  later: 'Not now; in the order of the first minute that is allowed.',
  'not by law': 'The law says no, and waiting does not change it; beside the reason stands what would.',
  'not by this playbook': 'The playbook wants no further call, or a cap of it stands in the way for good.',
  never: 'A hard stop: no call, no message, on no channel.'
}

/** What is at the foot of a sheet about the file, one sentence each. */
export function footSentences({ bad, summary, problems, leftOff, law }: SheetFoot): readonly string[] {
  const rows = bad.slice(0, BAD_NAMED).map(({ row, bad: reason }) => `Row ${row}: ${reason}`)
  const more = summary.bad - rows.length
  return [
    ...(leftOff > 0 ? [`${leftOff} more leads were left off by --limit.`] : []),
    ...readAsWords(summary.readAsConsumers),
    ...law,
    ...rows,
    ...(more > 0 ? [`and ${more} more rows that could not be read; --json lists them all.`] : []),
    ...problems.map((problem) => `The file: ${problem}`)
  ]
}

function readAsWords(count: number): readonly string[] {
  if (count === 0) return []
  const who = count === 1 ? 'Of one lead' : `Of ${countWords(count)} leads`
  return [
    `${who} the list does not say whether they are a firm, so the law for consumers holds them back: a column such as Customer type says it, or --market b2b for the whole list.`
  ]
}
