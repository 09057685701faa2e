import { FRAME_MS } from './frame.ts'
import { type SitKind } from './heard.ts'
import { type Tone } from './tone-track.ts'

/** What the tones of a line mean, by their frequencies and their rhythm. Lengths here are milliseconds. */
export type ToneMeaning =
  | { readonly kind: 'sit'; readonly sit: SitKind }
  | { readonly kind: 'fax' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'ringback' }

/** Three rising steps begin an announcement of the network (ITU-T E.180, and the codes that Telcordia gave North America). */
const SIT_STEPS = [
  [880, 1010],
  [1340, 1460],
  [1735, 1840]
] as const
const SIT_STEP_MIN = 150
const SIT_GAP_MAX = 80
/** A step of the North American code is 276 or 380 ms long. */
const SIT_LONG = 325

const CED_HZ = 2100
const CED_MIN = 500
const CNG_HZ = 1100

export const lengthOf = (tone: Tone): number => (tone.until - tone.since) * FRAME_MS
const near = (hz: number, wanted: number, by = 20): boolean => Math.abs(hz - wanted) <= by
const gapBetween = (one: Tone, two: Tone): number => (two.since - one.until) * FRAME_MS

/** The meaning of the newest of `tones`, which may still sound; null while they mean nothing, or a beep. */
export function meaningOf(tones: readonly Tone[]): ToneMeaning | null {
  const last = tones.at(-1)
  if (last === undefined) return null
  const sit = sitOf(tones.slice(-3))
  if (sit !== null) return { kind: 'sit', sit }
  if (isFax(last, tones)) return { kind: 'fax' }
  if (isBusy(tones)) return { kind: 'busy' }
  if (isRingback(last, tones)) return { kind: 'ringback' }
  return null
}

/** A single tone that begins a rhythm as well as it may be a beep: whoever starts a message waits for what follows. */
export function mayBecomeRhythm(tone: Tone): boolean {
  const length = lengthOf(tone)
  if (near(tone.hz, CNG_HZ, 15)) return length >= 420 && length <= 580
  return tone.hz > 375 && tone.hz < 460 && length >= 880
}

function sitOf(tones: readonly Tone[]): SitKind | null {
  const [one, two, three] = tones
  if (one === undefined || two === undefined || three === undefined) return null
  const isRising = tones.every((tone, i) => {
    const [low, high] = SIT_STEPS[i]!
    return tone.hz >= low && tone.hz <= high && lengthOf(tone) >= SIT_STEP_MIN
  })
  if (!isRising || gapBetween(one, two) > SIT_GAP_MAX || gapBetween(two, three) > SIT_GAP_MAX) return null
  if (near(one.hz, 950, 12) && near(two.hz, 1400, 12)) return 'unknown'
  const isLong = [lengthOf(one) > SIT_LONG, lengthOf(two) > SIT_LONG] as const
  if (isLong[0]) return isLong[1] ? 'no_circuit' : 'vacant'
  return isLong[1] ? 'reorder' : 'intercept'
}

/** A machine that answers says 2,100 Hz; one that calls says 1,100 Hz for half a second every three and a half. */
function isFax(last: Tone, tones: readonly Tone[]): boolean {
  if (near(last.hz, CED_HZ, 25)) return lengthOf(last) >= CED_MIN
  const before = tones.at(-2)
  if (!near(last.hz, CNG_HZ, 25) || before === undefined || !near(before.hz, CNG_HZ, 25)) return false
  const gap = gapBetween(before, last)
  return lengthOf(before) >= 400 && lengthOf(before) <= 620 && gap >= 2300 && gap <= 3700 && lengthOf(last) >= 200
}

/** Equal sounds with equal rests between them: two pairs suffice where two frequencies say it too, else it takes four. */
function isBusy(tones: readonly Tone[]): boolean {
  const last = tones.at(-1)!
  const isPair = near(last.hz, 480) && last.hz2 !== null && near(last.hz2, 620)
  const isSingle = last.hz > 370 && last.hz < 470
  const wanted = isPair ? 2 : isSingle ? 4 : 0
  if (wanted === 0 || tones.length < wanted) return false
  const row = tones.slice(-wanted)
  const first = row[0]!
  const on = lengthOf(first)
  if (on < 150 || on > 700 || !row.every((tone) => near(tone.hz, first.hz, 22))) return false
  return row.every((tone, i) => {
    const before = row[i - 1]
    if (before !== undefined && Math.abs(gapBetween(before, tone) - on) > 0.35 * on + 40) return false
    return i === row.length - 1 ? lengthOf(tone) >= 80 : Math.abs(lengthOf(tone) - on) <= 0.2 * on + 40
  })
}

const RING_PAIRS = [
  [440, 480],
  [400, 450]
] as const

function isRingback(last: Tone, tones: readonly Tone[]): boolean {
  // The two frequencies of a ring are so close that they look like one.
  if (last.hz < 375 || last.hz > 500 || last.hz2 !== null) return false
  const length = lengthOf(last)
  const has = (hz: number): boolean => last.lines.some((line) => line.share >= 0.15 && near(line.hz, hz, 9))
  if (has(350)) return false
  if (length >= 260 && RING_PAIRS.some((pair) => pair.every(has))) return true
  // No beep is as long; a tone of one frequency that goes on is the ring of France, Germany or Japan.
  if (last.hz < 465 && length >= 1150 && length <= 2600) return true
  const before = tones.at(-2)
  if (before === undefined || last.hz >= 465 || !near(before.hz, last.hz, 15) || length < 300) return false
  const gap = gapBetween(before, last)
  return lengthOf(before) >= 880 && lengthOf(before) <= 2600 && gap >= 1700 && gap <= 4600
}

/** Rows and columns of the keypad (ITU-T Q.23): a person who presses a key makes no beep. */
const KEY_ROWS = [697, 770, 852, 941]
const KEY_COLUMNS = [1209, 1336, 1477, 1633]

export function isKeypad({ hz, hz2 }: Tone): boolean {
  if (hz2 === null) return false
  return KEY_ROWS.some((row) => near(hz, row, 18)) && KEY_COLUMNS.some((column) => near(hz2, column, 22))
}
