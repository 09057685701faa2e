import { type RepState, carriers, repStates } from '../../outcome/lists.ts'
import { insertBatch, numbers } from '../store/batch.ts'
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
    carrier: ['smallint', all.map(() => carriers.indexOf('simulated'))],
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

/** Each busy until then. */
export async function occupy(tx: Tx, reps: readonly Pick<Rep, 'userId' | 'freeAt'>[]): Promise<void> {
  if (reps.length === 0) return
  await tx.query({
    text: `update world_rep r set free_at = x.free_at from unnest($2::bigint[], $3::bigint[]) as x(id, free_at)
      where r.org = $1 and r.user_id = x.id`,
    name: 'occupy-reps',
    values: [tx.org, numbers(reps.map(({ userId }) => userId)), numbers(reps.map(({ freeAt }) => freeAt))]
  })
}

/** How a rep spent time between calls. */
export type Between = {
  readonly userId: number
  readonly state: RepState
  readonly from: number
  readonly until: number
}

export async function writeRepTime(tx: Tx, spans: readonly Between[]): Promise<void> {
  const real = spans.filter(({ from, until }) => until > from)
  await insertBatch(tx, 'rep_time', {
    user_id: ['bigint', real.map(({ userId }) => userId)],
    at: ['bigint', real.map(({ from }) => from)],
    state: ['smallint', real.map(({ state }) => repStates.indexOf(state))],
    ms: ['int', real.map(({ from, until }) => until - from)]
  })
}
