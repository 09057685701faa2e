import { startTrack, wakeMain } from '../../decide/course.ts'
import { eventsOf } from '../../decide/event.ts'
import { type Happening, type LogEntry } from '../../facts/log-entry.ts'
import { STOPS } from '../../facts/row.ts'
import { type LeadEvent } from '../../playbook/words.ts'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { logId } from '../store/log-id.ts'
import { type Store } from '../store/store.ts'
import { type Circumstances, changeFor, desksFor, handOver } from './batch-work.ts'
import { type Change, RESPOND, signalOf, writeChange } from './change.ts'
import { counted } from './ledger.ts'
import { lowerHint } from './live-engine.ts'
import { type Person, lockPeople } from './person.ts'
import { refoldPeople } from './refold.ts'
import { situationOf } from './situation.ts'
import { ACTIVE, PARKED, PASSIVE, isEnrolled } from './state.ts'
import { stop, stopIn } from './stop.ts'
import { type Desk, end, endRun, restingState, withDue } from './work-due.ts'

/**
 * What reached us about a person, at an instant: it goes into the log, counts, and moves the course, all in one
 * transaction. A stop ends everything in it, so no later claim can see the person.
 */
export async function record(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  leadId: number,
  happenings: readonly Happening[],
  circumstances: Circumstances,
  touchSeq: number | null = null
): Promise<Person> {
  return await store.inOrgTx(org, (tx) => recordIn(tx, leadId, happenings, circumstances, touchSeq))
}

/** What the ledger keeps of a consent beside the log: when they said it, where, the words they were shown, the proof. */
export type Paper = {
  readonly at: number
  readonly byUser: number | null
  readonly source: string | null
  readonly shown: string | null
  /** A reference: a file, an address, a recording. Nobody opens it. */
  readonly proof: string | null
}

export async function recordIn(
  tx: Tx,
  leadId: number,
  happenings: readonly Happening[],
  circumstances: Circumstances,
  touchSeq: number | null = null,
  paper: Paper | null = null
): Promise<Person> {
  const [locked] = await refoldPeople(tx, await lockPeople(tx, [leadId]))
  if (locked === undefined) throw new NoSuchLead(leadId)
  const change = await changeFor(tx, [locked])
  const deskFor = await desksFor(tx, [locked], change, circumstances)
  const desk = locked.playbookId === null ? null : deskFor(locked, locked.playbookId)
  const { now } = circumstances.setting
  const person = await recordOf(tx, locked, happenings, { desk, now, touchSeq, paper }, change)
  change.people.push(person)
  await handOver(tx, change, deskFor)
  await writeChange(tx, change, now)
  await lowerHint(tx, change.people[0]!.nextDueAt)
  return change.people[0]!
}

type Occasion = {
  readonly desk: Desk | null
  readonly now: number
  readonly touchSeq: number | null
  /** What they said counts from when they said it, whenever that is entered. */
  readonly paper?: Paper | null
}

/** The same of a person whose lock is held, into a change that is written later. */
export async function recordOf(
  tx: Tx,
  locked: Person,
  happenings: readonly Happening[],
  { desk, now, touchSeq, paper = null }: Occasion,
  change: Change
): Promise<Person> {
  let person = locked
  for (const happening of happenings) {
    const signal = signalOf(person.leadId, person.logSeq + 1, paper?.at ?? now, happening)
    const entry = { ...signal.entry, touch: touchSeq }
    change.signals.push({ ...signal, entry })
    person = counted(person, signal.seq, entry, change)
    await writeBeside(tx, person.leadId, signal.seq, now, happening, paper)
    person = await react(tx, person, entry, desk, now, change)
  }
  return person
}

/** Nobody of this org has that id. */
export class NoSuchLead extends Error {
  constructor(leadId: number) {
    super(`There is no lead ${leadId} here: look it up with "aftertone leads"`)
  }
}

