import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { aptEnvironment, aptGet, aptSettings, unpackPackage, withoutHooks } from './debian.mjs'
import { runQuietly } from './run-child.mjs'

/**
 * The primary keys that sign Debian's archive: automatic signing key 12 (bookworm, until 2031) and 13 (trixie, until
 * 2035). Naming them here means that it does not matter where the keyring file came from. Debian 14 brings the next.
 */
const archiveKeys = ['B8B80B5B623EAB6AD8775C45B7C5D7D6350947F8', '04B54C3CDCA79751B16BC6B5225629DF75B188BD']

/** Packages of one suite of Debian's archive, with all that they need and nothing of the host. */
export type SuiteOrder = {
  readonly suite: string
  readonly packages: readonly string[]
  /** The package whose version is looked at before anything is downloaded, and what is asked of it. */
  readonly versionOf: string
  readonly isWanted: (version: string) => boolean
  readonly wanted: string
}

/** True where packages of Debian can be fetched and unpacked, on Debian and what descends from it. */
export function canUnpackSuite(): boolean {
  return existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-deb') && machine() !== undefined
}

/** What Debian and its loader call this machine. */
export function machine():
  { readonly debian: string; readonly libraries: string; readonly loader: string } | undefined {
  if (process.platform !== 'linux') return undefined
  if (process.arch === 'x64')
    return { debian: 'amd64', libraries: 'usr/lib/x86_64-linux-gnu', loader: 'usr/lib64/ld-linux-x86-64.so.2' }
  if (process.arch === 'arm64')
    return { debian: 'arm64', libraries: 'usr/lib/aarch64-linux-gnu', loader: 'usr/lib/ld-linux-aarch64.so.1' }
  return undefined
}

/**
 * Unpacks them under `folder`, without root, without the host's package state, and without running anything of theirs.
 * The index must bear the signature of the archive and every package the hash of the index; there is no unsigned way.
 * Resolves to the version; `folder` appears whole or not at all.
 */
export async function unpackSuite(order: SuiteOrder, folder: string): Promise<string> {
  mkdirSync(dirname(folder), { recursive: true })
  const work = mkdtempSync(join(dirname(folder), '.unpacking-'))
  try {
    const apt = await suiteApt(order.suite, work)
    await readIndex(apt)
    const version = await versionIn(apt, order)
    const archives = join(work, 'archives')
    const install = ['install', '--yes', '--no-install-recommends', '--download-only', ...order.packages]
    await aptGet(apt, install, `downloading ${order.packages.join(', ')} of ${order.suite}`)
    for (const name of readdirSync(archives)
      .filter((each) => each.endsWith('.deb'))
      .sort()) {
      await unpackPackage(join(archives, name), join(work, 'root'))
    }
    for (const unread of ['doc', 'man', 'locale', 'icons']) {
      rmSync(join(work, 'root', 'usr', 'share', unread), { recursive: true, force: true })
    }
    rmSync(folder, { recursive: true, force: true })
    renameSync(join(work, 'root'), folder)
    return version
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function readIndex(apt: readonly string[]): Promise<void> {
  const update = ['update', '--error-on=any']
  try {
    await aptGet(apt, update, 'reading the index of the archive')
  } catch {
    // A mirror that stands still is past the date of its index; the signature is looked at all the same.
    await aptGet(
      [...apt, ...aptSettings({ 'Acquire::Check-Valid-Until': 'false' })],
      update,
      'reading the index of the archive'
    )
  }
}

async function versionIn(apt: readonly string[], order: SuiteOrder): Promise<string> {
  const shown = await runQuietly('/usr/bin/apt-cache', [...apt, 'show', order.versionOf], { env: aptEnvironment() })
  const versions = [...shown.output.matchAll(/^Version: (?:\d+:)?(\S+)$/gm)].map(([, version]) => version!)
  const found = versions.find(order.isWanted)
  if (found !== undefined) return found
  const held = versions.length === 0 ? `no ${order.versionOf}` : `${order.versionOf} ${versions.join(', ')}`
  throw new Error(`Debian ${order.suite} holds ${held}; wanted is ${order.wanted}`)
}

/** Options for an apt that knows one suite, trusts the keys of the archive alone, and believes nothing is installed. */
async function suiteApt(suite: string, work: string): Promise<string[]> {
  for (const part of ['lists/partial', 'archives/partial', 'cache', 'root', 'keys']) {
    mkdirSync(join(work, part), { recursive: true })
  }
  const keyring = hostKeyring() ?? (await fetchedKeyring(join(work, 'keys')))
  const signedBy = [keyring, ...archiveKeys].join(',')
  const source = `deb [arch=${machine()!.debian} signed-by=${signedBy}] ${await mirror()} ${suite} main`
  writeFileSync(join(work, 'sources.list'), `${source}\n`)
  writeFileSync(join(work, 'status'), '')
  return [
    ...withoutHooks(work),
    ...aptSettings({
      ...{ 'Dir::Etc::SourceList': join(work, 'sources.list'), 'Dir::Etc::SourceParts': '-' },
      ...{ 'Dir::Etc::Preferences': '-', 'Dir::Etc::PreferencesParts': '-' },
      ...{ 'Dir::State::lists': join(work, 'lists'), 'Dir::State::status': join(work, 'status') },
      ...{ 'Dir::Cache': join(work, 'cache'), 'Dir::Cache::archives': join(work, 'archives') },
      ...{ 'APT::Architecture': machine()!.debian, 'APT::Architectures::': machine()!.debian },
      ...{ 'APT::Sandbox::User': 'root', 'APT::Get::AllowUnauthenticated': 'false', 'Debug::NoLocking': 'true' },
      ...{ 'Acquire::AllowInsecureRepositories': 'false', 'Acquire::AllowWeakRepositories': 'false' },
      ...{ 'Acquire::Languages': 'none', 'Acquire::Retries': '3' }
    })
  ]
}

function hostKeyring(): string | undefined {
  return globSync('/usr/share/keyrings/debian-archive-keyring.{gpg,pgp}')[0]
}

/** On a descendant of Debian: the keyring as a package of the host's own archive, checked by the host's own keys. */
async function fetchedKeyring(folder: string): Promise<string> {
  await aptGet([], ['download', 'debian-archive-keyring'], 'downloading the keyring of Debian', folder)
  for (const name of readdirSync(folder)) await unpackPackage(join(folder, name), folder)
  const found = globSync(join(folder, 'usr/share/keyrings/debian-archive-keyring.*'))[0]
  if (found === undefined) throw new Error('the package debian-archive-keyring of this host holds no keyring')
  return found
}

/** AFTERTONE_DEBIAN_MIRROR, else the archive that this host itself asks, else Debian's own. */
async function mirror(): Promise<string> {
  const named = process.env['AFTERTONE_DEBIAN_MIRROR']
  if (named !== undefined && named !== '') return named
  const targets = ['indextargets', '--format', '$(REPO_URI)']
  const { output } = await runQuietly('/usr/bin/apt-get', targets, { env: aptEnvironment() })
  return output.split('\n').find((address) => /\/debian\/?$/.test(address)) ?? 'http://deb.debian.org/debian'
}
