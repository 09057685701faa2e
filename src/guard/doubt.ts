import { type ExposureAssumptionId, type ExposureAssumptions } from './exposure-table.ts'
import { PHONE, bitOf } from './action.ts'
import { type Standing, judge } from './judge.ts'
import { type LawClass, groupOf } from './law-class.ts'
import { type LawBook, prepared } from './lawful.ts'
import { type LawQuestion, noRelationship } from './question.ts'
import { consentGroups } from './term.ts'

/** How well the facts of a question are known. */
export type Grounds = {
  /** Of the consent: who, when, how and the words are kept; somebody noted it; it came with a list of another firm. */
  readonly consentProof: (typeof consentProofs)[number]
  /** Since a carrier lookup of the line; null: never. */
  readonly lineLookedUpDaysAgo: number | null
  /** Since a talk, their consent or the reassigned numbers database showed the number to be theirs; null: never. */
  readonly numberConfirmedDaysAgo: number | null
  /** Who said that a machine has answered, where something is played. */
  readonly machineHeardBy: (typeof machineHearers)[number]
}
export const consentProofs = ['record', 'word', 'bought'] as const
export const machineHearers = ['person', 'detector'] as const

/** A fact that may be wrong, and would make an action a breach if it were. */
export const doubtIds = ['consent', 'line', 'place', 'number', 'detector'] as const
export type DoubtId = (typeof doubtIds)[number]

/** What is judged: the law of those who are like this person, and the person; `always` is the answer where no instant matters. */
type Asked = { readonly law: LawClass; readonly person: Standing; readonly always: number | null }

/**
 * A question made ready to be doubted at any instant: as it is, and as it would be if each doubt were right. Several cases
 * of one doubt are alike likely. Two facts that are wrong together, each harmless alone, are left out.
 */
export type Doubtful = {
  readonly itself: Asked
  readonly ifRight: Readonly<Record<DoubtId, readonly Asked[]>>
  /** Why it has no price although doubts remain, in words; null where it has one. */
  readonly unpriced: string | null
}

export function doubtful(book: LawBook, question: LawQuestion): Doubtful {
  const { place, law, person } = prepared(book, question)
  const itself = askedOf(law, person)
  const asked = (other: LawQuestion): Asked => {
    const ready = prepared(book, other)
    return askedOf(ready.law, ready.person)
  }
  // Elsewhere they are the same person.
  const there = (other: LawQuestion): Asked => askedOf(prepared(book, other).law, person)
  return {
    itself,
    ifRight: {
      consent: [asked(withoutConsent(question))],
      line: [there({ ...question, number: { ...question.number, lineType: 'wireless' } })],
      place: elsewhere(book, question, place.country, place.jurisdictions).map(there),
      number: [asked(stranger(question))],
      detector: playedToPerson(question).map(asked)
    },
    unpriced: noPriceBecause(book, question, place.jurisdictions)
  }
}

/** Rule code that forbids it at an instant; 0 where none does. */
export const refusedAt = ({ law, person, always }: Asked, at: number): number => always ?? judge(law, person, at).code

function askedOf(law: LawClass, person: Standing): Asked {
  const isDated =
    law.windows.length > 0 ||
    person.attempts.length > 0 ||
    person.ownRequestAt !== Infinity ||
    Array.from(person.revokedAt).some((at) => at !== Infinity)
  return { law, person, always: isDated ? null : judge(law, person, 0).code }
}

/** The rows of the assumptions that give the chance of a doubt, each with how often it counts. */
export const doubtRows: Readonly<
  Record<DoubtId, (grounds: Grounds) => readonly (readonly [row: ExposureAssumptionId, times: number])[]>
> = {
  consent: ({ consentProof }) => [[`consent.${consentProof}`, 1]],
  line: ({ lineLookedUpDaysAgo: days }) =>
    days === null
      ? [['line.missing', 1]]
      : [
          ['line.lookup', 1],
          ['line.perYear', days / YEAR]
        ],
  place: () => [['place.areaCode', 1]],
  number: ({ numberConfirmedDaysAgo: days }) =>
    days === null ? [['number.unconfirmed', 1]] : [['number.perYear', days / YEAR]],
  detector: ({ machineHeardBy }) => (machineHeardBy === 'person' ? [] : [['detector.person', 1]])
}
const YEAR = 365

