import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { didYouMean } from '../../facts/nearest.ts'
import { type Assumptions } from '../../simulate/assumptions.ts'
import { readFloor } from '../../simulate/floor-file.ts'
import { Complaint } from '../command/complaint.ts'
import { root } from '../command/setting.ts'
import { isFile, textOfFile } from '../playbooks/playbook-named.ts'

const shelf = join(root, 'floors')

/** A floor as it may be worked on: its name, what it is, and what is assumed on it. */
export type NamedFloor = { readonly name: string; readonly says: string; readonly assumptions: Assumptions }

/** Names of the floors that ship, in the order of the alphabet. */
export function floorNames(): readonly string[] {
  return readdirSync(shelf)
    .flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : []))
    .sort()
}

/** The floor of a name or of a file; throws a complaint with the nearest name, or with what is wrong and where. */
export function floorNamed(wanted: string): NamedFloor {
  const isOwn = isFile(wanted)
  const text = isOwn ? textOfFile(wanted) : textOnShelf(wanted)
  if (text === null) {
    const names = floorNames()
    throw new Complaint(`no floor is called ${wanted}${didYouMean(wanted, names)}; there are ${names.join(', ')}`)
  }
  const reading = readFloor(text, textOnShelf)
  if (reading.kind === 'ok') return reading.floor
  const file = isOwn ? wanted : join('floors', `${wanted}.yaml`)
  throw new Complaint(
    reading.problems.map(({ line, column, problem }) => `${file}:${line}:${column} ${problem}`).join('\n')
  )
}

function textOnShelf(name: string): string | null {
  const file = join(shelf, `${name}.yaml`)
  return /^[a-z][a-z0-9-]*$/.test(name) && existsSync(file) ? readFileSync(file, 'utf8') : null
}
