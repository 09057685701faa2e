import type { Show } from '../search.ts'
import type { SheetHead, SheetRow } from '../work/messages.ts'

/** Rows under a tab that hold every word of the query, in name, firm, number or reason. */
export function filtered(rows: readonly SheetRow[], show: Show, query: string): readonly SheetRow[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  const digits = /^[\d\s()+.-]{3,}$/.test(query) ? query.replace(/\D/g, '') : ''
  if (wanted.length === 0 && show === 'all') return rows
  return rows.filter((row) => {
    if (!isShown(row, show)) return false
    if (digits !== '' && row.phone?.includes(digits)) return true
    if (wanted.length === 0) return true
    const text = `${row.name} ${row.company} ${row.why}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}

function isShown(row: SheetRow, show: Show): boolean {
  switch (show) {
    case 'all':
      return true
    case 'callable':
      return row.callable
    default:
      return row.action === show
  }
}

/** How many leads are under a tab. */
export function countUnder({ summary }: SheetHead, show: Show): number {
  switch (show) {
    case 'all':
      return summary.rows - summary.bad
    case 'callable':
      return summary.callableNow
    case 'at_the_beep':
      return summary.atTheBeep
    case 'leave':
    case 'skip':
    case 'ask':
    case 'stopped':
      return summary[show]
  }
}

/** What the table draws: a heading where a group begins, then its rows. */
export type Drawn =
  | { readonly kind: 'group'; readonly group: number; readonly count: number }
  | { readonly kind: 'row'; readonly row: SheetRow; readonly at: number }

export function drawnOf(rows: readonly SheetRow[]): readonly Drawn[] {
  const counts = new Map<number, number>()
  for (const { group } of rows) counts.set(group, (counts.get(group) ?? 0) + 1)
  const drawn: Drawn[] = []
  let last = -1
  for (const [at, row] of rows.entries()) {
    if (row.group !== last) drawn.push({ kind: 'group', group: row.group, count: counts.get(row.group) ?? 0 })
    last = row.group
    drawn.push({ kind: 'row', row, at })
  }
  return drawn
}
