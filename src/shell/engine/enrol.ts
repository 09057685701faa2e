import { Complaint } from '../command/complaint.ts'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { isHalted, keptOut } from '../store/suppression.ts'
import { type Circumstances, changeFor, desksFor } from './batch-work.ts'
import { type Change, writeChange } from './change.ts'
import { lowerHint } from './live-engine.ts'
import { PERSON, type Person, type PersonRow, unpackPeople } from './person.ts'
import { refoldPeople } from './refold.ts'
import { STOPS } from '../../facts/row.ts'
import { situationOf } from './situation.ts'
import { RESERVED, STOPPED, isEnrolled, stateNames } from './state.ts'
import { stopKept } from './stop.ts'
import { type Desk, endRun, enrolPerson } from './work-due.ts'

export type EnrolWish = {
  readonly org: number
  readonly listId: number
  readonly playbookId: number
  /** Every `of`th member of the list, from `part` on; 1 of 1 is everybody. */
  readonly part: number
  readonly of: number
  /** Also those who were in this playbook before. */
  readonly again: boolean
  /** Also those of whom it is not known whether the playbook is meant for them. */
  readonly anyway: boolean
  /** So many begin a day; the others wait for their day. Null: all at once. */
  readonly perDay: number | null
  /** At most so many in all. */
  readonly limit: number
  /** Those alone whose row names this playbook already: how a world begins. */
  readonly planned?: boolean
  /** Those alone whom the import that began at this instant made or changed. */
  readonly importedAt?: number
}

/** Why somebody was not enrolled. */
export const refusals = {
  stopped: 'a hard stop is on record',
  enrolled: 'in a playbook already',
  in_hand: 'a rep has them in hand',
  before: 'in this playbook before',
  outside: 'the playbook is not meant for them',
  unknown: 'not known whether the playbook is meant for them'
} as const
export type Refusal = keyof typeof refusals

export type EnrolResult = {
  readonly enrolled: number
  readonly tookOver: number
  readonly refused: Readonly<Record<Refusal, number>>
  /** The first who is in another playbook, so that a refusal has a name. */
  readonly firstElsewhere: { readonly leadId: number; readonly state: string; readonly playbook: string } | null
}

const BATCH = 1_000
const DAY = 86_400_000

/** Enrols the members of a list into a playbook, batch by batch; what is done stays done when it is interrupted. */
export async function enrolList(
  store: Pick<Store, 'inOrgTx'>,
  wish: EnrolWish,
  circumstances: Circumstances,
  onProgress: (done: number) => void = () => undefined
): Promise<EnrolResult> {
  const refused = { stopped: 0, enrolled: 0, in_hand: 0, before: 0, outside: 0, unknown: 0 }
  const sums = { enrolled: 0, tookOver: 0 }
  let firstElsewhere: EnrolResult['firstElsewhere'] = null
  let after = 0
  for (;;) {
    const done = await store.inOrgTx(wish.org, async (tx) => {
      const rows = await membersAfter(tx, wish, after)
      const people = await refoldPeople(
        tx,
        unpackPeople(rows).map((person, i) => ({ ...person, listId: wish.listId, listRow: rows[i]!.row_no }))
      )
      const change = await changeFor(tx, people)
      const deskFor = await desksFor(tx, people, change, circumstances, [wish.playbookId])
      const kept = await keptOutOf(tx, people, circumstances)
      for (const person of people.toSorted((a, b) => a.listRow - b.listRow)) {
        if (sums.enrolled >= wish.limit) break
        const by = kept.get(person.leadId)
        if (by !== undefined) {
          refused.stopped++
          const stopped = await stopKept(tx, person, by, circumstances.setting.now, change)
          const { list_id: listId, list_row: listRow } = rows.find(({ lead_id }) => lead_id === person.leadId)!
          if (stopped !== person) change.people.push({ ...stopped, listId, listRow })
          continue
        }
        const desk = startingDesk(deskFor(person, wish.playbookId), wish, sums.enrolled)
        const answer = await admit(tx, person, desk, wish)
        if (answer !== 'yes' && answer !== 'takes_over') {
          refused[answer]++
          if (answer === 'enrolled') firstElsewhere ??= await elsewhere(tx, person)
          continue
        }
        const free = answer === 'yes' ? person : endRun(person, 'taken_over', person.state, desk.setting.now, change)
        if (answer === 'takes_over') sums.tookOver++
        sums.enrolled++
        change.people.push({ ...enrolPerson(free, desk, change) })
      }
      await writeEnrolled(tx, change, circumstances.setting.now)
      return await lastRow(tx, wish, after)
    })
    if (done === 0 || sums.enrolled >= wish.limit) break
    after = done
    onProgress(after)
  }
  return { ...sums, refused, firstElsewhere }
}

