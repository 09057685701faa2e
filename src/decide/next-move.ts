import { VECTOR_LENGTH, slot } from '../facts/fact.ts'
import { type Channel, kindOfChannel } from '../guard/action.ts'
import { type Table, ask as askGuard, firstAllowed, kindCode } from '../guard/table.ts'
import { type Expression } from '../playbook/expression.ts'
import { type Flow, type Instruction, type Loop, type Program, type Touch } from '../playbook/program.ts'
import { type Next } from './decision.ts'
import { type Situation } from './decide.ts'
import { draw, streams } from './dice.ts'
import { daypart, drawWait } from './due.ts'

const ATTEMPT = slot('attempt')
const STEP = slot('step')
const VOICEMAILS = slot('history.voicemails')
const UNANSWERED = slot('history.unansweredVoicemails')
const SINCE_VOICEMAIL = slot('history.daysSinceVoicemail')
const CALLS_SINCE = slot('history.callsSinceVoicemail')
const PREFERRED = slot('lead.preferredChannel')
const LEFT = slot('message.left')
const OUTCOME = slot('outcome')
const REACH = {
  email: slot('reach.email'),
  sms: slot('reach.sms'),
  linkedin: slot('reach.linkedin'),
  x: slot('reach.x'),
  letter: slot('reach.postal')
}
const VOICEMAIL_OUTCOME = 0
const INSTRUCTIONS_MAX = 2_000

/**
 * The next call alone, whatever else is planned before it: from when this person may be on a call sheet again. The
 * situation is that of the call before, its `now` the instant of that call.
 */
export function nextCall(program: Program, situation: Situation, left: boolean): Next {
  return walk(program, program.flow, -1, situation, afterCall(situation.vector, left), 'call')
}

/**
 * What comes after this call if the advice is followed: the first planned touch of the sequence or of a track, at the
 * first allowed minute after its drawn wait. Every condition is asked of the facts as they are once the call is over.
 */
export function nextMove(program: Program, situation: Situation, left: boolean): Next {
  const main = walk(program, program.flow, -1, situation, afterCall(situation.vector, left))
  if (main.kind === 'none') return main
  let first = main
  for (let track = 0; track < program.tracks.length; track++) {
    const { when, flow } = program.tracks[track]!
    const v = afterCall(situation.vector, left)
    if (when !== null && when.test(v) !== 2) continue
    const other = walk(program, flow, track, situation, v)
    if (other.kind === 'touch' && other.at < first.at) first = other
  }
  return first
}

/** The facts when the call is over: counters of calls stay, because the guard adds the call in progress itself. */
function afterCall(before: Float64Array, left: boolean): Float64Array {
  const v = after
  v.set(before)
  v[OUTCOME] = VOICEMAIL_OUTCOME
  v[LEFT] = left ? 1 : 0
  if (left) {
    v[VOICEMAILS]!++
    v[UNANSWERED]!++
    v[SINCE_VOICEMAIL] = 0
    v[CALLS_SINCE] = 0
  }
  return v
}

/** Reused by every decision: deciding is synchronous, and nothing keeps it. */
const after = new Float64Array(VECTOR_LENGTH)

type Walk = { round: number; due: number; varied: boolean }

function walk(
  program: Program,
  flow: Flow,
  track: number,
  situation: Situation,
  v: Float64Array,
  only: Channel | null = null
): Next {
  const onMain = track < 0
  const state: Walk = { round: onMain ? thisRound(program, v) : 1, due: situation.now, varied: false }
  let at = onMain ? afterThisCall(program, v) : 0
  for (let walked = 0; walked < INSTRUCTIONS_MAX && at < flow.length; walked++) {
    const instruction = flow[at]!
    switch (instruction.kind) {
      case 'touch': {
        if ((only !== null && instruction.channel !== only) || !holds(instruction.when, v)) break
        const next = touch(program, flow, at, track, instruction, situation, v, state)
        if (next) return next
        break
      }
      case 'wait':
        if (holds(instruction.when, v)) {
          const wait = instruction.waits[Math.min(state.round, instruction.waits.length) - 1]!
          state.due = drawWait(wait, instruction.onBusinessDays, state.due, situation, state.round * 64 + at)
          state.varied = instruction.varied && (wait.unit === 'days' || wait.unit === 'business_days')
        }
        break
      case 'stay':
        if (holds(instruction.when, v)) return { kind: 'none', why: 'step', step: at, code: 0 }
        break
      case 'loop':
        state.round = 1
        if (instruction.loop.until !== null && instruction.loop.until.test(v) === 2) at = instruction.end
        break
      case 'again':
        at = again(instruction, at, state, situation, v)
        break
      case 'unless':
        if (!holds(instruction.when, v)) at = instruction.to - 1
        break
      case 'goto':
        at = instruction.to - 1
        break
    }
    at++
  }
  return { kind: 'none', why: 'over', step: -1, code: 0 }
}

const holds = (when: Expression | null, v: Float64Array): boolean => when === null || when.test(v) === 2

/** Where a loop goes at its end: to its first instruction again, or on. Returns the index before the one to do next. */
function again(
  instruction: Extract<Instruction, { kind: 'again' }>,
  at: number,
  state: Walk,
  situation: Situation,
  v: Float64Array
): number {
  const { loop, start } = instruction
  if (loop.until !== null && loop.until.test(v) === 2) return at
  if (state.round >= roundsOf(loop, situation)) return at
  state.round++
  if (loop.hasCalls) {
    v[STEP] = state.round
    v[ATTEMPT]!++
  }
  return start
}

