import { type Field } from './field.ts'
import { type LeadHistory } from './lead-row.ts'
import { dayAt, readMoment } from './date.ts'
import { quoted } from './phone.ts'
import { type RowInHand, cellOf, columnOf, leaveOut, readCell, warn } from './row-in-hand.ts'
import { readRelationship, readStage } from './stage.ts'
import { readCount, readFlag, readScore } from './value.ts'
import { MINUTES_PER_DAY } from '../clock/calendar.ts'
import { instantOf } from '../clock/zone.ts'

/** What happened with this lead before: counts as written, dates as ages, and nothing that contradicts itself. */
export function readHistory(row: RowInHand): LeadHistory {
  const history: LeadHistory = {}
  for (const field of counts) {
    const count = readCell(row, field, readCount, 'not a count')
    if (count !== undefined) history[field] = count
  }
  const since = daysSince(row, 'lastVoicemail') ?? readCell(row, 'daysSinceVoicemail', readCount, 'not a count')
  if (since !== undefined) history.daysSinceVoicemail = since
  const spoken = daysSince(row, 'lastSpoken') ?? readCell(row, 'daysSinceSpoken', readCount, 'not a count')
  if (spoken !== undefined) history.daysSinceSpoken = spoken
  const hours = hoursSinceCall(row)
  if (hours !== undefined) history.hoursSinceCall = hours
  const everSpoken = readCell(row, 'everSpoken', readFlag, 'neither yes nor no')
  if (everSpoken !== undefined) history.everSpoken = everSpoken || spoken !== undefined
  else if (spoken !== undefined) history.everSpoken = true
  reconcile(row, history)
  return history
}

const counts = [
  ...([
    'calls',
    'voicemails',
    'unansweredVoicemails',
    'callsSinceVoicemail',
    'touches7d',
    'touches30d',
    'calls24h'
  ] as const)
]

/** Every column that the history is made of. */
export const historyFields: readonly Field[] = [
  ...counts,
  ...(['lastVoicemail', 'daysSinceVoicemail', 'lastSpoken', 'daysSinceSpoken'] as const),
  ...(['lastCall', 'hoursSinceCall', 'everSpoken'] as const)
]

/** The file's dates and counts, each read as the least that both can mean. */
function reconcile(row: RowInHand, history: LeadHistory): void {
  if (history.daysSinceVoicemail !== undefined && !history.voicemails) history.voicemails = 1
  const { voicemails, unansweredVoicemails } = history
  if (unansweredVoicemails !== undefined && unansweredVoicemails > (voicemails ?? 0)) {
    if (voicemails === undefined) history.voicemails = unansweredVoicemails
    else {
      warn(
        row,
        'unansweredVoicemails',
        `${unansweredVoicemails} is more than the ${voicemails} voicemails left; ${voicemails} taken`
      )
      history.unansweredVoicemails = voicemails
    }
  } else if (unansweredVoicemails === undefined && voicemails) {
    const unanswered = unansweredOf(history, voicemails, hasSpokenByStage(row))
    if (unanswered !== undefined) history.unansweredVoicemails = unanswered
  }
  raiseCalls(row, history)
  raiseRecent(history)
}

/** Messages since they last answered: all of them when we never spoke, none when we spoke after the last one. */
function unansweredOf(history: LeadHistory, voicemails: number, hasSpokenByStage: boolean): number | undefined {
  const { daysSinceSpoken, daysSinceVoicemail } = history
  if (history.everSpoken !== true) return hasSpokenByStage ? undefined : voicemails
  if (daysSinceSpoken === undefined || daysSinceVoicemail === undefined) return undefined
  return daysSinceSpoken <= daysSinceVoicemail ? 0 : undefined
}

function hasSpokenByStage(row: RowInHand): boolean {
  const named = readRelationship(cellOf(row, 'relationship') ?? '')
  return (named !== null && named !== 'never_spoken') || readStage(cellOf(row, 'stage') ?? '')?.hasSpoken === true
}

/** Every message was left on a call. */
function raiseCalls(row: RowInHand, history: LeadHistory): void {
  const least = Math.max(history.voicemails ?? 0, history.hoursSinceCall === undefined ? 0 : 1)
  if (history.calls === undefined ? least === 0 : history.calls >= least) return
  if (history.calls !== undefined)
    warn(row, 'calls', `${history.calls} is fewer than the ${least} that the other columns tell of; ${least} taken`)
  history.calls = least
}

/** A call within a day or a week is at least one touch in that time, for the caps that the guard keeps. */
function raiseRecent(history: LeadHistory): void {
  const hours = Math.min(history.hoursSinceCall ?? Infinity, (history.daysSinceVoicemail ?? Infinity) * 24)
  if (hours < 24 && history.hoursSinceCall !== undefined) history.calls24h = Math.max(history.calls24h ?? 0, 1)
  const week = Math.max(history.touches7d ?? 0, history.calls24h ?? 0, hours < 7 * 24 ? 1 : 0)
  const month = Math.max(history.touches30d ?? 0, week, hours < 30 * 24 ? 1 : 0)
  if (week > 0) history.touches7d = week
  if (month > 0) history.touches30d = month
}

/** Whole calendar days from the date in the cell to today; a future date is a mistake in the file. */
function daysSince(row: RowInHand, field: Field): number | undefined {
  const moment = pastMoment(row, field)
  return moment === undefined ? undefined : dayAt(row.context.nowMs, row.context.zone) - moment.day
}

/** A date without a time counts from the end of that day: the call may have been at its last minute. */
function hoursSinceCall(row: RowInHand): number | undefined {
  const moment = pastMoment(row, 'lastCall')
  const { nowMs, zone } = row.context
  if (moment === undefined)
    return readCell(row, 'hoursSinceCall', (text) => notNegative(readScore(text)), 'not a count')
  const lastMs = moment.hasTime ? moment.epochMs : instantOf(zone, (moment.day + 1) * MINUTES_PER_DAY)
  return Math.max(0, Math.floor((nowMs - lastMs) / 360_000) / 10)
}

function notNegative(value: number | null): number | null {
  return value === null || value < 0 ? null : value
}

function pastMoment(row: RowInHand, field: Field) {
  const column = columnOf(row, field)
  if (!column) return undefined
  const text = cellOf(row, field)!
  if (NEVER.test(text)) return undefined
  const { nowMs, zone } = row.context
  const moment = readMoment(text, { nowMs, zone, dayFirst: column.dayFirst })
  if (moment === null) {
    leaveOut(row, field, `${quoted(text)} is not a date; left out`)
    return undefined
  }
  if (moment.isSwapped) {
    const order = column.dayFirst ? 'day' : 'month'
    warn(row, field, `${quoted(text)} cannot be ${order} first like the rest of the column; read the other way round`)
  }
  if (moment.hasTime ? moment.epochMs > nowMs : moment.day > dayAt(nowMs, zone)) {
    leaveOut(row, field, `${quoted(text)} lies in the future; left out`)
    return undefined
  }
  return moment
}

/** How exports write "it has not happened", VICIdial's zero date among them. */
const NEVER = /^(?:never|none|n\/?a|-+|—|null|0|0000-00-00.*|nie|jamais|nunca|nooit|not yet)$/i
