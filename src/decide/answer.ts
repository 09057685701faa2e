import { dayOf, formatInstant } from '../clock/civil.ts'
import { localMinutes } from '../clock/zone.ts'
import { type Facts } from '../facts/facts.ts'
import { MESSAGE_SECONDS_MAX, type Purpose } from '../facts/recording.ts'
import { stops } from '../facts/fact.ts'
import { type House } from '../guard/house.ts'
import { listedTable } from '../guard/listed.ts'
import { type Table, guardTables, kindCode } from '../guard/table.ts'
import { type Whereabouts, whereabouts } from '../guard/where.ts'
import { holds } from '../playbook/holds.ts'
import { type Program } from '../playbook/program.ts'
import { type MessageSlot } from '../playbook/words.ts'
import { type Library, type Situation, decide } from './decide.ts'
import { type Action, type Decision, actions } from './decision.ts'
import { type Dice, diceOf } from './dice.ts'
import { nextCall } from './next-move.ts'
import { mustSay } from './said-by-law.ts'
import { type PlannedTouch, alternatives, because, endWords, nextBecause, stepOf, warnings } from './explain.ts'

/** A decision in words, as `decide --json` prints it and every screen shows it. */
export type Answer = {
  readonly voicemail: VoicemailAnswer
  readonly next: NextAnswer | null
  /** Why there is nothing next: parked, passive list, disqualified … ; null while something is planned. */
  readonly ends: { readonly how: string; readonly because: string } | null
  readonly stop: { readonly reason: string } | null
  readonly warnings: readonly string[]
  readonly playbook: string
  readonly hash: string
}
export type VoicemailAnswer = {
  readonly action: Action
  readonly message: MessageAnswer | null
  readonly rule: string | null
  readonly because: string
  /** The figure behind the advice with its source, or that there is none yet (002-16). */
  readonly figure: string
  readonly probability: number
  readonly suggest?: 'leave' | 'skip'
  readonly alternatives: readonly { readonly action: Action; readonly whyNot: string }[]
}
export type MessageAnswer = {
  readonly purpose: Purpose
  readonly slots: readonly MessageSlot[]
  readonly maxSeconds: number
  readonly mode: 'live' | 'drop'
  readonly recording: string | null
  /** What a message that announces the next try may promise: the call that is really planned (003-18). */
  readonly promise?: { readonly days: number; readonly at: string }
  /** What the law wants said in it besides, where its slots do not declare it. */
  readonly mustSay?: readonly string[]
}
export type NextAnswer = {
  readonly channel: string
  /** Number or address where it is known; for a task what is to be done. */
  readonly to: string | null
  /** RFC 3339 with the offset of the person. */
  readonly at: string
  readonly because: string
}

/** Everything that answers need and that many leads share: a playbook, house rules, interned tables. */
export type Desk = {
  readonly program: Program
  readonly house: House
  readonly tableOf: (facts: Facts) => Table
  /** Do-not-call lists on which the number on the line was found. */
  readonly listed: (facts: Facts) => readonly string[]
}

/** `listed` looks a number up in the lists that are at hand; without it none are. */
export function deskFor(
  program: Program,
  house: House,
  places: Whereabouts = whereabouts(),
  listed: (e164: string) => readonly string[] = () => NO_LISTS
): Desk {
  const tables = guardTables(house, program.caps)
  const listedOf = ({ numbers }: Facts): readonly string[] => (numbers[0] ? listed(numbers[0].e164) : NO_LISTS)
  return {
    program,
    house,
    listed: listedOf,
    tableOf(facts) {
      const where = places.of(facts.place, facts.numbers[0]?.e164 ?? null, facts.writtenIn)
      return listedTable(tables.of(where, facts.vector), facts.vector, listedOf(facts))
    }
  }
}
const NO_LISTS: readonly string[] = []

/** Facts as decide() takes them. */
export function situationOf(
  desk: Desk,
  facts: Facts,
  seed: number,
  dice: Dice = diceOf(desk.program, facts.leadId, facts.cluster, seed)
): Situation {
  const library: Library = {
    seconds: facts.recordings.map((recording) => recording.seconds),
    purposes: facts.recordings.map((recording) => recording.purpose)
  }
  return {
    vector: facts.vector,
    table: desk.tableOf(facts),
    now: facts.now,
    dice,
    library,
    bad: facts.numbers.map((number) => number.bad)
  }
}

