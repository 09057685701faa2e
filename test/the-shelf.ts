import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Shelf, readShelf } from '../src/playbook/shelf.ts'

const folder = join(import.meta.dirname, '..', 'playbooks')

/** The playbooks that ship, read from their files. */
export const shelf: Shelf = readShelf(
  readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
)
