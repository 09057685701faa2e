import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import { runQuietly } from './run-child.mjs'

/** True where packages come from a Debian archive through apt. */
export function isDebian() {
  return existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-deb') && /^ID="?debian"?$/m.test(osRelease())
}

/**
 * Downloads Debian packages and unpacks them under `folder`, without root and without touching the host's package state;
 * `withDependencies` adds every package they need that the host lacks. Resolves to the file names of the packages.
 * Sources, keys and signature checks are the host's own. `folder` appears whole or not at all.
 */
export async function unpackPackages(names, folder, withDependencies) {
  mkdirSync(dirname(folder), { recursive: true })
  const work = mkdtempSync(join(dirname(folder), '.unpacking-'))
  try {
    const apt = privateApt(work)
    await aptGet(apt, ['update'], 'reading the package lists')
    const wanted = withDependencies ? ['install', '--yes', '--no-install-recommends', '--download-only'] : ['download']
    const archives = join(work, 'archives')
    await aptGet(apt, [...wanted, ...names], `downloading ${names.join(', ')}`, archives)
    const packages = readdirSync(archives).filter((name) => name.endsWith('.deb'))
    for (const name of packages) await unpackPackage(join(archives, name), join(work, 'root'))
    if (packages.length === 0) throw new Error(`apt found nothing to download for ${names.join(', ')}.`)
    rmSync(folder, { recursive: true, force: true })
    renameSync(join(work, 'root'), folder)
    return packages
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Installs packages into the system, for a root that owns the machine (a build machine); throws when apt does. */
export async function installPackages(names) {
  const install = ['install', '--yes', '--no-install-recommends', ...names]
  const first = await runQuietly('/usr/bin/apt-get', install, { env: aptEnvironment() })
  if (first.code === 0) return
  // No lists on a fresh machine, or lists older than the archive: both are cured by reading them again.
  await aptGet([], ['update'], 'reading the package lists')
  await aptGet([], install, `installing ${names.join(', ')}`)
}

/** Lays the files of one package under `folder`; nothing of the package is run. */
export async function unpackPackage(file, folder) {
  const unpacked = await runQuietly('/usr/bin/dpkg-deb', ['-x', file, folder])
  if (unpacked.code !== 0) throw new Error(`Unpacking ${file} failed:\n${tail(unpacked.output)}`)
}

export async function aptGet(options, args, doing, cwd = '/') {
  const result = await runQuietly('/usr/bin/apt-get', [...options, ...args], { cwd, env: aptEnvironment() })
  if (result.code !== 0) throw new Error(`apt-get failed while ${doing}:\n${tail(result.output)}`)
}

/** Options for an apt of our own: own lists and cache, the host's sources, keys and knowledge of what is installed. */
function privateApt(work) {
  for (const part of ['lists/partial', 'archives/partial', 'cache', 'root']) {
    mkdirSync(join(work, part), { recursive: true })
  }
  const settings = {
    'Dir::State::lists': join(work, 'lists'),
    'Dir::Cache': join(work, 'cache'),
    'Dir::Cache::archives': join(work, 'archives'),
    'Debug::NoLocking': 'true',
    'APT::Sandbox::User': 'root',
    'APT::Get::List-Cleanup': 'false',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3'
  }
  return [...withoutHooks(work), ...aptSettings(settings)]
}

export function aptSettings(settings) {
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
}

export function withoutHooks(work) {
  const config = join(work, 'apt.conf')
  // Hooks of the host act on the host's own cache, which is none of our business. Only a -c file may clear them.
  const hooks = ['Pre-Invoke', 'Post-Invoke', 'Post-Invoke-Success'].map((hook) => `#clear APT::Update::${hook};`)
  writeFileSync(config, `${hooks.join('\n')}\n`)
  return ['-c', config]
}

export function aptEnvironment() {
  return {
    ...process.env,
    LC_ALL: 'C',
    DEBIAN_FRONTEND: 'noninteractive',
    PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin`
  }
}

function osRelease() {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
}

function tail(text) {
  return text.trimEnd().split('\n').slice(-12).join('\n')
}
