import { parseInstant } from '../clock/civil.ts'
import { type DoubtId, type Doubtful, type Grounds, anyOf, breachChance, doubtIds } from './doubt.ts'
import { doubtRows, doubtful, refusedAt, rulesIfRight } from './doubt.ts'
import { type ExposureAssumptionId, type ExposureAssumptions, exposureIds, exposureTable } from './exposure-table.ts'
import { type LawBook } from './lawful.ts'
import { type LawQuestion } from './question.ts'
import { lawRuleId } from './rule-code.ts'

/**
 * Litigation exposure: what an attempt that the law allows may still cost, because a fact that the guard believed may be
 * wrong. A known breach has no price here: it is stopped. Amounts are expected US cents and therefore have fractions.
 *
 *     cost = p(breach) x [ p(single claim) x cost of one + p(class) x contacts made the same way x paid per member ]
 *
 * Nobody counts claims per call, so each number that goes in is shown with its basis, and each can be changed.
 */
export type Exposure = {
  readonly cents: number
  readonly single: number
  readonly class: number
  /** Chance that it is a breach: that at least one of the doubts is right, each by itself. */
  readonly breach: number
  readonly doubts: readonly Doubt[]
  /** Why it has no price although doubts remain, in words; null where it has one. Cents are 0 then. */
  readonly unpriced: string | null
}

/** A question together with how well its facts are known. */
export type Grounded = LawQuestion & { readonly grounds: Grounds }

/** A fact that may be wrong, and would make this a breach if it were. */
export type Doubt = { readonly id: DoubtId; readonly probability: number; readonly says: string }

/**
 * What one attempt may cost. `contactsAlike` counts all contacts made the same way, this one included: so many would be
 * the members of a class. Throws when the law blocks the question.
 */
export function exposureOf(book: LawBook, asked: Grounded, contactsAlike: number, a: ExposureAssumptions): Exposure {
  const question = doubtful(book, asked)
  const at = parseInstant(asked.at)!.epochMs
  const code = refusedAt(question.itself, at)
  if (code !== 0)
    throw new Error(`${lawRuleId(code)} forbids this: a known breach is stopped and has no price; ask lawful first`)
  const doubts = doubtsOf(question, at, asked.grounds, a)
  const breach = anyOf(doubts.map(({ probability }) => probability))
  const { unpriced } = question
  const single = unpriced === null ? singleCents(breach, a) : 0
  const ofClass = unpriced === null ? classOf(breach, contactsAlike, a).cents : 0
  return { cents: single + ofClass, single, class: ofClass, breach, doubts, unpriced }
}

/** Attempts that a lawyer could put into one class: the same recording, the same list, the same way of dialling. */
export type MadeAlike = {
  /** What they have in common, by name; the same name twice is one way. */
  readonly way: string
  /** Attempts with the same question and grounds may stand once, with how many `times` they are made. */
  readonly attempts: readonly { readonly asked: Grounded; readonly times: number }[]
}
export type WayExposure = {
  readonly way: string
  /** Contacts with a price; those `unpriced` are in none of the figures. */
  readonly contacts: number
  readonly unpriced: number
  /** Breaches to be expected, and what raises the doubt, the most first; one breach may have several grounds. */
  readonly breaches: number
  readonly doubts: readonly { readonly id: DoubtId; readonly breaches: number }[]
  /** Class suits to be expected, at most one. */
  readonly classSuits: number
  readonly single: number
  readonly class: number
  readonly cents: number
}
export type PlaybookExposure = {
  readonly cents: number
  readonly contacts: number
  readonly unpriced: number
  /** The dearest first. */
  readonly ways: readonly WayExposure[]
}

/**
 * What all attempts of a playbook may cost. The class term of each grows with the contacts made the same way, so that of
 * a way grows with their square, until a class suit is as good as certain: a class is paid once. Throws as exposureOf.
 */
export function playbookExposure(
  book: LawBook,
  groups: readonly MadeAlike[],
  a: ExposureAssumptions
): PlaybookExposure {
  const ways = [...Map.groupBy(groups, ({ way }) => way)]
    .map(([way, alike]) => wayExposure(book, way, alike, a))
    .sort((one, other) => other.cents - one.cents || (one.way < other.way ? -1 : 1))
  const sum = (of: (way: WayExposure) => number): number => ways.reduce((total, way) => total + of(way), 0)
  return {
    cents: sum((way) => way.cents),
    contacts: sum((way) => way.contacts),
    unpriced: sum((way) => way.unpriced),
    ways
  }
}

