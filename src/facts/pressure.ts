import {
  ABANDONED,
  ANSWERED,
  BUSY,
  MESSAGE,
  MESSAGE_WITH_PERSON,
  NOT_NOTICED,
  PENDING,
  SILENT,
  SPOKEN,
  STRAIGHT_MESSAGE,
  STRAIGHT_SILENT
} from './call-code.ts'
import { type Channel, channels } from './channel.ts'
import { codeIn, minuteIn } from './ring.ts'
import { CALLS_RING, OTHERS, type Row } from './row.ts'

/** A touch weighs half after so many days. Assumption: whether persistence is liked or hated is open (H20). */
export const PRESSURE_HALF_LIFE_DAYS = 7

/**
 * How much one touch presses, a silent call that they could see being 1. Assumptions all, until outcomes by dose say
 * better (H15, H20, 000-22); only the order is argued for.
 */
export const callWeights: readonly { readonly code: number; readonly weight: number; readonly because: string }[] = [
  { code: PENDING, weight: 1, because: 'it rang as far as we know' },
  { code: NOT_NOTICED, weight: 0, because: 'nothing reached them' },
  { code: BUSY, weight: 0.5, because: 'call waiting may have shown it' },
  { code: SILENT, weight: 1, because: 'they see the number of a missed call (000-26)' },
  { code: STRAIGHT_SILENT, weight: 0.5, because: 'it did not ring, but shows as missed' },
  { code: MESSAGE, weight: 1.5, because: 'a missed call and a message to listen to (000-27)' },
  { code: STRAIGHT_MESSAGE, weight: 1.25, because: 'the message alone' },
  { code: MESSAGE_WITH_PERSON, weight: 1, because: 'somebody passes it on' },
  { code: ANSWERED, weight: 1, because: 'somebody at their end was disturbed' },
  { code: ABANDONED, weight: 3, because: 'they answered and nobody was there' },
  { code: SPOKEN, weight: 0.5, because: 'a talk takes time, but relieves' }
]

export const channelWeights: Readonly<
  Record<Exclude<Channel, 'call'>, { readonly weight: number; readonly because: string }>
> = {
  email: { weight: 0.3, because: 'read when they like' },
  sms: { weight: 1, because: 'buzzes in a pocket (003-22)' },
  linkedin: { weight: 0.3, because: 'read when they like' },
  x: { weight: 0.3, because: 'read when they like' },
  letter: { weight: 0.2, because: 'slow and rare' },
  visit: { weight: 2, because: 'takes their time unasked' },
  chat: { weight: 0.5, because: 'they are in the conversation' },
  in_person: { weight: 0.5, because: 'both chose to meet' }
}

const BY_CALL_CODE = Float64Array.from(callWeights, (row) => row.weight)
const BY_CHANNEL = Float64Array.from(channels, (channel) => (channel === 'call' ? 0 : channelWeights[channel].weight))
const DAY_MINUTES = 24 * 60
/** Fifty half-lives: beyond, less is left than a number can show beside 1. */
const AFTER_DAYS = Float64Array.from({ length: 50 * PRESSURE_HALF_LIFE_DAYS }, (_, days) => left(days))
const AFTER_MINUTES = Float64Array.from({ length: DAY_MINUTES }, (_, minutes) => left(minutes / DAY_MINUTES))

/**
 * Weight of all remembered touches at an instant (minutes since the epoch), each losing half in seven days. A touch
 * dated later counts as of now. It is written into a slot because a double that is returned may be boxed.
 */
export function writePressure(row: Row, nowMinute: number, into: Float64Array, at: number): void {
  const { ints } = row
  let sum = 0
  for (let i = 0; i < ints[CALLS_RING.length]!; i++) {
    const entry = ints[CALLS_RING.start + i]!
    sum += BY_CALL_CODE[codeIn(entry)]! * leftOver(nowMinute - minuteIn(entry))
  }
  for (let i = 0; i < ints[OTHERS.length]!; i++) {
    const entry = ints[OTHERS.start + i]!
    sum += BY_CHANNEL[codeIn(entry) >> 1]! * leftOver(nowMinute - minuteIn(entry))
  }
  into[at] = sum
}

/** What is left of a weight: whole days times minutes of a day from two tables, as powers are slow. */
function leftOver(ageMinutes: number): number {
  const age = Math.max(0, ageMinutes)
  const days = Math.floor(age / DAY_MINUTES)
  return days < AFTER_DAYS.length ? AFTER_DAYS[days]! * AFTER_MINUTES[age - days * DAY_MINUTES]! : 0
}

function left(days: number): number {
  return 2 ** (-days / PRESSURE_HALF_LIFE_DAYS)
}
