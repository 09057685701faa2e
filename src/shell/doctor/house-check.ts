import { migrations } from '../store/migrate.ts'
import { missingMonths } from '../store/months.ts'
import { type Store } from '../store/store.ts'
import { type Finding } from './finding.ts'

/** Which months the log needs. */
export type Months = { readonly from: number; readonly count: number }

/** What belongs to no org: months ahead, what lies outside every month, migrations. */
export async function checkHouse(store: Store, { from, count }: Months): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const say = (code: string, level: Finding['level'], many: number, says: string): void => {
    if (many > 0) findings.push({ code, level, org: 0, count: many, examples: [], says })
  }
  const missing = await missingMonths(store, from, count)
  const names = missing.map(({ parent, suffix }) => `${parent}_${suffix}`)
  say('months_missing', 'wrong', missing.length, `partitions are missing: ${names.join(', ')}; --repair makes them`)
  const owner = await store.asOwner()
  try {
    const { rows } = await owner.query<{ n: number }>(
      'select (select count(*) from touch_other) + (select count(*) from outcome_other) + (select count(*) from decision_other) as n'
    )
    say(
      'outside_months',
      'note',
      rows[0]!.n,
      'entries of the log lie in no month of their own, as those of other tools do'
    )
    const done = await owner.query<{ name: string; hash: string }>('select name, hash from migration')
    const hashes = new Map(done.rows.map(({ name, hash }) => [name, hash]))
    const changed = migrations().filter(({ name, hash }) => hashes.get(name) !== hash)
    say(
      'migration_changed',
      'wrong',
      changed.length,
      `not as they were run: ${changed.map(({ name }) => name).join(', ')}`
    )
  } finally {
    await owner.end()
  }
  return findings
}
