import { didYouMean } from '../facts/nearest.ts'
import { type Program } from './program.ts'
import { type Problem, readPlaybook } from './read.ts'

/** A file as it lies on the shelf: its name without folders, and its text. */
export type ShelfFile = { readonly file: string; readonly text: string }
export type Shelf = {
  readonly programs: readonly Program[]
  readonly wrong: readonly { readonly file: string; readonly problems: readonly Problem[] }[]
}

/** Every playbook of a folder, compiled; files that do not compile are named with what is wrong. */
export function readShelf(files: readonly ShelfFile[]): Shelf {
  const programs: Program[] = []
  const wrong: Shelf['wrong'][number][] = []
  for (const { file, text } of [...files].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    const reading = readPlaybook(text)
    if (reading.kind === 'wrong') wrong.push({ file, problems: reading.problems })
    else if (programs.some((other) => other.name === reading.program.name && other.label === reading.program.label))
      wrong.push({
        file,
        problems: [
          {
            line: 1,
            column: 1,
            problem: `there is another ${reading.program.name}@${reading.program.label} on the shelf`
          }
        ]
      })
    else programs.push(reading.program)
  }
  return { programs, wrong }
}

/** The playbook of a name: `NAME@VERSION`, or `NAME` for its newest version. */
export function pick(
  shelf: Shelf,
  wanted: string
): { readonly kind: 'found'; readonly program: Program } | { readonly kind: 'missing'; readonly problem: string } {
  const at = wanted.indexOf('@')
  const name = at < 0 ? wanted : wanted.slice(0, at)
  const label = at < 0 ? undefined : wanted.slice(at + 1)
  const versions = shelf.programs.filter((program) => program.name === name)
  const found = label === undefined ? newest(versions) : versions.find((program) => program.label === label)
  if (found) return { kind: 'found', program: found }
  if (versions.length > 0)
    return missing(`${name} has no version ${label}; there are ${versions.map((program) => program.label).join(', ')}`)
  const names = [...new Set(shelf.programs.map((program) => program.name))]
  if (names.length === 0) return missing(`no playbook is called ${name}: there are none`)
  return missing(`no playbook is called ${name}${didYouMean(name, names) || '.'} There are ${names.join(', ')}`)
}

const missing = (problem: string) => ({ kind: 'missing', problem }) as const

function newest(versions: readonly Program[]): Program | undefined {
  return versions.toSorted((a, b) => Number(b.label) - Number(a.label))[0]
}

/** The newest version of each playbook, in the order of their names. */
export function newestOfEach(shelf: Shelf): readonly Program[] {
  return [...new Set(shelf.programs.map((program) => program.name))]
    .toSorted()
    .map((name) => newest(shelf.programs.filter((program) => program.name === name))!)
}
