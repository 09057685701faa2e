import { uniformOf } from '../decide/dice.ts'
import { type EndpointFlags } from '../facts/outcome-lists.ts'
import { tokenWords } from '../guard/law-words.ts'
import { type Law } from '../guard/law.ts'
import { type Jurisdiction } from '../guard/schema.ts'
import { exact } from '../evidence/interval.ts'

/** How a call ended, as far as the meter of abandoned calls looks at it. */
export type CallEnd = {
  /** Epoch ms. */
  readonly at: number
  /** Two letters, such as US. */
  readonly country: string
  readonly campaign: string
  readonly answeredBy: EndpointFlags['answeredBy']
  /** From the end of their greeting until a rep was on the line; null when none came, which counts as too late. */
  readonly waitedSeconds: number | null
  /** How long it rang; null when the carrier does not say. */
  readonly rangSeconds: number | null
}

/** Abandoned calls of one campaign in the window that ends now, against the limit of the country (rule). */
export type AbandonRate = {
  readonly rule: string
  readonly campaign: string
  /** Calls that a person answered, the abandoned ones among them. */
  readonly answered: number
  readonly abandoned: number
  /** Share of the answered calls; 0 while there are none. */
  readonly rate: number
  readonly limit: number
  /** How many more may be abandoned, each of them being answered too, before the limit is passed. */
  readonly left: number
  readonly isOver: boolean
  /** `warn` from half of the limit on, where the aim is zero from the first on; `stop` at the limit. */
  readonly level: 'fine' | 'warn' | 'stop'
  readonly aimsAtZero: boolean
  /** Length of the window. */
  readonly days: number
  /** Verdicts “machine” with no rep on the line: a wrong one among them is an abandoned call that nobody saw. */
  readonly machines: number
  /** Calls without an answer that we ended before the country lets us (US: 15 s; 47 CFR 64.1200(a)(6)). */
  readonly shortRings: number
}

/**
 * What the law’s data does not say of its rules. GB: 3 % is where it stops, and has been no safe amount since Ofcom’s
 * statement in force from 1 March 2017, so the aim is zero. CA: the rule counts by the month of the calendar, and the last
 * 30 days stand for it here.
 */
const notes: Readonly<Record<string, { readonly aimsAtZero: boolean; readonly window: string }>> = {
  'GB-OFCOM': { aimsAtZero: true, window: '24 hours' },
  'CA-ABANDON': { aimsAtZero: false, window: '30 days, in place of the calendar month' }
}
const DAY = 86_400_000
const HOUR = 3_600_000

/** The meter of every campaign with a call in the window that ends at `at`; null where the data has no such rule. */
export function abandonRates(
  calls: Iterable<CallEnd>,
  country: string,
  at: number,
  law: Law
): readonly AbandonRate[] | null {
  const rule = ruleOf(country, law)
  if (rule === null) return null
  const counts = new Map<string, MeterCounts>()
  for (const call of calls) {
    if (call.country !== country || !isInWindow(call, at, rule)) continue
    counts.set(call.campaign, counted(counts.get(call.campaign) ?? nothing, call, rule))
  }
  return [...counts].map(([campaign, each]) => metered(gaugeOf(rule), campaign, each))
}

/** The meter of one campaign, at zero when it has not called yet; null where the data has no such rule. */
export function abandonRate(
  calls: Iterable<CallEnd>,
  country: string,
  campaign: string,
  at: number,
  law: Law
): AbandonRate | null {
  const rule = ruleOf(country, law)
  const rates = abandonRates(calls, country, at, law)
  if (rule === null || rates === null) return null
  return rates.find((rate) => rate.campaign === campaign) ?? metered(gaugeOf(rule), campaign, nothing)
}

/** What one call counts in the meter of its country at `at`; null where the data has no such rule, or it lies before. */
export function meterCounts(call: CallEnd, at: number, law: Law): MeterCounts | null {
  const rule = ruleOf(call.country, law)
  return rule === null || !isInWindow(call, at, rule) ? null : counted(nothing, call, rule)
}

/** The meter of a campaign whose calls were counted elsewhere; null where the data has no such rule. */
export function meterOf(country: string, campaign: string, counts: MeterCounts, law: Law): AbandonRate | null {
  const rule = ruleOf(country, law)
  return rule === null ? null : metered(gaugeOf(rule), campaign, counts)
}

