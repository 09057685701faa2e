import fc from 'fast-check'
import { expect } from 'vitest'
import { draw } from '../src/decide/dice.ts'
import { floorNames, floorNamed } from '../src/shell/floors/floor-named.ts'
import { examine } from '../src/shell/doctor/doctor.ts'
import { monthsBetween } from '../src/shell/store/months.ts'
import { openStore, type Store } from '../src/shell/store/store.ts'
import { summaryOf } from '../src/shell/world/digest.ts'
import { dropWorld } from '../src/shell/world/open-world.ts'
import { openWork } from '../src/shell/world/work-world.ts'
import { runWorldEngine } from '../src/shell/world/world-engine.ts'
import { type ProfileValue } from '../src/facts/profile.ts'
import { textOfPlaybook, playbookNamed } from '../src/shell/playbooks/playbook-named.ts'
import { DAY, LIST, MONDAY, type Stores, disagreements, publishText, somePeople } from './store.ts'
import { shelf } from './the-shelf.ts'
import { violations } from './world-law.ts'

/** A world drawn by chance: who is on the list, under which strategy, on which floor, with how many reps. */
export type DrawnWorld = {
  readonly people: number
  readonly perHome: number
  readonly phones: number
  readonly playbook: string
  readonly floor: string
  readonly dialer: string
  readonly reps: number
  readonly days: number
  readonly seed: number
}

const FROM = MONDAY - 15 * 3_600_000

export const drawnWorld = (people: number, days: number): fc.Arbitrary<DrawnWorld> =>
  fc.record({
    people: fc.integer({ min: 10, max: people }),
    perHome: fc.constantFrom(0, 0, 2, 4),
    phones: fc.integer({ min: 1, max: 3 }),
    playbook: fc.constantFrom(...shelf.programs.map(({ name, label }) => `${name}@${label}`)),
    floor: fc.constantFrom(...floorNames()),
    dialer: fc.constantFrom('preview', 'progressive', 'manual'),
    reps: fc.integer({ min: 1, max: 4 }),
    days: fc.integer({ min: 2, max: days }),
    seed: fc.integer({ min: 0, max: 1_000_000 })
  })

const choices: Readonly<Record<string, readonly ProfileValue[]>> = {
  'lead.origin': ['internet_lead', 'lead_card', 'cold_list', 'prequalified_list', 'referral', null],
  'lead.market': ['b2b', 'b2c'],
  'lead.relationship': ['never_spoken', 'met', 'proposal_sent', 'dialogue_open', 'lapsed'],
  'lead.fitConfirmed': [true, true, false],
  'lead.dealValueCents': [null, 200_000, 900_000],
  'lead.listPrequalified': [true, false],
  'lead.hasNews': [true, false],
  'number.kind': ['business', 'mobile', 'home', null],
  'number.lineType': ['landline', 'wireless', null],
  'reach.email': [true, false],
  'reach.sms': [true, false],
  'reach.postal': [true, false]
}

const profileOf =
  (seed: number) =>
  (id: number): Readonly<Record<string, ProfileValue>> =>
    Object.fromEntries(
      Object.entries(choices).map(([path, values], i) => [path, values[Math.floor(draw(seed, id, i) * values.length)]!])
    )

/** Works a world that was drawn to its end, and holds everything in it against the laws. */
export async function tryWorld(
  stores: Stores,
  wish: DrawnWorld,
  engines: number,
  look: (store: Store) => Promise<void> = async () => undefined
): Promise<void> {
  const { people, perHome, phones, seed, days } = wish
  const real = await stores.emptied()
  const placeOf = (id: number): 1 | 2 => (draw(seed, id, 77) < 0.5 ? 1 : 2)
  await somePeople(real, { count: people, perHome, phones, profile: profileOf(seed), placeOf })
  const program = playbookNamed(wish.playbook)
  const { id } = await publishText(real, textOfPlaybook(wish.playbook, program))
  const { assumptions } = floorNamed(wish.floor)
  const { world } = await openWork(real, stores.postgres, {
    ...{ org: 1, listId: LIST, playbookId: id, from: FROM, days, seed, now: MONDAY },
    people: {
      ...{ floor: wish.floor, assumptions, reps: wish.reps, dialer: wish.dialer },
      hours: { from: 8 * 60, until: 21 * 60 }
    }
  })
  try {
    const others = await Promise.all(
      Array.from({ length: engines }, () => openStore(stores.postgres, { database: world.store.database, size: 3 }))
    )
    await Promise.all(others.map((store) => runWorldEngine(store, 1)))
    for (const store of others) await store[Symbol.asyncDispose]()
    await holdsTogether(world.store, days)
    expect(await violations(world.store, 1)).toEqual([])
    await look(world.store)
  } finally {
    await world.store[Symbol.asyncDispose]()
    await dropWorld(stores.postgres, world.number)
  }
}

async function holdsTogether(store: Store, days: number): Promise<void> {
  const summary = await summaryOf(store, 1)
  expect(summary.left + summary.skipped).toBe(summary.voicemailsReached)
  expect(summary.byAttempt.reduce((all, { dials }) => all + dials, 0)).toBe(summary.dials)
  expect(await disagreements(store)).toEqual([])
  const months = { from: FROM, count: monthsBetween(FROM, FROM + days * DAY) }
  const { findings } = await examine(store, { now: FROM + days * DAY, months })
  expect(findings.filter(({ level }) => level === 'wrong')).toEqual([])
}
