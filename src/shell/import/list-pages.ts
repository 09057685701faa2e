import { type Store } from '../store/store.ts'
import { type StoredLead, storedLeads } from './stored-lead.ts'

export type Member = { readonly row: number; readonly leadId: number; readonly stored: StoredLead }

const PAGE = 1_000

/** The leads of a list in its order, a page at a time: a list of any length takes the same memory. */
export async function* membersOf(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  listId: number,
  now: number
): AsyncGenerator<readonly Member[]> {
  for (let after = -1; ;) {
    const page = await store.inOrgTx(org, async (tx) => {
      const { rows } = await tx.query<{ lead_id: number; row_no: number }>({
        text: `select lead_id, row_no from list_member where org = $1 and list_id = $2 and row_no > $3
          order by row_no limit $4`,
        name: 'list-page',
        values: [org, listId, after, PAGE]
      })
      const stored = await storedLeads(
        tx,
        rows.map(({ lead_id }) => lead_id),
        now
      )
      return rows.flatMap(({ lead_id, row_no }) => {
        const found = stored.get(lead_id)
        return found === undefined ? [] : [{ row: row_no, leadId: lead_id, stored: found }]
      })
    })
    if (page.length === 0) return
    yield page
    after = page.at(-1)!.row
  }
}
