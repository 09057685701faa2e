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
const HALF_LIFE_MINUTES = PRESSURE_HALF_LIFE_DAYS * 24 * 60

/**
 * Weight of all remembered touches at an instant (minutes since the epoch), each losing half in seven days. A touch
 * dated later counts as of now.
 */
export function pressure(row: Row, nowMinute: number): number {
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
  return sum
}

function leftOver(ageMinutes: number): number {
  return ageMinutes <= 0 ? 1 : 2 ** (-ageMinutes / HALF_LIFE_MINUTES)
}
