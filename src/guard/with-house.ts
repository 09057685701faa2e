import { formatInstant, parseInstant } from '../clock/civil.ts'
import { fixedZone } from '../clock/zone.ts'
import { readFactsObject } from '../facts/read.ts'
import { type ActionKind, KEEPS_HOURS, bitOf } from './action.ts'
import { type Cap, capMeasures } from './cap.ts'
import { type House } from './house.ts'
import { hoursLook, houseLooks } from './house-looks.ts'
import { lawfulFrom } from './judge.ts'
import { type LawBook, lawful, prepared } from './lawful.ts'
import { noSpecialDays, openingOf } from './opening.ts'
import { type LawQuestion, type Question, questionOf } from './question.ts'
import { ruleCalled } from './rule.ts'
import { type Verdict } from './verdict.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * The law first; where it allows, the rules of the house and the caps of a playbook, counted off the attempts that the
 * question names. What the law forbids is answered as if there were no house.
 */
export function withHouse(book: LawBook, question: LawQuestion, house: House, caps: readonly Cap[]): Verdict {
  const byLaw = lawful(book, question)
  if (byLaw.decision === 'blocked') return byLaw
  const at = parseInstant(question.at)!.epochMs
  const { zones } = prepared(book, question).place
  const asked = houseQuestion(question, at, caps)
  const hours = hoursLook(asked, house, zones, at)
  const looks = [...houseLooks(asked, house, at), ...(hours ? [hours] : [])]
  const trace = [...byLaw.trace, ...looks]
  const first = looks.find(({ holds }) => !holds)
  if (!first) return { ...byLaw, trace }
  const { id, reason, remedy } = ruleCalled(first.ruleId)
  const retry = firstAllowed(book, question, house, caps, at)
  return {
    decision: 'blocked',
    ruleId: id,
    reason: first.saw === '' ? reason : `${reason} (${first.saw})`,
    remedy,
    retryAt: retry === null ? null : formatInstant(retry, fixedZone(0)).replace('+00:00', 'Z'),
    trace
  }
}

/**
 * The first minute at which neither law nor house forbids it; null when time alone does not lift it. Counts only fall while
 * nothing is done, so once they allow it, the clock alone is left to ask.
 */
function firstAllowed(
  book: LawBook,
  question: LawQuestion,
  house: House,
  caps: readonly Cap[],
  from: number
): number | null {
  const { law, person, place } = prepared(book, question)
  const isFree = (at: number): boolean => {
    const asked = houseQuestion(question, at, caps)
    return houseLooks(asked, house, at).every(({ holds }) => holds)
  }
  const rested = whenCountsFall(question, house, caps, from).find(isFree)
  if (rested === undefined) return null
  const own = openingOf([{ week: house.callWindow, special: noSpecialDays }], place.zones)
  const keepsHours = (KEEPS_HOURS & bitOf(question.action.kind)) !== 0
  for (let at = rested; ;) {
    const open: number | null = keepsHours ? own.next(at) : at
    const both = open === null ? null : lawfulFrom(law, person, open)
    if (both !== null && both !== at) at = both
    else return both === null || isForbiddenThen(book, question, both) ? null : both
  }
}

/** What is no matter of hours or counts may forbid it by then: a consent that ends, a law that begins. */
function isForbiddenThen(book: LawBook, question: LawQuestion, at: number): boolean {
  return lawful(book, { ...question, at: formatInstant(at, fixedZone(0)) }).decision === 'blocked'
}

/** Whole minutes at which some count may be lower than before, the first of them `from`. */
function whenCountsFall(
  { attempts }: LawQuestion,
  { callGapHours }: House,
  caps: readonly Cap[],
  from: number
): readonly number[] {
  const spans = [
    ...[DAY, 7 * DAY, 30 * DAY, ...Object.values(callGapHours).map((hours) => hours * HOUR)],
    ...caps.flatMap(({ measure, limit }) => (capMeasures[measure].counts.kind === 'gap' ? [limit * DAY] : []))
  ]
  const later = attempts.flatMap((made) => spans.map((span) => parseInstant(made.at)!.epochMs + span))
  const minutes = [from, ...later.filter((at) => at > from)].map((at) => Math.ceil(at / MINUTE) * MINUTE)
  return [...new Set(minutes)].sort((a, b) => a - b)
}

const RUNG: readonly ActionKind[] = ['live_voice', 'prerecorded_voice', 'artificial_voice']
const LEFT: readonly ActionKind[] = ['live_voicemail', 'prerecorded_voicemail', 'ringless_voicemail']

/**
 * The question as the house is asked it at `at`; a firm’s number is a business number where nobody says otherwise. Whether anybody answered, and what the household had, is not known: every
 * call since the last message was silent, every message is unanswered, and the household had what this person had.
 */
function houseQuestion(question: LawQuestion, at: number, caps: readonly Cap[]): Question {
  const { recipient, number, consent, action } = question
  const kind = number.kind ?? (recipient.type === 'business' ? 'business' : undefined)
  const reading = readFactsObject(
    {
      now: formatInstant(at, fixedZone(0)),
      lead: { market: ({ business: 'b2b', consumer: 'b2c', unknown: undefined } as const)[recipient.type] },
      number: { e164: number.e164 ?? undefined, kind, lineType: number.lineType },
      consent,
      dialer: { mode: action.dialMode === 'click' ? 'manual' : 'progressive' },
      ...countedAt(question, at)
    },
    { now: at, offsetMinutes: null, country: null }
  )
  if (reading.kind === 'bad') throw new Error(`A question that was read makes no facts: ${reading.problem}`)
  const asked = questionOf(reading.facts, { kind: action.kind, at, own: 0 }, caps)
  return { ...asked, ...question, at: asked.at, number: { ...number, kind: kind ?? 'unknown' } }
}

function countedAt({ attempts }: LawQuestion, at: number): object {
  const made = attempts.map((each) => ({ kind: each.kind, ago: at - parseInstant(each.at)!.epochMs }))
  const past = made.filter(({ ago }) => ago >= 0)
  const count = (kinds: readonly ActionKind[] | null, within = Infinity): number =>
    past.filter(({ kind, ago }) => (kinds === null ? !LEFT.includes(kind) : kinds.includes(kind)) && ago < within)
      .length
  const last = (kinds: readonly ActionKind[]): number =>
    Math.min(...past.filter(({ kind }) => kinds.includes(kind)).map(({ ago }) => ago), Infinity)
  const [rang, left] = [last(RUNG), last(LEFT)]
  const calls = count(RUNG)
  const sinceLeft = past.filter(({ kind, ago }) => RUNG.includes(kind) && ago < left).length
  return {
    history: {
      calls,
      calls24h: count(RUNG, DAY),
      hoursSinceCall: rang === Infinity ? null : rang / HOUR,
      voicemails: count(LEFT),
      unansweredVoicemails: count(LEFT),
      daysSinceVoicemail: left === Infinity ? null : Math.floor(left / DAY),
      callsSinceVoicemail: sinceLeft,
      silentCalls: sinceLeft,
      emails: count(['email']),
      touches7d: count(null, 7 * DAY),
      touches30d: count(null, 30 * DAY)
    },
    household: { touches7d: count(null, 7 * DAY), calls24h: count(RUNG, DAY) }
  }
}
