import { globSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Figure, FIGURES } from '../bench/_figure.ts'
import { root } from './bootstrap.mjs'
import { runChild } from './run-child.mjs'

/**
 * Runs every benchmark, or those whose path contains one of the arguments, one after the other and each for a bounded
 * time; then one table of all their figures.
 */
const limitMs = 5 * 60_000
const patterns = process.argv.slice(2)
const files = globSync('bench/**/*.ts', { cwd: root })
  .filter((path) => !path.endsWith('.test.ts') && !path.split(/[\\/]/).some((part) => part.startsWith('_')))
  .filter((path) => patterns.length === 0 || patterns.some((pattern) => path.includes(pattern)))
  .sort()
const missed: string[] = []
const table: (Figure & { readonly bench: string })[] = []
for (const file of files) {
  console.log(`\n${file}`)
  const end = await runChild(process.execPath, [join(root, file)], {
    cwd: root,
    timeout: limitMs,
    env: { ...process.env, BENCH_FIGURES: '1' },
    stdio: ['inherit', 'pipe', 'inherit'],
    onSpawn: ({ stdout }) =>
      createInterface({ input: stdout! }).on('line', (line) => {
        if (!line.startsWith(FIGURES)) return console.log(line)
        const figures = JSON.parse(line.slice(FIGURES.length)) as readonly Figure[]
        table.push(...figures.map((figure) => ({ bench: file, ...figure })))
      })
  })
  if (end.code !== 0) missed.push(end.signal === null ? file : `${file} (stopped after ${limitMs / 60_000} minutes)`)
}
if (table.length > 0) console.log(`\n${shown(table)}`)
if (missed.length > 0) console.log(`\nMissed their budget or failed: ${missed.join(', ')}`)
console.log(`\n${files.length - missed.length} of ${files.length} benchmarks within budget`)
process.exitCode = missed.length > 0 || files.length === 0 ? 1 : 0

function shown(rows: readonly (Figure & { readonly bench: string })[]): string {
  const cells = rows.map(({ bench, name, figure, unit, limit, ratio, budget, isMet }) => [
    bench.replace(/^bench.|\.ts$/g, ''),
    name,
    `${figure.toLocaleString('en')} ${unit}`,
    limit === null ? '' : limit.toLocaleString('en'),
    ratio === null ? '' : String(ratio),
    budget ?? '',
    isMet === null ? '' : isMet ? 'met' : 'missed'
  ])
  const all = [['bench', 'what', 'figure', 'limit', 'ratio', 'budget', ''], ...cells]
  const widths = all[0]!.map((_, i) => Math.max(...all.map((row) => row[i]!.length)))
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd()
    )
    .join('\n')
}
