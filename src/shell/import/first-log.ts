import { apply, fold } from '../../facts/fold.ts'
import { type Happening, type LogEntry } from '../../facts/log-entry.ts'
import { ROW_VERSION, VERSION, emptyRow, storedBytes } from '../../facts/row.ts'
import { type ConsentGroup, type ImportedLead } from '../../intake/imported-lead.ts'
import { type Consent, type Stop } from '../../intake/lead-row.ts'
import { pastCalls, pastEntries } from './past-calls.ts'

/** The log with which a person begins: calls of other tools in their order, then what the row says, as of `at`. */
export function firstLog(lead: ImportedLead, moreStops: readonly Stop[], at: number, now: number): readonly LogEntry[] {
  const entries = [...pastEntries(pastCalls(lead.history, now), 1, lead.dueAtMs)]
  for (const happening of happeningsOf(lead, moreStops))
    entries.push({ kind: 'signal', signal: entries.length + 1, at, touch: null, happening })
  return entries
}

function happeningsOf(lead: ImportedLead, moreStops: readonly Stop[]): readonly Happening[] {
  const found: Happening[] = []
  for (const _ in lead.profile) {
    found.push({ kind: 'profile', changes: lead.profile })
    break
  }
  for (const { group, level } of lead.consents) found.push(consentHappening(group, level))
  for (const stop of lead.stops) found.push({ kind: 'stop', stop })
  for (const stop of moreStops) if (!lead.stops.includes(stop)) found.push({ kind: 'stop', stop })
  return found
}

/** "None" in a file is a no that somebody wrote down. */
export function consentHappening(group: ConsentGroup, level: Consent): Happening {
  return level === 'none' ? { kind: 'consent_revoked', group } : { kind: 'consent_granted', group, level }
}

/** One row for all: what is stored is copied out of it. */
const scratch = emptyRow()

/** The packed facts of a log in which nothing is taken back. */
export function packedFacts(log: readonly LogEntry[]): Uint8Array {
  scratch.bytes.fill(0)
  scratch.ints[VERSION] = ROW_VERSION
  for (const entry of log) if (!apply(scratch, entry)) return storedBytes(fold(log))
  return storedBytes(scratch)
}
