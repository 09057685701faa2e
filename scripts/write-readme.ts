import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
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

/** What a command prints, run in the clone as a user does. */
export function runExample(command: string): string {
  const [program = '', ...args] = command.split(' ')
  const path = program === 'bin/aftertone' ? join(root, program) : program
  const { stdout, stderr } = spawnSync(path, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '96', NO_COLOR: '1' }
  })
  return stdout + stderr
}

if (import.meta.main) {
  const file = join(root, 'README.md')
  writeFileSync(file, withExamples(readFileSync(file, 'utf8'), runExample))
  console.log('The examples of README.md are written.')
}
