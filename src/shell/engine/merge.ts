import { allOver } from '../../decide/course-line.ts'
import { type Happening, type LogEntry } from '../../facts/log-entry.ts'
import { type ConsentPath, consentLevel, consentSlot, setAt } from '../../facts/profile.ts'
import { type Row, STOPS } from '../../facts/row.ts'
import { type Placed, appendLog, readLogs } from '../store/append-log.ts'
import { plainTouch } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'
import { changeFor } from './batch-work.ts'
import { type Change, signalOf, writeChange } from './change.ts'
import { counted } from './ledger.ts'
import { countPhones, moveBelongings } from './merge-belongings.ts'
import { type Person, lockPeople } from './person.ts'
import { NoSuchLead } from './record.ts'
import { foldLog, refoldPeople } from './refold.ts'
import { ENDED, RESERVED, STOPPED, isEnrolled } from './state.ts'
import { endRun } from './work-due.ts'

/** Why two leads cannot be made one now. */
export class NotMerged extends Error {}

/**
 * Makes two leads one. The first stays, with the histories of both, every stop, and of two consents the stricter; the
 * numbers, addresses, lists, notes and deals of the second are its own from now on. The second is left as an empty
 * shell with its own history, which is evidence and never goes.
 */
export async function mergeLeads(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  keepId: number,
  goneId: number,
  now: number
): Promise<Person> {
  if (keepId === goneId) throw new NotMerged(`lead ${keepId} is one lead already: name two`)
  return await store.inOrgTx(org, async (tx) => {
    const people = await refoldPeople(tx, await lockPeople(tx, [keepId, goneId]))
    const [keep, gone] = [keepId, goneId].map((id) => people.find(({ leadId }) => leadId === id))
    if (keep === undefined || gone === undefined) throw new NoSuchLead(keep === undefined ? keepId : goneId)
    for (const { leadId, state } of people)
      if (state === RESERVED)
        throw new NotMerged(`lead ${leadId} is in the hands of a rep: wait until the call is settled`)
    const householdId = keep.householdId ?? gone.householdId
    await moveBelongings(tx, keepId, goneId, householdId, now)
    const change = await changeFor(tx, people)
    for (const home of change.homes.values()) home.isStale = true
    const logs = await readLogs(tx, [keepId, goneId])
    const copied = copiesOf(logs.get(goneId)!, keep.logSeq)
    await appendLog(
      tx,
      copied.map(({ seq, entry }) => ({
        ...{ leadId: keepId, seq, entry },
        ...(entry.kind === 'touch'
          ? {
              touch: {
                ...plainTouch(keepId, seq, entry.at, entry.channel, entry.by === 'other_tool'),
                recording: entry.recording
              }
            }
          : {})
      }))
    )
    const row = foldLog([...logs.get(keepId)!, ...copied])
    const joined: Person = { ...keep, householdId, row, logSeq: copied.at(-1)?.seq ?? keep.logSeq }
    change.people.push(
      stopped(stricter(joined, [keep.row, gone.row], now, change), now, change),
      shell(gone, now, change)
    )
    await writeChange(tx, change, now)
    await countPhones(tx, keepId, goneId)
    return change.people[0]!
  })
}

/** The entries of a log as they follow in another one; who shares a household is no history. */
function copiesOf(log: readonly Placed[], after: number): readonly Placed[] {
  const kept = log.filter(({ entry }) => entry.kind !== 'signal' || entry.happening.kind !== 'household')
  const seqs = new Map(kept.map(({ seq }, i) => [seq, after + i + 1]))
  const to = (seq: number): number => seqs.get(seq) ?? 0
  const copy = (entry: LogEntry): LogEntry => {
    switch (entry.kind) {
      case 'touch':
      case 'outcome':
        return { ...entry, touch: to(entry.touch) }
      case 'signal':
        return { ...entry, signal: to(entry.signal), touch: entry.touch === null ? null : to(entry.touch) }
      case 'undone':
        return { ...entry, id: to(entry.id) }
    }
  }
  return kept.map(({ seq, entry, id }) => ({ seq: to(seq), id, entry: copy(entry) }))
}

const GROUPS = ['voice', 'recordings', 'sms', 'email'] as const
const LEVELS = ['none', 'implied', 'express', 'express_written'] as const

/** Where both were asked, the lower level holds from now on, whoever was asked last. */
function stricter(joined: Person, both: readonly Row[], now: number, change: Change): Person {
  let person = joined
  for (const group of GROUPS) {
    const path: ConsentPath = `consent.${group}`
    if (both.some((row) => setAt(row, consentSlot(path)) === 0)) continue
    const level = Math.min(...both.map((row) => consentLevel(row, path)))
    if (consentLevel(person.row, path) <= level) continue
    const name = LEVELS[level]!
    const happening: Happening =
      name === 'none' ? { kind: 'consent_revoked', group } : { kind: 'consent_granted', group, level: name }
    const signal = signalOf(person.leadId, person.logSeq + 1, now, happening)
    change.signals.push(signal)
    person = counted(person, signal.seq, signal.entry, change)
  }
  return person
}

/** A stop of either holds for both. */
function stopped(person: Person, now: number, change: Change): Person {
  if (person.row.ints[STOPS] === 0 || person.state === STOPPED) return person
  const over = { ...person, course: person.course === null ? null : allOver(person.course) }
  return isEnrolled(person.state)
    ? endRun(over, 'stopped', STOPPED, now, change)
    : { ...over, state: STOPPED, nextDueAt: null }
}

function shell(gone: Person, now: number, change: Change): Person {
  const over = { ...gone, householdId: null, course: gone.course === null ? null : allOver(gone.course) }
  if (isEnrolled(gone.state)) return endRun(over, 'by_hand', ENDED, now, change)
  return { ...over, state: gone.state === STOPPED ? STOPPED : ENDED, nextDueAt: null }
}
