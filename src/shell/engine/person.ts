import { type Course } from '../../decide/course.ts'
import { courseBytes, courseOf } from '../../decide/course-bytes.ts'
import { type Row, STORED_MAX, emptyRow, emptyRows, rowOf, storedBytes } from '../../facts/row.ts'
import { byteas, numbers } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { type State } from './state.ts'

/**
 * A person at work: the enrolment row, unpacked. Whoever holds one holds the row’s lock. `row` is the one thing that is
 * changed in place, by facts/apply; everything else changes by a new value.
 */
export type Person = {
  readonly leadId: number
  readonly clusterId: number
  readonly householdId: number | null
  readonly playbookId: number | null
  /** The list through which they were enrolled, and the row there: order and chance. */
  readonly listId: number | null
  readonly listRow: number
  readonly placeId: number
  readonly phones: number
  readonly badPhones: number
  readonly run: number
  readonly state: State
  readonly rev: number
  /** Last entry of the person’s log. */
  readonly logSeq: number
  readonly rankGroup: number
  readonly rank: number
  /** Epoch ms, null when nothing falls due by time. */
  readonly nextDueAt: number | null
  readonly leaseUntil: number | null
  readonly leaseBy: number | null
  readonly course: Course | null
  /** Slots of phase ids and uniform numbers; see arms.ts. */
  readonly arms: Uint8Array
  readonly row: Row
  /** The packed facts do not fit the log’s layout of today and are to be folded anew. */
  readonly isStale: boolean
}

/** Columns of an enrolment by name; every statement that locks one reads these. */
export const PERSON = `lead_id, cluster_id, household_id, playbook_id, list_id, list_row, place_id, phones, bad_phones, run, state,
  rev, log_seq, rank_group, rank, next_due_at, lease_until, lease_by, course, arms, facts`

export type PersonRow = {
  lead_id: number
  cluster_id: number
  household_id: number | null
  playbook_id: number | null
  list_id: number | null
  list_row: number
  place_id: number
  phones: number
  bad_phones: number
  run: number
  state: State
  rev: number
  log_seq: number
  rank_group: number
  rank: number
  next_due_at: number | null
  lease_until: number | null
  lease_by: number | null
  course: Buffer
  arms: Buffer
  facts: Buffer
}

export function unpackPeople<R extends PersonRow>(stored: readonly R[]): readonly Person[] {
  const rows = emptyRows(stored.length)
  return stored.map((each, i) => personOf(each, rows[i]!))
}

function personOf(stored: PersonRow, empty: Row): Person {
  const row = rowOf(stored.facts, empty)
  return {
    leadId: stored.lead_id,
    clusterId: stored.cluster_id,
    householdId: stored.household_id,
    playbookId: stored.playbook_id,
    listId: stored.list_id,
    listRow: stored.list_row,
    placeId: stored.place_id,
    phones: stored.phones,
    badPhones: stored.bad_phones,
    run: stored.run,
    state: stored.state,
    rev: stored.rev,
    logSeq: stored.log_seq,
    rankGroup: stored.rank_group,
    rank: stored.rank,
    nextDueAt: stored.next_due_at,
    leaseUntil: stored.lease_until,
    leaseBy: stored.lease_by,
    course: courseOf(stored.course),
    arms: stored.arms,
    row: row ?? emptyRow(),
    isStale: row === null
  }
}

/** Writes people back, all in one statement. Fails when one of them was changed behind our back. */
export async function writePeople(tx: Tx, people: readonly Person[]): Promise<void> {
  if (people.length === 0) return
  const column = (read: (person: Person) => number | null): string => numbers(people.map(read))
  const { rowCount } = await tx.query({
    text: UPDATE,
    name: 'write-people',
    values: [
      tx.org,
      column((person) => person.leadId),
      column((person) => person.rev),
      column((person) => person.householdId),
      column((person) => person.playbookId),
      column((person) => person.badPhones),
      column((person) => person.run),
      column((person) => person.state),
      column((person) => person.logSeq),
      column((person) => person.rankGroup),
      column((person) => person.rank),
      column((person) => person.nextDueAt),
      column((person) => person.leaseUntil),
      column((person) => person.leaseBy),
      byteas(people, ({ course }) => (course === null ? NO_BYTES : courseBytes(course))),
      byteas(people, ({ arms }) => arms),
      byteas(people, ({ row }) => storedBytes(row, scratch)),
      column((person) => person.listId),
      column((person) => person.listRow)
    ]
  })
  if (rowCount !== people.length)
    throw new Error(
      `${people.length - (rowCount ?? 0)} enrolments were changed by somebody who does not hold their lock`
    )
}

const NO_BYTES = new Uint8Array(0)
const scratch = new Uint8Array(STORED_MAX)

const UPDATE = `update enrolment e set rev = e.rev + 1, household_id = x.household, playbook_id = x.playbook,
  bad_phones = x.bad, run = x.run, state = x.state, log_seq = x.seq, rank_group = x.grp, rank = x.rank,
  next_due_at = x.due, lease_until = x.lease, lease_by = x.holder, course = x.course, arms = x.arms, facts = x.facts,
  list_id = x.list, list_row = x.list_row
  from unnest($2::bigint[], $3::int[], $4::bigint[], $5::bigint[], $6::int[], $7::smallint[], $8::smallint[], $9::int[],
    $10::smallint[], $11::real[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bytea[], $16::bytea[], $17::bytea[],
    $18::bigint[], $19::int[])
    as x(id, rev, household, playbook, bad, run, state, seq, grp, rank, due, lease, holder, course, arms, facts, list, list_row)
  where e.org = $1 and e.lead_id = x.id and e.rev = x.rev`

/** The people named, locked, in the order of their ids so that two who want several never wait for each other. */
export async function lockPeople(tx: Tx, leadIds: readonly number[]): Promise<readonly Person[]> {
  const { rows } = await tx.query<PersonRow>({
    text: `select ${PERSON} from enrolment where org = $1 and lead_id = any($2::bigint[]) order by lead_id for update`,
    name: 'lock-people',
    values: [tx.org, leadIds]
  })
  return unpackPeople(rows)
}
