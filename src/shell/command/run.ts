import { CommanderError } from 'commander'
import { OutsideError } from '../outside-error.ts'
import { Complaint, codeOf, messageOf } from './complaint.ts'
import { ReaderGone } from './terminal.ts'

/**
 * Runs a command to its end and turns whatever it throws into one line and an exit code: 1 failed, 2 wrong usage. A
 * reader that has gone away is no failure.
 */
export async function runCommand(act: () => Promise<unknown>): Promise<void> {
  // Help may be piped into something that reads one line of it; answers hear of their own failures, see terminal.ts.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  try {
    await act()
  } catch (error) {
    const { code, line } = failureOf(error)
    process.exitCode = code
    if (line !== null) process.stderr.write(`${line}\n`)
    // What is still being read must not keep a command alive that has failed.
    process.stdin.destroy()
  }
}

/** What a failure comes to: the exit code, and the line that says it; null where the reader was told already, or is gone. */
export function failureOf(error: unknown): { readonly code: number; readonly line: string | null } {
  return { code: exitCodeOf(error), line: lineOf(error) }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ReaderGone) return 0
  if (error instanceof Complaint) return error.code
  // Help and version that were asked for end with 0; everything else of commander is wrong usage.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  return 1
}

function lineOf(error: unknown): string | null {
  if (error instanceof ReaderGone || error instanceof CommanderError) return null
  if (error instanceof Complaint || error instanceof OutsideError) return error.message
  const code = codeOf(error)
  return `Aftertone failed: ${messageOf(error)}${code && !messageOf(error).includes(code) ? ` (${code})` : ''}`
}
