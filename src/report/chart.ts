import { type Shown } from './cell.ts'
import { type Chart } from './report.ts'
import { countWords, percentWords, shownWords, timeWords } from './words.ts'

/**
 * Pictures of numbers as inline SVG. Across they are measured in percent and down in pixels, so that they fill any width
 * while their letters stay as large as those around them. What tells marks apart is their shape; colour only helps.
 */
export type Linked = (cell: Shown, inner: string) => string

export function chartSvg(chart: Chart, link: Linked): string {
  switch (chart.kind) {
    case 'funnel':
      return funnel(chart.bars, link)
    case 'curve':
      return curve(chart.points, chart.axis, link)
    case 'parts':
      return parts(chart.parts, link)
    case 'hours':
      return hours(chart.rows, chart.hours, link)
  }
}

/** What a reader hears in place of the picture: its numbers, in order. */
export function chartSays(chart: Chart): string {
  const said = (label: string, cell: Shown): string => `${label} ${shownWords(cell, '')}`
  switch (chart.kind) {
    case 'funnel':
      return chart.bars.map(({ label, cell }) => said(label, cell)).join(', ')
    case 'curve':
      return chart.points.map(({ label, cell }) => said(`${chart.axis} ${label}:`, cell)).join(', ')
    case 'parts':
      return chart.parts.map(({ label, cell }) => said(label, cell)).join(', ')
    case 'hours':
      return `${chart.rows.length} days by ${chart.hours.length} hours; the table below has the numbers`
  }
}

type Labelled = readonly { readonly label: string; readonly cell: Shown }[]
const ROW = 44

/** A wash for what remains, an edge where it ends, and the band as a line across the edge. */
function funnel(bars: Labelled, link: Linked): string {
  const rows = bars.map(({ label, cell }, i) => {
    const y = i * ROW
    const part = cell.value ?? 0
    const band = cell.low === null || cell.high === null ? '' : line(cell.low, y + 31, cell.high, y + 31, 'band')
    const bar = `${rect(0, y + 24, part, 14, 'wash')}<rect x="${at(part)}" y="${y + 22}" width="2" height="18" class="edge"/>`
    const value = `${countWords(cell.count)}  ${shownWords(cell, '')}`
    return link(
      cell,
      `<text x="0" y="${y + 15}">${text(label)}</text><text x="100%" y="${y + 15}" class="end value">${text(value)}</text>${rect(0, y + 24, 1, 14, 'track')}${bar}${band}`
    )
  })
  return svg(bars.length * ROW, rows.join(''))
}

const HEIGHT = 190
const TOP = 34

/** A dot for each estimate on the line of its band; hollow and dashed where there are too few to say. */
function curve(points: Labelled, axis: string, link: Linked): string {
  const top = niceTop(
    Math.max(0.01, ...points.map(({ cell }) => (cell.isSmall ? (cell.value ?? 0) : (cell.high ?? 0))))
  )
  const y = (part: number): number => TOP + HEIGHT - (Math.min(part, top) / top) * HEIGHT
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const part = share * top
    const label = `<text x="100%" y="${y(part) - 5}" class="end small">${percentWords(part)}</text>`
    return `${line(0, y(part), 1, y(part), share === 0 ? 'zero' : 'grid')}${share === 0 ? '' : label}`
  })
  const room = 0.95 / points.length
  const marks = points.map(({ label, cell }, i) => {
    const x = room * (i + 0.5)
    const name = `<text x="${at(x)}" y="${TOP + HEIGHT + 22}" class="middle strong">${text(label)}</text>`
    if (cell.value === null) return name
    const dot = y(cell.value)
    const kind = cell.isSmall ? 'early' : 'good'
    const band = cell.low === null || cell.high === null ? '' : line(x, y(cell.low), x, y(cell.high), `band ${kind}`)
    const value = cell.isSmall
      ? ''
      : `<text x="${at(x)}" y="${Math.max(12, y(cell.high ?? cell.value) - 8)}" class="middle value">${percentWords(cell.value)}</text>`
    return link(
      cell,
      `${name}${band}<circle cx="${at(x)}" cy="${dot}" r="${cell.isSmall ? 4.5 : 6}" class="dot ${kind}"/>${value}`
    )
  })
  const below = `<text x="0" y="${TOP + HEIGHT + 44}" class="small">${text(axis)}. Hollow: fewer than 30, too few to say.</text>`
  return svg(TOP + HEIGHT + 52, grid.join('') + marks.join('') + below)
}

/** Shapes of the time strip: how high each kind of time stands. */
const STRIPS: Readonly<Record<string, { readonly height: number; readonly kind: string }>> = {
  ms_dial: { height: 3, kind: 'ink' },
  ms_greeting: { height: 8, kind: 'amber' },
  ms_message: { height: 16, kind: 'tone' },
  ms_talk: { height: 20, kind: 'human' },
  ms_wrap: { height: 5, kind: 'quiet' },
  ms_inbound: { height: 12, kind: 'human' }
}

