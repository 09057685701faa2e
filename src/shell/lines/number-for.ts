import { chooseNumber } from '../../call/caller-number.ts'
import { type Zone } from '../../clock/zone.ts'
import { type Store } from '../store/store.ts'
import { dayStartOf } from './number-commands.ts'
import { lastNumberFor, ownNumbers } from './numbers.ts'

/**
 * The number that somebody is to see. Null where the installation has named none: then the carrier shows its own. Throws, with
 * the reason in words, where there are some and none may be used.
 */
export async function numberFor(
  { store, org }: { readonly store: Pick<Store, 'inOrg'>; readonly org: number },
  { number: to, leadId }: { readonly number: string; readonly leadId: number },
  { zone, isLocal, now }: { readonly zone: Zone; readonly isLocal: boolean; readonly now: number }
): Promise<{ readonly id: number; readonly e164: string } | null> {
  const numbers = await ownNumbers(store, org, now, dayStartOf(zone, now))
  if (numbers.every(({ isRetired }) => isRetired)) return null
  const chosen = chooseNumber(numbers, { to, lastId: await lastNumberFor(store, org, leadId), isLocal }, now)
  if (chosen.kind === 'none') throw new Error(chosen.because)
  return chosen.number
}
