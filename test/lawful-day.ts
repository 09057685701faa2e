import { expect } from 'vitest'
import { draw } from '../src/decide/dice.ts'
import { type ProfileValue } from '../src/facts/profile.ts'
import { floorNamed } from '../src/shell/floors/floor-named.ts'
import { PERSON, type PersonRow, unpackPeople } from '../src/shell/engine/person.ts'
import { seePeople } from '../src/shell/api/seen.ts'
import { standingOf } from '../src/shell/api/standing.ts'
import { playbookNamed, textOfPlaybook } from '../src/shell/playbooks/playbook-named.ts'
import { dropWorld } from '../src/shell/world/open-world.ts'
import { openWork } from '../src/shell/world/work-world.ts'
import { circumstancesAtStart } from '../src/shell/world/run-world.ts'
import { openStage } from '../src/shell/world/world-setting.ts'
import { runWorldEngine } from '../src/shell/world/world-engine.ts'
import { DAY, LIST, MONDAY, type PlaceMade, type Stores, ask, enrolAll, publishText, somePeople } from './store.ts'
import { violations } from './world-law.ts'

/** Forty states by an area code each, provinces of Canada, and five more countries. */
const codes =
  'AL205 AK907 AZ602 AR501 CA213 CO303 CT203 DE302 FL305 GA404 HI808 ID208 IL312 IN317 IA515 KS316 KY502 LA504 ME207 MD410 ' +
  'MA617 MI313 MN612 MS601 MO314 MT406 NE402 NV702 NJ201 NM505 OH614 OK405 OR503 PA215 RI401 SD605 TN615 TX214 UT801 WA206'
const places: readonly PlaceMade[] = [
  ...codes.split(' ').map((each): PlaceMade => ['US', `US-${each.slice(0, 2)}`, '', each.slice(2)]),
  ['CA', 'CA-ON', '', '416'],
  ['CA', 'CA-BC', '', '604'],
  ['GB', '', '', ''],
  ['DE', '', '', ''],
  ['FR', '', '', ''],
  ['ES', '', 'Europe/Madrid', ''],
  ['AU', '', 'Australia/Sydney', '']
]

const choices: Readonly<Record<string, readonly ProfileValue[]>> = {
  'lead.market': ['b2b', 'b2c', null],
  'number.kind': ['business', 'mobile', null],
  'number.lineType': ['landline', 'wireless', null],
  'lead.relationship': ['never_spoken', 'dialogue_open', 'met']
}

/**
 * A day of work over so many people in forty states and six countries: no touch is one that a second evaluator of the
 * law would have blocked, and for whoever was not called it is said why, or when they are.
 */
export async function lawfulDay(stores: Stores, people: number, dialer: string, reps: number): Promise<number> {
  const real = await stores.emptied()
  await somePeople(real, {
    ...{ count: people, places, placeOf: (id) => 3 + (id % places.length) },
    profile: (id) =>
      Object.fromEntries(
        Object.entries(choices).map(([path, values], i) => [path, values[Math.floor(draw(7, id, i) * values.length)]!])
      )
  })
  // The one that drops recordings is meant for a dialler alone, and for firms alone; consumers are in the other one.
  const strategies = dialer === 'progressive' ? ['power-drop', 'house-default'] : ['house-default']
  const books = await Promise.all(
    strategies.map(async (name) => (await publishText(real, textOfPlaybook(name, playbookNamed(name)))).id)
  )
  const id = books[0]!
  const { assumptions } = floorNamed('house')
  const from = MONDAY - 15 * 3_600_000
  const { world } = await openWork(real, stores.postgres, {
    ...{ org: 1, listId: LIST, playbookId: id, from, days: 1, seed: 7, now: MONDAY, anyway: true },
    people: { floor: 'house', assumptions, reps, dialer, hours: { from: 0, until: 1440 } }
  })
  try {
    for (const playbookId of books.slice(1))
      await enrolAll(world.store, playbookId, {}, await circumstancesAtStart(world, 1))
    await runWorldEngine(world.store, 1)
    expect(await violations(world.store, 1)).toEqual([])
    const previewed = await ask(world.store, 'select 1 from refusal where org = $1 and previewed')
    expect(previewed.length > 0).toBe(dialer === 'progressive')
    const stage = await openStage(world.store, 1)
    return await world.store.inOrgTx(1, async (tx) => {
      const { rows } = await tx.query<PersonRow & { calls: number }>({
        text: `select ${PERSON}, (select count(*)::int from touch t where t.org = enrolment.org and t.lead_id = enrolment.lead_id) as calls
          from enrolment where org = $1`,
        values: [1]
      })
      const seen = await seePeople(tx, unpackPeople(rows), stage.ground, from + DAY)
      const unexplained = rows.filter(({ lead_id, calls }) => {
        const { why, isCallable } = standingOf(seen.get(lead_id)!, null)
        return calls === 0 && why === '' && !isCallable
      })
      expect(unexplained.map(({ lead_id }) => lead_id)).toEqual([])
      return rows.reduce((all, { calls }) => all + calls, 0)
    })
  } finally {
    await world.store[Symbol.asyncDispose]()
    await dropWorld(stores.postgres, world.number)
  }
}
