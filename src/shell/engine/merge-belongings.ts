import { type Tx } from '../store/doors.ts'
import { logIds } from '../store/log-id.ts'

/**
 * What two leads have beside their logs becomes that of the first: each number and address once, behind its own; lists,
 * notes, proofs and deals; and whatever the first does not say, the second does. What waited for the second is cancelled.
 */
export async function moveBelongings(
  tx: Tx,
  keep: number,
  gone: number,
  householdId: number | null,
  now: number
): Promise<void> {
  const values = [tx.org, keep, gone]
  const [first, last] = logIds(gone)
  const run = (text: string, more: readonly unknown[] = []) => tx.query({ text, values: [...values, ...more] })
  await run(`insert into contact_point (org, lead_id, kind, position, value_hash, is_key, is_bad, number_kind, line_type,
      label, value, ext, raw)
    select o.org, $2, g.kind, m.last + row_number() over (partition by g.kind order by g.position), g.value_hash, g.is_key,
      g.is_bad, g.number_kind, g.line_type, g.label, g.value, g.ext, g.raw
    from org o join contact_point g on g.org = o.org and g.lead_id = $3
    cross join lateral (select coalesce(max(k.position), -1) as last from contact_point k
      where k.org = $1 and k.lead_id = $2 and k.kind = g.kind) m
    where o.org = $1 and not exists (select from contact_point k where k.org = $1 and k.lead_id = $2
      and k.kind = g.kind and k.value = g.value and k.raw is not distinct from g.raw)`)
  await run('delete from contact_point where org = $1 and lead_id = $3 and $2::bigint > 0')
  await run(`update list_member m set lead_id = $2 where org = $1 and lead_id = $3
    and not exists (select from list_member k where k.org = $1 and k.lead_id = $2 and k.list_id = m.list_id)`)
  await run('delete from list_member where org = $1 and lead_id = $3 and $2::bigint > 0')
  await run('update note set lead_id = $2 where org = $1 and lead_id = $3')
  await run('update deal set lead_id = $2 where org = $1 and lead_id = $3')
  await run(`insert into consent (org, lead_id, id, at, consent_group, level, import_id, proof, purpose, written_at, by_user,
      source, shown)
    select o.org, $2, c.id, c.at, c.consent_group, c.level, c.import_id, c.proof, c.purpose, c.written_at, c.by_user,
      c.source, c.shown
    from org o join consent c on c.org = o.org and c.lead_id = $3 where o.org = $1`)
  await run('update suppression set lead_id = $2 where org = $1 and lead_id = $3')
  await run(
    `update task set state = 4, closed_at = $4 where org = $1 and lead_id = $3 and state = 0 and $2::bigint > 0`,
    [now]
  )
  await tx.query({
    text: 'delete from outbox where org = $1 and state = 0 and id between $2 and $3',
    values: [tx.org, first, last]
  })
  await run(
    `update lead k set external_id = coalesce(k.external_id, g.external_id), salutation = coalesce(k.salutation,
      g.salutation), first_name = coalesce(k.first_name, g.first_name), middle_name = coalesce(k.middle_name,
      g.middle_name), last_name = coalesce(k.last_name, g.last_name), name = coalesce(k.name, g.name), job_title =
      coalesce(k.job_title, g.job_title), company = coalesce(k.company, g.company), street = coalesce(k.street, g.street),
      city = coalesce(k.city, g.city), postal_code = coalesce(k.postal_code, g.postal_code), linkedin =
      coalesce(k.linkedin, g.linkedin), x = coalesce(k.x, g.x), website = coalesce(k.website, g.website),
      rev = k.rev + 1, updated_at = $4, household_id = $5, row_hash = null
    from lead g where k.org = $1 and k.id = $2 and g.org = $1 and g.id = $3`,
    [now, householdId]
  )
  await run(
    `update lead set external_id = null, salutation = null, first_name = null, middle_name = null,
      last_name = null, name = null, job_title = null, company = null, street = null, city = null, region = null,
      postal_code = null, linkedin = null, x = null, website = null, household_id = null, row_hash = null, kept = null,
      rev = rev + 1, updated_at = $4, other = jsonb_build_object('merged into lead', $2::text)
    where org = $1 and id = $3`,
    [now]
  )
}

/** Which of the numbers that the two have by now are dialled, and which of those are bad. */
export async function countPhones(tx: Tx, keep: number, gone: number): Promise<void> {
  await tx.query({
    text: `update enrolment e set phones = n.phones, bad_phones = n.bad from (
      select w.id, count(c.value)::smallint as phones, coalesce(bit_or(1 << c.place) filter (where c.is_bad), 0)::int as bad
      from unnest(array[$2::bigint, $3::bigint]) w(id) left join (
        select lead_id, value, is_bad, (row_number() over (partition by lead_id order by position) - 1)::int as place
        from contact_point where org = $1 and lead_id in ($2, $3) and kind = 1 and value <> '') c on c.lead_id = w.id
      group by w.id) n
    where e.org = $1 and e.lead_id = n.id`,
    values: [tx.org, keep, gone]
  })
}
