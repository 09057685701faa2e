import { joined, rest, rhythm, samplesIn, tone } from '../../src/listen/made-sound.ts'
import { type Verdict } from '../../src/listen/heard.ts'
import { levelled } from './background.ts'
import { type Bank, oneOf, type Saying } from './bank.ts'
import { type Lot } from './lot.ts'

/** One call before it goes through a line: who speaks when, and where the truth lies. Times are milliseconds. */
export type Scene = {
  readonly label: Verdict | 'full'
  readonly voice: string
  readonly language: string
  readonly sound: Float64Array
  /** End of the last beep of a mailbox. */
  readonly beepEndMs: number | null
  readonly beepKind: string
  readonly speechStartMs: number | null
  readonly speechEndMs: number | null
  readonly notes: string
}

type Draft = { parts: Float64Array[]; ms: number; speechStartMs: number | null; speechEndMs: number | null }
const draft = (): Draft => ({ parts: [], ms: 0, speechStartMs: null, speechEndMs: null })

function put(to: Draft, sound: Float64Array): void {
  to.parts.push(sound)
  to.ms += sound.length / 8
}

/** Prompts are played one right after the other; whoever reads a greeting draws breath. */
function say(to: Draft, { voice, sentences }: Saying, pause: () => number): void {
  const gap = voice.startsWith('prompt:') ? () => Math.min(250, pause() / 4) : pause
  to.speechStartMs ??= to.ms
  for (const [i, sentence] of sentences.entries()) {
    if (i > 0) put(to, rest(gap()))
    put(to, levelled(sentence))
  }
  to.speechEndMs = to.ms
}

export function sceneOf(label: Verdict | 'full', lot: Lot, bank: Bank): Scene {
  switch (label) {
    case 'human':
      return person(lot, bank)
    case 'machine_greeting':
      return greeting(lot, bank)
    case 'ivr':
    case 'screening':
    case 'full':
      return robot(label, lot, bank)
    case 'beep_only':
      return beepOnly(lot)
    case 'silence':
      return plain(label, rest(lot.between(4000, 6000)), 'noise', '')
    case 'music':
      return plain(label, joined(rest(lot.between(50, 500)), music(lot, bank)), 'music', '')
    default:
      return network(label, lot)
  }
}

const lead = (lot: Lot): Float64Array => rest(lot.often(0.78) ? lot.between(80, 900) : lot.between(900, 2700))

function person(lot: Lot, bank: Bank): Scene {
  const call = draft()
  const kind = lot.next()
  const said =
    kind < 0.5
      ? oneOf(bank.sayings.hello, lot)
      : kind < 0.72
        ? oneOf(bank.sayings.business, lot)
        : oneOf(bank.lines, lot)
  const hasRung = lot.often(0.05)
  if (hasRung) put(call, joined(rest(200), ring(lot), rest(lot.between(200, 900))))
  put(call, lead(lot))
  say(call, said, () => lot.between(200, 1200))
  const rest2 = lot.next()
  if (rest2 < 0.3) {
    const same = [...bank.sayings.hello, ...bank.lines].filter(
      ({ voice, sentences }) => voice === said.voice && sentences[0]!.length < 16_000
    )
    put(call, rest(rest2 < 0.2 ? lot.between(1200, 3000) : lot.between(350, 1100)))
    if (same.length > 0) say(call, lot.pick(same), () => lot.between(300, 900))
  }
  put(call, rest(lot.between(1500, 4000)))
  return { ...ended(call, 'human', said), beepEndMs: null, beepKind: '', notes: hasRung ? 'ringback heard first' : '' }
}

function greeting(lot: Lot, bank: Bank): Scene {
  const call = draft()
  const said = lot.often(0.2) ? actedGreeting(lot, bank) : oneOf(bank.sayings.greeting, lot)
  put(call, rest(lot.between(80, 900)))
  const hasChime = lot.often(0.03)
  if (hasChime) put(call, joined(levelled(tone(lot.between(500, 1800), 250)), rest(lot.between(200, 600))))
  const isSlow = lot.often(0.08)
  say(call, said, () => (isSlow ? lot.between(700, 2600) : lot.between(150, 750)))
  if (lot.often(0.2)) {
    put(call, rest(lot.between(2000, 3500)))
    return { ...ended(call, 'machine_greeting', said), beepEndMs: null, beepKind: '', notes: 'no beep' }
  }
  put(call, rest(lot.often(0.8) ? lot.between(250, 1500) : lot.between(1500, 4800)))
  const beep = beepOf(lot)
  put(call, beep.sound)
  const beepEndMs = call.ms
  put(call, rest(lot.between(1200, 2500)))
  return {
    ...ended(call, 'machine_greeting', said),
    beepEndMs,
    beepKind: beep.kind,
    notes: hasChime ? 'opens with a chime' : ''
  }
}

/** A greeting of real voices: acted lines of one person, one after the other. */
function actedGreeting(lot: Lot, bank: Bank): Saying {
  const first = oneOf(bank.lines, lot)
  const same = bank.lines.filter(({ voice }) => voice === first.voice)
  const wanted = samplesIn(lot.between(3500, 11_000))
  const sentences: Float64Array[] = []
  for (let length = 0; length < wanted && sentences.length < 9; length += sentences.at(-1)!.length)
    sentences.push(lot.pick(same).sentences[0]!)
  return { ...first, sentences }
}

