import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir, hostname, tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from './run-child.mjs'

/** The folder of the clone. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * Makes the clone ready to run and returns the command of its Node 26. Plain JavaScript, for any Node from 18 on.
 * The usual case reads two small files; `say` hears a line only when there is something to wait for.
 */
export async function prepare(say) {
  const ready = readStamp()
  if (ready !== undefined) return ready
  // What only a set-up needs is loaded only for one: the usual case is on the way of every command.
  const { withSetupLock } = await import('./setup-lock.mjs')
  return await withSetupLock(root, say, async () => {
    const readyByNow = readStamp()
    if (readyByNow !== undefined) return readyByNow
    if (!isInstalled()) await install(say)
    const { findNode26 } = await import('./node-26.mjs')
    const node = await findNode26(root, say)
    writeStamp(node)
    return node
  })
}

/** Prepares, then runs a file of ours under Node 26 with our own input, output and signals; resolves to how it ended. */
export async function runUnderNode26(entry, args, say) {
  const node = await prepare(say)
  // Compiled code and stripped types are kept between runs; a third of a short command's time is compiling.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.aftertone', 'compiled'), ...process.env }
  return await runChild(node, [resolve(root, entry), ...args], { env })
}

/** A line on stderr, which leaves stdout to the answer. */
export function sayOnStderr(line) {
  process.stderr.write(`${line}\n`)
}

function stampFile() {
  return join(root, 'node_modules', '.aftertone', 'ready.json')
}

/** The Node command that the last set-up found, when the lock file and the machine are still the same. */
function readStamp() {
  try {
    const stamp = JSON.parse(readFileSync(stampFile(), 'utf8'))
    const node = resolve(root, stamp.node)
    return stamp.lock === lockHash() && stamp.machine === machine() && existsSync(node) ? node : undefined
  } catch {
    // No stamp yet, or half a stamp: either way the long look decides.
    return undefined
  }
}

function writeStamp(node) {
  mkdirSync(dirname(stampFile()), { recursive: true })
  // Relative, so that a clone that is moved or copied goes on with its own Node.
  const place = node.startsWith(root) ? relative(root, node) : node
  writeFileSync(stampFile(), JSON.stringify({ lock: lockHash(), machine: machine(), node: place }))
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

function machine() {
  return `${process.platform}-${process.arch}-${hostname()}`
}

/** Whether node_modules holds what package-lock.json asks for on this platform, whoever installed it. */
function isInstalled() {
  const installedFile = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      !isForThisMachine(entry) ||
      (installed[path]?.version === entry.version && existsSync(join(root, path)))
  )
}

/** Of the optional packages those that name this very platform; the others may be missing by npm's own judgement. */
function isForThisMachine(entry) {
  if (!entry.optional) return true
  // The C library cannot be told from here cheaply, so packages that choose by it are not missed.
  if (entry.os === undefined || entry.cpu === undefined || entry.libc !== undefined) return false
  return [entry.os].flat().includes(process.platform) && [entry.cpu].flat().includes(process.arch)
}

/**
 * Installs by the lock file. No package of ours needs an install script, so none is run: one behaviour under every
 * npm and every setting. Development packages are part of it, because the web app is built from source.
 */
async function install(say) {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  say('Installing what package-lock.json names; this happens once and takes about a minute.')
  const stillAtIt = setInterval(() => say(`  still installing, ${seconds()} s`), 10_000)
  const { runQuietly } = await import('./run-child.mjs')
  const npm = npmCommand()
  const args = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error'
  ]
  const result = await runQuietly(npm.command, [...npm.args, ...args], {
    cwd: root,
    env: npmEnvironment(),
    shell: npm.isShellScript
  }).catch((error) => ({ code: 1, output: `npm could not be started: ${error.message}` }))
  clearInterval(stillAtIt)
  if (result.signal) throw new Error('The installation was interrupted; start again to repeat it.')
  if (result.code !== 0) {
    const why = result.output.trim().split('\n').slice(-15).join('\n')
    throw new Error(
      `"npm ci" failed in ${root}; when the network is back or the cause below is gone, start again.\n${why}`
    )
  }
  say(`Installed in ${seconds()} s.`)
}

/** The npm that started us with the Node it runs on, else the one in PATH. */
function npmCommand() {
  const script = process.env.npm_execpath
  if (script !== undefined && /npm-cli\.[cm]?js$/.test(script) && existsSync(script)) {
    return { command: process.env.npm_node_execpath ?? process.execPath, args: [script], isShellScript: false }
  }
  return { command: 'npm', args: [], isShellScript: process.platform === 'win32' }
}

/** npm keeps its cache in the home folder; an account without a usable one gets a cache among the temporary files. */
function npmEnvironment() {
  try {
    accessSync(homedir(), constants.W_OK)
    return process.env
  } catch {
    const account = process.getuid?.() ?? 'user'
    return { ...process.env, npm_config_cache: join(tmpdir(), `aftertone-npm-${account}`) }
  }
}
