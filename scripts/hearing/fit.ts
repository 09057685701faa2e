import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import prettier from 'prettier'
import { oracleOf, type TreeTable } from '../../src/listen/trees.ts'
import { type Growing, grownTrees, type Moment } from './grow-trees.ts'
import { hearSet } from './hear.ts'
import { callsOf, type MadeCall, makeSet } from './make.ts'
import { momentsOf } from './moments.ts'

/**
 * Makes the training calls, asks the voice model about them, and grows the table of who answers (src/listen/who-table.json)
 * on them; says what the same way of growing does with voices it was not grown on. Takes an hour on two cores at first.
 */
const growing: Growing = {
  ...{ trees: 48, depth: 4, pace: 0.18, leafWeight: 12 },
  used: [
    ...(['onset', 'since_onset', 'spoken', 'spoken_any', 'silent', 'silent_any', 'first_run', 'longest_run'] as const),
    ...(['runs', 'longest_rest', 'run', 'snr_db', 'speech', 'near_share'] as const)
  ]
}
const FOLDS = 5
const spoken = ['human', 'machine_greeting', 'ivr', 'screening', 'full']

await makeSet('train')
await hearSet('train')
const calls = callsOf('train').filter(({ label }) => spoken.includes(label))
const known = calls.map((call) => ({ call, moments: momentsOf('train', call) }))
process.stderr.write(`${known.length} calls, ${known.reduce((sum, { moments }) => sum + moments.length, 0)} moments\n`)

if (process.argv.includes('--curve'))
  for (const share of [0.1, 0.25, 0.5, 1]) said(`${share * 100} % of the calls`, tried(share))
const table = grownTrees(
  known.flatMap(({ moments }) => moments),
  growing
)
const path = join(import.meta.dirname, '..', '..', 'src', 'listen', 'who-table.json')
writeFileSync(path, await prettier.format(JSON.stringify(table), { parser: 'json', printWidth: 120 }))
said(
  'all calls, seen while growing',
  known.map(({ call, moments }) => outcome(call, moments, table))
)

type Outcome = { readonly isMachine: boolean; readonly end: number; readonly most: number; readonly least: number }

/** Every voice is judged once by a table that was grown without it. */
function tried(share: number): readonly Outcome[] {
  const voices = [...new Set(calls.map(({ voice }) => voice))].toSorted()
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const isOut = ({ voice }: MadeCall): boolean => voices.indexOf(voice) % FOLDS === fold
    const within = known.filter(({ call }) => !isOut(call)).filter((_, i) => (i * 7919) % 1000 < 1000 * share)
    const grown = grownTrees(
      within.flatMap(({ moments }) => moments),
      growing
    )
    return known.filter(({ call }) => isOut(call)).map(({ call, moments }) => outcome(call, moments, grown))
  })
}

function outcome(call: MadeCall, moments: readonly Moment[], table: TreeTable): Outcome {
  const ask = oracleOf(table)
  const chances = moments.map(({ traits }) => ask(traits))
  return {
    isMachine: call.label !== 'human',
    end: chances.at(-1) ?? 0,
    most: Math.max(0, ...chances),
    least: Math.min(1, ...chances)
  }
}

function said(name: string, outcomes: readonly Outcome[]): void {
  const people = outcomes.filter(({ isMachine }) => !isMachine)
  const machines = outcomes.filter(({ isMachine }) => isMachine)
  const share = (of: readonly Outcome[], isSo: (one: Outcome) => boolean): string =>
    `${((100 * of.filter(isSo).length) / of.length).toFixed(1)} %`
  const parts = [0.8, 0.85, 0.9, 0.95].map(
    (limit) =>
      `${limit}: people ${share(people, ({ most }) => most >= limit)}, machines ${share(machines, ({ most }) => most >= limit)}`
  )
  console.log(`${name}\n  called a machine at ${parts.join('\n                   at ')}`)
}
