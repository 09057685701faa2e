import { didYouMean, nearest } from '../facts/nearest.ts'

/** One number that the price of a doubt stands on (exposure.ts). Money is US cents. */
export type ExposureAssumption = {
  readonly unit: 'chance' | 'chance a year' | 'share' | 'cents'
  /** `data` repeats a published figure; `assumption` is our guess. */
  readonly basis: 'data' | 'assumption'
  readonly value: number
  /** What an installation may set instead lies from `low` to `high`. */
  readonly low: number
  readonly high: number
  readonly says: string
  readonly source: string
}

const row =
  (unit: ExposureAssumption['unit']) =>
  (basis: 'data' | 'assumption', [low, value, high]: readonly [number, number, number], says: string, source: string) =>
    ({ unit, basis, value, low, high, says, source }) satisfies ExposureAssumption
const chance = row('chance')
const aYear = row('chance a year')
const share = row('share')
const cents = row('cents')
const UNCOUNTED = 'Nobody has counted it'

const table = {
  'claim.chance': chance(
    'assumption',
    [1e-5, 1e-4, 1e-2],
    'A breach becomes a claim',
    'Nobody publishes claims per call; the high end is for people who had asked to be left alone'
  ),
  'claim.classShare': share(
    'assumption',
    [0, 0.38, 0.764],
    'Claims that become a class suit',
    'Half of all claims end before a suit (Blacklist Alliance) and 76.4 % of suits are class suits (WebRecon, in tcpaworld, December 2025); all of them are taken to pay, so it errs upward'
  ),
  'cost.single': cents(
    'data',
    [50_000, 200_000, 25_000_000],
    'What the claim of one person costs',
    'A demand letter ends at about 2,000 USD (Blacklist Alliance); 500 by 47 USC 227(b)(3), up to 250,000 in a suit (ActiveProspect)'
  ),
  'cost.classMember': cents(
    'assumption',
    [2_000, 10_000, 50_000],
    'What a class suit costs per member',
    'About 20 to 500 USD were paid (reporttelemarketer); 100 is our choice within'
  ),
  'consent.record': chance(
    'assumption',
    [0, 0.005, 0.05],
    'A consent does not hold, although who, when, how and the words are on record',
    UNCOUNTED
  ),
  'consent.word': chance('assumption', [0, 0.05, 0.3], 'A consent does not hold that somebody noted', UNCOUNTED),
  'consent.bought': chance('assumption', [0, 0.2, 1], 'A consent does not hold that another firm sold us', UNCOUNTED),
  'line.lookup': chance(
    'assumption',
    [0, 0.01, 0.1],
    'A line is a mobile, whatever a lookup of today says',
    `${UNCOUNTED}; 47 CFR 64.1200(a)(1)(iv) gives 15 days after a number has moved`
  ),
  'line.perYear': aYear('assumption', [0, 0.03, 0.3], 'A line became a mobile since its lookup', UNCOUNTED),
  'line.missing': chance('assumption', [0, 0.3, 1], 'A line that nobody looked up is a mobile', UNCOUNTED),
  'place.areaCode': chance(
    'data',
    [0, 0.1, 0.55],
    'Somebody lives in another state than that of their area code',
    'Pew Research Center, 1 August 2016, 32,000 US adults with a mobile: 10 %, from 5 % in Michigan to 55 % in DC'
  ),
  'number.perYear': aYear(
    'assumption',
    [0, 0.05, 0.3],
    'A number went to somebody else since it was last known to be theirs',
    '35 million US numbers are disconnected a year (dnc.com, 7 May 2018), of more than 531 million in use (FCC, June 2004)'
  ),
  'number.unconfirmed': chance('assumption', [0, 0.1, 1], 'A number was never theirs, as far as we know', UNCOUNTED),
  'detector.person': chance(
    'assumption',
    [0, 0.03, 0.3],
    'A person is there where the detector said machine',
    '3 % is quoted and 15 % called the norm (EMERTEC, a vendor); an audit of your own replaces it'
  )
} as const

export type ExposureAssumptionId = keyof typeof table
export const exposureTable: Readonly<Record<ExposureAssumptionId, ExposureAssumption>> = table
export const exposureIds = Object.keys(table) as readonly ExposureAssumptionId[]
/** A value for each row of the table. */
export type ExposureAssumptions = Readonly<Record<ExposureAssumptionId, number>>

/** The values of the table. */
export const exposureShipped = Object.fromEntries(exposureIds.map((id) => [id, table[id].value])) as ExposureAssumptions

/** Why a value cannot be taken; `nearest` is the row that was most likely meant. */
export type ExposureProblem = {
  readonly code: 'unknown_id' | 'out_of_range'
  readonly id: string
  readonly nearest: string | null
  readonly problem: string
}
export type ExposureReading =
  | { readonly kind: 'assumptions'; readonly assumptions: ExposureAssumptions }
  | { readonly kind: 'wrong'; readonly problems: readonly ExposureProblem[] }

/** The table with some values changed by id. Never throws: all that cannot be taken is named at once. */
export function exposureAssumptions(overrides: Readonly<Record<string, unknown>> = {}): ExposureReading {
  const problems = Object.entries(overrides).flatMap(([id, value]) => problemWith(id, value) ?? [])
  if (problems.length > 0) return { kind: 'wrong', problems }
  return { kind: 'assumptions', assumptions: { ...exposureShipped, ...overrides } }
}

function problemWith(id: string, value: unknown): ExposureProblem | null {
  if (!isId(id)) {
    const problem = `${id}: there is no such assumption${didYouMean(id, exposureIds)}`
    return { code: 'unknown_id', id, nearest: nearest(id, exposureIds), problem }
  }
  const { low, high, unit } = table[id]
  if (typeof value === 'number' && value >= low && value <= high) return null
  const problem = `${id}: must be a number from ${low} to ${high} (${unit}), not ${String(value)}`
  return { code: 'out_of_range', id, nearest: id, problem }
}
const isId = (id: string): id is ExposureAssumptionId => Object.hasOwn(table, id)
