import { readFileSync, statSync } from 'node:fs'
import { type Program } from '../../playbook/program.ts'
import { readPlaybook } from '../../playbook/read.ts'
import { pick, readShelf } from '../../playbook/shelf.ts'
import { Complaint, fileComplaint } from '../command/complaint.ts'
import { shelfFiles } from './shelf-folder.ts'

/** The playbook of `NAME`, `NAME@VERSION` or of a file; throws a complaint with the nearest name or what is wrong. */
export function playbookNamed(wanted: string, env: NodeJS.ProcessEnv = process.env): Program {
  return isFile(wanted) ? fromFile(wanted) : fromShelf(wanted, env)
}

/** Whether the words of a command line mean a file: a plain name is always one of the shelf. */
export function isFile(wanted: string): boolean {
  if (/[\\/]|\.ya?ml$/i.test(wanted)) return true
  return !/^[a-z][a-z0-9_-]*(@\d+)?$/.test(wanted) && (statSync(wanted, { throwIfNoEntry: false })?.isFile() ?? false)
}

/** Bytes of a playbook file as text; throws a complaint when it cannot be read or is not UTF-8. */
export function textOfFile(file: string): string {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw fileComplaint(file, error)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // The decoder says only that it failed; the reader needs to know what to do.
    throw new Complaint(`${file}: is not UTF-8; save it as UTF-8 and try again`)
  }
}

function fromFile(file: string): Program {
  const reading = readPlaybook(textOfFile(file))
  if (reading.kind === 'playbook') return reading.program
  throw wrong(file, reading.problems)
}

function fromShelf(wanted: string, env: NodeJS.ProcessEnv): Program {
  const files = shelfFiles(env)
  const [name = ''] = wanted.split('@')
  // Compiling is most of the start of a short command, so only texts that say this name are compiled at first.
  const likely = readShelf(files.filter(({ text }) => says(text, name)))
  const found = pick(likely, wanted)
  if (found.kind === 'found') return found.program
  const broken = likely.wrong[0]
  if (broken) throw wrong(broken.file, broken.problems)
  const all = pick(readShelf(files), wanted)
  if (all.kind === 'found') return all.program
  throw new Complaint(all.problem)
}

function says(text: string, name: string): boolean {
  return text.includes(name) && /^\s*["']?playbook["']?\s*:\s*["']?([\w-]+)/m.exec(text)?.[1] === name
}

function wrong(
  file: string,
  problems: readonly { readonly line: number; readonly column: number; readonly problem: string }[]
): Complaint {
  const [first] = problems
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more: aftertone check ${file})` : ''
  return new Complaint(`${file}:${first?.line ?? 1}:${first?.column ?? 1} ${first?.problem ?? 'is no playbook'}${more}`)
}

/** The text from which a playbook was read; what is stored and shown is what its author wrote. */
export function textOfPlaybook(wanted: string, program: Program, env: NodeJS.ProcessEnv = process.env): string {
  if (isFile(wanted)) return textOfFile(wanted)
  const found = shelfFiles(env).find(({ text }) => {
    const reading = says(text, program.name) ? readPlaybook(text) : null
    return reading?.kind === 'playbook' && reading.program.hash === program.hash
  })
  if (found === undefined) throw new Complaint(`${wanted}: the file of this playbook was changed just now; try again`)
  return found.text
}
