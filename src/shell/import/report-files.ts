import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type RejectedRow, rejectedHeadings, rejectedLine } from '../../intake/rejected.ts'
import { csvLine } from '../../intake/spreadsheet-cell.ts'
import { fileComplaint } from '../command/complaint.ts'
import { type Tx } from '../store/doors.ts'

/** Rows that became no lead, as a file that can be repaired and imported again; made with its first row. */
export type RejectedFile = {
  readonly add: (row: RejectedRow, headings: readonly string[]) => void
  /** The name under which it stands whole, or null without any row. */
  readonly finish: () => string | null
  /** Takes back what is not finished. */
  readonly close: () => void
}

const FLUSH = 64 << 10

export function rejectedFile(source: string, home: string): RejectedFile {
  let open: Written | null = null
  return {
    add(row, headings) {
      if (open === null) (open = begin(source, home, 'rejected')).write(`\ufeff${rejectedHeadings(headings)}`)
      open.write(rejectedLine(row, headings))
    },
    finish() {
      const name = open?.finish() ?? null
      open = null
      return name
    },
    close: () => open?.discard()
  }
}

/** Rows that are kept for a human, as a file: what contradicts, the leads that are meant, and the cells. */
export async function writeConflicts(tx: Tx, importId: number, source: string, home: string): Promise<string> {
  const file = begin(source, home, 'conflicts')
  try {
    file.write(`\ufeff${csvLine(['row', 'reason', 'leads', 'cells'])}`)
    for (let after = -1; ;) {
      const { rows } = await tx.query<{ row_no: number; reason: string; cells: string[]; leads: string }>({
        text: `select c.row_no, c.reason, c.cells, (select string_agg(l.id || ' ' ||
            coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.name, l.external_id, ''), '; ' order by l.id)
            from lead l where l.org = $1 and l.id = any(c.leads)) as leads
          from import_conflict c where c.org = $1 and c.import_id = $2 and c.row_no > $3 order by c.row_no limit 1000`,
        values: [tx.org, importId, after]
      })
      if (rows.length === 0) return file.finish()
      for (const { row_no, reason, leads, cells } of rows)
        file.write(csvLine([String(row_no), reason, leads ?? '', ...cells]))
      after = rows.at(-1)!.row_no
    }
  } catch (error) {
    file.discard()
    throw error
  }
}

type Written = { readonly write: (text: string) => void; readonly finish: () => string; readonly discard: () => void }

/** Beside the list, or in the data folder where nothing may be written beside it; under its name only when whole. */
function begin(source: string, home: string, what: 'rejected' | 'conflicts'): Written {
  const beside = source === '-' ? null : `${source}.${what}.csv`
  const folder = join(home, 'imports')
  const elsewhere = join(folder, `${source === '-' ? 'standard-input' : basename(source)}.${what}.csv`)
  let target = beside ?? elsewhere
  let descriptor: number
  const part = (name: string): string => `${name}.${process.pid}.part`
  try {
    if (beside === null) mkdirSync(folder, { recursive: true, mode: 0o700 })
    descriptor = openSync(part(target), 'w', 0o600)
  } catch (error) {
    if (beside === null) throw fileComplaint(target, error)
    target = elsewhere
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      descriptor = openSync(part(target), 'w', 0o600)
    } catch {
      // What stood in the way beside the list is what the reader can do something about.
      throw fileComplaint(beside, error)
    }
  }
  let text = ''
  const flush = (): void => {
    try {
      const bytes = Buffer.from(text)
      for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done)
    } catch (error) {
      throw fileComplaint(target, error)
    }
    text = ''
  }
  return {
    write(more) {
      text += more
      if (text.length >= FLUSH) flush()
    },
    finish() {
      flush()
      closeSync(descriptor)
      renameSync(part(target), target)
      return target
    },
    discard() {
      closeSync(descriptor)
      rmSync(part(target), { force: true })
    }
  }
}
