import { fitted, widthOf, wrapped } from '../sheet/width.ts'
import { type Cell } from './cell.ts'
import { type Report, type Section, type Table } from './report.ts'
import { boundsWords, countWords, percentWords, shownWords } from './words.ts'

export type TextPaint = { readonly bold: (text: string) => string; readonly faint: (text: string) => string }

/** The report for a terminal of so many columns. What rests on few rows is faint. */
export function reportText(report: Report, columns: number, paint: TextPaint): string {
  const { currency } = report.about
  const head = [
    paint.bold(report.title),
    ...report.about.facts.flatMap((fact) => wrapped(fact, columns)),
    `Figures as of ${report.dataAsOf}.`,
    '',
    ...wrapped(report.answer, columns)
  ]
  const sections = report.sections.map((section) => sectionText(section, columns, paint, currency))
  const foot = ['How we know', ...report.howWeKnow.flatMap((each) => indented(each, columns))]
  return `${[...head, '', ...sections, ...foot].join('\n')}\n`
}

function sectionText(section: Section, columns: number, paint: TextPaint, currency: string): string {
  return [
    ...wrapped(section.title, columns).map(paint.bold),
    ...wrapped(section.sentence, columns),
    '',
    ...section.tables.map((table) => tableText(table, columns, paint, currency))
  ].join('\n')
}

function tableText(table: Table, columns: number, paint: TextPaint, currency: string): string {
  const { widths, label, write } = fit(table, columns, currency)
  const line = (first: string, cells: readonly string[]): string =>
    `  ${[fitted(first, label), ...cells.map((cell, i) => right(cell, widths[i]!))].join('  ').trimEnd()}`
  const units = table.columns.some(({ unit }) => unit !== '')
  return [
    `  ${table.caption}`,
    paint.faint(
      line(
        table.head,
        table.columns.map(({ says }) => says)
      )
    ),
    ...(units
      ? [
          paint.faint(
            line(
              '',
              table.columns.map(({ unit }) => unit)
            )
          )
        ]
      : []),
    ...table.rows.map(({ label: first, cells }) => {
      const text = line(first, cells.map(write))
      return cells.length > 0 && cells.every(isFaint) ? paint.faint(text) : text
    }),
    ...(table.note === null ? [] : wrapped(table.note, columns - 2).map((each) => `  ${each}`)),
    ''
  ].join('\n')
}

const isFaint = (cell: Cell): boolean => cell.kind === 'number' && (cell.isSmall || cell.count === 0)
const right = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text

type Write = (cell: Cell) => string
const LABEL_MIN = 12

/** The fullest form of the numbers that fits: with bands, without, or as bare as can be. */
function fit(
  table: Table,
  columns: number,
  currency: string
): { readonly widths: readonly number[]; readonly label: number; readonly write: Write } {
  const wanted = Math.max(LABEL_MIN, widthOf(table.head), ...table.rows.map(({ label }) => widthOf(label)))
  const forms: readonly Write[] = [withBand(currency), plainly(currency), barely(currency)]
  for (const write of forms) {
    const widths = table.columns.map(({ says, unit }, i) =>
      Math.max(
        widthOf(says),
        widthOf(unit),
        ...table.rows.map(({ cells }) => (cells[i] === undefined ? 0 : widthOf(write(cells[i]))))
      )
    )
    const room = columns - 2 - widths.reduce((sum, width) => sum + width + 2, 0)
    if (room >= Math.min(wanted, 28) || write === forms.at(-1))
      return { widths, label: Math.max(LABEL_MIN, Math.min(wanted, room)), write }
  }
  throw new Error('a table is always written in its barest form')
}

const withBand =
  (currency: string): Write =>
  (cell) => {
    if (cell.kind === 'words') return cell.words
    const bounds = boundsWords(cell)
    return bounds === '' ? shownWords(cell, currency) : `${shownWords(cell, currency)} (${bounds})`
  }
const plainly =
  (currency: string): Write =>
  (cell) =>
    cell.kind === 'words' ? cell.words : shownWords(cell, currency)
const barely =
  (currency: string): Write =>
  (cell) => {
    if (cell.kind === 'words') return cell.words
    if (cell.form !== 'share') return shownWords(cell, currency)
    if (cell.of === 0) return '·'
    return cell.isSmall ? `${countWords(cell.count)}/${countWords(cell.of ?? 0)}` : percentWords(cell.value ?? 0)
  }

function indented(text: string, columns: number): readonly string[] {
  return wrapped(text, columns - 4).map((each, i) => (i === 0 ? `  - ${each}` : `    ${each}`))
}
