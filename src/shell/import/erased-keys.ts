import { type ImportedLead } from '../../intake/imported-lead.ts'
import { plainValue } from '../../intake/plain-words.ts'
import { EMAIL_KIND, EXTERNAL_KIND, PHONE_KIND, SHARED_LINE_KIND } from '../store/suppression.ts'
import { EMAIL, comparable } from '../store/value-hash.ts'

export type ErasedKey = readonly [kind: number, text: string]
type Known = Pick<ImportedLead, 'phones' | 'emails' | 'externalId' | 'firstName' | 'lastName' | 'name'>

/** All by which a lead of a file may be somebody who was erased: texts of which the keyed hashes are looked for. */
export function erasedKeys(lead: Known): readonly ErasedKey[] {
  const found: ErasedKey[] = []
  for (const [kind, value] of pointsOf(lead)) found.push([kind, value], ...atSharedLine(lead, value))
  if (lead.externalId !== null) found.push([EXTERNAL_KIND, lead.externalId])
  return found
}

/**
 * All by which an erased person is to be known again: own numbers and addresses, the external id, and lines that others
 * have too together with the name, because one who goes must not take the switchboard along.
 */
export function keysToErase(lead: Known): readonly ErasedKey[] {
  const found: ErasedKey[] = []
  for (const [kind, value, isKey] of pointsOf(lead))
    found.push(...(isKey ? [[kind, value] as const] : atSharedLine(lead, value)))
  if (lead.externalId !== null) found.push([EXTERNAL_KIND, lead.externalId])
  return found
}

const pointsOf = ({ phones, emails }: Known) => [
  ...phones.map(({ e164, isKey }) => [PHONE_KIND, e164, isKey] as const),
  ...emails.map(({ address, isKey }) => [EMAIL_KIND, comparable(EMAIL, address), isKey] as const)
]

function atSharedLine({ firstName, lastName, name }: Known, value: string): readonly ErasedKey[] {
  const plain = plainValue(`${firstName} ${lastName}`.trim() || name)
  return plain === '' ? [] : [[SHARED_LINE_KIND, `${value}|${plain}`]]
}
