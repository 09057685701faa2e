import { join } from 'node:path'
import { progress, type Progress } from './terminal.ts'

/** Folder of the clone, where the packages lie. */
export const root = join(import.meta.dirname, '..', '..', '..')

export function sayOnStderr(line: string): void {
  process.stderr.write(`${line}\n`)
}

export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}

export function databasesInWords(databases: readonly string[]): string {
  return databases.length === 1 ? `database ${databases[0]}` : `${databases.length} databases (${databases.join(', ')})`
}

/** How far it is and how fast, on a terminal. */
export function rateProgress(
  doing: string
): Pick<Progress, 'done'> & { readonly report: (done: number, whole: number) => void } {
  const line = progress()
  const began = performance.now()
  return {
    report(done, whole) {
      const rate = done / 1e6 / Math.max(0.001, (performance.now() - began) / 1000)
      line.say(`${doing}: ${megabytes(done)} of about ${megabytes(Math.max(done, whole))} MB, ${rate.toFixed(0)} MB/s`)
    },
    done: line.done
  }
}
