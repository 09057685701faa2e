import { indexOf } from '../../decide/course-line.ts'
import { type Outcome } from '../../facts/log-entry.ts'
import { type Row } from '../../facts/row.ts'
import { type ActionKind, type Channel as GuardChannel, kindOfChannel } from '../../guard/action.ts'
import { ask, askAgainAt, kindCode } from '../../guard/table.ts'
import { type Placed, readLogs, readTouch } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { seqOfId } from '../store/log-id.ts'
import { channelOf, codeIn } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'
import { isHalted, keptOut } from '../store/suppression.ts'
import { type Circumstances, type DeskFor, changeFor, desksFor, desksToLook, handOver } from './batch-work.ts'
import { type Change, TASK, writeChange } from './change.ts'
import { type Errand } from './dispatch.ts'
import { lowerHint } from './live-engine.ts'
import { goOn } from './keep-house.ts'
import { logOutcome } from './ledger.ts'
import { PERSON, type Person, type PersonRow, lockPeople, unpackPeople } from './person.ts'
import { foldHomeBefore, foldLog, refoldPeople } from './refold.ts'
import { logRefusal } from './refusal.ts'
import { situationOf } from './situation.ts'
import { stopKept } from './stop.ts'
import { type Desk } from './work-due.ts'

/**
 * Mails, texts and the like that were allowed when they were planned and are not any more when they are about to leave: a
 * consent was taken back, the law was changed, they waited into the night.
 */

/** Why an errand may not leave now, and from when on it may; null is never. */
export type ErrandRefusal = { readonly code: number; readonly at: number | null }

/** What the guard judges an errand as; tasks of our own and answers are asked nothing. */
const kindOf = ({ channel }: Errand): ActionKind | null => {
  const name = channel < TASK ? channelOf(channel) : null
  return name !== null && name in kindOfChannel ? kindOfChannel[name as GuardChannel] : null
}

/** Those of these errands that the guard refuses, by their ids. People are only looked at. */
export async function refusedErrands(
  tx: Tx,
  errands: readonly Errand[],
  circumstances: Circumstances
): Promise<ReadonlyMap<number, ErrandRefusal>> {
  const refused = new Map<number, ErrandRefusal>()
  const asked = errands.filter((errand) => kindOf(errand) !== null)
  if (asked.length === 0) return refused
  const people = new Map((await look(tx, asked)).map((person) => [person.leadId, person]))
  const deskFor = await desksToLook(tx, [...people.values()], circumstances)
  const suspects = asked.filter((errand) => {
    const person = people.get(errand.leadId)
    return person?.playbookId != null && answer(errand, person, deskFor(person, person.playbookId)) !== null
  })
  // What counts against them may be the very touch that is about to leave, so these few are asked without it.
  const logs = suspects.length === 0 ? new Map<number, Placed[]>() : await readLogs(tx, leadsOf(suspects))
  for (const errand of suspects) {
    const person = people.get(errand.leadId)!
    const desk = deskFor(person, person.playbookId!)
    const { row, home } = await without(tx, errand, person, desk, logs.get(errand.leadId)!)
    const refusal = answer(errand, { ...person, row }, { ...desk, home })
    if (refusal !== null) refused.set(errand.id, refusal)
  }
  return refused
}

const leadsOf = (errands: readonly Errand[]): readonly number[] => [...new Set(errands.map(({ leadId }) => leadId))]

async function look(tx: Tx, errands: readonly Errand[]): Promise<readonly Person[]> {
  const { rows } = await tx.query<PersonRow>({
    text: `select ${PERSON} from enrolment where org = $1 and lead_id = any($2::bigint[])`,
    name: 'people-of-errands',
    values: [tx.org, leadsOf(errands)]
  })
  return await refoldPeople(tx, unpackPeople(rows))
}

function answer(errand: Errand, person: Person, desk: Desk): ErrandRefusal | null {
  const kind = kindCode[kindOf(errand)!]
  const { vector, table, now } = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const code = ask(table, kind, vector, now, now, 0)
  return code === 0 ? null : { code, at: askAgainAt(table, kind, vector, now) }
}