const isInWindow = (call: CallEnd, at: number, { days }: Abandonment): boolean =>
  call.at <= at && call.at > at - days * DAY

type Abandonment = NonNullable<Jurisdiction['abandonment']>
export type MeterCounts = Pick<AbandonRate, 'answered' | 'abandoned' | 'machines' | 'shortRings'>
const nothing: MeterCounts = { answered: 0, abandoned: 0, machines: 0, shortRings: 0 }

const ruleOf = (country: string, law: Law): Abandonment | null => law.jurisdictions.get(country)?.abandonment ?? null

function counted(counts: MeterCounts, call: CallEnd, rule: Abandonment): MeterCounts {
  const { answered, abandoned, machines, shortRings } = counts
  return {
    answered: answered + Number(call.answeredBy === 'person'),
    abandoned: abandoned + Number(isAbandoned(call, rule)),
    machines: machines + Number(isUnheardMachine(call)),
    shortRings: shortRings + Number(isShortRing(call, rule))
  }
}

function isAbandoned({ answeredBy, waitedSeconds }: CallEnd, { connectWithinSeconds }: Abandonment): boolean {
  return answeredBy === 'person' && (waitedSeconds === null || waitedSeconds > connectWithinSeconds)
}

const isUnheardMachine = ({ answeredBy, waitedSeconds }: CallEnd): boolean =>
  answeredBy === 'machine' && waitedSeconds === null

function isShortRing({ answeredBy, rangSeconds }: CallEnd, { minRingSeconds }: Abandonment): boolean {
  return answeredBy === 'nothing' && minRingSeconds !== null && rangSeconds !== null && rangSeconds < minRingSeconds
}

type Gauge = Pick<AbandonRate, 'rule' | 'limit' | 'days'>
const gaugeOf = ({ rule, maxRate, days }: Abandonment): Gauge => ({ rule, limit: maxRate, days })

function metered({ rule, limit, days }: Gauge, campaign: string, counts: MeterCounts): AbandonRate {
  const { answered, abandoned, machines, shortRings } = counts
  const rate = answered === 0 ? 0 : abandoned / answered
  const aimsAtZero = notes[rule]?.aimsAtZero ?? false
  const warns = abandoned > 0 && (aimsAtZero || rate >= limit / 2)
  return {
    rule,
    campaign,
    answered,
    abandoned,
    rate,
    limit,
    left: moreUntil(limit, answered, abandoned),
    isOver: rate > limit,
    level: abandoned > 0 && rate >= limit ? 'stop' : warns ? 'warn' : 'fine',
    aimsAtZero,
    days,
    machines,
    shortRings
  }
}

/** The most that may still be abandoned; the quotient decides, since a product of shares misses whole numbers. */
function moreUntil(limit: number, answered: number, abandoned: number): number {
  if (limit >= 1) return Infinity
  const isWithin = (more: number): boolean => (abandoned + more) / (answered + more) <= limit
  let more = Math.max(0, Math.floor((limit * answered - abandoned) / (1 - limit)) - 1)
  while (isWithin(more + 1)) more++
  return more
}

/** Whether a call may be placed for which perhaps no rep will be free, with the reason as a sentence. */
export function mayAbandon(rate: AbandonRate | null): { readonly may: boolean; readonly says: string } {
  if (rate === null)
    return { may: false, says: 'The law’s data has no rule that allows abandoned calls here: have a rep free for each' }
  const { rule, aimsAtZero, level, left } = rate
  if (level === 'stop') return { may: false, says: `${rule}: the limit is reached; have a rep free before each call` }
  if (aimsAtZero) return { may: false, says: `${rule}: no number of them is safe; have a rep free before each call` }
  if (left < 1) return { may: false, says: `${rule}: one more would pass the limit; have a rep free before each call` }
  return { may: true, says: `${rule}: ${left} more may be abandoned before the limit is passed` }
}

/** The meter as a sentence. */
export function abandonWords(rate: AbandonRate): string {
  const { rule, campaign, answered, abandoned, limit, level, days } = rate
  const window = notes[rule]?.window ?? `${days} days`
  const end = { fine: '', warn: rate.aimsAtZero ? '; the aim is zero' : '; half of it is used', stop: '; stop' }[level]
  const share = `${percent(rate.rate)} of ${tenth(answered)} answered calls abandoned (${tenth(abandoned)}) in ${window}`
  return `${campaign}: ${share}; at most ${percent(limit)} by ${rule}${end}`
}

