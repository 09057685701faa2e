import { posix } from 'node:path'
import { importsOf, namesUsed, type Source, sourceOf } from './source.ts'

/** The pure rooms: no outside, no clock, no chance. They import each other without circles. */
export const pureRooms: readonly string[] = [
  'clock',
  'facts',
  'playbook',
  'guard',
  'decide',
  'call',
  'listen',
  'message',
  'sound',
  'openings',
  'outcome',
  'evidence',
  'intake',
  'reply',
  'sheet',
  'report'
]

/** What a room may import besides itself and the pure rooms; `packages` is 'pure' for zod and the small pure libraries. */
const otherRooms: Readonly<Record<string, { readonly rooms: readonly string[]; readonly packages: 'pure' | 'any' }>> = {
  simulate: { rooms: [], packages: 'pure' },
  replay: { rooms: [], packages: 'pure' },
  contract: { rooms: [], packages: 'pure' },
  shell: { rooms: ['simulate', 'replay', 'contract'], packages: 'any' },
  web: { rooms: ['contract'], packages: 'any' }
}

const doors = ['main', 'cli']
const cornersToAvoid = ['utils', 'util', 'helpers', 'helper', 'common', 'lib', 'shared', 'services', 'managers']
const lineMax = 399
const readmeLineMax = 30

/** Every rule that one file can break, as sentences; `path` starts with src/ and has slashes. */
export function problemsOf(path: string, text: string, purePackages: readonly string[]): readonly string[] {
  const problems = [...placeProblems(path), ...machinePathProblems(path, text), ...sizeProblems(path, text)]
  if (!/\.tsx?$/.test(path)) return problems
  const source = sourceOf(path, text)
  problems.push(...shapeProblems(path, source), ...extensionProblems(path, source))
  if (isTest(path)) return problems
  problems.push(...importProblems(path, source, purePackages))
  if (pureRooms.includes(roomOf(path))) problems.push(...purityProblems(path, source))
  return problems
}

/** Rooms that import each other in a ring, each ring as "a -> b -> a"; tests may look anywhere and do not count. */
export function circles(files: readonly (readonly [path: string, text: string])[]): readonly string[] {
  const edges = new Map<string, Set<string>>()
  for (const [path, text] of files) {
    if (!/\.tsx?$/.test(path) || isTest(path)) continue
    const from = roomOf(path)
    for (const target of importsOf(sourceOf(path, text)).filter(isRelative)) {
      const to = roomOf(resolveFrom(path, target))
      if (to !== from) edges.set(from, (edges.get(from) ?? new Set()).add(to))
    }
  }
  const found = new Map<string, string>()
  for (const start of edges.keys()) follow(edges, [start], found)
  return [...found.values()]
}

function follow(
  edges: ReadonlyMap<string, ReadonlySet<string>>,
  way: readonly string[],
  found: Map<string, string>
): void {
  const start = way[0] ?? ''
  for (const next of edges.get(way.at(-1) ?? '') ?? []) {
    if (next === start) {
      const ring = [...way].sort().join()
      if (!found.has(ring)) found.set(ring, [...way, start].join(' -> '))
    } else if (!way.includes(next)) {
      follow(edges, [...way, next], found)
    }
  }
}

/** Each room says in a README.md of at most 30 lines what it is for; a folder inside shell/ is a room of its own. */
export function readmeProblems(files: readonly (readonly [path: string, text: string])[]): readonly string[] {
  const texts = new Map(files)
  const rooms = new Set<string>()
  for (const [path] of files) {
    const parts = path.split('/')
    if (parts.length > 2 && parts[1] !== undefined) rooms.add(`src/${parts[1]}`)
    if (parts.length > 3 && parts[1] === 'shell') rooms.add(`src/shell/${parts[2]}`)
  }
  return [...rooms].sort().flatMap((room) => {
    const readme = texts.get(`${room}/README.md`)
    if (readme === undefined) return [`${room} has no README.md`]
    const lines = readme.trimEnd().split('\n').length
    return lines > readmeLineMax ? [`${room}/README.md has ${lines} lines, at most ${readmeLineMax} are read`] : []
  })
}

/** The lock file and npm's settings name no registry, so that an install asks the one of the machine. */
export function registryProblems(path: string, text: string): readonly string[] {
  return /"resolved":\s*"https?:|^\s*registry\s*=/m.test(text) ? [`${path} names a package registry`] : []
}