/** Chance that the fact is wrong, whatever would follow from it. */
export function wrongChance(id: DoubtId, grounds: Grounds, a: ExposureAssumptions): number {
  return Math.min(
    1,
    doubtRows[id](grounds).reduce((sum, [row, times]) => sum + a[row] * times, 0)
  )
}

/** Codes of the rules that would forbid it if a doubt were right: the law is asked again, and mostly still allows. */
export const rulesIfRight = ({ ifRight }: Doubtful, id: DoubtId, at: number): readonly number[] =>
  ifRight[id].map((each) => refusedAt(each, at)).filter((code) => code !== 0)

/** Chance that a doubt makes it a breach. */
export function breachChance(
  question: Doubtful,
  id: DoubtId,
  at: number,
  grounds: Grounds,
  a: ExposureAssumptions
): number {
  const wrong = wrongChance(id, grounds, a)
  if (wrong === 0) return 0
  const cases = question.ifRight[id]
  let refused = 0
  for (let i = 0; i < cases.length; i++) if (refusedAt(cases[i]!, at) !== 0) refused++
  return refused === 0 ? 0 : (wrong * refused) / cases.length
}

/** Chance that at least one of some doubts is right, each by itself. */
export const anyOf = (chances: Iterable<number>): number => {
  let holds = 1
  for (const chance of chances) holds *= 1 - chance
  return 1 - holds
}

/** Suits by private people about calls and texts are priced; what a regulator may fine is not. */
function noPriceBecause({ law }: LawBook, { action }: LawQuestion, jurisdictions: readonly string[]): string | null {
  if ((bitOf(action.kind) & PHONE) === 0)
    return 'No private suit per contact is known for other ways than calls and texts'
  if (jurisdictions.some((id) => law.jurisdictions.get(id)?.remedies.some(({ who }) => who === 'private'))) return null
  return `No private suit per contact is in the law’s data of ${jurisdictions.join(', ')}; the fine of a regulator is not in this figure`
}

function withoutConsent(question: LawQuestion): LawQuestion {
  const group = consentGroups[groupOf(question.action.kind)]
  const relationship = { ...question.relationship, expressRequest: false, softOptIn: false, expressForThatTime: false }
  return {
    ...question,
    relationship,
    consent: group === undefined ? question.consent : { ...question.consent, [group]: 'none' }
  }
}

/** The same person in each other region of the country, where only the area code of no landline says which it is. */
function elsewhere(
  { law }: LawBook,
  question: LawQuestion,
  country: string | null,
  inPlay: readonly string[]
): readonly LawQuestion[] {
  const { recipient, number } = question
  if (recipient.region !== null || number.lineType === 'landline') return []
  return law.regions
    .filter((id) => id.startsWith(`${country}-`) && !inPlay.includes(id))
    .map((region) => ({ ...question, recipient: { ...recipient, country, region }, number: { ...number, e164: null } }))
}

/** Whoever has the number now: nobody who agreed to anything or ever bought. Lists go by number, so they stand. */
function stranger(question: LawQuestion): LawQuestion {
  return {
    ...question,
    recipient: { ...question.recipient, type: 'unknown' },
    consent: { voice: 'none', recordings: 'none', sms: 'none', email: 'none' },
    relationship: noRelationship
  }
}

const PLAYED_AT_A_BEEP: readonly string[] = ['prerecorded_voicemail', 'artificial_voice']

/** A recording for a mailbox that a person hears. */
function playedToPerson(question: LawQuestion): readonly LawQuestion[] {
  if (!PLAYED_AT_A_BEEP.includes(question.action.kind)) return []
  return [{ ...question, action: { ...question.action, kind: 'prerecorded_voice' } }]
}
