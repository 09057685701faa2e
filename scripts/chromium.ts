import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import { installPackages, isDebian, unpackPackages } from './debian.mjs'
import { runQuietly } from './run-child.mjs'
import { withSetupLock } from './setup-lock.mjs'

/** The Chromium for the browser tests, or the sentence that says why there is none. */
export type ChromiumAnswer =
  { readonly kind: 'found'; readonly path: string } | { readonly kind: 'none'; readonly why: string }

/** For a machine that may be a container without a display, a graphics card, or a user other than root. */
export const chromiumFlags: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/**
 * Finds a Chromium that renders a page; on Debian fetches one where there is none. Looks at AFTERTONE_CHROMIUM, then
 * at PATH, then at what an earlier run fetched. Only root on a build machine (CI=true) installs it into the system.
 */
export async function chromium(say: (line: string) => void): Promise<ChromiumAnswer> {
  const named = process.env['AFTERTONE_CHROMIUM']
  if (named !== undefined && named !== '') {
    const fault = await faultOf(named)
    return fault === undefined
      ? { kind: 'found', path: named }
      : { kind: 'none', why: `AFTERTONE_CHROMIUM names ${named}, which does not render a page: ${fault}` }
  }
  const present = (await firstWorking(inPath())) ?? (await firstWorking(inCache()))
  if (present !== undefined) return { kind: 'found', path: present }
  if (!isDebian()) {
    return { kind: 'none', why: 'no Chromium is installed; install one, or name it in AFTERTONE_CHROMIUM' }
  }
  try {
    return { kind: 'found', path: await fetchChromium(say) }
  } catch (error) {
    return { kind: 'none', why: error instanceof Error ? error.message : String(error) }
  }
}

async function fetchChromium(say: (line: string) => void): Promise<string> {
  if (process.env['CI'] === 'true' && process.getuid?.() === 0) {
    say('Installing Chromium for the browser tests.')
    await installPackages(['chromium'])
    return await requireWorking(inPath())
  }
  return await withSetupLock(cacheFolder(), say, async () => {
    const fetchedMeanwhile = await firstWorking(inCache())
    if (fetchedMeanwhile !== undefined) return fetchedMeanwhile
    say('Fetching Chromium for the browser tests; this happens once and takes about a minute.')
    return await requireWorking([await unpackChromium()])
  })
}

async function requireWorking(paths: readonly string[]): Promise<string> {
  const path = await firstWorking(paths)
  if (path !== undefined) return path
  const fault = paths[0] === undefined ? 'it is not in PATH' : await faultOf(paths[0])
  throw new Error(`the Chromium that was fetched does not render a page: ${fault}`)
}

/** Unpacks Debian's Chromium, and all it needs that the machine lacks, into the cache, whole or not at all. */
async function unpackChromium(): Promise<string> {
  mkdirSync(cacheFolder(), { recursive: true })
  removeLeftovers()
  const work = mkdtempSync(join(cacheFolder(), '.fetching-'))
  try {
    const packages = await unpackPackages(['chromium'], join(work, 'root'), true)
    const version = packages.find((name) => name.startsWith('chromium_'))?.split('_')[1]
    if (version === undefined || !existsSync(join(work, 'root', chromiumBinary))) {
      throw new Error('this archive has no Chromium of its own; install one, or name it in AFTERTONE_CHROMIUM')
    }
    const home = join(cacheFolder(), `chromium-${decodeURIComponent(version)}`)
    writeFontSettings(work)
    writeWrapper(work)
    rmSync(home, { recursive: true, force: true })
    // Only a finished folder gets the name that the next run looks for.
    renameSync(work, home)
    return join(home, 'chromium')
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** What a killed run left behind; the caller holds the lock, so nobody is at work in it. */
function removeLeftovers(): void {
  for (const name of readdirSync(cacheFolder())) {
    if (name.startsWith('.fetching-')) rmSync(join(cacheFolder(), name), { recursive: true, force: true })
  }
}

const chromiumBinary = 'usr/lib/chromium/chromium'

/** The unpacked libraries and fonts are found by the wrapper's own place; the machine's own come after them. */
function writeWrapper(home: string): void {
  const lines = [
    '#!/bin/sh',
    'home=$(dirname "$(readlink -f "$0")")',
    `LD_LIBRARY_PATH="${libraryFolders(home).join(':')}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`,
    'FONTCONFIG_FILE="$home/fonts.conf"',
    'XDG_DATA_DIRS="$home/root/usr/share:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"',
    'export LD_LIBRARY_PATH FONTCONFIG_FILE XDG_DATA_DIRS',
    `exec "$home/root/${chromiumBinary}" "$@"`
  ]
  writeFileSync(join(home, 'chromium'), `${lines.join('\n')}\n`, { mode: 0o755 })
}

function libraryFolders(home: string): string[] {
  const files = readdirSync(join(home, 'root'), { recursive: true, encoding: 'utf8' })
  const folders = files.filter((path) => /^(usr\/)?lib\/.*\.so(\.|$)/.test(path)).map((path) => dirname(path))
  // A folder of plug-ins is found by its library; only the folders of shared libraries belong here.
  const shared = [...new Set(folders)].filter((path) =>
    /^(usr\/)?lib(\/[\w-]+-linux-gnu\w*)?(\/(nss|pulseaudio|blas|lapack))?$/.test(path)
  )
  return shared.map((path) => `$home/root/${path}`)
}

/** The unpacked fontconfig would look under /usr/share only. */
function writeFontSettings(home: string): void {
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    '  <dir prefix="relative">root/usr/share/fonts</dir>',
    '  <dir>/usr/share/fonts</dir>',
    '  <cachedir prefix="xdg">fontconfig</cachedir>',
    '</fontconfig>'
  ]
  writeFileSync(join(home, 'fonts.conf'), `${lines.join('\n')}\n`)
}

async function firstWorking(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if ((await faultOf(path)) === undefined) return path
  return undefined
}

/** What is wrong with this Chromium, or nothing: it must name its version and render a page. */
async function faultOf(path: string): Promise<string | undefined> {
  const profile = mkdtempSync(join(tmpdir(), 'aftertone-chromium-'))
  try {
    const page = 'data:text/html,<p>' + encodeURIComponent('rendered <b>whole</b>')
    const args = [...chromiumFlags, `--user-data-dir=${profile}`, '--timeout=20000', '--dump-dom', page]
    const version = await runQuietly(path, ['--version'], { timeout: 20_000 })
    if (!/\d+\.\d+/.test(version.output)) return lastLine(version.output)
    const rendered = await runQuietly(path, args, { timeout: 40_000 })
    return rendered.output.includes('<b>whole</b>') ? undefined : lastLine(rendered.output)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function inPath(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isExecutable)
}

/** Finished folders of earlier runs, newest first. */
function inCache(): string[] {
  if (!existsSync(cacheFolder())) return []
  const homes = readdirSync(cacheFolder()).filter((name) => name.startsWith('chromium-'))
  const paths = homes.map((name) => join(cacheFolder(), name, 'chromium')).filter(isExecutable)
  return paths.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Absent or not ours to run: either way it is not a Chromium for us.
    return false
  }
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? ''
}
