import { PHONE, bitOf } from './action.ts'
import { type ExposureAssumptionId, type ExposureAssumptions, exposureIds, exposureTable } from './exposure-table.ts'
import { judge } from './judge.ts'
import { groupOf } from './law-class.ts'
import { type LawBook, prepared } from './lawful.ts'
import { type LawQuestion, noRelationship } from './question.ts'
import { lawRuleId } from './rule-code.ts'
import { consentGroups } from './term.ts'

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

/** How well the facts of a question are known. */
export type Grounds = {
  /** Of the consent: who, when, how and the words are kept; somebody noted it; it came with a list of another firm. */
  readonly consentProof: 'record' | 'word' | 'bought'
  /** Since a carrier lookup of the line; null: never. */
  readonly lineLookedUpDaysAgo: number | null
  /** Since a talk, their consent or the reassigned numbers database showed the number to be theirs; null: never. */
  readonly numberConfirmedDaysAgo: number | null
  /** Who said that a machine has answered, where something is played. */
  readonly machineHeardBy: 'person' | 'detector'
}
/** A question together with how well its facts are known. */
export type Grounded = LawQuestion & { readonly grounds: Grounds }

export type DoubtId = 'consent' | 'line' | 'place' | 'number' | 'detector'
/** A fact that may be wrong, and would make this a breach if it were. */
export type Doubt = { readonly id: DoubtId; readonly probability: number; readonly says: string }

/**
 * What one attempt may cost. `contactsAlike` counts all contacts made the same way, this one included: so many would be
 * the members of a class. Throws when the law blocks the question.
 */
export function exposureOf(book: LawBook, asked: Grounded, contactsAlike: number, a: ExposureAssumptions): Exposure {
  const rule = refusal(book, asked)
  if (rule !== null)
    throw new Error(`${rule} forbids this: a known breach is stopped and has no price; ask lawful first`)
  const doubts = doubtsOf(book, asked, a)
  const breach = 1 - doubts.reduce((holds, { probability }) => holds * (1 - probability), 1)
  const unpriced = noPriceBecause(book, asked)
  const claims = unpriced === null ? breach * a['claim.chance'] : 0
  const single = claims * (1 - a['claim.classShare']) * a['cost.single']
  const ofClass = claims * a['claim.classShare'] * contactsAlike * a['cost.classMember']
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
  const classSuits = Math.min(1, breaches * a['claim.chance'] * a['claim.classShare'])
  const ofClass = classSuits * contacts * a['cost.classMember']
  const doubts = [...byDoubt].map(([id, each]) => ({ id, breaches: each })).sort((x, y) => y.breaches - x.breaches)
  return { way, contacts, unpriced, breaches, doubts, classSuits, single, class: ofClass, cents: single + ofClass }
}

/** The rule that forbids it, or null. */
function refusal(book: LawBook, question: LawQuestion): string | null {
  const { law, person, at } = prepared(book, question)
  const { code } = judge(law, person, at)
  return code === 0 ? null : lawRuleId(code)
}

/** Suits by private people about calls and texts are priced; what a regulator may fine is not. */
function noPriceBecause(book: LawBook, asked: Grounded): string | null {
  if ((bitOf(asked.action.kind) & PHONE) === 0)
    return 'No private suit per contact is known for other ways than calls and texts'
  const { jurisdictions } = prepared(book, asked).place
  const isSued = jurisdictions.some((id) =>
    book.law.jurisdictions.get(id)?.remedies.some(({ who }) => who === 'private')
  )
  if (isSued) return null
  return `No private suit per contact is in the law’s data of ${jurisdictions.join(', ')}; the fine of a regulator is not in this figure`
}

/**
 * What each doubt says, the rows that give its chance with how often each counts, and the question as it would be if the
 * doubt were right; several of them are alike likely. The law is asked again: where it still allows, nothing hangs on it.
 * Two facts that are wrong together, each harmless alone, are left out.
 */
const doubtTable: Readonly<
  Record<
    DoubtId,
    {
      readonly rows: (grounds: Grounds) => readonly (readonly [row: ExposureAssumptionId, times: number])[]
      readonly ifRight: (asked: Grounded, book: LawBook) => readonly LawQuestion[]
    }
  >
