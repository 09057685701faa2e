import { absurd } from './absurd.ts'
import { PENDING } from './call-code.ts'
import { channelCode } from './channel.ts'
import { addStop, checkOutcome, codeOf, countOutcome, countSignal, countTouch, stopOf } from './count.ts'
import { type Stop } from './fact.ts'
import { type LogEntry, type Outcome, type Signal, type Touch } from './log-entry.ts'
import { minuteOf } from './minute.ts'
import { closeCall, isOpen, openCall } from './open-call.ts'
import { addToRing, codeIn, isBeyond, onlyAt, packed, slotOfEntry } from './ring.ts'
import { CALLS_RING, DEAL_AT, OTHERS, type Row, emptyRow } from './row.ts'

/**
 * Bring a row up to date with an entry that was just appended, in place and without allocating. False means that the
 * row was left as it was and has to be folded again from the log: something was taken back or corrected, or the entry
 * looks doubled, belongs to no open touch, or is older than the row remembers.
 *
 * Law: whatever the order in which independent entries arrive, the row that apply reaches (folding again where it says
 * false) is `fold` of the log, bit for bit. Everything is independent but an outcome with its touch and with another
 * outcome of it, and `undone` with what it takes back. Precondition, kept by the
 * store's keys: an id enters the log once, and `touchAt` is the touch's own.
 */
export function apply(row: Row, entry: LogEntry): boolean {
  switch (entry.kind) {
    case 'touch':
      return entry.channel === 'call' ? applyCall(row, entry) : applyOther(row, entry)
    case 'outcome':
      return applyOutcome(row, entry)
    case 'signal':
      return applySignal(row, entry)
    case 'undone':
      return false
    default:
      return absurd(entry)
  }
}

/**
 * The row of a whole log, read in its order. What was undone or not made is as if it never was, with all it caused;
 * the last outcome of a touch holds; an id counts once; an outcome whose touch does not stand before it counts nothing.
 * Stops are the exception: those of a corrected outcome, of an outcome without its touch, or of a touch that was not
 * made stay until somebody undoes them.
 */
export function fold(log: readonly LogEntry[]): Row {
  const kept = whatStands(log)
  const row = emptyRow()
  for (const touch of kept.touches.values()) addTouch(row, touch, kept.outcomes.get(touch.touch) ?? null)
  for (const stops of kept.stops.values()) for (const stop of stops) addStop(row, stop)
  for (const signal of kept.signals.values()) countSignal(row, signal)
  return row
}

/** What of a log counts, by the rule above and in the order of the log; for whoever reads more than the row holds. */
export function whatStands(log: readonly LogEntry[]): Standing {
  const kept: Kept = { touches: new Map(), outcomes: new Map(), stops: new Map(), signals: new Map() }
  for (const entry of log) keep(kept, entry)
  return kept
}

export type Standing = {
  readonly touches: ReadonlyMap<number, Touch>
  /** By touch. */
  readonly outcomes: ReadonlyMap<number, Outcome>
  /** By touch: those that its outcomes raised, corrected ones included. */
  readonly stops: ReadonlyMap<number, readonly (Stop | null)[]>
  readonly signals: ReadonlyMap<number, Signal>
}

type Kept = {
  readonly touches: Map<number, Touch>
  readonly outcomes: Map<number, Outcome>
  readonly stops: Map<number, readonly (Stop | null)[]>
  readonly signals: Map<number, Signal>
}

function keep(kept: Kept, entry: LogEntry): void {
  switch (entry.kind) {
    case 'touch':
      if (!kept.touches.has(entry.touch)) kept.touches.set(entry.touch, entry)
      return
    case 'outcome':
      return keepOutcome(kept, entry)
    case 'signal':
      if (!kept.signals.has(entry.signal)) kept.signals.set(entry.signal, entry)
      return
    case 'undone':
      if (entry.target === 'signal') kept.signals.delete(entry.id)
      else drop(kept, entry.id, entry.target)
      return
    default:
      return absurd(entry)
  }
}

