import { type LawChange, amended, changeKinds } from '../../guard/amend.ts'
import { type Law } from '../../guard/law.ts'
import { Complaint } from '../command/complaint.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { keepOnFile } from './law-on-file.ts'

/** A change as it is on record. */
export type Recorded = LawChange & {
  readonly id: number
  readonly at: number
  readonly who: string
  readonly because: string
}

const WHAT = 'law.set'

/** Reads rows of an org: in a transaction that is open, or by itself. */
export type Ask = (text: string, values: readonly unknown[]) => Promise<readonly unknown[]>

export const askIn =
  (tx: Tx): Ask =>
  async (text, values) =>
    (await tx.query({ text, values: [...values] })).rows
export const askOf =
  (store: Pick<Store, 'inOrg'>, org: number): Ask =>
  async (text, values) =>
    (await store.inOrg(org, [{ text, values }]))[0]!.rows

/** Every change of an org, the oldest first. */
export const lawChanges = (store: Pick<Store, 'inOrg'>, org: number): Promise<readonly Recorded[]> =>
  readChanges(askOf(store, org), org)

export async function readChanges(ask: Ask, org: number): Promise<readonly Recorded[]> {
  const rows = await ask(`select id, at, who, detail from audit where org = $1 and what = '${WHAT}' order by at, id`, [
    org
  ])
  return (rows as readonly AuditRow[]).map(({ id, at, who, detail }) => ({ id, at, who, ...detail }))
}
type AuditRow = {
  readonly id: number
  readonly at: number
  readonly who: string
  readonly detail: LawChange & { readonly because: string }
}

/** Who changes the law and why; in the data folder that is named all changes are laid on file too (law-on-file.ts). */
export type By = { readonly who: string; readonly because: string; readonly now: number; readonly home?: string }

/**
 * Writes a change down; throws a complaint when the law could not be read with it, and nothing is written then. The version
 * that grows with it is the row of the gate (store/suppression.ts): whatever leaves after this was answered sees it.
 */
export async function changeLaw(
  store: Pick<Store, 'inOrg' | 'ids'>,
  org: number,
  shipped: Law,
  change: LawChange,
  by: By
): Promise<void> {
  if (!(change.what in changeKinds))
    throw new Complaint(`${change.what}: a change is one of ${Object.keys(changeKinds).join(', ')}`, 2)
  const tried = amended(shipped, [...(await lawChanges(store, org)), change])
  if (tried.kind === 'bad') throw new Complaint(tried.problem, 2)
  const [id] = await store.ids.take(1)
  await store.inOrg(org, [
    {
      text: `insert into audit (org, id, at, who, what, detail) select o.org, $2, $3, $4, '${WHAT}', $5 from org o where o.org = $1`,
      values: [org, id, by.now, by.who, JSON.stringify({ ...change, because: by.because })]
    },
    { text: 'update org set settings_version = settings_version + 1 where org = $1', values: [org] }
  ])
  if (by.home !== undefined) keepOnFile(by.home, await lawChanges(store, org))
}