/** Decide and say it: the whole answer for one lead. */
export function answer(desk: Desk, facts: Facts, seed: number): Answer {
  const situation = situationOf(desk, facts, seed)
  return answerOf(desk, facts, situation, decide(desk.program, situation))
}

/** A decision in words; the decision may be an old one, the facts those that it was made from. */
export function answerOf({ program }: Desk, facts: Facts, situation: Situation, decision: Decision): Answer {
  const named = { numbers: facts.numbers.map(({ e164 }) => e164), recordings: facts.recordings.map(({ id }) => id) }
  return {
    voicemail: voicemailAnswer(program, situation, decision, named),
    next: nextAnswer(program, situation, decision, named),
    ends: endWords(program, decision),
    stop: decision.stop === 0 ? null : { reason: stops[decision.stop - 1]! },
    warnings: warnings(program, facts, decision),
    playbook: `${program.name}@${program.label}`,
    hash: program.hash
  }
}

/** Names of what a decision knows by its place: the person’s numbers and the recordings of the library. */
export type Named = { readonly numbers: readonly (string | null)[]; readonly recordings: readonly string[] }

/** What to do at the voicemail, and why, in words. */
export function voicemailAnswer(
  program: Program,
  situation: Situation,
  decision: Decision,
  { recordings }: Named
): VoicemailAnswer {
  const rule = program.rules[decision.rule]
  return {
    action: actions[decision.action]!,
    message: messageOf(program, situation, decision, recordings),
    rule: rule?.name ?? null,
    because: because(program, decision),
    figure: rule?.figure ? `${rule.figure.says} (${rule.figure.source})` : 'no data yet',
    probability: decision.probability,
    ...(actions[decision.action] === 'ask' ? { suggest: actions[decision.suggest] as 'leave' | 'skip' } : {}),
    alternatives: alternatives(program, decision)
  }
}

/** What comes next, in words; null when nothing does. */
export function nextAnswer(
  program: Program,
  { table, now }: Situation,
  { next }: Decision,
  { numbers }: Named
): NextAnswer | null {
  if (next.kind === 'none') return null
  return {
    channel: next.channel,
    to: recipient(program, numbers, next),
    at: formatInstant(next.at, table.where.clock),
    because: nextBecause(program, next, table, now)
  }
}

const SPOKEN = kindCode.live_voicemail
const PLAYED = kindCode.prerecorded_voicemail

/** The message of a decision; with `ask` the one that would be left if the rep says so, when leaving is suggested. */
function messageOf(
  program: Program,
  situation: Situation,
  decision: Decision,
  recordings: readonly string[]
): MessageAnswer | null {
  const message = program.rules[decision.rule]?.message
  if (decision.mode === 0 || !message) return null
  const slots = message.slots.filter(({ when }) => holds(when, situation.vector)).map(({ slot }) => slot)
  const promise = slots.includes('follow_up_in_x_days') ? promiseOf(program, situation) : null
  const isDrop = decision.mode === 2
  const besides = mustSay(situation.table, isDrop ? PLAYED : SPOKEN, slots)
  return {
    purpose: message.purpose,
    slots,
    maxSeconds: Math.min(message.maxSeconds, MESSAGE_SECONDS_MAX),
    mode: isDrop ? 'drop' : 'live',
    recording: recordings[decision.recording] ?? null,
    ...(promise === null ? {} : { promise }),
    ...(besides.length === 0 ? {} : { mustSay: besides })
  }
}

/** The next call as the rep may announce it: days by the calendar of the person, and the instant, RFC 3339. */
export function promiseOf(
  program: Program,
  situation: Situation
): { readonly days: number; readonly at: string } | null {
  const next = nextCall(program, situation, true)
  if (next.kind === 'none') return null
  const zone = situation.table.where.clock
  const dayOfCall = dayOf(localMinutes(zone, next.at))
  return { days: dayOfCall - dayOf(localMinutes(zone, situation.now)), at: formatInstant(next.at, zone) }
}

function recipient(program: Program, numbers: readonly (string | null)[], next: PlannedTouch): string | null {
  if (next.instead === 'find_address' || next.instead === 'find_number') return next.instead
  if (next.channel === 'call') return numbers[next.number] ?? null
  return stepOf(program, next).what
}