/** What an entry does to the course of a person: a stop, a way out, an awakening, a track. */
export async function react(
  tx: Tx,
  person: Person,
  entry: LogEntry,
  desk: Desk | null,
  now: number,
  change: Change
): Promise<Person> {
  if (person.row.ints[STOPS] !== 0 || stopIn(entry) !== null) return await stop(tx, person, entry, now, change)
  const events = eventsOf(entry)
  if (events.length === 0) return person
  const isReal = desk === null || desk.outside.kind === 'real'
  if (isReal && entry.kind === 'signal' && INBOUND.has(entry.happening.kind))
    askForAnswer(person, entry.signal, now, change)
  if (desk === null || person.course === null || !isEnrolled(person.state)) return person
  return onCourse(person, events, desk, change)
}

function onCourse(person: Person, events: readonly LeadEvent[], desk: Desk, change: Change): Person {
  const { program } = desk.book
  const { now } = desk.setting
  const { exits, on, tracks } = program.document
  if (events.some((event) => exits.includes(event))) return endRun(person, 'exit', PASSIVE, now, change)
  const situation = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  let course = person.course!
  for (const { event, do: what } of on) {
    if (!events.includes(event)) continue
    if (what === 'end') return endRun(person, 'exit', PASSIVE, now, change)
    if (typeof what === 'object')
      course = startTrack(program, situation, course, Object.keys(tracks).indexOf(what.track))
  }
  if (person.state === PARKED && wakes(events, person, desk)) {
    const step = wakeMain(program, situation, course)
    if (step.ended) return end({ ...person, course: step.course }, step.ended, desk, change)
    course = step.course
  }
  const moved = { ...person, course }
  return withDue({ ...moved, state: person.state === PARKED ? restingState(ACTIVE, course) : person.state }, desk)
}

/** Whether one of the events is what the person is parked for. */
function wakes(events: readonly LeadEvent[], { course }: Person, { book: { program } }: Desk): boolean {
  const line = course!.lines[0]!
  const stay = line.rule >= 0 ? program.rules[line.rule]?.then : stayOf(program.flow[line.step])
  return stay?.kind === 'park' && events.includes(stay.until)
}
const stayOf = (instruction: Desk['book']['program']['flow'][number] | undefined) =>
  instruction?.kind === 'stay' ? instruction.stay : null

/** Kinds of signal to which somebody has to answer, whatever the playbook has planned. */
const INBOUND: ReadonlySet<Happening['kind']> = new Set(['reply', 'missed_inbound', 'booking'])

function askForAnswer(person: Person, seq: number, now: number, change: Change): void {
  change.outbox.push({ leadId: person.leadId, seq, touchAt: now, notBefore: now, channel: RESPOND })
}

/** Proofs and deals have tables of their own beside the log. */
async function writeBeside(
  tx: Tx,
  leadId: number,
  seq: number,
  now: number,
  happening: Happening,
  paper: Paper | null
): Promise<void> {
  const id = ['bigint', [logId(leadId, seq)]] as const
  const lead_id = ['bigint', [leadId]] as const
  if (happening.kind === 'consent_granted' || happening.kind === 'consent_revoked') {
    const level = happening.kind === 'consent_revoked' ? 0 : LEVELS.indexOf(happening.level)
    await insertBatch(tx, 'consent', {
      ...{ id, lead_id, consent_group: ['smallint', [GROUPS.indexOf(happening.group)]], level: ['smallint', [level]] },
      ...{ at: ['bigint', [paper?.at ?? now]], written_at: ['bigint', [now]], import_id: ['bigint', [0]] },
      ...{ purpose: ['smallint', [happening.purpose === 'informational' ? 1 : 0]] },
      ...{ by_user: ['bigint', [paper?.byUser ?? null]], source: ['text', [paper?.source ?? null]] },
      ...{ shown: ['text', [paper?.shown ?? null]], proof: ['text', [paper?.proof ?? null]] }
    })
  }
  if (happening.kind === 'deal_won' || happening.kind === 'deal_lost') {
    const won = happening.kind === 'deal_won'
    await insertBatch(tx, 'deal', {
      ...{ id, lead_id, at: ['bigint', [now]], won: ['boolean', [won]] },
      ...{
        value_cents: ['bigint', [won ? happening.valueCents : null]],
        currency: ['text', [won ? happening.currency : null]]
      }
    })
  }
}
const LEVELS = ['none', 'implied', 'express', 'express_written']
const GROUPS = ['voice', 'recordings', 'sms', 'email']
