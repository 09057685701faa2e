import { apply } from '../../facts/fold.ts'
import { type LogEntry, type Outcome } from '../../facts/log-entry.ts'
import { type TouchRow, touchEntry } from '../store/log-row.ts'
import { type Change } from './change.ts'
import { homeEntry } from './refold.ts'
import { type Person } from './person.ts'

/** Puts a touch into the log of a person and counts it, for the person and the household. */
export function logTouch(person: Person, touch: TouchRow, change: Change): Person {
  change.touches.push(touch)
  return counted(person, touch.seq, touchEntry(touch), change)
}

export function logOutcome(person: Person, seq: number, entry: Outcome, change: Change): Person {
  change.outcomes.push({ leadId: person.leadId, seq, entry })
  return counted(person, seq, entry, change)
}

/** The person once an entry counts; where the packed facts cannot take it in place they are folded before writing. */
export function counted(person: Person, seq: number, entry: LogEntry, change: Change): Person {
  const isStale = person.isStale || !apply(person.row, entry)
  const home = person.householdId === null ? undefined : change.homes.get(person.householdId)
  const ofHome = home ? homeEntry(person.leadId, entry) : null
  if (home && ofHome) {
    home.isChanged = true
    home.isStale ||= !apply(home.row, ofHome)
  }
  return { ...person, isStale, logSeq: Math.max(person.logSeq, seq) }
}
