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
  const drawn: Drawn[] = []
  let heading = -1
  for (const [at, row] of rows.entries()) {
    const last = at > 0 ? rows[at - 1]!.group : -1
    if (row.group !== last) {
      heading = drawn.push({ kind: 'group', group: row.group, count: 0 }) - 1
    }
    const group = drawn[heading] as Extract<Drawn, { kind: 'group' }>
    drawn[heading] = { ...group, count: group.count + 1 }
    drawn.push({ kind: 'row', row, at })
  }
  return drawn
}
