import { type Tx } from '../store/doors.ts'

/** Columns of a lead that may name somebody, or say where they are. */
const LEAD_TEXTS = [
  ...['external_id', 'salutation', 'first_name', 'middle_name', 'last_name', 'name', 'job_title', 'company', 'street'],
  ...['city', 'region', 'postal_code', 'country', 'time_zone', 'linkedin', 'x', 'website', 'other', 'kept'],
  ...['row_hash', 'mailed_on', 'account_id', 'owner_id']
]
const EMPTY = LEAD_TEXTS.map((column) => `${column} = null`).join(', ')

/** Leads that became part of this one: their numbers and notes moved, the proofs of what they agreed to were copied. */
export async function partsOf(tx: Tx, leadId: number): Promise<readonly number[]> {
  const { rows } = await tx.query<{ id: number }>({
    text: `with recursive part(id) as (
        select l.id from lead l where l.org = $1 and l.other->>'merged into lead' = $2::text
        union select l.id from lead l join part p on l.other->>'merged into lead' = p.id::text where l.org = $1)
      select id from part order by id`,
    values: [tx.org, String(leadId)]
  })
  return rows.map(({ id }) => id)
}

/** The stage is the one text of a log; what counts of it is folded anew by whoever holds these people. */
export async function forgetStages(tx: Tx, leadIds: readonly number[]): Promise<void> {
  await tx.query({
    text: `update signal set happening = jsonb_set(happening, array['changes', 'lead.stage'], 'null')
      where org = $1 and lead_id = any($2::bigint[]) and happening->'changes' ? 'lead.stage'`,
    values: [tx.org, leadIds]
  })
}

/** Empties every row that names a person, but for what the log and its proofs hold in numbers. */
export async function eraseTexts(tx: Tx, leadId: number, parts: readonly number[], now: number): Promise<void> {
  const values = [tx.org, leadId]
  const run = (text: string, more: readonly unknown[] = []) => tx.query({ text, values: [...values, ...more] })
  for (const id of [leadId, ...parts]) {
    const all = (text: string) => tx.query({ text, values: [tx.org, id] })
    await all('delete from contact_point where org = $1 and lead_id = $2')
    await all('delete from note where org = $1 and lead_id = $2')
    await all('update consent set source = null, shown = null, proof = null where org = $1 and lead_id = $2')
    await all(`update task set text = '' where org = $1 and lead_id = $2`)
    await tx.query({
      text: `update import_conflict set cells = '[]', resolved_at = coalesce(resolved_at, $3)
        where org = $1 and $2 = any(leads)`,
      values: [tx.org, id, now]
    })
  }
  const { rows } = await tx.query<{ account_id: number | null }>({
    text: 'select account_id from lead where org = $1 and id = $2',
    values
  })
  await run(`update lead set ${EMPTY}, erased_at = $3, updated_at = $3, rev = rev + 1 where org = $1 and id = $2`, [
    now
  ])
  await run('update enrolment set phones = 0, bad_phones = 0, place_id = $3 where org = $1 and lead_id = $2', [
    await nowhere(tx)
  ])
  const accountId = rows[0]?.account_id ?? null
  // The name of a firm of one may be that person’s.
  if (accountId !== null)
    await tx.query({
      text: `delete from account a where a.org = $1 and a.id = $2 and not exists (select from lead l
        where l.org = $1 and l.account_id = $2) and not exists (select from suppression s
        where s.org = $1 and s.value_hash = -2 * $2::bigint and s.kind = 4)`,
      values: [tx.org, accountId]
    })
}

/** The place of people of whom it is not known where they are. */
async function nowhere(tx: Tx): Promise<number> {
  const find = () =>
    tx.query<{ id: number }>({
      text: `select id from place where country = '' and region = '' and time_zone = '' and area_code = ''`
    })
  const found = (await find()).rows[0]
  if (found !== undefined) return found.id
  // Places belong to no org, so two orgs may want the same number for different ones.
  await tx.query({ text: 'lock table place in share row exclusive mode' })
  await tx.query({
    text: `insert into place (id, country, region, time_zone, area_code)
      select coalesce(max(id), 0) + 1, '', '', '', '' from place on conflict (country, region, time_zone, area_code) do nothing`
  })
  return (await find()).rows[0]!.id
}
