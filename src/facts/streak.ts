import { BUSY, NOT_NOTICED, PENDING, isMessage, isSilent, isStraight, isUnanswered } from './call-code.ts'
import { type Ring, codeIn, minuteIn } from './ring.ts'
import { CALLS_RING, MISSED, OTHERS, RESPONSE_AT, type Row, SPOKEN_AT, VOICEMAILS } from './row.ts'

/**
 * What the last 32 calls say in a row. All of these are read off the rings when asked, never kept, because a call or a
 * reply that is reported late may stand in the middle. Where more than 32 calls would count, 32 is the answer.
 */

/** Calls in a row without message, answer or response, newest first (003-03). */
export function silentCalls(row: Row): number {
  let count = 0
  const since = minuteAt(row, RESPONSE_AT)
  for (let i = lastCall(row); i >= CALLS_RING.start; i--) {
    const code = codeIn(row.ints[i]!)
    if (code === NOT_NOTICED) continue
    if (!isSilent(code) || minuteIn(row.ints[i]!) <= since) break
    count++
  }
  return count
}

/** Calls that reached them since the last message; all of them when none was ever left (001-17). */
export function callsSinceVoicemail(row: Row): number {
  let count = 0
  for (let i = lastCall(row); i >= CALLS_RING.start; i--) {
    const code = codeIn(row.ints[i]!)
    if (isMessage(code)) break
    if (code !== NOT_NOTICED) count++
  }
  return count
}

/** Messages since their last response (001-03); exact when they never responded. */
export function unansweredVoicemails(row: Row): number {
  if (row.numbers[RESPONSE_AT] === 0) return row.ints[VOICEMAILS]!
  const since = minuteAt(row, RESPONSE_AT)
  let count = 0
  for (let i = lastCall(row); i >= CALLS_RING.start && minuteIn(row.ints[i]!) > since; i--)
    if (isMessage(codeIn(row.ints[i]!))) count++
  return count
}

/** Calls in a row that went to the mailbox at once, since their last response (003-05). */
export function straightToVoicemail(row: Row): number {
  let count = 0
  const since = minuteAt(row, RESPONSE_AT)
  for (let i = lastCall(row); i >= CALLS_RING.start && minuteIn(row.ints[i]!) > since; i--) {
    const code = codeIn(row.ints[i]!)
    if (code === NOT_NOTICED || code === PENDING || code === BUSY) continue
    if (!isStraight(code)) break
    count++
  }
  return count
}

/** Rounds of phone tag since we last talked: we missed their call, then they missed ours (000-20). */
export function phoneTagCycles(row: Row): number {
  const { ints } = row
  const since = minuteAt(row, SPOKEN_AT)
  let count = 0
  let missed = MISSED.start
  const missedEnd = MISSED.start + ints[MISSED.length]!
  for (let i = CALLS_RING.start; i <= lastCall(row); i++) {
    if (!isUnanswered(codeIn(ints[i]!))) continue
    let isTagged = false
    for (; missed < missedEnd && minuteIn(ints[missed]!) <= minuteIn(ints[i]!); missed++)
      if (minuteIn(ints[missed]!) > since) isTagged = true
    if (isTagged) count++
  }
  return count
}

/** Touches of all channels that they could notice in the minutes before now, silent calls included (000-21, 000-26). */
export function touchesWithin(row: Row, nowMinute: number, minutes: number): number {
  let count = entriesWithin(row, OTHERS, nowMinute, minutes)
  for (let i = lastCall(row); i >= CALLS_RING.start && nowMinute - minuteIn(row.ints[i]!) < minutes; i--)
    if (codeIn(row.ints[i]!) !== NOT_NOTICED) count++
  return count
}

/** Calls placed in the minutes before now, whatever became of them. */
export function callsWithin(row: Row, nowMinute: number, minutes: number): number {
  return entriesWithin(row, CALLS_RING, nowMinute, minutes)
}

function entriesWithin(row: Row, ring: Ring, nowMinute: number, minutes: number): number {
  let count = 0
  for (let i = ring.start + row.ints[ring.length]! - 1; i >= ring.start; i--) {
    if (nowMinute - minuteIn(row.ints[i]!) >= minutes) break
    count++
  }
  return count
}

function lastCall(row: Row): number {
  return CALLS_RING.start + row.ints[CALLS_RING.length]! - 1
}

function minuteAt(row: Row, slot: number): number {
  return Math.ceil(row.numbers[slot]! / 60_000)
}