/** "4 to 5 rounds" is one number for a lead, the same whenever it is asked. */
export function roundsOf(loop: Loop, { dice }: Situation): number {
  const [min, max] = loop.times
  return min === max ? min : min + Math.floor(draw(dice.key, 0, streams.rounds) * (max - min + 1))
}

/** The instruction after the call that is on the line now: calls before the rounds are one round each. */
function afterThisCall({ calls: { before, inLoop } }: Program, v: Float64Array): number {
  const step = v[STEP]!
  if (step <= before.length) return before[step - 1]! + 1
  if (inLoop.length === 0) return before.length === 0 ? 0 : before.at(-1)! + 1
  const within = inLoop.length === 1 ? 0 : Math.max(0, v[ATTEMPT]! - 1 - before.length) % inLoop.length
  return inLoop[within]! + 1
}

/** The round that this call belongs to, within the rounds where there are some. */
function thisRound({ calls: { before, inLoop } }: Program, v: Float64Array): number {
  const step = v[STEP]!
  return step <= before.length || inLoop.length === 0 ? step : step - before.length
}

/** The touch as a next move; null when this step falls away for this person and the walk goes on. */
function touch(
  program: Program,
  flow: Flow,
  at: number,
  track: number,
  step: Touch,
  situation: Situation,
  v: Float64Array,
  state: Walk
): Next | null {
  const wanted = step.after === null ? state.due : drawWait(step.after, false, state.due, situation, streams.after)
  const common = { kind: 'touch', track, step: at, round: state.round, number: -1 } as const
  if (step.channel === 'call') {
    const preferred = preferredStep(program, flow, at, v)
    if (preferred >= 0) {
      const other = plan(flow[preferred] as Touch, { ...common, step: preferred }, state.due, situation, v)
      if (other) return { ...other, instead: 'preferred' }
    }
    return call(common, wanted, situation, v, state)
  }
  return plan(step, common, wanted, situation, v)
}

type Common = {
  readonly kind: 'touch'
  readonly track: number
  readonly step: number
  readonly round: number
  readonly number: number
}

function plan(
  step: Touch,
  common: Common,
  wanted: number,
  situation: Situation,
  v: Float64Array
): Extract<Next, { kind: 'touch' }> | null {
  const { channel } = step
  const reach = channel in REACH ? v[REACH[channel as keyof typeof REACH]] : 1
  if (reach === 0 && channel !== 'email') return null
  const noAddress = reach === 0
  const doing: Channel = noAddress ? 'task' : channel
  const placed = place(situation.table, kindCode[kindOfChannel[doing]], v, situation.now, wanted)
  if (placed === null) return null
  return { ...common, channel: doing, wanted, ...placed, instead: noAddress ? 'find_address' : null }
}

function call(common: Common, wanted: number, situation: Situation, v: Float64Array, state: Walk): Next {
  const number = nextNumber(situation.bad)
  if (number === null) {
    const placed = place(situation.table, kindCode.task, v, situation.now, wanted)!
    return { ...common, channel: 'task', wanted, ...placed, instead: 'find_number' }
  }
  const target = state.varied ? inDaypart(wanted, situation, v) : wanted
  const placed = place(situation.table, kindCode.live_voice, v, situation.now, target)
  if (placed === null) {
    const code = askGuard(situation.table, kindCode.live_voice, v, situation.now, target, 1)
    return { kind: 'none', why: 'capped', step: common.step, code }
  }
  return { ...common, channel: 'call', wanted, ...placed, instead: null, number }
}

function place(
  table: Table,
  kind: number,
  v: Float64Array,
  now: number,
  wanted: number
): { readonly at: number; readonly moved: number } | null {
  const at = firstAllowed(table, kind, v, now, wanted, 1)
  return at === null ? null : { at, moved: at - wanted < 60_000 ? 0 : askGuard(table, kind, v, now, wanted, 1) }
}

/** The number after the one on the line among those that still rotate; −1 when none is known, null when all are bad. */
export function nextNumber(bad: readonly boolean[]): number | null {
  if (bad.length === 0) return -1
  for (let i = 1; i <= bad.length; i++) if (!bad[i % bad.length]) return i % bad.length
  return null
}

/** A step of this round on the channel that they first answered on, when the playbook prefers it; −1 else. */
function preferredStep(program: Program, flow: Flow, at: number, v: Float64Array): number {
  if (!program.document.preferFirstChannel) return -1
  const channel = PREFERABLE[v[PREFERRED]!]
  if (channel === undefined || channel === 'call') return -1
  for (let i = at + 1; i < flow.length; i++) {
    const instruction = flow[i]!
    if (instruction.kind === 'again') return -1
    if (instruction.kind === 'touch' && instruction.channel === channel && holds(instruction.when, v)) return i
  }
  return -1
}
/** Channels of the fact lead.preferredChannel that a step can have, in its order. */
const PREFERABLE: readonly (Channel | undefined)[] = ['call', 'email', 'sms', 'linkedin', 'x', 'letter', 'visit']

/** The next daypart of the turn, never sooner than the wait is over. */
function inDaypart(wanted: number, situation: Situation, v: Float64Array): number {
  const zone = situation.table.where.zones[0]!
  return daypart(wanted, zone, v[ATTEMPT]!, draw(situation.dice.key, v[ATTEMPT]!, streams.daypart))
}
