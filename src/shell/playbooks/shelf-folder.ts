import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type ShelfFile } from '../../playbook/shelf.ts'
import { fileComplaint } from '../command/complaint.ts'

/** The playbooks that come with the house, beside the code and not where the command is run. */
export const houseShelf = join(import.meta.dirname, '..', '..', '..', 'playbooks')

/** Texts of every playbook of the house and of the folder that AFTERTONE_PLAYBOOKS names. */
export function shelfFiles(env: NodeJS.ProcessEnv = process.env): readonly ShelfFile[] {
  const own = env['AFTERTONE_PLAYBOOKS']?.trim()
  return [...filesIn(houseShelf, false), ...(own ? filesIn(own, true) : [])]
}

/** Files of the house are named without their folder, those of the team as they can be opened from here. */
function filesIn(folder: string, named: boolean): ShelfFile[] {
  try {
    return readdirSync(folder)
      .filter((file) => /\.ya?ml$/i.test(file))
      .map((file) => ({
        file: named ? join(folder, file) : basename(file),
        text: readFileSync(join(folder, file), 'utf8')
      }))
  } catch (error) {
    throw fileComplaint(named ? `AFTERTONE_PLAYBOOKS ${folder}` : folder, error)
  }
}
