import { type Choice, facts, slot } from '../facts/fact.ts'
import { type ConsentPath, consentLevel, setAt, smallSlot, smallValue } from '../facts/profile.ts'
import { INBOUND_AT, type Row as Packed, SPOKEN_AT, STOPS } from '../facts/row.ts'
import { type Grounds } from '../guard/doubt.ts'
import { consentGroups, type lines, type recipients } from '../guard/term.ts'
import { type Proof } from './life.ts'

/** What was known of somebody when a touch was made, as far as law asks for it, and how well. Instants are 0 for never. */
export type AsStood = {
  readonly recipient: (typeof recipients)[number]
  readonly line: (typeof lines)[number]
  /** Since when the line is known. */
  readonly lineKnownAt: number
  /** When a talk, their call or their consent last showed that the number was theirs. */
  readonly confirmedAt: number
  /** Places in consentLevels, and the proof of each, by group. */
  readonly consents: readonly number[]
  readonly proofs: readonly Grounds['consentProof'][]
  readonly isStopped: boolean
}

/** Facts and proofs as they stood before `at`. */
export function asStood(packed: Packed, proofs: readonly Proof[], at: number): AsStood {
  const before = proofs.filter((proof) => proof.at <= at)
  const granted = before.findLast(({ isGrant }) => isGrant)?.at ?? 0
  return {
    recipient: RECIPIENTS[said(packed, 'lead.market')] ?? 'unknown',
    line: (said(packed, 'number.lineType') || 'unknown') as AsStood['line'],
    lineKnownAt: setAt(packed, smallSlot('number.lineType')),
    confirmedAt: Math.max(packed.numbers[SPOKEN_AT]!, packed.numbers[INBOUND_AT]!, granted),
    consents: CONSENT_PATHS.map((path) => consentLevel(packed, path)),
    proofs: consentGroups.map((group) => before.findLast((proof) => proof.group === group)?.proof ?? 'word'),
    isStopped: packed.ints[STOPS] !== 0
  }
}

const CONSENT_PATHS = consentGroups.map((group) => `consent.${group}` as ConsentPath)

const RECIPIENTS: Readonly<Record<string, AsStood['recipient']>> = { b2b: 'business', b2c: 'consumer' }

function said(packed: Packed, path: 'lead.market' | 'number.lineType'): string {
  const code = smallValue(packed, smallSlot(path))
  return Number.isNaN(code) ? '' : ((facts[slot(path)] as Choice).values[code] ?? '')
}
