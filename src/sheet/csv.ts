import { stringify } from 'csv-stringify/sync'
import { type SheetFormat } from './format.ts'
import { type BadRow, type SheetRow } from './sheet-row.ts'

/**
 * The sheet for a spreadsheet: one row a lead, then one for each row of the file that is no lead (group `bad`). A text
 * that a spreadsheet would run as a formula gets an apostrophe before it. Numbers of telephones keep their plus: a
 * plus before digits alone computes to nothing but the number.
 */
export function csvFormat(): SheetFormat {
  return {
    begin: () => csvLine(columns.map(([name]) => name)),
    group: () => '',
    line: (row) => csvLine(columns.map(([, cell]) => cell(row))),
    bad: badLine,
    end: () => ''
  }
}

const columns: readonly (readonly [name: string, cell: (row: SheetRow) => string | number | null | undefined])[] = [
  ['group', (row) => row.group],
  ['row', (row) => row.row],
  ['name', (row) => row.name],
  ['company', (row) => row.company],
  ['phone', (row) => row.phone],
  ['local', (row) => row.local],
  ['callable', (row) => (row.callable ? 'yes' : 'no')],
  ['until', (row) => row.until],
  ['from', (row) => row.from],
  ['rule_id', (row) => row.ruleId],
  ['why', (row) => row.why],
  ['remedy', (row) => row.remedy],
  ['voicemail', (row) => row.voicemail.action],
  ['suggest', ({ voicemail }) => ('suggest' in voicemail ? voicemail.suggest : '')],
  ['purpose', (row) => row.voicemail.message?.purpose],
  ['slots', (row) => row.voicemail.message?.slots.join(' ')],
  ['max_seconds', (row) => row.voicemail.message?.maxSeconds],
  ['mode', (row) => row.voicemail.message?.mode],
  ['recording', (row) => row.voicemail.message?.recording],
  ['rule', (row) => row.voicemail.rule],
  ['because', (row) => row.voicemail.because],
  ['figure', (row) => row.voicemail.figure],
  ['probability', (row) => row.voicemail.probability],
  ['next_channel', (row) => row.next?.channel],
  ['next_to', (row) => row.next?.to],
  ['next_at', (row) => row.next?.at],
  ['next_because', (row) => row.next?.because],
  ['ends', (row) => row.ends?.how],
  ['ends_because', (row) => row.ends?.because],
  ['stop', (row) => row.stop?.reason],
  ['warnings', (row) => row.warnings.join('; ')]
]

const WHY = columns.findIndex(([name]) => name === 'why')

function badLine({ row, bad }: BadRow): string {
  const cells: (string | number)[] = columns.map(() => '')
  cells[0] = 'bad'
  cells[1] = row
  cells[WHY] = bad
  return csvLine(cells)
}

function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return stringify([cells.map((cell) => (typeof cell === 'string' ? safeCell(cell) : (cell ?? '')))], {
    record_delimiter: 'windows'
  })
}

/** The text as a spreadsheet shows it and never runs it; the characters are those of OWASP’s CSV injection page. */
export function safeCell(text: string): string {
  return RUNS.test(text) && !PHONE.test(text) ? `'${text}` : text
}

const RUNS = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/
const PHONE = /^\+\d{7,15}$/
