import { globSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './bootstrap.mjs'
import { runChild } from './run-child.mjs'

/**
 * The long campaigns: mutation testing of the rooms that have a file in test/mutation, then every test/**\/*.long.ts.
 * Arguments keep the campaigns whose path contains one of them.
 */
const patterns = process.argv.slice(2)
const mutations = globSync('test/mutation/*.json', { cwd: root }).filter(isWanted).sort()
const campaigns = globSync('test/**/*.long.ts', { cwd: root }).filter(isWanted).sort()
const failed: string[] = []
for (const config of mutations) {
  await runStep(config, ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', config])
}
if (campaigns.length > 0) {
  await runStep('test/**/*.long.ts', [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'vitest.long.config.ts',
    ...campaigns
  ])
}
const count = mutations.length + campaigns.length
console.log(
  count === 0
    ? `No campaign matches ${patterns.join(' ')}.`
    : `\n${count} campaigns, failed: ${failed.join(', ') || 'none'}`
)
process.exitCode = failed.length > 0 || count === 0 ? 1 : 0

async function runStep(name: string, args: readonly string[]): Promise<void> {
  console.log(`\n${name}`)
  const [script = '', ...rest] = args
  const end = await runChild(process.execPath, [join(root, script), ...rest], { cwd: root })
  if (end.code !== 0) failed.push(name)
}

function isWanted(path: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => path.includes(pattern))
}