function keepOutcome(kept: Kept, outcome: Outcome): void {
  if (outcome.result.kind === 'not_made') return drop(kept, outcome.touch, 'not_made')
  checkOutcome(outcome)
  kept.stops.set(outcome.touch, [...(kept.stops.get(outcome.touch) ?? []), stopOf(outcome.result)])
  const touch = kept.touches.get(outcome.touch)
  const isItsOwn =
    touch !== undefined && touch.channel === outcome.channel && minuteOf(touch.at) === minuteOf(outcome.touchAt)
  if (isItsOwn) kept.outcomes.set(outcome.touch, outcome)
}

/** Take a touch (or only its outcome) back with the signals that its disposition logged. */
function drop(kept: Kept, touch: number, why: 'touch' | 'outcome' | 'not_made'): void {
  if (why !== 'outcome') kept.touches.delete(touch)
  kept.outcomes.delete(touch)
  if (why !== 'not_made') kept.stops.delete(touch)
  for (const [id, signal] of kept.signals) {
    const isKeptStop = why === 'not_made' && signal.happening.kind === 'stop'
    if (signal.touch === touch && !isKeptStop) kept.signals.delete(id)
  }
}

function addTouch(row: Row, touch: Touch, outcome: Outcome | null): void {
  const minute = minuteOf(touch.at)
  countTouch(row, touch.channel, touch.at)
  if (touch.channel === 'call')
    addToRing(row.ints, CALLS_RING, packed(minute, outcome === null ? PENDING : codeOf(outcome.result)))
  else addToRing(row.ints, OTHERS, packed(minute, otherCode(touch, outcome !== null)))
  if (outcome !== null) countOutcome(row, outcome)
  else if (touch.channel === 'call') openCall(row, touch.touch)
}

function applyCall(row: Row, touch: Touch): boolean {
  const minute = minuteOf(touch.at)
  if (isBeyond(row.ints, CALLS_RING, minute) || onlyAt(row.ints, CALLS_RING, minute) !== -1) return false
  countTouch(row, touch.channel, touch.at)
  openCall(row, touch.touch)
  addToRing(row.ints, CALLS_RING, packed(minute, PENDING))
  return true
}

function applyOther(row: Row, touch: Touch): boolean {
  const minute = minuteOf(touch.at)
  if (isBeyond(row.ints, OTHERS, minute)) return false
  const open = packed(minute, otherCode(touch, false))
  const isKnown = slotOfEntry(row.ints, OTHERS, open) !== -1 || slotOfEntry(row.ints, OTHERS, open + 1) !== -1
  if (isKnown) return false
  countTouch(row, touch.channel, touch.at)
  addToRing(row.ints, OTHERS, open)
  return true
}

function applyOutcome(row: Row, outcome: Outcome): boolean {
  if (outcome.result.kind === 'not_made') return false
  checkOutcome(outcome)
  const minute = minuteOf(outcome.touchAt)
  const settled = outcome.channel === 'call' ? settleCall(row, outcome, minute) : settleOther(row, outcome, minute)
  if (settled) countOutcome(row, outcome)
  return settled
}

function settleCall(row: Row, outcome: Outcome, minute: number): boolean {
  const at = onlyAt(row.ints, CALLS_RING, minute)
  if (at < 0 || codeIn(row.ints[at]!) !== PENDING) return false
  if (!isOpen(row, outcome.touch)) return false
  row.ints[at] = packed(minute, codeOf(outcome.result))
  closeCall(row, outcome.touch)
  return true
}

function settleOther(row: Row, outcome: Outcome, minute: number): boolean {
  const open = packed(minute, otherCode(outcome, false))
  const at = slotOfEntry(row.ints, OTHERS, open)
  if (at === -1) return false
  // A twin of the same channel and minute is settled already: whether this is its outcome again, only the log can say.
  if (slotOfEntry(row.ints, OTHERS, open + 1) !== -1) return false
  row.ints[at] = open + 1
  return true
}

function applySignal(row: Row, signal: Signal): boolean {
  const { kind } = signal.happening
  // Deals are summed, so one that is not newer than the last may be the same one again.
  if ((kind === 'deal_won' || kind === 'deal_lost') && signal.at <= row.numbers[DEAL_AT]!) return false
  countSignal(row, signal)
  return true
}

/** Channel, and whether an outcome is known, in five bits. */
function otherCode(touch: Touch | Outcome, isSettled: boolean): number {
  return channelCode(touch.channel) * 2 + (isSettled ? 1 : 0)
}
