import { type BreachKind, breaches, checkSeals } from '../proof/check-seals.ts'
import { type Store } from '../store/store.ts'
import { type Finding, gathering } from './finding.ts'

const rows =
  ' (the leads are named): compare them with a backup, and find out who was at the database; nothing mends it'
const seals = ' (named by the instant of their minute): find out who was at the database; nothing mends it'
const whatToDo: Readonly<Record<BreachKind, string>> = {
  row_missing: rows,
  row_changed: rows,
  row_added: rows,
  seal_missing: seals,
  seal_changed: seals,
  head_gone: seals
}

/** Works the seals of the log out again. Nothing here is ever mended: what is broken is to be seen. */
export async function checkSealsOf(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  onProgress: (rows: number) => void
): Promise<readonly Finding[]> {
  const { counts, found } = gathering()
  const firsts = new Map<string, string>()
  let done = 0
  const wish = { onProgress: (more: number) => onProgress((done += more)) }
  for await (const { kind, shard, minuteAt, row } of checkSeals(store, org, wish)) {
    found(kind, row?.leadId ?? minuteAt)
    if (!firsts.has(kind)) firsts.set(kind, `shard ${shard} at ${new Date(minuteAt).toISOString().slice(0, 16)}Z`)
  }
  return [...counts].map(([kind, { count, examples }]) => ({
    ...{ code: `seals_${kind}`, level: 'wrong', org, count, examples },
    says: `times ${breaches[kind as BreachKind]}, first in ${firsts.get(kind)}${whatToDo[kind as BreachKind]}`
  }))
}
