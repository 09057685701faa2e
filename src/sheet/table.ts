import { type SheetFormat, type SheetHead, footSentences, groupReasons } from './format.ts'
import { type SheetRow } from './sheet-row.ts'
import { type Summary } from './summary.ts'
import { fitted, wrapped } from './width.ts'
import { actionWords, clockWords, countWords, dateWords, nextWords, phoneWords, whoWords } from './words.ts'

/** How words are set off; each takes a text and gives it back with marks that take no room. */
export type TablePaint = Readonly<Record<'bold' | 'faint' | 'good' | 'bad' | 'open', (text: string) => string>>

/** The sheet as a table for a terminal of so many columns. */
export function tableFormat(columns: number, paint: TablePaint): SheetFormat {
  const widths = widthsFor(columns)
  // A reason is said once for all the leads below that share it.
  let said = ''
  return {
    begin: (head) => headLines(head, columns, paint),
    group: (name, count) => {
      said = ''
      return groupLines(name, count, widths, columns, paint)
    },
    line: (row) => {
      const reason = row.remedy === null ? row.why : `${row.why}. ${row.remedy}`
      const line = lineOf(row, widths, columns, paint, reason === said ? '' : reason)
      said = reason
      return line
    },
    bad: () => '',
    end: (foot) => {
      const sentences = footSentences(foot)
      if (sentences.length === 0) return ''
      return `\n${sentences.flatMap((sentence) => hanging(sentence, columns, 2)).join('\n')}\n`
    }
  }
}

type Widths = Readonly<Record<'who' | 'phone' | 'there' | 'voicemail' | 'next', number>>

/** Room of the row number and the gap after it. */
const INDENT = 9
const GAP = 2

/** Narrow terminals lose the next step first, then room for the name. */
function widthsFor(columns: number): Widths {
  const fixed = { phone: 15, there: 21, voicemail: 23 }
  const rest = columns - INDENT - GAP * 3 - fixed.phone - fixed.there - fixed.voicemail
  const next = rest >= 40 + GAP ? 20 : 0
  return { ...fixed, next, who: Math.max(12, Math.min(34, rest - (next > 0 ? next + GAP : 0))) }
}

function headLines({ list, at, playbook, title, summary }: SheetHead, columns: number, paint: TablePaint): string {
  return [
    paint.bold(`Call sheet: ${list}`),
    `${dateWords(at)}, by ${title} (${playbook})`,
    ...wrapped(summaryWords(summary), columns),
    ''
  ].join('\n')
}

/** The sums of a sheet in a sentence. */
export function summaryWords(summary: Summary): string {
  const { rows, callableNow, notByLaw, leave, skip, ask, atTheBeep, stopped, bad } = summary
  const advice = [
    `leave a message ${countWords(leave)}`,
    `none ${countWords(skip)}`,
    `your call ${countWords(ask)}`,
    `decided at the beep ${countWords(atTheBeep)}`,
    `stopped ${countWords(stopped)}`,
    `not readable ${countWords(bad)}`
  ]
  const told = advice.filter((part) => !part.endsWith(' 0'))
  const held = notByLaw === 0 ? '' : `, ${countWords(notByLaw)} held back by law`
  return `${countWords(rows)} ${rows === 1 ? 'row' : 'rows'}, ${countWords(callableNow)} callable now${held}. If voicemail: ${told.join(', ') || 'nothing'}.`
}

function groupLines(name: string, count: number, widths: Widths, columns: number, paint: TablePaint): string {
  const [first = '', ...more] = wrapped(
    `${name[0]!.toUpperCase()}${name.slice(1)} (${countWords(count)}). ${groupReasons[name] ?? ''}`,
    columns
  )
  const there = waiting[name] ?? 'There, and until'
  const headings = cells(
    { row: 'Row', who: 'Who', phone: 'Phone', there, voicemail: 'If voicemail', next: 'Then' },
    widths,
    (text) => text
  )
  return `\n${[paint.bold(first), ...more, paint.faint(headings)].join('\n')}\n`
}

function lineOf(row: SheetRow, widths: Widths, columns: number, paint: TablePaint, reason: string): string {
  const own = {
    row: String(row.row),
    who: whoWords(row.name, row.company),
    phone: phoneWords(row.phone),
    there: hoursWords(row),
    voicemail: adviceWords(row),
    next: row.next === null ? '' : nextWords(row.next, row.local)
  }
  const first = cells(own, widths, paintOf(row, paint))
  const why = reason === '' ? [] : hanging(reason, columns, INDENT).map((line) => `${paint.faint(line)}\n`)
  return `${first}\n${why.join('')}`
}

const waiting: Readonly<Record<string, string>> = {
  later: 'There, and from',
  'not by law': 'There',
  'not by this playbook': 'There',
  never: 'There'
}

/** Advice in a word where the lead may be called; beside a lead that may not, nothing competes with the reason. */
export function adviceWords(row: SheetRow): string {
  return row.stop === null ? actionWords(row.voicemail) : 'Stopped'
}

function paintOf(row: SheetRow, paint: TablePaint): (text: string) => string {
  if (row.stop !== null) return paint.bad
  const { action } = row.voicemail
  return action === 'leave' ? paint.good : action === 'skip' ? paint.faint : paint.open
}

/** Their clock now, and until when or from when they may be called. */
export function hoursWords(row: SheetRow): string {
  const local = row.local.slice(11, 16)
  if (row.callable) return row.until ? `${local}, until ${clockWords(row.until, row.local)}` : local
  return row.from ? `${local}, ${clockWords(row.from, row.local)}` : local
}

type Cells = { readonly row: string } & Readonly<Record<keyof Widths, string>>

function cells(own: Cells, widths: Widths, paintAdvice: (text: string) => string): string {
  const gap = ' '.repeat(GAP)
  const next = widths.next === 0 ? [] : [fitted(own.next, widths.next)]
  const left = [
    own.row.padStart(INDENT - GAP),
    fitted(own.who, widths.who),
    fitted(own.phone, widths.phone),
    fitted(own.there, widths.there)
  ]
  return [...left, paintAdvice(fitted(own.voicemail, widths.voicemail)), ...next].join(gap).trimEnd()
}

/** A sentence wrapped and set in by so many columns. */
function hanging(text: string, columns: number, by: number): readonly string[] {
  return wrapped(text, columns - by).map((line) => ' '.repeat(by) + line)
}
