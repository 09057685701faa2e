import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'

/** Somebody at a phone of a world. */
export type Rep = {
  readonly userId: number
  readonly sessionId: number
  readonly isReturnDesk: boolean
  /** Epoch ms from which on they have nothing in hand. */
  readonly freeAt: number
}

const REP = 2
const SIMULATED = 1

/** Seats so many reps and one person who takes those who call back; their numbers are their ids. */
export async function seatReps(
  tx: Tx,
  {
    reps,
    listId,
    from,
    dialMode
  }: { readonly reps: number; readonly listId: number; readonly from: number; readonly dialMode: number }
): Promise<void> {
  const all = Array.from({ length: reps + 1 }, (_, i) => i + 1)
  const bigints = (read: (id: number) => number | null) => ['bigint', all.map(read)] as const
  await insertBatch(tx, 'app_user', {
    id: bigints((id) => id),
    role: ['smallint', all.map(() => REP)],
    created_at: bigints(() => from),
    name: ['text', all.map((id) => (id > reps ? 'Return desk' : `Rep ${id}`))]
  })
  await insertBatch(tx, 'session', {
    id: bigints((id) => id),
    user_id: bigints((id) => id),
    list_id: bigints(() => listId),
    carrier: ['smallint', all.map(() => SIMULATED)],
    dial_mode: ['smallint', all.map(() => dialMode)],
    started_at: bigints(() => from)
  })
  await insertBatch(tx, 'world_rep', {
    user_id: bigints((id) => id),
    is_return_desk: ['boolean', all.map((id) => id > reps)],
    free_at: bigints(() => from)
  })
}

export async function readReps(tx: Tx): Promise<readonly Rep[]> {
  const { rows } = await tx.query<{ user_id: number; is_return_desk: boolean; free_at: number }>({
    text: 'select user_id, is_return_desk, free_at from world_rep where org = $1 order by user_id',
    name: 'read-reps',
    values: [tx.org]
  })
  return rows.map((row) => ({
    userId: row.user_id,
    sessionId: row.user_id,
    isReturnDesk: row.is_return_desk,
    freeAt: row.free_at
  }))
}

/** Busy until then. */
export async function occupy(tx: Tx, { userId }: Pick<Rep, 'userId'>, freeAt: number): Promise<void> {
  await tx.query({
    text: 'update world_rep set free_at = $3 where org = $1 and user_id = $2',
    name: 'occupy-rep',
    values: [tx.org, userId, freeAt]
  })
}

const STATES = ['idle', 'inbound', 'pause'] as const

/** How a rep spent time between calls. */
export async function writeRepTime(
  tx: Tx,
  { userId }: Pick<Rep, 'userId'>,
  state: (typeof STATES)[number],
  from: number,
  until: number
): Promise<void> {
  if (until <= from) return
  await insertBatch(tx, 'rep_time', {
    user_id: ['bigint', [userId]],
    at: ['bigint', [from]],
    state: ['smallint', [STATES.indexOf(state)]],
    ms: ['int', [until - from]]
  })
}
