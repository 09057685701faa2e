import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Basis } from '../src/simulate/assumption.ts'
import { assumptionNames, assumptionTable } from '../src/simulate/assumptions.ts'
import { figures } from '../src/simulate/figures.ts'

/** Writes the figures into docs/floor.md, which is otherwise written by hand: `node scripts/write-floor-doc.ts`. */
export const floorDocPath = join(import.meta.dirname, '..', 'docs', 'floor.md')

const BEGIN = '<!-- figures: written by scripts/write-floor-doc.ts -->'
const END = '<!-- end of figures -->'

/** The page with the figures of today between its two marks. */
export function floorDoc(page: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`docs/floor.md has lost its marks: put ${BEGIN} and ${END} back`)
  return `${page.slice(0, from)}${BEGIN}\n\n${counted()}\n\n${table()}\n\n${page.slice(to)}`
}

function counted(): string {
  const of = (basis: Basis): number => assumptionNames.filter((name) => assumptionTable[name].basis === basis).length
  return `Of ${assumptionNames.length} numbers ${of('data')} repeat a figure, ${of('shrunk')} are shrunk, and ${of('assumption')} are assumptions.`
}

function table(): string {
  const rows = Object.entries(figures).map(([id, { says, trust, from }]) => {
    const names = assumptionNames.filter((name) => assumptionTable[name].figures.includes(id))
    return `| ${id} | ${says} | ${trust} | ${from} | ${names.map((name) => `\`${name}\``).join(', ')} |`
  })
  return ['| id | figure | trust | source | behind |', '|---|---|---|---|---|', ...rows].join('\n')
}

if (import.meta.main) writeFileSync(floorDocPath, floorDoc(readFileSync(floorDocPath, 'utf8')))
