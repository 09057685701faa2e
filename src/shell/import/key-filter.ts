import { to as copyTo } from 'pg-copy-streams'
import { createInterface } from 'node:readline'
import { type ImportedLead } from '../../intake/imported-lead.ts'
import { type Tx } from '../store/doors.ts'
import { EMAIL, PHONE, type PointKind, valueHash } from '../store/value-hash.ts'

/** Which keys may be in the store at all: most rows of a list bring new ones, and asking for those costs the most. */
export type KeyFilter = {
  /** False: nobody of this org has a key of this hash. True: look it up. */
  readonly mayHold: (hash: number) => boolean
  readonly add: (lead: ImportedLead) => void
}

/** Every key is looked up: for a file that is short beside the store. */
export const noFilter: KeyFilter = { mayHold: () => true, add: () => undefined }

export const externalHash = (id: string): number => valueHash(3 as PointKind, id)

/** A filter that knows every key of this org, 16 bytes for each. */
export async function keyFilter(tx: Tx): Promise<KeyFilter> {
  const set = hashSet()
  const hashes = tx.client.query(
    copyTo(`copy (select value_hash from contact_point where org = ${tx.org} and is_key) to stdout`)
  )
  for await (const line of createInterface({ input: hashes })) set.add(Number(line))
  const ids = tx.client.query(
    copyTo(`copy (select external_id from lead where org = ${tx.org} and external_id is not null) to stdout`)
  )
  // An id is free of line breaks; what COPY writes with a backslash is one.
  for await (const line of createInterface({ input: ids })) set.add(externalHash(line.replaceAll('\\\\', '\\')))
  return {
    mayHold: set.has,
    add(lead) {
      if (lead.externalId !== null) set.add(externalHash(lead.externalId))
      for (const { e164 } of lead.phones) set.add(valueHash(PHONE, e164))
      for (const { address } of lead.emails) set.add(valueHash(EMAIL, address))
    }
  }
}

/** Whole numbers above 0 in one flat table: a tenth of what a Set of the language takes. */
function hashSet() {
  let table = new Float64Array(1 << 16)
  let count = 0
  const slotOf = (value: number, into: Float64Array): number => {
    const mask = into.length - 1
    let at = (value ^ Math.floor(value / 2 ** 32)) & mask
    while (into[at] !== 0 && into[at] !== value) at = (at + 1) & mask
    return at
  }
  const grow = (): void => {
    const wider = new Float64Array(table.length * 2)
    for (const value of table) if (value !== 0) wider[slotOf(value, wider)] = value
    table = wider
  }
  return {
    has: (value: number): boolean => table[slotOf(value, table)] !== 0,
    add(value: number): void {
      const at = slotOf(value, table)
      if (table[at] !== 0 || value === 0) return
      table[at] = value
      if (++count > table.length * 0.6) grow()
    }
  }
}
