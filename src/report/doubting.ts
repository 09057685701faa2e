import { formatInstant } from '../clock/civil.ts'
import { fixedZone } from '../clock/zone.ts'
import { type ActionKind } from '../guard/action.ts'
import { type Doubtful, type DoubtId, type Grounds, anyOf, breachChance, doubtIds } from '../guard/doubt.ts'
import { doubtful, refusedAt } from '../guard/doubt.ts'
import { type ExposureAssumptions } from '../guard/exposure-table.ts'
import { type Law } from '../guard/law.ts'
import { type LawInForce } from '../guard/in-force.ts'
import { type LawQuestion, noRelationship } from '../guard/question.ts'
import { lawRuleId } from '../guard/rule-code.ts'
import { consentGroups, consentLevels, statementTokens } from '../guard/term.ts'
import { groupOf } from '../guard/law-class.ts'
import { type AsStood } from './as-stood.ts'
import { type LifePlace } from './life.ts'

/** A call or a text of ours as somebody looks at it who asks what it may still cost. */
export type Doubted = {
  readonly at: number
  /** Name and label; empty: none. */
  readonly playbook: string
  /** The dial and, where one was left, the message: what is done in one call is one contact. */
  readonly kinds: readonly ActionKind[]
  readonly place: LifePlace
  readonly facts: AsStood
  /** A system picked the number, and a detector said what had answered. */
  readonly isBySystem: boolean
}

/** What remained doubtful about a touch when it was made. */
export type TouchDoubt = {
  /** Playbook and manner: touches that a lawyer could put into one class. */
  readonly way: string
  /** `forbidden`: the law as it holds now stops it, and a known breach has no price. */
  readonly kind: 'priced' | 'unpriced' | 'forbidden'
  /** Chance that it was a breach; 0 where it has no price. */
  readonly breach: number
  readonly chances: Readonly<Record<DoubtId, number>>
  /** Which rule forbids it now; null where none does. */
  readonly rule: string | null
}

/** Tells the doubt of touches, by the law as the installation stands to it. */
export type Doubting = { readonly of: (touch: Doubted) => TouchDoubt; readonly law: Law }

const DAY = 86_400_000
const NO_CHANCES = Object.fromEntries(doubtIds.map((id) => [id, 0])) as Record<DoubtId, number>

/** People who are alike are made ready once: a list of a million has some thousand kinds. */
export function doubting(inForce: LawInForce, a: ExposureAssumptions): Doubting {
  const known = new Map<string, Doubtful>()
  const ready = (touch: Doubted, kind: ActionKind): Doubtful => {
    const key = keyOf(touch, kind)
    const found = known.get(key)
    if (found !== undefined) return found
    const made = doubtful(inForce.book, questionOf(inForce, touch, kind))
    known.set(key, made)
    return made
  }
  return {
    law: inForce.book.law,
    of(touch) {
      const way = wayOf(touch)
      const asked = touch.kinds.map((kind) => ({ kind, question: ready(touch, kind) }))
      const none = { way, breach: 0, chances: NO_CHANCES, rule: null }
      for (const { question } of asked) {
        const code = refusedAt(question.itself, touch.at)
        if (code !== 0) return { ...none, kind: 'forbidden', rule: lawRuleId(code) }
      }
      if (asked.every(({ question }) => question.unpriced !== null)) return { ...none, kind: 'unpriced' }
      const chances = { ...NO_CHANCES }
      for (const { kind, question } of asked) {
        const grounds = groundsOf(touch, kind)
        for (const id of doubtIds) chances[id] = Math.max(chances[id], breachChance(question, id, touch.at, grounds, a))
      }
      return { ...none, kind: 'priced', breach: anyOf(Object.values(chances)), chances }
    }
  }
}

function keyOf({ place, facts, isBySystem }: Doubted, kind: ActionKind): string {
  const { country, region, timeZone, number } = place
  const who = [country, region, timeZone, number, facts.recipient, facts.line].join(' ')
  return `${kind} ${isBySystem} ${who} ${facts.consents.join('')} ${facts.isStopped}`
}

const UTC = fixedZone(0)

/**
 * The question that the guard was asked when the touch was made. The number had been looked up in the lists then, and what
 * was said is on no record: it is taken to have been what law wants.
 */
function questionOf({ book, registered, confirmed }: LawInForce, touch: Doubted, kind: ActionKind): LawQuestion {
  const { place, facts, isBySystem } = touch
  const { regions, lists } = book.law
  return {
    at: formatInstant(touch.at, UTC),
    action: {
      kind,
      purpose: 'telemarketing',
      dialMode: isBySystem ? 'power' : 'click',
      states: statementTokens
    },
    recipient: { type: facts.recipient, country: place.country, region: place.region, timezone: place.timeZone },
    number: { e164: place.number, lineType: facts.line },
    consent: Object.fromEntries(
      consentGroups.map((group, i) => [group, consentLevels[facts.consents[i]!]!])
    ) as LawQuestion['consent'],
    revoked: {},
    internalDncAt: facts.isStopped ? formatInstant(touch.at, UTC) : null,
    relationship: noRelationship,
    lists: { listed: [], scrubbedDaysAgo: Object.fromEntries(lists.map((id) => [id, 0])) },
    attempts: [],
    seller: {
      registration: Object.fromEntries([...registered].map((i) => [regions[i]!, 'registered' as const])),
      adadConfirmed: [...confirmed].map((i) => regions[i]!)
    }
  }
}

function groundsOf({ at, facts, isBySystem }: Doubted, kind: ActionKind): Grounds {
  const daysSince = (then: number): number | null => (then === 0 ? null : Math.max(0, at - then) / DAY)
  const group = groupOf(kind)
  return {
    consentProof: group < 0 ? 'word' : facts.proofs[group]!,
    lineLookedUpDaysAgo: daysSince(facts.lineKnownAt),
    numberConfirmedDaysAgo: daysSince(facts.confirmedAt),
    machineHeardBy: isBySystem ? 'detector' : 'person'
  }
}

function wayOf({ playbook, kinds, isBySystem }: Doubted): string {
  const how = kinds.includes('prerecorded_voicemail')
    ? 'recordings'
    : kinds.includes('sms')
      ? 'texts'
      : isBySystem
        ? 'calls by a system'
        : 'calls by a rep'
  return `${playbook === '' ? 'no playbook' : playbook}: ${how}`
}
