import { fold } from '../src/facts/fold.ts'
import { emptyRow, storedBytes } from '../src/facts/row.ts'
import { signal } from '../src/facts/story.ts'
import { type ProfileValue } from '../src/facts/profile.ts'
import { readPlaybook } from '../src/playbook/read.ts'
import { type Circumstances } from '../src/shell/engine/batch-work.ts'
import { liveCircumstances } from '../src/shell/engine/live-circumstances.ts'
import { publish } from '../src/shell/engine/publish.ts'
import { codeIn } from '../src/shell/store/log-row.ts'
import { type Store } from '../src/shell/store/store.ts'

/** Monday 4 January 2027, 10 in the morning in New York. */
export const NOW = Date.UTC(2027, 0, 4, 15, 0)
export const DAY = 86_400_000
export const ORG = 1
export const LIST = 1

/** People as an import leaves them: eight kinds of profile, four places, and one in ten shares a number with the next. */
export async function importPeople(store: Store, rows: number): Promise<void> {
  const at = NOW - 30 * DAY
  const happenings = Array.from({ length: 8 }, (_, i) => ({ kind: 'profile' as const, changes: profile(i) }))
  const facts = happenings.map((happening) => Buffer.from(storedBytes(fold([signal(1, at, happening)]))))
  const owner = await store.asOwner()
  await owner.query(`insert into place (id, country, region, time_zone, area_code) values
    (1, 'US', 'NY', '', '212'), (2, 'US', 'CA', '', '310'), (3, 'US', 'TX', '', '512'), (4, 'US', 'FL', '', '850')
    on conflict do nothing`)
  await owner.query(`insert into list (org, id, created_at, name) values ($1, $2, $3, 'people')`, [ORG, LIST, at])
  const home = `case when g % 20 in (0, 1) then g / 20 + 1 end`
  await owner.query(`insert into household (org, id, facts) select $1, g, $3 from generate_series(1, $2 / 20 + 1) g`, [
    ORG,
    rows,
    Buffer.from(storedBytes(emptyRow()))
  ])
  await owner.query(
    `insert into lead (org, id, shard, created_at, updated_at, import_id, household_id, name)
      select $1, g, ${SHARD}, $2, $2, 1, ${home}, 'Person ' || g from generate_series(1, $3) g`,
    [ORG, at, rows]
  )
  await owner.query(
    'insert into list_member (org, list_id, row_no, lead_id) select $1, $2, g, g from generate_series(1, $3) g',
    [ORG, LIST, rows]
  )
  await owner.query(
    `insert into signal (org, lead_id, seq, at, import_id, kind, happening)
      select $1, g, 1, $2, 1, $3, ($4::jsonb[])[1 + g % 8] from generate_series(1, $5) g`,
    [ORG, at, codeIn('happening', 'profile'), happenings.map((each) => JSON.stringify(each)), rows]
  )
  await owner.query(
    `insert into enrolment (org, lead_id, cluster_id, household_id, list_id, list_row, place_id, shard, phones, bad_phones,
        run, state, rev, log_seq, rank_group, rank, course, arms, facts)
      select $1, g, g - (g % 20 = 1)::int, ${home}, $2, g, 1 + g / 2 % 4, ${SHARD}, 1 + g % 2, 0,
        0, 0, 0, 1, 0, 0, '', '', ($3::bytea[])[1 + g % 8] from generate_series(1, $4) g`,
    [ORG, LIST, facts, rows]
  )
  await owner.query('vacuum analyze')
  await owner.end()
}

/** Two who share a number lie in one shard. */
const SHARD = '(g - (g % 20 = 1)::int) % 64'

function profile(i: number): Record<string, ProfileValue> {
  return {
    ...{ 'lead.market': i % 2 === 0 ? 'b2b' : 'b2c', 'lead.origin': i < 4 ? 'cold_list' : 'internet_lead' },
    ...{ 'number.kind': i % 4 < 2 ? 'business' : 'mobile', 'reach.email': i !== 7 },
    ...{ 'lead.dealValueCents': 300_000 * (i + 1), 'lead.currency': 'USD' }
  }
}

/** Publishes a playbook by its text; answers the id of the version. */
export async function publishText(store: Store, text: string): Promise<number> {
  const read = readPlaybook(text)
  if (read.kind === 'wrong') throw new Error(read.problems[0]?.problem ?? 'the playbook of the bench is wrong')
  return (await publish(store, ORG, { program: read.program, text, by: 'bench', at: NOW }, 'finish')).id
}

/** What deciding goes on in when people are at the phones. */
export const realTime = (now: number): Circumstances => liveCircumstances(ORG, now)
