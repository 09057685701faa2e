/**
 * Whether a row is one of the lines that reports print below their rows: one filled cell in a known shape, or a total
 * with nothing but counts and sums beside it. That a row is short makes it no footer.
 */
export function isFooter(cells: readonly string[]): boolean {
  const at = cells.findIndex(isFilled)
  const first = at < 0 ? '' : cells[at]!.trim()
  if (first === '' || first.length > 200) return false
  // Nearly every row leaves here, at its second cell.
  if (cells.findIndex((cell, index) => index > at && isFilled(cell)) >= 0 && !NOTICE.test(first) && !TOTAL.test(first))
    return false
  const filled = cells.filter(isFilled)
  if (filled.length === 1) return LINES.some((line) => line.test(first))
  // "salesforce.com, inc." may stand without quotes.
  if (at === 0 && NOTICE.test(first) && filled.length <= 4) return true
  if (filled.length > 12) return false
  return TOTAL.test(first) && filled.slice(1).every((cell) => SUM.test(cell.trim()))
}

const isFilled = (cell: string): boolean => cell !== '' && cell.trim() !== ''

const NOTICE = /^(?:copyright\b|©|\(c\)\s*\d{4}|confidential\b)/i
const TOTAL = /^(?:grand |sub)?totals?(?: (?:records?|rows?|leads?|contacts?|count))?:?$/i
const SUM = /^[$€£]?[\d.,]{1,9}$/
const LINES: readonly RegExp[] = [
  NOTICE,
  TOTAL,
  /^(?:grand |sub)?totals?(?: (?:records?|rows?|leads?|contacts?|count))?\s*[:=(]\s*[\d.,]{1,9}\)?$/i,
  /^\(?[\d.,]{1,9} (?:rows?|records?|leads?|contacts?|results?)(?: (?:in total|total|exported|selected|found))?\)?\.?$/i,
  /^(?:generated|exported|created|printed|prepared|run) (?:by|on|at|from)\b/i,
  /^report\b.{0,150}$/i,
  /^(?:end of (?:report|file|list)|\*+ ?end ?\*+|--- ?end ?---)\.?$/i,
  /^[\p{L}\p{N} &'-]{1,80} report$/iu
]