> = {
  consent: {
    rows: ({ consentProof }) => [[`consent.${consentProof}`, 1]],
    ifRight: (asked) => [withoutConsent(asked)]
  },
  line: {
    rows: ({ lineLookedUpDaysAgo: days }) =>
      days === null
        ? [['line.missing', 1]]
        : [
            ['line.lookup', 1],
            ['line.perYear', days / YEAR]
          ],
    ifRight: (asked) => [{ ...asked, number: { ...asked.number, lineType: 'wireless' } }]
  },
  place: {
    rows: () => [['place.areaCode', 1]],
    ifRight: elsewhere
  },
  number: {
    rows: ({ numberConfirmedDaysAgo: days }) =>
      days === null ? [['number.unconfirmed', 1]] : [['number.perYear', days / YEAR]],
    ifRight: (asked) => [stranger(asked)]
  },
  detector: {
    rows: ({ machineHeardBy }) => (machineHeardBy === 'person' ? [] : [['detector.person', 1]]),
    ifRight: (asked) =>
      PLAYED_AT_A_BEEP.includes(asked.action.kind)
        ? [{ ...asked, action: { ...asked.action, kind: 'prerecorded_voice' } }]
        : []
  }
}
const doubtIds = Object.keys(doubtTable) as readonly DoubtId[]
const YEAR = 365
const PLAYED_AT_A_BEEP: readonly string[] = ['prerecorded_voicemail', 'artificial_voice']

function doubtsOf(book: LawBook, asked: Grounded, a: ExposureAssumptions): readonly Doubt[] {
  return doubtIds.flatMap((id) => {
    const rows = doubtTable[id].rows(asked.grounds)
    const wrong = Math.min(
      1,
      rows.reduce((sum, [row, times]) => sum + a[row] * times, 0)
    )
    const cases = wrong === 0 ? [] : doubtTable[id].ifRight(asked, book)
    const rules = cases.map((each) => refusal(book, each)).filter((rule) => rule !== null)
    if (rules.length === 0) return []
    const says = `${rows.map(([row, times]) => rowWords(row, times, a)).join('; ')}; then ${ruleWords(rules, cases.length)}`
    return [{ id, probability: (wrong * rules.length) / cases.length, says }]
  })
}

function withoutConsent(asked: Grounded): LawQuestion {
  const group = consentGroups[groupOf(asked.action.kind)]
  const relationship = { ...asked.relationship, expressRequest: false, softOptIn: false, expressForThatTime: false }
  return {
    ...asked,
    relationship,
    consent: group === undefined ? asked.consent : { ...asked.consent, [group]: 'none' }
  }
}

/** The same person in each other region of the country, where only the area code of no landline says which it is. */
function elsewhere(asked: Grounded, book: LawBook): readonly LawQuestion[] {
  const { recipient, number } = asked
  if (recipient.region !== null || number.lineType === 'landline') return []
  const { country, jurisdictions } = prepared(book, asked).place
  return book.law.regions
    .filter((id) => id.startsWith(`${country}-`) && !jurisdictions.includes(id))
    .map((region) => ({ ...asked, recipient: { ...recipient, country, region }, number: { ...number, e164: null } }))
}

/** Whoever has the number now: nobody who agreed to anything or ever bought. Lists go by number, so they stand. */
function stranger(asked: Grounded): LawQuestion {
  return {
    ...asked,
    recipient: { ...asked.recipient, type: 'unknown' },
    consent: { voice: 'none', recordings: 'none', sms: 'none', email: 'none' },
    relationship: noRelationship
  }
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
    `about ${plain(oneDigit((cents / attempts) * 1000) / 100)} USD per 1,000 attempts`,
    `if ${of('claim.chance')} breaches becomes a claim (${by('claim.chance')})`,
    `${of('claim.classShare')} claims become a class suit (${by('claim.classShare')})`,
    `the claim of one person costs ${of('cost.single')} (${by('cost.single')})`,
    `and a class suit ${of('cost.classMember')} per member (${by('cost.classMember')})`
  ].join(', ')
}

/** Every assumption as a line for people: what it says, its value, its basis and its source. */
export function exposureLines(a: ExposureAssumptions): readonly string[] {
  return exposureIds.map((id) => `${id}: ${rowWords(id, 1, a)}. ${exposureTable[id].source}.`)
}

function rowWords(id: ExposureAssumptionId, times: number, a: ExposureAssumptions): string {
  return `${exposureTable[id].says}: ${amountOf(id, a[id] * times)} (${basisOf(id, a)})`
}

const basisOf = (id: ExposureAssumptionId, a: ExposureAssumptions): string =>
  a[id] === exposureTable[id].value ? exposureTable[id].basis : 'set here'

function amountOf(id: ExposureAssumptionId, amount: number): string {
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
