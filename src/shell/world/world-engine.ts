import { type Circumstances, workPeople } from '../engine/batch-work.ts'
import { PERSON, type PersonRow, unpackPeople } from '../engine/person.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { passInstant } from './instant.ts'
import { type Clock, type Stage, openStage, readClock, worldCircumstances } from './world-setting.ts'

const BATCH = 1_000
/** Locks of a world’s own database: the clock, and from here on its groups. */
const CLOCK_LOCK = 1
const GROUP_LOCK = 100
const POLL_MS = 20

/** Decides in a world until its clock has run out; answers how many rows this engine decided. */
export async function runWorldEngine(
  store: Store,
  org: number,
  onInstant: (clock: Clock) => void = () => undefined
): Promise<number> {
  const stage = await openStage(store, org)
  const session = await store.connect()
  let hint = waiting()
  session.on('notification', () => hint.resolve())
  await session.query('listen world')
  let decided = 0
  try {
    for (;;) {
      const clock = await readClock(store)
      if (clock.clock >= clock.endsAt) return decided
      onInstant(clock)
      const due = await dueIds(store, org, clock.clock)
      let worked = 0
      for (const group of groupsOf(due, clock.groups)) {
        if (!(await lock(session, GROUP_LOCK + group.number))) continue
        try {
          worked += await workGroup(store, org, group.ids, worldCircumstances(stage, clock.seed, clock.clock))
        } finally {
          await unlock(session, GROUP_LOCK + group.number)
        }
      }
      decided += worked
      const isMoved = worked === 0 && (await moveClock(store, session, stage, clock))
      if (worked === 0 && !isMoved) await Promise.race([hint.promise, pause(POLL_MS)])
      hint = waiting()
    }
  } finally {
    await session.end()
  }
}

type Group = { readonly number: number; readonly ids: readonly number[] }

/** Due people in groups by shard, each in the order of the list. */
function groupsOf(due: readonly { readonly id: number; readonly shard: number }[], count: number): readonly Group[] {
  if (count <= 1) return due.length === 0 ? [] : [{ number: 0, ids: due.map(({ id }) => id) }]
  const ids: number[][] = Array.from({ length: count }, () => [])
  for (const { id, shard } of due) ids[shard % count]!.push(id)
  return ids.flatMap((each, number) => (each.length === 0 ? [] : [{ number, ids: each }]))
}

async function dueIds(store: Store, org: number, clock: number): Promise<readonly { id: number; shard: number }[]> {
  const [found] = await store.inOrg(org, [
    {
      text: `select lead_id as id, shard from enrolment where org = $1 and next_due_at <= $2 order by list_row`,
      values: [org, clock],
      name: 'world-due'
    }
  ])
  return found!.rows as { id: number; shard: number }[]
}

/** A group in the order of the list. Rows that another engine did before us are not due any more and fall away. */
async function workGroup(
  store: Store,
  org: number,
  ids: readonly number[],
  circumstances: Circumstances
): Promise<number> {
  let decided = 0
  for (let i = 0; i < ids.length; i += BATCH) {
    const some = ids.slice(i, i + BATCH)
    decided += await store.inOrgTx(org, async (tx) => {
      const claimed = await claim(tx, some, circumstances.setting.now)
      if (claimed.length > 0) await workPeople(tx, claimed, circumstances)
      return claimed.length
    })
  }
  return decided
}

async function claim(tx: Tx, ids: readonly number[], clock: number) {
  const { rows } = await tx.query<PersonRow>({
    text: `select ${PERSON} from enrolment where org = $1 and lead_id = any($2::bigint[]) and next_due_at <= $3
      order by list_row for update`,
    name: 'world-claim',
    values: [tx.org, ids, clock]
  })
  return unpackPeople(rows)
}

type Session = Awaited<ReturnType<Store['connect']>>

/** Passes the instant by if nothing is due at it any more and nobody else is at it. */
async function moveClock(store: Store, session: Session, stage: Stage, now: Clock): Promise<boolean> {
  if (!(await lock(session, CLOCK_LOCK))) return false
  try {
    return await passInstant(store, stage, now)
  } finally {
    await session.query({
      text: `select pg_advisory_unlock($1), pg_notify('world', '')`,
      name: 'unlock-clock',
      values: [CLOCK_LOCK]
    })
  }
}

async function lock(session: Session, key: number): Promise<boolean> {
  const { rows } = await session.query<{ got: boolean }>({
    text: 'select pg_try_advisory_lock($1) as got',
    name: 'lock',
    values: [key]
  })
  return rows[0]?.got === true
}
const unlock = (session: Session, key: number) =>
  session.query({ text: 'select pg_advisory_unlock($1)', name: 'unlock', values: [key] })

function waiting(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve }
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))
