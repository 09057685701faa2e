import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { runQuietly } from '../../scripts/run-child.mjs'

/** Packages that are beside us in a bench and no dependency of ours; gone when disposed of. */
export type Packages = {
  readonly require: NodeJS.Require
  readonly [Symbol.dispose]: () => void
}

/** Installs packages into a temporary folder; null with a visible line where that cannot be done. */
export async function installed(names: readonly string[]): Promise<Packages | null> {
  const folder = mkdtempSync(join(tmpdir(), 'aftertone-bench-peers-'))
  const flags = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder]
  // Whatever npm starts runs on this Node.
  const env = { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) }
  const how = npm()
  const end = await runQuietly(how.command, [...how.args, 'install', ...flags, ...names], { cwd: folder, env }).catch(
    (error: unknown) => ({ code: 1, output: String(error) })
  )
  const dispose = (): void => rmSync(folder, { recursive: true, force: true })
  if (end.code === 0) return { require: createRequire(join(folder, 'package.json')), [Symbol.dispose]: dispose }
  dispose()
  console.log(`left out, since npm could not install it: ${names.join(', ')} (${lastLine(end.output)})`)
  return null
}

function npm(): { readonly command: string; readonly args: readonly string[] } {
  const script = process.env['npm_execpath']
  return script !== undefined && /npm-cli\.[cm]?js$/.test(script) && existsSync(script)
    ? { command: process.execPath, args: [script] }
    : { command: 'npm', args: [] }
}

export const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
