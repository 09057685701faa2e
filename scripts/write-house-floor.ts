import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Assumption } from '../src/simulate/assumption.ts'
import { assumptionGroups } from '../src/simulate/assumptions.ts'

/** Writes floors/house.yaml, every number that the invented people follow, from the table: `node scripts/write-house-floor.ts`. */
export const houseFloorPath = join(import.meta.dirname, '..', 'floors', 'house.yaml')

/** The file as the table of today makes it. */
export function houseFloorText(): string {
  const lines = [
    '# Every number that the invented people follow. Copy this file under another name and change what you know better, or',
    '# write a short one with "from: house" and only your changes. Behind each number: its unit and range, what it rests',
    '# on (data: a figure; shrunk: a figure moved towards no effect; assumption: our guess), and the figures, which',
    '# docs/floor.md explains. Written by scripts/write-house-floor.ts.',
    'floor: house',
    'says: Average people as far as figures go; whether a message helps later calls differs from person to person.',
    'assumptions:'
  ]
  for (const { title, table } of assumptionGroups) {
    lines.push('', `  # ${title}`)
    for (const [name, assumption] of Object.entries(table)) lines.push('', ...entry(name, assumption))
  }
  return `${lines.join('\n')}\n`
}

function entry(name: string, { value, unit, min, max, basis, figures, says }: Assumption): readonly string[] {
  const source = [basis, ...figures].join(' ')
  return [...wrapped(says), `  ${name}: ${value} # ${unit}, ${min} to ${max}; ${source}`]
}

/** A sentence as comment lines of at most 120 characters. */
function wrapped(sentence: string): readonly string[] {
  const lines: string[] = []
  for (const word of sentence.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + word.length < 119) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(`  # ${word}`)
  }
  return lines
}

if (import.meta.main) writeFileSync(houseFloorPath, houseFloorText())
