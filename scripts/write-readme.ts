import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './bootstrap.mjs'

/**
 * The examples of README.md are what the commands print: every indented line that begins with `$ ` is run, and the
 * indented lines under it are replaced by its output. A line `…` at the end stands for the rest.
 */
const LONGEST = 18

/** README with every example run anew. */
export function withExamples(readme: string, run: (command: string) => string): string {
  const out: string[] = []
  const lines = readme.split('\n')
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    out.push(line)
    if (!line.startsWith('    $ ')) continue
    while (isOldOutput(lines, i + 1)) i++
    const printed = run(line.slice(6)).trimEnd().split('\n')
    const shown = printed.length > LONGEST ? [...printed.slice(0, LONGEST), '…'] : printed
    out.push(...shown.map((each) => (each === '' ? '' : `    ${each}`)))
    if (lines[i + 1] !== '') out.push('')
  }
  return out.join('\n')
}

/** An indented line that is no command, or a blank one with such a line after it. */
function isOldOutput(lines: readonly string[], at: number): boolean {
  const next = lines[at] === '' ? lines[at + 1] : lines[at]
  return next !== undefined && next.startsWith('    ') && !next.startsWith('    $ ')
}

/**
 * Runs examples one after the other in the clone, as a user does, with a data folder of their own that is not there yet.
 * How long a machine took, and that it sets itself up at first, is no part of what a command says.
 */
export async function inExampleHome<T>(work: (run: (command: string) => string) => T, within = tmpdir()): Promise<T> {
  const home = mkdtempSync(join(within, 'aftertone-readme-'))
  chmodSync(home, 0o711)
  const env: NodeJS.ProcessEnv = { ...process.env, COLUMNS: '96', NO_COLOR: '1', AFTERTONE_HOME: join(home, 'home') }
  delete env['DATABASE_URL']
  const run = (command: string): string => {
    const [program = '', ...args] = command.split(' ')
    const path = program === 'bin/aftertone' ? join(root, program) : program
    const { stdout, stderr } = spawnSync(path, args, { cwd: root, encoding: 'utf8', env })
    return (stdout + stderr).replace(/ in [\d.]+ s \(batch/, ' in 2.1 s (batch').replace(SETS_UP, '')
  }
  try {
    return work(run)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

const SETS_UP = /^(Setting up PostgreSQL; this happens once\.|The data of this installation lies in .*)\n/gm

if (import.meta.main) {
  const file = join(root, 'README.md')
  const readme = await inExampleHome((run) => withExamples(readFileSync(file, 'utf8'), run))
  writeFileSync(file, readme)
  console.log('The examples of README.md are written.')
}
