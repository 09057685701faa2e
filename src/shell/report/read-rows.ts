import { zoneNamed, fixedZone, type Zone } from '../../clock/zone.ts'
import { wallOf } from '../../report/person.ts'
import { type Doubting } from '../../report/doubting.ts'
import { type Period } from '../../report/life.ts'
import { repStates } from '../../outcome/lists.ts'
import { type Row } from '../../report/row.ts'
import { repTimeRow, rowsOf } from '../../report/rows.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { type Wish, eachLife } from './read-lives.ts'
import { type Names } from './read-names.ts'

/** Which rows: of a list, of a playbook (a name, or a name with its label), of a time. */
export type RowsWish = Wish & {
  readonly playbook: string | null
  readonly period: Period
  /** The clock of the house, for time that belongs to nobody whom we call. */
  readonly houseZone: Zone
  /** Tells what touches may still cost; null: nobody asks. */
  readonly doubts: Doubting | null
}

/** Hands over every row, a page at a time. */
export async function eachRow(
  store: Pick<Store, 'inOrgTx'>,
  wish: RowsWish,
  names: Names,
  hear: (rows: readonly Row[]) => Promise<void> | void
): Promise<void> {
  const isWanted = playbookTest(wish.playbook)
  let isFirst = true
  await eachLife(store, wish, names, async (lives, tx) => {
    if (isFirst && isWholeHouse(wish)) await hear(await repTime(tx, wish))
    isFirst = false
    await hear(lives.flatMap((life) => rowsOf(life, wish.period, wish.doubts).filter(isWanted)))
  })
}

/** Time between calls belongs to no list and no playbook. */
export const isWholeHouse = ({ listId, playbook }: RowsWish): boolean => listId === null && playbook === null

function playbookTest(wanted: string | null): (row: Row) => boolean {
  if (wanted === null) return () => true
  return wanted.includes('@')
    ? ({ playbook }) => playbook === wanted
    : ({ playbook }) => playbook.slice(0, playbook.lastIndexOf('@')) === wanted
}

async function repTime(tx: Tx, { period, houseZone }: RowsWish): Promise<readonly Row[]> {
  const { rows } = await tx.query<{ user_id: number; at: number; state: number; ms: number }>({
    text: `select user_id, at, state, ms from rep_time where org = $1 and at >= $2 and at < $3 order by user_id, at, state`,
    values: [tx.org, Math.max(period.from, 0), Math.min(period.until, Number.MAX_SAFE_INTEGER)]
  })
  return rows.map(({ user_id, at, state, ms }) =>
    repTimeRow(user_id, at, repStates[state] ?? 'idle', ms, wallOf(houseZone, at))
  )
}

export const UTC: Zone = zoneNamed('UTC') ?? fixedZone(0)
