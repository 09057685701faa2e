import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Verdict } from '../../src/listen/heard.ts'
import { type Bank, readBank } from './bank.ts'
import { runInside } from './inside.ts'
import { type Lot, lotOf } from './lot.ts'
import { hearingCache, unpackedPackages } from './packages.ts'
import { type Scene, sceneOf } from './scene.ts'
import { fillBank } from './speak.ts'
import { coded, mixed, type Way, wayOf, withLoss } from './spoil.ts'
import { type Part } from './voices.ts'

/**
 * Makes the calls of a set: raw Int16 at 8 kHz and calls.json with the truth. The same seed makes the same calls; the
 * voices of the two parts have nothing in common.
 */
export type MadeCall = Omit<Scene, 'sound'> & Way & { readonly file: string }
const sizes: Readonly<Record<Part, number>> = { train: 2800, judge: 1200 }
const seeds: Readonly<Record<Part, number>> = { train: 20_270_104, judge: 7 }
const shares: readonly (readonly [Scene['label'], number])[] = [
  ...([
    ['human', 0.44],
    ['machine_greeting', 0.32],
    ['ivr', 0.05],
    ['screening', 0.04],
    ['full', 0.03]
  ] as const),
  ...([
    ['beep_only', 0.03],
    ['sit', 0.02],
    ['fax', 0.01],
    ['busy', 0.015],
    ['ringback', 0.015]
  ] as const),
  ...([
    ['music', 0.015],
    ['silence', 0.015]
  ] as const)
]
const network: readonly (Verdict | 'full')[] = ['beep_only', 'sit', 'fax', 'busy', 'ringback']

export const setFolder = (part: Part): string => join(hearingCache(), `calls-${part}`)

export function callsOf(part: Part): readonly MadeCall[] {
  return JSON.parse(readFileSync(join(setFolder(part), 'calls.json'), 'utf8')) as readonly MadeCall[]
}

export async function makeSet(part: Part): Promise<void> {
  const folder = setFolder(part)
  if (existsSync(join(folder, 'calls.json'))) return
  await fillBank()
  const bank = readBank(part)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const calls: MadeCall[] = []
  for (let i = 0; i < sizes[part]; i++) calls.push(await makeCall(i, part, bank, folder))
  await throughCodecs(calls, folder)
  for (const [i, call] of calls.entries()) {
    const path = join(folder, call.file)
    writeFileSync(path, withLoss(coded(samplesOf(path), call.codec), call, lotOf(seeds[part] + 31 * i + 1)))
  }
  writeFileSync(join(folder, 'calls.json'), JSON.stringify(calls, null, 1))
}

async function makeCall(i: number, part: Part, bank: Bank, folder: string): Promise<MadeCall> {
  const lot = lotOf(seeds[part] + 31 * i)
  const label = labelOf(lot)
  const { sound, ...scene } = sceneOf(label, lot, bank)
  const way = networkWay(label, wayOf(label !== 'human' && lot.often(0.6), lot))
  const file = `${String(i).padStart(5, '0')}-${label}.s16`
  writeFileSync(join(folder, file), mixed(sound, way, lot, bank))
  if (i % 200 === 0) process.stderr.write(`${part}: ${i}\n`)
  return { ...scene, ...way, file }
}

/** No kitchen stands beside a tone of the network, and music is not laid under music. */
function networkWay(label: Scene['label'], way: Way): Way {
  if (label === 'music' || label === 'silence')
    return { ...way, background: label === 'music' ? 'white' : way.background, snrDb: 35 }
  return network.includes(label)
    ? { ...way, background: way.snrDb < 12 ? 'pink' : 'white', snrDb: Math.max(8, way.snrDb) }
    : way
}

function labelOf(lot: Lot): Scene['label'] {
  let left = lot.next()
  for (const [label, share] of shares) if ((left -= share) < 0) return label
  return 'human'
}

/** GSM and AMR there and back, many calls in one go. */
async function throughCodecs(calls: readonly MadeCall[], folder: string): Promise<void> {
  const raw = '-t raw -r 8000 -c 1 -b 16 -e signed-integer'
  const lines = calls.flatMap(({ file, codec }, i) => {
    const path = join(folder, file)
    const between = join(folder, `between.${codec === 'gsm' ? 'gsm' : 'amr-nb'}`)
    const rate = codec === 'gsm' ? '' : `-C ${i % 8}`
    if (codec !== 'gsm' && codec !== 'amr') return []
    return [
      `sox ${raw} ${path} ${rate} ${between} && sox ${between} -r 8000 ${raw} ${path}.new && mv ${path}.new ${path}`
    ]
  })
  await runInside(await unpackedPackages(), folder, lines)
}

export function samplesOf(path: string): Int16Array {
  const bytes = readFileSync(path)
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)))
}