/** Time in calls, each part beginning where the one before it ended. What is no call is named and not drawn. */
function parts(all: Labelled, link: Linked): string {
  const drawn = all.filter(({ cell }) => STRIPS[cell.key] !== undefined)
  const rest = all.filter(({ cell }) => STRIPS[cell.key] === undefined && cell.count > 0)
  const sum = drawn.reduce((total, { cell }) => total + cell.count, 0)
  let from = 0
  const rows = drawn.map(({ label, cell }, i) => {
    const { height, kind } = STRIPS[cell.key]!
    const part = sum === 0 ? 0 : cell.count / sum
    const y = i * ROW
    const bar = rect(from, y + 42 - height, part, height, kind)
    from += part
    const value = `${timeWords(cell.count)}  ${sum === 0 ? '' : `${percentWords(part)} %`}`
    return link(
      cell,
      `<text x="0" y="${y + 15}">${text(label)}</text><text x="100%" y="${y + 15}" class="end value">${text(value)}</text>${line(0, y + 42, 1, y + 42, 'grid')}${bar}`
    )
  })
  const left = rest.map(({ label, cell }) => `${label.toLowerCase()} ${timeWords(cell.count)}`).join(', ')
  const note =
    left === '' ? '' : `<text x="0" y="${drawn.length * ROW + 20}" class="small">${text(`Not drawn: ${left}.`)}</text>`
  return svg(drawn.length * ROW + (left === '' ? 6 : 28), rows.join('') + note)
}

const CELL = 38
const LABELS = 0.14

/** A field for each hour of each weekday, darker where more people answer; grey where there are too few to say. */
function hours(
  rows: readonly { readonly label: string; readonly cells: readonly (Shown | null)[] }[],
  columns: readonly number[],
  link: Linked
): string {
  const room = (1 - LABELS) / Math.max(1, columns.length)
  const most = Math.max(
    0.01,
    ...rows.flatMap(({ cells }) => cells.map((cell) => (cell && !cell.isSmall ? (cell.value ?? 0) : 0)))
  )
  const heads = columns.map(
    (hour, i) => `<text x="${at(LABELS + room * (i + 0.5))}" y="14" class="middle small">${hour}</text>`
  )
  const fields = rows.flatMap(({ label, cells }, row) => {
    const y = 22 + row * CELL
    const name = `<text x="0" y="${y + 23}">${text(label.slice(0, 3))}</text>`
    return [
      name,
      ...cells.map((cell, i) => {
        if (cell === null) return ''
        const x = LABELS + room * i
        const middle = at(x + room / 2)
        const depth = cell.isSmall ? '' : ` fill-opacity="${(0.06 + 0.36 * ((cell.value ?? 0) / most)).toFixed(2)}"`
        const field = `<rect x="${at(x)}" y="${y}" width="${at(room * 0.96)}" height="${CELL - 3}" class="${cell.isSmall ? 'few' : 'field'}"${depth}/>`
        const value = cell.isSmall ? '·' : percentWords(cell.value ?? 0)
        const under = `<text x="${middle}" y="${y + 30}" class="middle tiny${cell.isSmall ? '' : ' inked'}">${countWords(cell.of ?? 0)}</text>`
        return link(
          cell,
          `${field}<text x="${middle}" y="${y + 16}" class="middle value${cell.isSmall ? ' quiet' : ''}">${value}</text>${under}`
        )
      })
    ]
  })
  const below = `<text x="0" y="${22 + rows.length * CELL + 18}" class="small">Above: of 100 calls. Below: calls. A dot: fewer than 30, too few to say.</text>`
  return svg(22 + rows.length * CELL + 26, heads.join('') + fields.join('') + below)
}

const svg = (height: number, inner: string): string =>
  `<svg width="100%" height="${height}" aria-hidden="true" focusable="false">${inner}</svg>`
const at = (part: number): string => `${(part * 100).toFixed(3).replace(/\.?0+$/, '')}%`
const rect = (x: number, y: number, width: number, height: number, kind: string): string =>
  `<rect x="${at(x)}" y="${y}" width="${at(width)}" height="${height}" class="${kind}"/>`
const line = (x1: number, y1: number, x2: number, y2: number, kind: string): string =>
  `<line x1="${at(x1)}" y1="${y1.toFixed(1)}" x2="${at(x2)}" y2="${y2.toFixed(1)}" class="${kind}"/>`
const text = (plain: string): string => escaped(plain)

/** The next round share above: 1, 2 or 5 and noughts. */
function niceTop(part: number): number {
  for (const top of [0.01, 0.02, 0.04, 0.1, 0.2, 0.4, 0.6, 0.8]) if (part <= top) return top
  return 1
}

/** Text that stays text inside a page, in attributes too. */
export function escaped(plain: string): string {
  return plain.replace(/[&<>"']/g, (character) => entities[character]!)
}
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}
