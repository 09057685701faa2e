/**
 * A cell as a spreadsheet shows it and never runs it: an apostrophe before what would be a formula, the characters
 * being those of OWASP's CSV injection page. A text that begins with apostrophes before such a character gets one
 * more, so that `fromCell` takes back exactly what `toCell` put. Bare telephone numbers keep their plus: it computes
 * to nothing but the number.
 */
export function toCell(text: string): string {
  return RUNS.test(text) && !PHONE.test(text) ? `'${text}` : text
}

/** The text of a cell without the apostrophe that kept a spreadsheet from running it. */
export function fromCell(cell: string): string {
  return cell.charCodeAt(0) === APOSTROPHE && RUNS.test(cell) ? cell.slice(1) : cell
}

/** One line of CSV, cells in quotes where they must be, ended as Excel ends it. */
export function csvLine(cells: readonly string[]): string {
  let line = ''
  for (let at = 0; at < cells.length; at++) line += (at === 0 ? '' : ',') + written(toCell(cells[at]!))
  // A row of one empty cell would be an empty line.
  return `${line === '' ? '""' : line}\r\n`
}

function written(cell: string): string {
  return MUST_QUOTE.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell
}

const APOSTROPHE = 39
const RUNS = /^'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/
const PHONE = /^\+\d{7,15}$/
const MUST_QUOTE = /[",;|\t\r\n]|^\s|\s$/
