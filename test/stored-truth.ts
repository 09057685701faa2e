import { foldHome, foldLog } from '../src/shell/engine/refold.ts'
import { storedBytes } from '../src/facts/row.ts'
import { readLogs } from '../src/shell/store/append-log.ts'
import { type Store } from '../src/shell/store/store.ts'

/** What contradicts itself in a store: packed facts that are not the fold of their log, gaps in a log, orphans. */
export async function contradictions(store: Store, org: number): Promise<readonly string[]> {
  return await store.inOrgTx(org, async (tx) => {
    const problems: string[] = []
    const { rows } = await tx.query<{ lead_id: number; log_seq: number; facts: Buffer }>({
      text: 'select lead_id, log_seq, facts from enrolment where org = $1 order by lead_id',
      values: [org]
    })
    for (let at = 0; at < rows.length; at += 5_000) {
      const some = rows.slice(at, at + 5_000)
      const logs = await readLogs(
        tx,
        some.map(({ lead_id }) => lead_id)
      )
      for (const { lead_id, log_seq, facts } of some) {
        const log = logs.get(lead_id)!
        if (!facts.equals(storedBytes(foldLog(log))))
          problems.push(`lead ${lead_id}: facts are not the fold of its log`)
        if (log.some(({ seq }, i) => seq !== i + 1) || log.length !== log_seq)
          problems.push(`lead ${lead_id}: gap in log`)
      }
    }
    const homes = await tx.query<{ id: number; facts: Buffer }>({
      text: 'select id, facts from household where org = $1',
      values: [org]
    })
    for (const { id, facts } of homes.rows)
      if (!facts.equals(storedBytes(await foldHome(tx, id)))) problems.push(`household ${id}: facts are not the fold`)
    for (const table of ['contact_point', 'list_member', 'enrolment', 'note', 'consent', 'signal', 'touch']) {
      const { rows: lost } = await tx.query<{ n: number }>({
        text: `select count(*)::int as n from ${table} c where c.org = $1 and not exists
          (select from lead l where l.org = c.org and l.id = c.lead_id)`,
        values: [org]
      })
      if (lost[0]!.n > 0) problems.push(`${table}: ${lost[0]!.n} rows without their lead`)
    }
    return problems
  })
}
