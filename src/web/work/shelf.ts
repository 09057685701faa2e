import { type Desk, deskFor } from '../../decide/answer.ts'
import type { Program } from '../../playbook/program.ts'
import { newestOfEach, pick, readShelf } from '../../playbook/shelf.ts'
import { here } from './law-here.ts'
import type { PlaybookCard } from './messages.ts'

const texts = import.meta.glob<string>('../../../playbooks/*.yaml', { query: '?raw', import: 'default', eager: true })
const shelf = readShelf(
  Object.entries(texts).map(([path, text]) => ({ file: path.slice(path.lastIndexOf('/') + 1), text }))
)

/** The built-in strategies in their newest versions, as the page lists them. */
export const programs: readonly Program[] = newestOfEach(shelf)

export const cards: readonly PlaybookCard[] = programs.map(({ name, label, hash, document }) => ({
  name,
  label,
  hash,
  title: document.title,
  summary: document.summary,
  voice: document.voice ?? document.source,
  pro: document.pro,
  contra: document.contra,
  assumed: document.assumed
}))

/** Files of the shelf that do not compile, one sentence each. */
export const wrong: readonly string[] = shelf.wrong.map(
  ({ file, problems }) => `${file}, line ${problems[0]?.line ?? 1}: ${problems[0]?.problem ?? 'it does not compile'}`
)

const desks = new Map<Program, Desk>()

/** The desk of a playbook, made once; an unknown name gets the first strategy of the shelf. */
export function deskOf(wanted: string): Desk {
  const picked = pick(shelf, wanted)
  const program = picked.kind === 'found' ? picked.program : programs[0]
  if (!program) throw new Error('The shelf of playbooks is empty.')
  const known = desks.get(program)
  if (known) return known
  const desk = deskFor(program, here)
  desks.set(program, desk)
  return desk
}
