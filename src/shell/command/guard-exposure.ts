import { type Grounds, consentProofs, machineHearers } from '../../guard/doubt.ts'
import {
  exposureLines,
  exposureOf,
  exposureWords,
  oneDigit,
  perThousand,
  playbookExposure
} from '../../guard/exposure.ts'
import { type ExposureAssumptions, exposureAssumptions } from '../../guard/exposure-table.ts'
import { type LawBook, lawful } from '../../guard/lawful.ts'
import { type LawQuestion } from '../../guard/question.ts'
import { didYouMean } from '../../facts/nearest.ts'
import { Complaint } from './complaint.ts'
import { pairsOf } from './pairs.ts'

/** How doubt is priced: how well the facts are known, how many contacts are made the same way, what is assumed. */
export type Pricing = {
  readonly grounds: Grounds
  readonly contacts: number | null
  readonly assumed: ExposureAssumptions
}

/** Nobody looked the line up, nobody showed the number to be theirs, and of a consent there is somebody’s word. */
const STRICT: Grounds = {
  ...({ consentProof: 'word', lineLookedUpDaysAgo: null, numberConfirmedDaysAgo: null } as const),
  machineHeardBy: 'person'
}

/** Reads the options; throws complaints of wrong usage. */
export function pricingOf(
  known: readonly string[] | undefined,
  contacts: string | undefined,
  assume: readonly string[] | undefined
): Pricing {
  if (contacts !== undefined && !/^[1-9]\d{0,8}$/.test(contacts))
    throw new Complaint(`--contacts ${contacts}: must be a whole number from 1`, 2)
  return {
    grounds: pairsOf('known', known).reduce(grounded, STRICT),
    contacts: contacts === undefined ? null : Number(contacts),
    assumed: assumedOf(assume)
  }
}

/** What somebody puts in the place of the assumptions for once: claim.chance=0.001. */
export function assumptionsGiven(assume: readonly string[] | undefined): Partial<ExposureAssumptions> {
  const pairs = pairsOf('assume', assume).map(([id, value]) => [id, Number(value)] as const)
  const given = Object.fromEntries(pairs)
  const reading = exposureAssumptions(given)
  if (reading.kind === 'wrong') throw new Complaint(`--assume ${reading.problems[0]!.problem}`, 2)
  return given
}

function assumedOf(assume: readonly string[] | undefined): ExposureAssumptions {
  const reading = exposureAssumptions(assumptionsGiven(assume))
  if (reading.kind === 'wrong') throw new Complaint(`--assume ${reading.problems[0]!.problem}`, 2)
  return reading.assumptions
}

const KNOWN = ['consent', 'line', 'number', 'machine'] as const

function grounded(grounds: Grounds, [name, value]: readonly [string, string]): Grounds {
  const wrong = (must: string): Complaint => new Complaint(`--known ${name}=${value}: ${must}`, 2)
  const oneOf = <T extends string>(values: readonly T[]): T => {
    const found = values.find((each) => each === value)
    if (found === undefined) throw wrong(`must be one of ${values.join(', ')}${didYouMean(value, values)}`)
    return found
  }
  const days = (): number | null => {
    if (value === 'never') return null
    if (!/^\d{1,5}$/.test(value)) throw wrong('must be a number of days, or never')
    return Number(value)
  }
  switch (name) {
    case 'consent':
      return { ...grounds, consentProof: oneOf(consentProofs) }
    case 'line':
      return { ...grounds, lineLookedUpDaysAgo: days() }
    case 'number':
      return { ...grounds, numberConfirmedDaysAgo: days() }
    case 'machine':
      return { ...grounds, machineHeardBy: oneOf(machineHearers) }
    default:
      throw wrong(`say of what: one of ${KNOWN.join(', ')}${didYouMean(name, KNOWN)}`)
  }
}

/** What the doubt in one question may cost, as JSON and as lines; a question that is forbidden has no price. */
export function priceOf(book: LawBook, question: LawQuestion, { grounds, contacts, assumed }: Pricing) {
  if (lawful(book, question).decision === 'blocked') return null
  const exposure = exposureOf(book, { ...question, grounds }, contacts ?? 1, assumed)
  const { cents, single, class: ofClass, breach, doubts, unpriced } = exposure
  return {
    json: {
      ...{ cents: oneDigit(cents), single: oneDigit(single), class: oneDigit(ofClass), contacts: contacts ?? 1 },
      ...{ breach: oneDigit(breach), unpriced, doubts: doubts.map(({ id, says }) => ({ id, says })) }
    },
    lines: [
      unpriced ?? `the doubt that remains may cost ${exposureWords(cents, 1, assumed)}`,
      ...doubts.map(({ id, says }) => `doubt ${id}: ${says}`)
    ]
  }
}

/** What all questions of a file may cost together, each way of contact being a class. */
export function pricesOfAll(
  book: LawBook,
  questions: readonly LawQuestion[],
  { grounds, contacts, assumed }: Pricing
): readonly string[] {
  const allowed = questions.filter((question) => lawful(book, question).decision === 'allowed')
  const times = contacts === null || allowed.length === 0 ? 1 : contacts / allowed.length
  const groups = allowed.map((question) => ({
    way: `${question.action.kind}, ${question.action.dialMode}`,
    attempts: [{ asked: { ...question, grounds }, times }]
  }))
  const { cents, contacts: priced, unpriced, ways } = playbookExposure(book, groups, assumed)
  return [
    `${Math.round(priced)} contacts together: ${exposureWords(cents, priced, assumed)}`,
    ...ways.map(
      ({ way, contacts: each, cents: cost }) => `  ${way}: ${Math.round(each)} contacts, ${perThousand(cost, each)}`
    ),
    ...(unpriced === 0 ? [] : [`  ${Math.round(unpriced)} have no price: nobody can sue by the contact there`])
  ]
}

export const assumptionLines = ({ assumed }: Pricing): readonly string[] => exposureLines(assumed)
