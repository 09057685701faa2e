import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import { type SuiteOrder, canUnpackSuite, machine, unpackSuite } from './debian-suite.ts'
import { runQuietly } from './run-child.mjs'
import { withSetupLock } from './setup-lock.mjs'

/** The folder that holds an unpacked program with all its libraries, or the sentence that says why there is none. */
export type TreeAnswer =
  { readonly kind: 'found'; readonly tree: string } | { readonly kind: 'none'; readonly why: string }

type Program = SuiteOrder & { readonly name: string; readonly binary: string; readonly variable: string }

/** chan_websocket came with 22.6; what a later major version changes has not been looked at. */
export function isWantedAsterisk(version: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? []
  return major === '22' && Number(minor) >= 6
}

const asterisk: Program = {
  ...{ name: 'asterisk', binary: 'usr/sbin/asterisk', variable: 'AFTERTONE_ASTERISK_TREE', suite: 'sid' },
  packages: ['asterisk', 'asterisk-modules', 'asterisk-config', 'asterisk-core-sounds-en-wav'],
  ...{ versionOf: 'asterisk', isWanted: isWantedAsterisk, wanted: 'Asterisk 22.6 or newer, below 23' }
}

/** A SIP program by other people, for a second opinion on ours. */
const sipp: Program = {
  ...{ name: 'sipp', binary: 'usr/bin/sipp', variable: 'AFTERTONE_SIPP_TREE', suite: 'sid' },
  ...{ packages: ['sip-tester'], versionOf: 'sip-tester', isWanted: () => true, wanted: 'SIPp' }
}

export const asteriskTree = (say: (line: string) => void): Promise<TreeAnswer> => treeOf(asterisk, say)
export const sippTree = (say: (line: string) => void): Promise<TreeAnswer> => treeOf(sipp, say)

/** How to start a program of a tree: by the tree’s own loader, which finds the tree’s own libraries. */
export function commandIn(tree: string, binary: string, args: readonly string[]): readonly [string, readonly string[]] {
  const { loader, libraries } = machine()!
  return [join(tree, loader), ['--library-path', join(tree, libraries), join(tree, binary), ...args]]
}

/** Looks where the variable points, then at what an earlier run fetched; else fetches, where that is possible. */
async function treeOf(program: Program, say: (line: string) => void): Promise<TreeAnswer> {
  const named = process.env[program.variable]
  if (named !== undefined && named !== '') {
    const why = `${program.variable} names ${named}, which holds no ${program.binary}`
    return existsSync(join(named, program.binary)) ? { kind: 'found', tree: named } : { kind: 'none', why }
  }
  const there = inCache(program)
  if (there !== undefined) return { kind: 'found', tree: there }
  if (!canUnpackSuite()) {
    const why = `${program.name} is fetched from Debian’s archive by apt, which this machine has not`
    return { kind: 'none', why: `${why}; name an unpacked one in ${program.variable}` }
  }
  try {
    return { kind: 'found', tree: await fetchTree(program, say) }
  } catch (error) {
    return { kind: 'none', why: error instanceof Error ? error.message : String(error) }
  }
}

async function fetchTree(program: Program, say: (line: string) => void): Promise<string> {
  return await withSetupLock(join(cacheFolder(), program.name), say, async () => {
    const fetchedMeanwhile = inCache(program)
    if (fetchedMeanwhile !== undefined) return fetchedMeanwhile
    say(`Fetching ${program.name} from Debian’s archive; this happens once and takes about half a minute.`)
    mkdirSync(cacheFolder(), { recursive: true })
    for (const name of readdirSync(cacheFolder())) {
      // What a killed run left behind; we hold the lock, so nobody is at work in it.
      if (name.startsWith(`.${program.name}-`)) rmSync(join(cacheFolder(), name), { recursive: true, force: true })
    }
    const work = mkdtempSync(join(cacheFolder(), `.${program.name}-`))
    try {
      const version = await unpackSuite(program, join(work, 'root'))
      const fault = await faultOf(program, join(work, 'root'))
      if (fault !== undefined) throw new Error(`the ${program.name} that was fetched does not start: ${fault}`)
      const home = join(cacheFolder(), `${program.name}-${version.replaceAll(/[^\w.+~-]/g, '_')}`)
      rmSync(home, { recursive: true, force: true })
      renameSync(work, home)
      return join(home, 'root')
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  })
}

/** What is wrong with the program, or nothing: it must say its version. */
async function faultOf({ binary, name }: Program, tree: string): Promise<string | undefined> {
  const [command, args] = commandIn(tree, binary, [name === 'sipp' ? '-v' : '-V'])
  const said = await runQuietly(command, [...args], { timeout: 20_000 })
  return /(asterisk|sipp v?)\s*\d/i.test(said.output) ? undefined : said.output.trim().split('\n').at(-1)
}

/** Finished folders of earlier runs, newest first. */
function inCache({ name, binary }: Program): string | undefined {
  const trees = globSync(join(cacheFolder(), `${name}-*`, 'root')).filter((tree) => existsSync(join(tree, binary)))
  return trees.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0]
}
