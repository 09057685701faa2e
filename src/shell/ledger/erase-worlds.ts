import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../command/setting.ts'
import { lockPeople, writePeople } from '../engine/person.ts'
import { refoldPeople } from '../engine/refold.ts'
import { type Postgres, openPostgres } from '../postgres/postgres.ts'
import { type Tx } from '../store/doors.ts'
import { reopenWorld, worldNumbers } from '../world/open-world.ts'
import { forgetStages } from './erase-texts.ts'
import { inOwnerTx } from './owner-tx.ts'

/** Takes the names and numbers of a person out of every world too; answers in which they were. What happened there stays. */
export async function eraseInWorlds(
  postgres: Postgres,
  org: number,
  leadIds: readonly number[]
): Promise<readonly number[]> {
  // Worlds lie on the server that comes with us, also when the store is elsewhere.
  if (postgres.kind === 'embedded') return await inAll(postgres, org, leadIds)
  if (!existsSync(join(postgres.home, 'postgres'))) return []
  await using own = await openPostgres({ env: process.env, root, embedded: true })
  return await inAll(own, org, leadIds)
}

async function inAll(postgres: Postgres, org: number, leadIds: readonly number[]): Promise<readonly number[]> {
  const found: number[] = []
  for (const number of await worldNumbers(postgres)) {
    await using store = (await reopenWorld(postgres, number)).store
    const owner = await store.asOwner()
    try {
      if (await inOwnerTx(owner, org, (tx) => eraseIn(tx, leadIds))) found.push(number)
    } finally {
      await owner.end().catch(() => undefined)
    }
  }
  return found
}

/** Numbers stay as many as they were, for what happens in a world rests on that; they are nobody’s. */
async function eraseIn(tx: Tx, leadIds: readonly number[]): Promise<boolean> {
  const values = [tx.org, leadIds]
  const { rowCount } = await tx.query({
    text: `update lead set external_id = null, salutation = null, first_name = null, middle_name = null, last_name = null,
      name = null, job_title = null, company = null, street = null, city = null, postal_code = null, linkedin = null, x = null,
      website = null, other = null where org = $1 and id = any($2::bigint[])`,
    values
  })
  await tx.query({
    text: `update contact_point set value = case value when '' then '' else 'erased' end, value_hash = 0, is_key = false,
      ext = null, raw = null where org = $1 and lead_id = any($2::bigint[])`,
    values
  })
  await tx.query({ text: 'delete from note where org = $1 and lead_id = any($2::bigint[])', values })
  await tx.query({ text: `update task set text = '' where org = $1 and lead_id = any($2::bigint[])`, values })
  const people = await lockPeople(tx, leadIds)
  await forgetStages(tx, leadIds)
  await writePeople(
    tx,
    await refoldPeople(
      tx,
      people.map((person) => ({ ...person, isStale: true }))
    )
  )
  return (rowCount ?? 0) > 0
}
