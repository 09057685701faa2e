import { amended, lawInForce } from '../../guard/amend.ts'
import { house } from '../../guard/house.ts'
import { withFreshLists } from '../../guard/in-force.ts'
import { law as shipped } from '../../guard/law.ts'
import { type Ground, ground } from '../engine/ground.ts'
import { type Lists } from '../lists/open-lists.ts'
import { type Store } from '../store/store.ts'
import { type Ask, askIn, askOf, readChanges } from './law-changes.ts'

/** What deciding in an org stands on, for whoever is open for long while law and lists change. */
export type KeptGround = {
  /** As it was last read. */
  readonly last: () => Ground
  /** As it is now: read again where the law or a list is another one since. */
  readonly look: () => Promise<Ground>
}

/** A ground that is kept up to date; every ground that it gives out knows the way to the newest (engine/ground.ts). */
export async function keepGround(store: Pick<Store, 'inOrg'>, org: number, lists: Lists | null): Promise<KeptGround> {
  const byItself = askOf(store, org)
  const stampNow = (): string => lists?.stamp ?? ''
  const renew = async (ask: Ask, version: number): Promise<Ground> => {
    await lists?.refresh()
    if (last.settingsVersion === version && stamp === stampNow()) return last
    stamp = stampNow()
    return (last = await readGround(ask, org, lists, renewed))
  }
  const renewed: Ground['renewed'] = (tx, version) => renew(askIn(tx), version)
  let stamp = stampNow()
  let last: Ground = await readGround(byItself, org, lists, renewed)
  return {
    last: () => last,
    look: async () => await renew(byItself, (await orgRow(byItself, org)).version)
  }
}

/** The ground of an org as it is now. */
export async function groundHere(store: Pick<Store, 'inOrg'>, org: number, lists: Lists | null): Promise<Ground> {
  return (await keepGround(store, org, lists)).last()
}

/**
 * Its own rules under the law in force, and the lists that numbers are looked up in. Of invented people (a demo, a world)
 * the lists are taken to be fresh and to have nobody. The version is that of the decision rows: it grows with every change.
 */
async function readGround(ask: Ask, org: number, lists: Lists | null, renewed: Ground['renewed']): Promise<Ground> {
  // The version first: with a change that comes in between it is an old one, and everything is read again.
  const { version, kind } = await orgRow(ask, org)
  const found = amended(shipped, await readChanges(ask, org))
  if (found.kind === 'bad') throw new Error(`A change of the law that is on record cannot be read: ${found.problem}`)
  if (kind !== LIVE || lists === null) {
    const law = withFreshLists(lawInForce(found, new Map()))
    return ground(org, { ...house, law }, version, null, new Map(), renewed)
  }
  const law = lawInForce(found, new Map(lists.all.map(({ id, asOf }) => [id, asOf])))
  return ground(org, { ...house, law }, version, lists, found.licences, renewed)
}

const LIVE = 0

async function orgRow(ask: Ask, org: number): Promise<{ readonly version: number; readonly kind: number }> {
  const [row] = await ask('select settings_version as version, kind from org where org = $1', [org])
  return (row as { version: number; kind: number } | undefined) ?? { version: 0, kind: LIVE }
}
