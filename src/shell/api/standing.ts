import { flowOf } from '../../decide/course-line.ts'
import { hindrance, span } from '../../decide/explain.ts'
import { slot } from '../../facts/fact.ts'
import { ask, askAgainAt, kindCode } from '../../guard/table.ts'
import { codeOf, ruleOf, stopRuleId } from '../../guard/rule.ts'
import { type Instruction, type Program } from '../../playbook/program.ts'
import { eventWords } from '../../playbook/words.ts'
import { callReason } from '../../sheet/rank.ts'
import { stopsOf } from '../import/stored-lead.ts'
import { ACTIVE, CALLABLE, ENDED, IDLE, PARKED, PASSIVE, RESERVED, STOPPED } from '../engine/state.ts'
import { type Ended } from './ended.ts'
import { type Seen, hoursToCall } from './seen.ts'

/** Why somebody is called now or is not, in one sentence, and when something is next. */
export type Standing = {
  readonly why: string
  readonly what: string | null
  readonly nextAt: number | null
  readonly isCallable: boolean
}

const VOICE = kindCode.live_voice
const CALLS = slot('history.calls')
const MESSAGES = slot('history.voicemails')
const PRESSURE = slot('history.pressure')

export function standingOf(seen: Seen, ended: Ended | null): Standing {
  const { person, book, now } = seen
  const none = { what: null, nextAt: null, isCallable: false }
  if (person.state === STOPPED) return { ...none, why: `Never: ${lower(stopWords(seen))}` }
  if (hasNoNumber(seen)) return { ...none, ...ahead(seen), isCallable: false, why: 'No number that works: find one' }
  switch (person.state) {
    case IDLE:
      return { ...none, why: 'In no playbook yet' }
    case PASSIVE:
    case ENDED:
      return { ...none, why: ended?.says ?? 'The playbook is over for them' }
    case PARKED:
      return { ...none, nextAt: person.nextDueAt, why: parkedWords(seen) }
    case RESERVED:
      return { ...none, what: 'Call', nextAt: now, why: 'In the hands of a rep' }
    case CALLABLE:
      return callable(seen)
    case ACTIVE:
      return { ...none, ...ahead(seen), why: aheadWords(seen, book?.program ?? null) }
  }
}

/** A call has fallen due: now, if the guard allows it; what it says here is what it says at the dial. */
function callable(seen: Seen): Standing {
  const { book, vector, table, now } = seen
  const code = ask(table, VOICE, vector, now, now, 0)
  if (code === 0)
    return { what: 'Call', nextAt: now, isCallable: true, why: book === null ? '' : callReason(book.program, vector) }
  const at = askAgainAt(table, VOICE, vector, now)
  const opens = hoursToCall(seen).isOpen(now) ? null : hoursToCall(seen).next(now)
  return { what: 'Call', nextAt: at, isCallable: false, why: closedWords(code, opens, now) ?? hindrance(code) }
}

/** Of the hours of the house, when they open; what else is in the way, the hours of the law too, has its own words. */
function closedWords(code: number, opens: number | null, now: number): string | null {
  if (code !== HOURS) return null
  return opens === null
    ? 'It is never open for calls there'
    : `Outside calling hours there; opens in ${span(opens - now)}`
}
const HOURS = codeOf.get('HOUSE-HOURS')

export const hasNoNumber = ({ person }: Seen): boolean =>
  person.phones === 0 ||
  Array.from({ length: person.phones }, (_, i) => person.badPhones & (1 << i)).every((bad) => bad > 0)

function stopWords({ person }: Seen): string {
  const [first] = stopsOf(person.row)
  return first === undefined ? 'A stop is on record' : ruleOf(codeOf.get(stopRuleId(first))!).reason
}

/** The line of the course that falls due first. */
function firstLine({
  person,
  book
}: Seen): { readonly instruction: Instruction | undefined; readonly step: number } | null {
  const { course } = person
  if (course === null || book === null) return null
  const at = course.lines.reduce((best, line, i) => (line.at < (course.lines[best]?.at ?? Infinity) ? i : best), 0)
  const line = course.lines[at]!
  return { instruction: flowOf(book.program, at)[line.step], step: line.step }
}

function ahead(seen: Seen): Pick<Standing, 'what' | 'nextAt'> {
  const instruction = firstLine(seen)?.instruction
  const what = instruction?.kind === 'touch' ? (channelWords[instruction.channel] ?? instruction.channel) : null
  return { what, nextAt: seen.person.nextDueAt }
}

function aheadWords(seen: Seen, program: Program | null): string {
  const first = firstLine(seen)
  if (first === null || program === null) return 'Being decided'
  const { instruction, step } = first
  if (instruction?.kind !== 'touch') return `Rests: step ${step + 1} of ${program.document.title}`
  const what = channelWords[instruction.channel] ?? instruction.channel
  return instruction.because === null
    ? `${what} is next, step ${step + 1} of ${program.document.title}`
    : instruction.because
}

export const channelWords: Readonly<Record<string, string>> = {
  call: 'Call',
  email: 'E-mail',
  sms: 'Text message',
  linkedin: 'LinkedIn',
  x: 'X',
  letter: 'Letter',
  visit: 'Visit',
  chat: 'Chat',
  in_person: 'Meeting',
  task: 'Task'
}

function parkedWords(seen: Seen): string {
  const { person, book } = seen
  const line = person.course?.lines[0]
  if (line === undefined || book === null) return 'Rests until a sign of theirs'
  if (line.rule >= 0) {
    const rule = book.program.rules[line.rule]
    if (rule?.then?.kind === 'park') return `Waits for ${eventWords[rule.then.until]}: ${lower(rule.because)}`
  }
  const instruction = book.program.flow[line.step]
  if (instruction?.kind !== 'stay' || instruction.stay.kind !== 'park') return 'Rests until a sign of theirs'
  return instruction.because ?? `Waits for ${eventWords[instruction.stay.until]}`
}

/** Counts that lists and stories show beside the reason. */
export function countsOf({ vector, book }: Seen) {
  const caps = book?.program.caps.filter(({ measure }) => measure === 'calls') ?? []
  const pressure = vector[PRESSURE]!
  return {
    calls: vector[CALLS]!,
    messages: vector[MESSAGES]!,
    callsMax: caps.length === 1 && caps[0]!.when === null ? caps[0]!.limit : null,
    pressure: Number.isNaN(pressure) ? 0 : Math.round(pressure * 10) / 10
  }
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