function robot(label: 'ivr' | 'screening' | 'full', lot: Lot, bank: Bank): Scene {
  const call = draft()
  const said = oneOf(bank.sayings[label], lot)
  put(call, rest(lot.between(80, 900)))
  say(call, said, () => lot.between(200, 900))
  if (label === 'ivr' && lot.often(0.4)) {
    put(call, rest(lot.between(3500, 6000)))
    say(call, said, () => lot.between(200, 900))
  }
  const hasTone = label === 'screening' && lot.often(0.4)
  if (hasTone) put(call, joined(rest(lot.between(250, 900)), beepOf(lot).sound))
  put(call, rest(lot.between(1500, 4000)))
  return { ...ended(call, label, said), beepEndMs: null, beepKind: '', notes: hasTone ? 'asks, then a tone' : '' }
}

function beepOnly(lot: Lot): Scene {
  const { sound, kind } = beepOf(lot)
  const call = draft()
  put(call, rest(lot.between(200, 2000)))
  put(call, sound)
  const beepEndMs = call.ms
  put(call, rest(lot.between(1200, 2500)))
  return { ...plain('beep_only', joined(...call.parts), 'tone', ''), beepEndMs, beepKind: kind }
}

function beepOf(lot: Lot): { readonly sound: Float64Array; readonly kind: string } {
  const hz = lot.between(400, 1990)
  const ms = lot.between(100, 1000)
  const kind = lot.pick(['single', 'single', 'single', 'double', 'triple', 'two-tone', 'dual'] as const)
  const other = Math.min(1990, Math.max(400, hz * lot.pick([0.6, 0.75, 1.3, 1.6])))
  const sound = {
    single: () => tone(hz, ms),
    double: () => rhythm(hz, [Math.max(120, ms / 2), lot.between(80, 250)], 2),
    triple: () => rhythm(hz, [Math.max(100, ms / 3), 100], 3),
    'two-tone': () => joined(tone(hz, Math.max(100, ms / 2)), tone(other, Math.max(100, ms / 2))),
    dual: () => tone([hz, other], Math.max(150, ms))
  }[kind]()
  const silent = kind === 'double' || kind === 'triple' ? trailing(sound) : 0
  return { sound: levelled(sound.slice(0, sound.length - silent)), kind }
}

function trailing(sound: Float64Array): number {
  let count = 0
  while (count < sound.length && sound[sound.length - 1 - count] === 0) count++
  return count
}

function music(lot: Lot, bank: Bank): Float64Array {
  const piece = lot.pick(bank.music)
  const from = Math.floor(lot.between(0, piece.length - 8000 * 10))
  return levelled(piece.slice(from, from + Math.floor(8000 * lot.between(6, 9))))
}

const ring = (lot: Lot): Float64Array =>
  levelled(
    lot.pick([
      () => rhythm([440, 480], [2000, 1000], 1),
      () => rhythm([400, 450], [400, 200, 400, 600], 1),
      () => rhythm(425, [1000, 1000], 1)
    ])()
  )

/** What networks and fax machines say. */
function network(label: Verdict, lot: Lot): Scene {
  const calls: Partial<Record<Verdict, readonly (readonly [string, () => Float64Array])[]>> = {
    sit: [
      ['intercept', () => joined(tone(913.8, 276), tone(1370.6, 276), tone(1776.7, 380))],
      ['vacant', () => joined(tone(985.2, 380), tone(1370.6, 276), tone(1776.7, 380))],
      ['reorder', () => joined(tone(913.8, 276), tone(1428.5, 380), tone(1776.7, 380))],
      ['no_circuit', () => joined(tone(985.2, 380), tone(1428.5, 380), tone(1776.7, 380))],
      ['international', () => joined(tone(950, 330), tone(1400, 330), tone(1800, 330))]
    ],
    fax: [
      ['ced', () => tone(2100, lot.between(2600, 4000))],
      ['cng', () => rhythm(1100, [500, 3000], 2)]
    ],
    busy: [
      ['us', () => rhythm([480, 620], [500, 500], 5)],
      ['us-fast', () => rhythm([480, 620], [250, 250], 9)],
      ['eu', () => rhythm(425, [480, 480], 6)],
      ['eu-fast', () => rhythm(425, [240, 240], 9)],
      ['uk', () => rhythm(400, [375, 375], 7)]
    ],
    ringback: [
      ['us', () => rhythm([440, 480], [2000, 4000], 1)],
      ['uk', () => rhythm([400, 450], [400, 200, 400, 2000], 2)],
      ['eu', () => rhythm(425, [1000, 4000], 2)],
      ['fr', () => rhythm(440, [1500, 3500], 1)],
      ['jp', () => rhythm([384, 416], [1000, 2000], 2)]
    ]
  }
  const [kind, make] = lot.pick(calls[label]!)
  return plain(label, joined(rest(lot.between(50, 800)), levelled(make()), rest(lot.between(800, 2000))), 'tone', kind)
}

const plain = (label: Scene['label'], sound: Float64Array, voice: string, notes: string): Scene => ({
  ...{ label, sound, voice, language: '', beepEndMs: null, beepKind: '', speechStartMs: null, speechEndMs: null, notes }
})

function ended(call: Draft, label: Scene['label'], { voice, language }: Saying) {
  return {
    label,
    voice,
    language,
    sound: joined(...call.parts),
    speechStartMs: call.speechStartMs,
    speechEndMs: call.speechEndMs
  }
}