/** Paths of one person's machine have no meaning on another. */
export function machinePathProblems(path: string, text: string): readonly string[] {
  const found = /(?<![\w.~*/-])(\/(work|home|root|tmp|Users)\/\w[^\s'"`)]*|[A-Z]:\\Users\\\w+)/.exec(text)
  return found === null ? [] : [`${path} names a path of one machine: ${found[0]}`]
}

function placeProblems(path: string): string[] {
  const parts = path.split('/').slice(1)
  const problems = parts
    .slice(0, -1)
    .flatMap((part) =>
      cornersToAvoid.includes(part) ? [`${path} lies in a folder named ${part}; name the concept`] : []
    )
  const room = roomOf(path)
  const isKnown = pureRooms.includes(room) || room in otherRooms || doors.includes(room)
  return isKnown ? problems : [...problems, `${path} lies in no room of the floor plan (test/floor-plan.ts)`]
}

function sizeProblems(path: string, text: string): string[] {
  if (!/\.(tsx?|css)$/.test(path) || isTest(path) || isGenerated(path, text)) return []
  const lines = text.trimEnd().split('\n').length
  return lines > lineMax ? [`${path} has ${lines} lines; past ${lineMax} there is a second concept in it`] : []
}

function shapeProblems(path: string, source: Source): string[] {
  const problems: string[] = []
  if (source.hasDefaultExport && !path.endsWith('.config.ts')) problems.push(`${path} has a default export; name it`)
  if (source.isBarrel) problems.push(`${path} is a barrel; import from the file that has the thing`)
  return problems
}

function extensionProblems(path: string, source: Source): string[] {
  const bare = importsOf(source).filter((target) => isRelative(target) && !/\.\w+(\?\w+)?$/.test(target))
  return bare.map((target) => `${path} imports ${target} without its extension`)
}

function importProblems(path: string, source: Source, purePackages: readonly string[]): string[] {
  const from = roomOf(path)
  if (doors.includes(from)) return []
  return importsOf(source).flatMap((target) => {
    const refusal = isRelative(target)
      ? refusalOfRoom(from, resolveFrom(path, target))
      : refusalOfPackage(path, from, target, purePackages)
    return refusal === undefined ? [] : [`${path} imports ${target}: ${refusal}`]
  })
}

function refusalOfRoom(from: string, targetPath: string): string | undefined {
  // The law is data that a lawyer reads and amends: it lies in a folder of its own, and the guard alone opens it.
  if (from === 'guard' && /^law\/[\w-]+\.json$/.test(targetPath)) return undefined
  if (!targetPath.startsWith('src/')) return 'it lies outside src'
  const to = roomOf(targetPath)
  if (to === from || pureRooms.includes(to) || otherRooms[from]?.rooms.includes(to)) return undefined
  return `${from} may not import ${to}`
}

function refusalOfPackage(
  path: string,
  from: string,
  target: string,
  purePackages: readonly string[]
): string | undefined {
  if (target.startsWith('node:') && from === 'web')
    return path.endsWith('.config.ts') ? undefined : 'a browser has no node:'
  if (otherRooms[from]?.packages === 'any') return undefined
  const name = target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
  if (name === 'zod' || purePackages.includes(name)) return undefined
  return `${from} may import zod and the pure libraries named in docs/dependencies.md only`
}

/** What reaches for the outside, the clock or chance, or keeps state; toLocale… asks Intl by the back door. */
const bannedNames = [
  'process',
  'Date',
  'Intl',
  'fetch',
  'Math.random',
  'Temporal.Now',
  'performance',
  'crypto',
  'globalThis',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  '.toLocaleString',
  '.toLocaleDateString',
  '.toLocaleTimeString',
  '.localeCompare',
  'async',
  'await',
  'class'
]

function purityProblems(path: string, source: Source): string[] {
  const used = namesUsed(source)
  return bannedNames.filter((name) => used.has(name)).map((name) => `${path} uses ${name}, which a pure room does not`)
}

function roomOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/(\.process)?(\.test)?\.tsx?$/, '')
}

function resolveFrom(path: string, target: string): string {
  return posix.join(posix.dirname(path), target)
}

function isRelative(target: string): boolean {
  return target.startsWith('.')
}

/** Tests and what only tests import (`x.arbitrary.ts`) may look anywhere. */
function isTest(path: string): boolean {
  return /\.(test|arbitrary)\.tsx?$/.test(path)
}

function isGenerated(path: string, text: string): boolean {
  return path.includes('/generated/') || /^\/[/*].*\bgenerated\b/i.test(text)
}
