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
    ...wrapped(report.about.facts.join(' '), columns).filter((line) => line !== ''),
    `Figures as of ${report.dataAsOf}.`,
    '',
    ...wrapped(report.answer, columns)
  ]
  const sections = report.sections.map((section) => sectionText(section, columns, paint, currency))
  const foot = [
    'How we know',
    ...report.howWeKnow.flatMap((each) => indented(each, columns)),
    ...indented('Every number leads to its rows: --json and --csv name its key, --rows KEY lists them.', columns)
  ]
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
  const { parts, label, write } = fit(table, columns, currency)
  const lines = parts.map((part) => partText(table, part, label, write, paint))
  return [
    `  ${table.caption}`,
    ...lines,
    ...(table.note === null ? [] : wrapped(table.note, columns - 2).map((each) => `  ${each}`)),
    ''
  ].join('\n')
}

/** So many columns of a table beside each other, with the labels of the rows before them. */
function partText(table: Table, { from, widths }: Part, label: number, write: Write, paint: TextPaint): string {
  const shown = table.columns.slice(from, from + widths.length)
  const line = (first: string, cells: readonly string[]): string =>
    `  ${[fitted(first, label), ...cells.map((cell, i) => right(cell, widths[i]!))].join('  ').trimEnd()}`
  const hasUnits = shown.some(({ unit }) => unit !== '')
  return [
    paint.faint(
      line(
        table.head,
        shown.map(({ says }) => says)
      )
    ),
    ...(hasUnits
      ? [
          paint.faint(
            line(
              '',
              shown.map(({ unit }) => unit)
            )
          )
        ]
      : []),
    ...table.rows.map(({ label: first, cells }) => {
      const text = line(first, cells.slice(from, from + widths.length).map(write))
      return cells.length > 0 && cells.every(isFaint) ? paint.faint(text) : text
    })
  ].join('\n')
}

const isFaint = (cell: Cell): boolean => cell.kind === 'number' && (cell.isSmall || cell.count === 0)
const right = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text

type Write = (cell: Cell) => string
type Part = { readonly from: number; readonly widths: readonly number[] }
type Fit = { readonly parts: readonly Part[]; readonly label: number; readonly write: Write }
const LABEL_MIN = 12
const LABEL_ENOUGH = 28

/** The fullest form of the numbers that fits: with bands, without, as bare as can be, and then in several parts. */
function fit(table: Table, columns: number, currency: string): Fit {
  const wanted = Math.max(LABEL_MIN, widthOf(table.head), ...table.rows.map(({ label }) => widthOf(label)))
  const enough = Math.min(wanted, LABEL_ENOUGH)
  const forms: readonly Write[] = [withBand(currency), plainly(currency), barely(currency)]
  for (const write of forms) {
    const widths = widthsOf(table, write)
    const room = columns - 2 - widths.reduce((sum, width) => sum + width + 2, 0)
    if (room >= enough) return { parts: [{ from: 0, widths }], label: Math.min(wanted, room), write }
  }
  const write = barely(currency)
  return { parts: cutInto(widthsOf(table, write), columns - 2 - enough), label: enough, write }
}

function widthsOf(table: Table, write: Write): readonly number[] {
  return table.columns.map(({ says, unit }, i) =>
    Math.max(
      widthOf(says),
      widthOf(unit),
      ...table.rows.map(({ cells }) => (cells[i] === undefined ? 0 : widthOf(write(cells[i]))))
    )
  )
}

/** Columns in parts of which each has room, and at least one column. */
function cutInto(widths: readonly number[], room: number): readonly Part[] {
  const parts: { from: number; widths: number[] }[] = []
  let left = 0
  widths.forEach((width, i) => {
    if (parts.length === 0 || width + 2 > left) {
      parts.push({ from: i, widths: [] })
      left = room
    }
    parts.at(-1)!.widths.push(width)
    left -= width + 2
  })
  return parts
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
