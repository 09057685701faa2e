import { amended, lawInForce } from '../../guard/amend.ts'
import { house } from '../../guard/house.ts'
import { withFreshLists } from '../../guard/in-force.ts'
import { law as shipped } from '../../guard/law.ts'
import { type Ground, ground } from '../engine/ground.ts'
import { type Lists } from '../lists/open-lists.ts'
import { type Store } from '../store/store.ts'
import { lawChanges } from './law-changes.ts'

/**
 * What deciding in an org stands on here: its own rules under the law in force, and the lists that numbers are looked up
 * in. Of invented people (a demo, a world) the lists are taken to be fresh and to have nobody. The version is that of
 * the decision rows: it grows with every change. A ground that still holds is given back, with all that it keeps.
 */
export async function groundHere(
  store: Pick<Store, 'inOrg'>,
  org: number,
  lists: Lists | null,
  before?: Ground
): Promise<Ground> {
  const [changes, isInvented] = await Promise.all([lawChanges(store, org), hasInventedPeople(store, org)])
  const version = 1 + changes.length
  if (before?.settingsVersion === version) return before
  const found = amended(shipped, changes)
  if (found.kind === 'bad') throw new Error(`A change of the law that is on record cannot be read: ${found.problem}`)
  if (isInvented || lists === null)
    return ground(org, { ...house, law: withFreshLists(lawInForce(found, new Map())) }, version)
  const law = lawInForce(found, new Map(lists.all.map(({ id, asOf }) => [id, asOf])))
  return ground(org, { ...house, law }, version, lists, found.licences)
}

const LIVE = 0

async function hasInventedPeople(store: Pick<Store, 'inOrg'>, org: number): Promise<boolean> {
  const [result] = await store.inOrg(org, [{ text: 'select kind from org where org = $1', values: [org] }])
  return (result!.rows[0] as { kind: number } | undefined)?.kind !== LIVE
}
