import { type Market } from '../../intake/row-in-hand.ts'
import { Complaint } from '../command/complaint.ts'

export const policies = ['update', 'fill', 'skip', 'create'] as const
/** What becomes of a lead that a row of the file matches. */
export type Policy = (typeof policies)[number]
export const keyNames = ['external', 'phone', 'email'] as const
export type KeyName = (typeof keyNames)[number]

/** What decides how the rows of a file are read and matched; an import goes on only with the same. */
export type ImportWish = {
  readonly list: string
  readonly keys: readonly KeyName[]
  readonly onMatch: Policy
  readonly country: string
  /** Whom new leads are that do not say it themselves. */
  readonly market?: Market | undefined
  readonly map: readonly string[]
  readonly source: string | null
  readonly costCents: number | null
  readonly currency: string | null
}

export function keysOf(text: string | undefined): readonly KeyName[] {
  if (text === undefined) return keyNames
  const said = text.split(',').map((each) => each.trim())
  const wrong = said.find((each) => !(keyNames as readonly string[]).includes(each))
  if (wrong !== undefined) throw new Complaint(`--keys ${text}: must be some of ${keyNames.join(', ')}`, 2)
  return keyNames.filter((name) => said.includes(name))
}

export function costOf(
  text: string | undefined,
  currency: string | undefined,
  source: string | undefined
): Pick<ImportWish, 'costCents' | 'currency'> {
  if (currency !== undefined && !/^[A-Za-z]{3}$/.test(currency))
    throw new Complaint(`--currency ${currency}: must be three letters such as USD`, 2)
  if (text === undefined) return { costCents: null, currency: null }
  if (source === undefined) throw new Complaint('--cost-per-lead belongs to a source: name it with --source', 2)
  if (currency === undefined)
    throw new Complaint(`--cost-per-lead ${text}: say in which money, such as --currency USD`, 2)
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(text)) throw new Complaint(`--cost-per-lead ${text}: must be like 1.50`, 2)
  return { costCents: Math.round(Number(text) * 100), currency: currency.toUpperCase() }
}