function wayExposure(book: LawBook, way: string, alike: readonly MadeAlike[], a: ExposureAssumptions): WayExposure {
  let [contacts, unpriced, breaches, single] = [0, 0, 0, 0]
  const byDoubt = new Map<DoubtId, number>()
  for (const { asked, times } of alike.flatMap(({ attempts }) => attempts)) {
    const one = exposureOf(book, asked, 1, a)
    if (one.unpriced !== null) {
      unpriced += times
      continue
    }
    contacts += times
    breaches += times * one.breach
    single += times * one.single
    for (const { id, probability } of one.doubts) byDoubt.set(id, (byDoubt.get(id) ?? 0) + times * probability)
  }
  const { classSuits, cents: ofClass } = classOf(breaches, contacts, a)
  const doubts = [...byDoubt].map(([id, each]) => ({ id, breaches: each })).sort((x, y) => y.breaches - x.breaches)
  return { way, contacts, unpriced, breaches, doubts, classSuits, single, class: ofClass, cents: single + ofClass }
}

function doubtsOf(question: Doubtful, at: number, grounds: Grounds, a: ExposureAssumptions): readonly Doubt[] {
  return doubtIds.flatMap((id) => {
    const probability = breachChance(question, id, at, grounds, a)
    if (probability === 0) return []
    const cases = question.ifRight[id].length
    const rules = rulesIfRight(question, id, at).map((code) => lawRuleId(code))
    const rows = doubtRows[id](grounds)
    const says = `${rows.map(([row, times]) => rowWords(row, times, a)).join('; ')}; then ${ruleWords(rules, cases)}`
    return [{ id, probability, says }]
  })
}

/** What the claims of single people cost, by the breaches to be expected. */
export const singleCents = (breaches: number, a: ExposureAssumptions): number =>
  breaches * a['claim.chance'] * (1 - a['claim.classShare']) * a['cost.single']

/** What a class costs, of which each contact made the same way is a member; it is paid once. */
export function classOf(
  breaches: number,
  contacts: number,
  a: ExposureAssumptions
): { readonly classSuits: number; readonly cents: number } {
  const classSuits = Math.min(1, breaches * a['claim.chance'] * a['claim.classShare'])
  return { classSuits, cents: classSuits * contacts * a['cost.classMember'] }
}

/** To one significant digit: what a figure made of such assumptions can bear. */
export const oneDigit = (cents: number): number => Number(cents.toPrecision(1))

/** What so many attempts may cost, per 1,000 of them, to one digit, with the assumptions that it stands on. */
export function exposureWords(cents: number, attempts: number, a: ExposureAssumptions): string {
  if (attempts === 0) return 'nothing: no attempt has a price'
  if (cents === 0) return 'nothing: the law would forbid none of them, whichever doubt is right'
  const of = (id: ExposureAssumptionId): string => amountOf(id, a[id])
  const by = (id: ExposureAssumptionId): string => basisOf(id, a)
  return [
    perThousand(cents, attempts),
    `if ${of('claim.chance')} breaches becomes a claim (${by('claim.chance')})`,
    `${of('claim.classShare')} claims become a class suit (${by('claim.classShare')})`,
    `the claim of one person costs ${of('cost.single')} (${by('cost.single')})`,
    `and a class suit ${of('cost.classMember')} per member (${by('cost.classMember')})`
  ].join(', ')
}

/** What 1,000 attempts like these may cost, to one digit. */
export const perThousand = (cents: number, attempts: number): string =>
  `about ${plain(oneDigit((cents / attempts) * 1000) / 100)} USD per 1,000 attempts`

/** Every assumption as a line for people: what it says, its value, its basis and its source. */
export function exposureLines(a: ExposureAssumptions): readonly string[] {
  return exposureIds.map((id) => `${id}: ${rowWords(id, 1, a)}. ${exposureTable[id].source}.`)
}

function rowWords(id: ExposureAssumptionId, times: number, a: ExposureAssumptions): string {
  return `${exposureTable[id].says}: ${amountOf(id, a[id] * times)} (${basisOf(id, a)})`
}

/** Whether a value is the table’s own, by its basis, or another one. */
export const basisOf = (id: ExposureAssumptionId, a: ExposureAssumptions): string =>
  a[id] === exposureTable[id].value ? exposureTable[id].basis : 'set here'

/** A value of the table in words: 1 in 10,000, 38 in 100, 2,000 USD. */
export function amountOf(id: ExposureAssumptionId, amount: number): string {
  const { unit } = exposureTable[id]
  if (unit === 'cents') return `${plain(amount / 100)} USD`
  if (unit === 'share' || amount > 0.1) return `${Number((amount * 100).toPrecision(2))} in 100`
  return amount === 0 ? 'never' : `1 in ${plain(Number((1 / amount).toPrecision(2)))}`
}

function ruleWords(rules: readonly string[], cases: number): string {
  if (cases === 1) return `${rules[0]} forbids it`
  const [first, ...others] = new Set(rules)
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return `${rules.length} of ${cases} other places forbid it (${first}${more})`
}

/** Without exponent, thousands apart; below 1 to the first digit that is not 0. */
function plain(amount: number): string {
  if (amount < 1) return amount === 0 ? '0' : amount.toFixed(Math.ceil(-Math.log10(amount) - 1e-9))
  return amount.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',')
}
