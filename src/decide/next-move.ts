import { VECTOR_LENGTH, slot } from '../facts/fact.ts'
import { holds } from '../playbook/holds.ts'
import { type Flow, type Instruction, type Loop, type Program } from '../playbook/program.ts'
import { shortestDays } from '../playbook/wait.ts'
import { type Next } from './decision.ts'
import { type Situation } from './decide.ts'
import { draw, streams } from './dice.ts'
import { drawWait } from './due.ts'
import { nextTouch } from './next-touch.ts'

const ATTEMPT = slot('attempt')
const STEP = slot('step')
const VOICEMAILS = slot('history.voicemails')
const UNANSWERED = slot('history.unansweredVoicemails')
const SINCE_VOICEMAIL = slot('history.daysSinceVoicemail')
const CALLS_SINCE = slot('history.callsSinceVoicemail')
const LEFT = slot('message.left')
const OUTCOME = slot('outcome')
const VOICEMAIL_OUTCOME = 0
const INSTRUCTIONS_MAX = 2_000
const DAY = 86_400_000
/** A day of the calendar may be this much shorter than 24 hours, on nights when clocks change. */
const SHORTER_BY = 3 * 3_600_000

/** A way through the sequence: where it is, from when the next touch may be, and the facts once the call is over. */
export type Walk = {
  readonly program: Program
  readonly situation: Situation
  /** −1 the main flow. */
  readonly track: number
  readonly flow: Flow
  readonly v: Float64Array
  /** Nothing later than this is of use: another touch comes first. */
  readonly latest: number
  readonly onlyCalls: boolean
  /** 1 while a call is on the line that the facts do not hold yet: the guard counts it in. */
  readonly own: 0 | 1
  round: number
  due: number
  /** The last wait asked for another time of the day. */
  varied: boolean
}

/**
 * What comes after this call if the advice is followed: the first planned touch of the sequence or of a track, at the
 * first allowed minute after its drawn wait. Every condition is asked of the facts as they are once the call is over.
 */
export function nextMove(program: Program, situation: Situation, left: boolean): Next {
  const main = onMain(program, situation, left, false)
  if (main.kind === 'none') return main
  let first = main
  for (let track = 0; track < program.tracks.length; track++) {
    const other = onTrack(program, situation, left, track, first.at)
    if (other !== null && other.at < first.at) first = other
  }
  return first
}

/**
 * The next call alone, whatever else is planned before it: from when this person may be on a call sheet again. The
 * situation is that of the call before, its `now` the instant of that call.
 */
export function nextCall(program: Program, situation: Situation, left: boolean): Next {
  return onMain(program, situation, left, true)
}

function onMain(program: Program, situation: Situation, left: boolean, onlyCalls: boolean): Next {
  const v = afterCall(situation.vector, left)
  const round = thisRound(program, v)
  const walk: Walk = {
    program,
    situation,
    track: -1,
    flow: program.flow,
    v,
    latest: Infinity,
    onlyCalls,
    own: 1,
    round,
    due: situation.now,
    varied: false
  }
  const { rounds } = program.calls
  const isOver = rounds !== null && round > roundsOf(rounds.loop, situation)
  return go(walk, isOver ? rounds.end + 1 : afterThisCall(program, v))
}

function onTrack(
  program: Program,
  situation: Situation,
  left: boolean,
  track: number,
  latest: number
): Extract<Next, { kind: 'touch' }> | null {
  const { when, flow } = program.tracks[track]!
  const v = afterCall(situation.vector, left)
  if (!holds(when, v)) return null
  const next = go(
    {
      ...{ program, situation, track, flow, v, latest, onlyCalls: false, own: 1 },
      ...{ round: 1, due: situation.now, varied: false }
    },
    0
  )
  return next.kind === 'touch' ? next : null
}

/** Reused by every decision: deciding is synchronous, and nothing keeps it. */
const after = new Float64Array(VECTOR_LENGTH)

/** The facts when the call is over: counters of calls stay, because the guard adds the call in progress itself. */
function afterCall(before: Float64Array, left: boolean): Float64Array {
  const v = after
  v.set(before)
  v[OUTCOME] = VOICEMAIL_OUTCOME
  v[LEFT] = left ? 1 : 0
  if (left) countMessage(v)
  return v
}

/** A message was left on this call: the counters as they stand once it is over. */
export function countMessage(v: Float64Array): void {
  v[VOICEMAILS]!++
  v[UNANSWERED]!++
  v[SINCE_VOICEMAIL] = 0
  v[CALLS_SINCE] = 0
}

/** Walk on from an instruction to the first touch that applies, or to where the run rests or ends. */
export function go(walk: Walk, from: number): Next {
  const { flow, v } = walk
  let at = from
  for (let walked = 0; walked < INSTRUCTIONS_MAX && at < flow.length; walked++) {
    const instruction = flow[at]!
    switch (instruction.kind) {
      case 'touch': {
        if ((walk.onlyCalls && instruction.channel !== 'call') || !holds(instruction.when, v)) break
        const next = nextTouch(walk, at, instruction)
        if (next) return next
        break
      }
      case 'wait':
        if (holds(instruction.when, v) && !wait(walk, at, instruction)) return OVER
        break
      case 'stay':
        if (holds(instruction.when, v)) return { kind: 'none', why: 'step', step: at, code: 0 }
        break
      case 'loop':
        walk.round = 1
        if (instruction.loop.until !== null && instruction.loop.until.test(v) === 2) at = instruction.end
        break
      case 'again':
        at = again(walk, at, instruction)
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
  return OVER
}

const OVER: Next = { kind: 'none', why: 'over', step: -1, code: 0 }

/** Let the wait pass; false when nothing after it can still come first. */
function wait(
  walk: Walk,
  at: number,
  { waits, onBusinessDays, varied }: Extract<Instruction, { kind: 'wait' }>
): boolean {
  const wait = waits[Math.min(walk.round, waits.length) - 1]!
  if (walk.due + shortestDays(wait) * DAY - SHORTER_BY > walk.latest) return false
  walk.due = drawWait(wait, onBusinessDays, walk.due, walk.situation, walk.round * 64 + at)
  walk.varied = varied && (wait.unit === 'days' || wait.unit === 'business_days')
  return true
}

/** Where a loop goes at its end: to its first instruction again, or on. Returns the index before the one to do next. */
function again(walk: Walk, at: number, { loop, start }: Extract<Instruction, { kind: 'again' }>): number {
  const { v } = walk
  if (loop.until !== null && loop.until.test(v) === 2) return at
  if (walk.round >= roundsOf(loop, walk.situation)) return at
  walk.round++
  if (loop.hasCalls) {
    v[STEP] = walk.program.calls.before.length + walk.round
    v[ATTEMPT]!++
  }
  return start
}

/** "4 to 5 rounds" is one number for a lead, the same whenever it is asked. */
function roundsOf(loop: Loop, { dice }: Situation): number {
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
