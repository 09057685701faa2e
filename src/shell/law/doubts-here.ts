import { amended, lawInForce } from '../../guard/amend.ts'
import { type ExposureAssumptions } from '../../guard/exposure-table.ts'
import { withFreshLists } from '../../guard/in-force.ts'
import { law as shipped } from '../../guard/law.ts'
import { type Doubting, doubting } from '../../report/doubting.ts'
import { type Store } from '../store/store.ts'
import { lawChanges } from './law-changes.ts'

/** What touches may still cost here, and on which assumptions; `given` puts others in their place for once. */
export async function doubtsHere(
  store: Pick<Store, 'inOrg'>,
  org: number,
  given: Partial<ExposureAssumptions> = {}
): Promise<{ readonly version: number; readonly assumed: ExposureAssumptions; readonly doubts: Doubting }> {
  const changes = await lawChanges(store, org)
  const found = amended(shipped, changes)
  if (found.kind === 'bad') throw new Error(`A change of the law that is on record cannot be read: ${found.problem}`)
  const assumed = { ...found.assumptions, ...given }
  // The lists were looked up when a touch was made, and are not asked again.
  return { version: changes.length, assumed, doubts: doubting(withFreshLists(lawInForce(found, new Map())), assumed) }
}