/** Who may not be enrolled because something of theirs is kept out; nobody may while everything is stopped. */
async function keptOutOf(tx: Tx, people: readonly Person[], { setting }: Circumstances): ReturnType<typeof keptOut> {
  if (setting.isWorld) return new Map()
  if (await isHalted(tx))
    throw new Complaint('everything is stopped here, so nobody is enrolled; aftertone suppress says by whom and why')
  return await keptOut(
    tx,
    people.map(({ leadId }) => leadId)
  )
}

async function writeEnrolled(tx: Tx, change: Change, now: number): Promise<void> {
  await writeChange(tx, change, now)
  const first = change.people.reduce<number | null>(
    (least, { nextDueAt }) => (nextDueAt !== null && (least === null || nextDueAt < least) ? nextDueAt : least),
    null
  )
  await insertBatch(
    tx,
    'org_due',
    { shard: ['smallint', [0]], next_due_at: ['bigint', [first ?? Number.MAX_SAFE_INTEGER]] },
    'on conflict (org, shard) do nothing'
  )
  await lowerHint(tx, first)
}

/** The next members of the list behind a row, locked in the order of their ids. */
async function membersAfter(
  tx: Tx,
  wish: EnrolWish,
  after: number
): Promise<readonly (PersonRow & { row_no: number })[]> {
  const { rows } = await tx.query<PersonRow & { row_no: number }>({
    text: `select ${PERSON.replace(/(\w+)/g, 'e.$1')}, m.row_no from enrolment e join (
        select lead_id, row_no from list_member
        where org = $1 and list_id = $2 and row_no > $5 and row_no % $3 = $4 order by row_no limit $6
      ) m on m.lead_id = e.lead_id
      where e.org = $1 and ($7::bigint is null or e.playbook_id = $7) and ($8::bigint is null or exists (
        select from lead l where l.org = $1 and l.id = e.lead_id and l.updated_at = $8)) order by e.lead_id for update of e`,
    name: 'members-after',
    values: [
      ...[tx.org, wish.listId, wish.of, wish.part % wish.of, after, BATCH],
      ...[wish.planned ? wish.playbookId : null, wish.importedAt ?? null]
    ]
  })
  return rows
}

/** The row of the list up to which a batch goes; 0 behind the last. */
async function lastRow(tx: Tx, wish: EnrolWish, after: number): Promise<number> {
  const { rows } = await tx.query<{ last: number | null }>({
    text: `select max(row_no) as last from (select row_no from list_member
      where org = $1 and list_id = $2 and row_no > $5 and row_no % $3 = $4 order by row_no limit $6) m`,
    name: 'last-row',
    values: [tx.org, wish.listId, wish.of, wish.part % wish.of, after, BATCH]
  })
  return rows[0]?.last ?? 0
}

/** Those who are beyond today’s number begin on a later day. */
function startingDesk(desk: Desk, { perDay }: EnrolWish, before: number): Desk {
  if (perDay === null) return desk
  const now = desk.setting.now + Math.floor(before / perDay) * DAY
  return { ...desk, setting: { ...desk.setting, now } }
}

async function admit(tx: Tx, person: Person, desk: Desk, wish: EnrolWish): Promise<Refusal | 'yes' | 'takes_over'> {
  const { entry, document } = desk.book.program
  if (person.state === STOPPED || person.row.ints[STOPS] !== 0) return 'stopped'
  if (person.state === RESERVED) return 'in_hand'
  const isElsewhere = isEnrolled(person.state)
  if (isElsewhere && (person.playbookId === wish.playbookId || !document.entry?.takesOver)) return 'enrolled'
  if (!wish.again && person.run > 0 && (await wasInThis(tx, person, document.playbook))) return 'before'
  if (entry !== null) {
    const { vector } = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
    const truth = entry.when.test(vector)
    if (truth === 0) return 'outside'
    if (truth === 1 && !wish.anyway) return 'unknown'
  }
  return isElsewhere ? 'takes_over' : 'yes'
}

async function wasInThis(tx: Tx, { leadId }: Person, name: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `select 1 from run r join playbook_version v on v.org = r.org and v.id = r.playbook_id
      where r.org = $1 and r.lead_id = $2 and v.name = $3 limit 1`,
    name: 'was-in-this',
    values: [tx.org, leadId, name]
  })
  return rowCount === 1
}

async function elsewhere(tx: Tx, { leadId, state, playbookId }: Person): Promise<EnrolResult['firstElsewhere']> {
  const { rows } = await tx.query<{ name: string; label: string }>({
    text: 'select name, label from playbook_version where org = $1 and id = $2',
    values: [tx.org, playbookId]
  })
  return { leadId, state: stateNames[state], playbook: rows[0] ? `${rows[0].name}@${rows[0].label}` : '' }
}