const tenth = (count: number): string => String(Math.round(count * 10) / 10)
const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`

/** What a recording has to say to somebody whose call is abandoned; null where none is asked for. */
export function safeHarbourWords(country: string, law: Law): string | null {
  const rule = ruleOf(country, law)
  if (rule === null || !rule.messageRequired) return null
  const says = rule.messageTokens.map((token) => abandonedTokens[token] ?? tokenWords[token as 'purpose'] ?? token)
  const list = [says.slice(0, -1).join(', '), ...says.slice(-1)].filter((part) => part !== '').join(' and ')
  return `Within ${rule.connectWithinSeconds} seconds a recording says ${list}, and sells nothing`
}
const abandonedTokens: Readonly<Record<string, string>> = {
  telemarketing_purpose: 'that it was a sales call',
  interactive_optout: 'an opt-out by voice or key',
  free_or_basic_rate_number: 'a number that is free or at basic rate, to ask for no more calls'
}

/** A verdict “machine” that a person listened to afterwards; what stays unclear counts as a person. */
export type AuditedVerdict = { readonly id: string; readonly heard: 'person' | 'machine' | 'unclear' }

/** How often “machine” is wrong: a share with its band of 95 %. */
export type FalseMachineRate = {
  readonly n: number
  readonly wrong: number
  readonly rate: number
  readonly low: number
  readonly high: number
}

/**
 * The share of wrong verdicts in a sample, with the exact interval: a bound is promised, so it is the one that never
 * covers too little. It holds for one look at a sample whose size was fixed before. Null for no sample.
 */
export function falseMachineRate(sample: readonly AuditedVerdict[]): FalseMachineRate | null {
  return falseMachineRateOf(sample.filter(({ heard }) => heard !== 'machine').length, sample.length)
}

/** The same of a sample that was counted elsewhere. */
export function falseMachineRateOf(wrong: number, n: number): FalseMachineRate | null {
  const band = exact(wrong, n)
  return band === null ? null : { n, wrong, rate: wrong / n, ...band }
}

/**
 * Verdicts to listen to, drawn by lot: each has a number made of seed and id, and the lowest are taken. Whoever has the
 * seed draws the same again, in whatever order the verdicts come, and a larger sample begins with the smaller one.
 */
export function auditSample<Verdict extends { readonly id: string }>(
  verdicts: readonly Verdict[],
  seed: number,
  n: number
): readonly Verdict[] {
  return verdicts
    .map((verdict) => ({ verdict, lot: uniformOf(`audit ${seed}`, verdict.id) }))
    .sort((one, other) => one.lot - other.lot || (one.verdict.id < other.verdict.id ? -1 : 1))
    .slice(0, n)
    .map(({ verdict }) => verdict)
}

/**
 * The meter with the people whom the detector took for machines: so many of the verdicts that no rep heard were answered
 * by a person and abandoned, so they count above and below the line. `low` and `high` go with the band of the audit.
 */
export function ratesWithAudit(
  rate: AbandonRate,
  audit: FalseMachineRate
): { readonly low: AbandonRate; readonly likely: AbandonRate; readonly high: AbandonRate } {
  const withShare = (share: number): AbandonRate => {
    const people = rate.machines * share
    const counts = { ...rate, answered: rate.answered + people, abandoned: rate.abandoned + people }
    return metered(rate, rate.campaign, counts)
  }
  return { low: withShare(audit.low), likely: withShare(audit.rate), high: withShare(audit.high) }
}

/**
 * From when on this person may be dialled again without a rep who is sure to be on the line (epoch ms, perhaps past), by
 * the calls that ended before. GB-OFCOM: 72 hours after an abandoned call; 24 after a verdict “machine” that no rep
 * heard, whether or not a message was left. Null: nothing to wait for, or a rep is there, or the data names no hours.
 */
export function redialFrom(
  calls: Iterable<CallEnd>,
  country: string,
  isPersonOnTheLine: boolean,
  law: Law
): number | null {
  const rule = ruleOf(country, law)
  if (rule === null || isPersonOnTheLine) return null
  let from = -Infinity
  for (const call of calls) {
    const hours = isAbandoned(call, rule)
      ? rule.redialAfterAbandonedHours
      : isUnheardMachine(call)
        ? rule.redialAfterMachineHours
        : null
    if (hours !== null) from = Math.max(from, call.at + hours * HOUR)
  }
  return from === -Infinity ? null : from
}
