import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

export const root = join(import.meta.dirname, '..')

/** Nothing lies there: what a command says does not hang on the installation of whoever runs the tests. */
const home = process.env['AFTERTONE_HOME'] ?? join(tmpdir(), 'aftertone-nobody-lives-here')

/** How a command ended, and everything it said. */
export type Ended = {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export type Circumstances = {
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** Starts the command line as a user does, by its own file. */
export function startAftertone(args: readonly string[], { env = {}, cwd = root }: Circumstances = {}) {
  const compiled = join(root, 'node_modules', '.aftertone', 'compiled')
  return spawn(process.execPath, [join(root, 'src/cli.ts'), ...args], {
    cwd,
    env: { ...process.env, AFTERTONE_HOME: home, NODE_COMPILE_CACHE: compiled, NO_COLOR: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe']
  })
}

/** Runs a command to its end. */
export async function aftertone(args: readonly string[], circumstances: Circumstances = {}): Promise<Ended> {
  const child = startAftertone(args, circumstances)
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('close', (code, signal) => resolve([code, signal]))
  })
  // A command may refuse before it has read all that we give it.
  child.stdin.on('error', () => undefined)
  child.stdin.end(circumstances.stdin ?? '')
  const [out, err, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, signal, out, err }
}

/** The objects of an output that has one on each line. */
export function jsonLines(out: string): readonly Record<string, unknown>[] {
  const lines = out.split('\n')
  if (lines.pop() !== '') throw new Error('the last line of an output ends with a line end')
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}
