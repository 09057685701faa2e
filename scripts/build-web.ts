import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './run-child.mjs'
import { withSetupLock } from './setup-lock.mjs'

/**
 * Builds the web app into dist/web unless the build there is of these very sources; returns that folder.
 * The new build takes the old one's place in one step, so a server never serves half of one.
 */
export async function buildWeb(root: string, say: (line: string) => void): Promise<string> {
  const folder = join(root, 'dist', 'web')
  if (isBuiltFrom(folder, sourceHash(root))) return folder
  return await withSetupLock(root, say, async () => {
    const hash = sourceHash(root)
    if (isBuiltFrom(folder, hash)) return folder
    say('Building the web app.')
    const fresh = `${folder}.new`
    await vite(root, fresh)
    writeFileSync(join(fresh, '.built-from'), hash)
    rmSync(folder, { recursive: true, force: true })
    renameSync(fresh, folder)
    return folder
  })
}

function isBuiltFrom(folder: string, hash: string): boolean {
  const stamp = join(folder, '.built-from')
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

async function vite(root: string, outDir: string): Promise<void> {
  mkdirSync(outDir, { recursive: true })
  const args = [
    'build',
    '--config',
    'src/web/vite.config.ts',
    '--outDir',
    outDir,
    '--emptyOutDir',
    '--logLevel',
    'warn'
  ]
  const command = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  // Whoever runs the tests has NODE_ENV=test; what is built here is always what people get.
  const env = { ...process.env, NODE_ENV: 'production' }
  const result = await runQuietly(process.execPath, [command, ...args], { cwd: root, env })
  if (result.code !== 0) throw new Error(`The web app could not be built:\n${result.output.trim()}`)
}

/** The web app is made of src (the server's own rooms and the tests apart), the built-in playbooks and the packages. */
function sourceHash(root: string): string {
  const files = globSync(['src/**/*.*', 'playbooks/**/*.*', 'law/*.json', 'examples/leads.csv'], {
    cwd: root,
    exclude: (path) => /^src[\\/]shell$/.test(path)
  })
    .filter((path) => !/\.(test\.tsx?|md)$/.test(path))
    .sort()
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}