/** Facts as they were before the touch of an errand, and with all that reached us since. */
async function without(
  tx: Tx,
  errand: Errand,
  person: Person,
  desk: Desk,
  log: readonly Placed[]
): Promise<{ readonly row: Row; readonly home: Row | null }> {
  const seq = seqOfId(errand.id)
  const touch = log.find((each) => each.seq === seq && each.entry.kind === 'touch')
  if (touch === undefined) return { row: person.row, home: desk.home }
  const isKnown = ({ seq: place, entry }: Placed): boolean =>
    place < seq || entry.kind === 'signal' || (entry.kind === 'undone' && entry.target === 'signal')
  const home = person.householdId === null ? null : await foldHomeBefore(tx, person.householdId, touch)
  return { row: foldLog(log.filter(isKnown)), home }
}

const DO_NOT_CALL = codeIn('stop', 'do_not_call')

/**
 * What becomes of errands that were held back, behind the locks of their people: the refusal is kept, whoever is kept out
 * is stopped, what time lifts waits until then, and what nothing lifts was not made. An errand that somebody took back in
 * the meantime is none.
 */
export async function refuseErrands(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  errands: readonly Errand[],
  circumstances: Circumstances
): Promise<void> {
  if (errands.length === 0) return
  await store.inOrgTx(org, async (tx) => {
    const { now } = circumstances.setting
    const people = await refoldPeople(tx, await lockPeople(tx, leadsOf(errands)))
    const change = await changeFor(tx, people)
    const deskFor = await desksFor(tx, people, change, circumstances)
    const waiting = await stillWaiting(tx, errands)
    const kept = await keptOut(tx, leadsOf(errands))
    const halted = (await isHalted(tx)) ? DO_NOT_CALL : null
    const refused = await refusedErrands(tx, waiting, circumstances)
    for (const person of people) {
      const by = kept.get(person.leadId)
      const stop = by?.stop ?? halted
      let next = person
      for (const errand of waiting.filter(({ leadId }) => leadId === person.leadId)) {
        const no = stop === null ? refused.get(errand.id) : { code: stop + 1, at: now }
        if (no === undefined) continue
        const what = { code: no.code, action: kindOf(errand) ?? ('task' as const), touchSeq: seqOfId(errand.id) }
        next = logRefusal(next, what, circumstances, change)
        if (stop === null) next = await putOffErrand(tx, next, errand, no, deskFor, change)
      }
      if (by !== undefined) next = await stopKept(tx, next, by, now, change)
      if (next !== person) change.people.push(next)
    }
    await handOver(tx, change, deskFor)
    await writeChange(tx, change, now)
    for (const { nextDueAt } of change.people) await lowerHint(tx, nextDueAt)
  })
}

async function stillWaiting(tx: Tx, errands: readonly Errand[]): Promise<readonly Errand[]> {
  const { rows } = await tx.query<{ id: number; channel: number }>({
    text: 'select id, channel from outbox where org = $1 and id = any($2::bigint[]) and state = 0 for update',
    values: [tx.org, errands.map(({ id }) => id)]
  })
  return errands.filter((each) => rows.some(({ id, channel }) => id === each.id && channel === each.channel))
}

/** Waits until it may leave, or was never made, and then a sequence that waits for it goes on. */
async function putOffErrand(
  tx: Tx,
  person: Person,
  errand: Errand,
  { at }: ErrandRefusal,
  deskFor: DeskFor,
  change: Change
): Promise<Person> {
  const values = [tx.org, errand.channel, errand.id]
  if (at !== null) {
    await tx.query({
      text: 'update outbox set not_before = $4 where org = $1 and channel = $2 and id = $3 and state = 0',
      values: [...values, at]
    })
    return person
  }
  await tx.query({
    text: 'delete from outbox where org = $1 and channel = $2 and id = $3 and state = 0',
    values
  })
  const seq = seqOfId(errand.id)
  const { book, setting } = deskFor(person, person.playbookId!)
  const entry: Outcome = {
    ...({ kind: 'outcome', touch: seq, at: setting.now, touchAt: errand.touchAt } as const),
    ...{ channel: channelOf(errand.channel), result: { kind: 'not_made', reason: 'guard' }, promise: null }
  }
  const told = logOutcome(person, person.logSeq + 1, entry, change)
  const touch = await readTouch(tx, person.leadId, seq)
  if (touch?.track == null || touch.run !== person.run) return told
  const waits = person.course?.lines[indexOf(book.program, touch.track)]
  return waits?.step === touch.step ? goOn(told, touch.track, deskFor, change) : told
}
