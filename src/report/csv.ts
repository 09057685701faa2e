import { stringify } from 'csv-stringify/sync'
import { safeCell } from '../sheet/csv.ts'
import { type Report } from './report.ts'

/** The report as one flat table for a spreadsheet, a number a line. Shares and their bounds are parts of 1. */
export function reportCsv(report: Report): string {
  const lines = report.sections.flatMap(({ id, tables }) =>
    tables.flatMap((table) =>
      table.rows.flatMap(({ label, cells }) =>
        cells.flatMap((cell, i) => {
          if (cell.kind === 'words') {
            if (cell.value === null) return []
            const { number, unit } = cell.value
            return [[id, table.id, table.columns[i]!.id, '', label, '', '', number, null, null, null, null, unit]]
          }
          const value = cell.form === 'share' ? cell.count : cell.value
          const figure = cell.over === null ? cell.key : `${cell.key}/${cell.over}`
          return [
            [
              ...[id, table.id, table.columns[i]!.id, figure, label, cell.by, String(cell.group)],
              ...[value, cell.of, cell.form === 'share' ? cell.value : null, cell.low, cell.high, cell.unit]
            ]
          ]
        })
      )
    )
  )
  const heads = [
    'section',
    'table',
    'column',
    'figure',
    'label',
    'by',
    'group',
    'value',
    'of',
    'share',
    'low',
    'high',
    'unit'
  ]
  return stringify(
    [heads, ...lines].map((line) => line.map((cell) => (typeof cell === 'string' ? safeCell(cell) : (cell ?? '')))),
    {
      record_delimiter: 'windows'
    }
  )
}
