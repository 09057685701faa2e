import { codeOf, fileComplaint } from './complaint.ts'
import { type Paint, plain, coloured } from './paint.ts'

/** Where an answer goes. Writing waits for a slow reader; `end` is called once, when all is said. */
export type Sink = { readonly write: (text: string | Uint8Array) => Promise<void>; readonly end: () => Promise<void> }

/** Thrown when the reader of our output has gone away: nothing is wrong, and nobody is left to tell. */
export class ReaderGone extends Error {}

/** Standard output, in pieces of any size. */
export function standardOutput(): Sink {
  let failure: Error | null = null
  const { stdout } = process
  stdout.on('error', (error) => {
    failure ??= codeOf(error) === 'EPIPE' ? new ReaderGone() : fileComplaint('standard output', error)
  })
  const flushed = (text: string | Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      stdout.write(text, () => (failure === null ? resolve() : reject(failure)))
    })
  return { write: flushed, end: () => flushed('') }
}

/** Columns to write in: those of the terminal, of COLUMNS, or 100 where nobody says. */
export function columnsOf(env: NodeJS.ProcessEnv = process.env): number {
  const said = process.stdout.columns ?? Number(env['COLUMNS'])
  return said >= 40 ? Math.min(said, 400) : 100
}

/** Colours on a terminal only, and not where NO_COLOR (no-color.org) or a dumb terminal says otherwise. */
export function paintFor(env: NodeJS.ProcessEnv = process.env): Paint {
  const wanted = process.stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  return wanted ? coloured : plain
}

export type Progress = { readonly say: (line: string) => void; readonly done: () => void }

/** A line on stderr that is written over and over; silent where stderr is no terminal. */
export function progress(): Progress {
  const { stderr } = process
  if (stderr.isTTY !== true) return { say: () => undefined, done: () => undefined }
  let last = 0
  const clear = '\r\u001b[K'
  return {
    say(line) {
      const now = performance.now()
      if (now - last < 150) return
      last = now
      stderr.write(`${clear}${line.slice(0, (stderr.columns ?? 80) - 1)}`)
    },
    done: () => void (last > 0 && stderr.write(clear))
  }
}

/** A line about what had to be done, apart from the answer. */
export function sayOnStderr(line: string): void {
  process.stderr.write(`${line}\n`)
}
