import { MESSAGE_SECONDS_MAX, type Purpose } from '../facts/recording.ts'
import { HEARD_SLOT, STOPS_SLOT, slot, stops } from '../facts/fact.ts'
import { type Table, ask as askGuard, kindCode } from '../guard/table.ts'
import { holds } from '../playbook/holds.ts'
import { type Experiment, type Message, type Program, type Rule } from '../playbook/program.ts'
import { ASK, type Decision, LEAVE, NO_RECORDING, NO_REP, type Next, SKIP, TO_SCREENER } from './decision.ts'
import { type Course } from './course.ts'
import { nextOnCourse } from './course-next.ts'
import { type Dice, armOf, draw, streams } from './dice.ts'
import { nextMove } from './next-move.ts'

/** Recordings approved for this use, as columns. */
export type Library = { readonly seconds: readonly number[]; readonly purposes: readonly (Purpose | null)[] }

/** The instant and the person as decide() sees them. Allocated once and reused where a million are decided. */
export type Situation = {
  /** Packed facts; see facts/fact.ts. */
  vector: Float64Array
  table: Table
  /** Epoch milliseconds. */
  now: number
  dice: Dice
  library: Library
  /** Which of the person’s numbers leave the rotation; one entry per number, the first is on the line now. */
  bad: readonly boolean[]
  /** Where the person stands, when the playbook works them; without it the place is read off the facts alone. */
  course?: Course | null
}

const ATTEMPT = slot('attempt')
const ENDPOINT = slot('endpoint')
const MODE = slot('dialer.mode')
const MESSAGE_MODE = slot('dialer.messageMode')
const SCREENER = 2
const PROGRESSIVE = 2
const DROP = 1

/**
 * At the voicemail: leave, skip or ask, which message, and what comes next. Pure: the same facts, playbook, guard
 * table, instant and dice give the same decision. Live, simulated and replayed work call this one function.
 */
export function decide(program: Program, situation: Situation): Decision {
  const v = situation.vector
  if (v[STOPS_SLOT] !== 0) return stopped(v[STOPS_SLOT]!)
  const ruleIndex = firstRule(program, v)
  const rule = ruleIndex < 0 ? null : program.rules[ruleIndex]!
  const way = rule?.message ? wayToLeave(rule.message, situation) : null
  const { wanted, arm, chance, suggest } = wish(rule, situation)
  const hindered = wanted === SKIP || way === null ? 0 : way.hindered
  const canLeave = way !== null && way.hindered === 0
  const action = wanted === LEAVE && !canLeave ? SKIP : wanted
  const advised = canLeave ? suggest : SKIP
  const leaves = action === LEAVE || (action === ASK && advised === LEAVE)
  return {
    rule: ruleIndex,
    action,
    wanted,
    suggest: advised,
    mode: leaves ? way!.mode : 0,
    recording: leaves ? way!.recording : -1,
    arm,
    probability: way !== null && way.hindered !== 0 ? 1 : chance,
    hindered,
    turned: leaves ? way!.turned : 0,
    stop: 0,
    next: rule?.then ? RULE_STAYS : nextAfter(program, situation, leaves)
  }
}

function nextAfter(program: Program, situation: Situation, leaves: boolean): Next {
  return situation.course
    ? nextOnCourse(program, situation, situation.course, leaves)
    : nextMove(program, situation, leaves)
}

const RULE_STAYS: Next = { kind: 'none', why: 'rule', step: -1, code: 0 }

/** Index of the first rule whose condition is known to hold; −1 when none does. */
function firstRule(program: Program, v: Float64Array): number {
  const { rules } = program
  for (let i = 0; i < rules.length; i++) {
    if (holds(rules[i]!.when, v)) return i
  }
  return -1
}

type Wish = { readonly wanted: number; readonly arm: number; readonly chance: number; readonly suggest: number }

const TO_LEAVE: Wish = { wanted: LEAVE, arm: -1, chance: 1, suggest: LEAVE }
const TO_SKIP: Wish = { wanted: SKIP, arm: -1, chance: 1, suggest: SKIP }

/** What the playbook wants, before anybody asks whether it may. No rule at all means: ask the rep. */
function wish(rule: Rule | null, situation: Situation): Wish {
  if (rule === null) return asked(SKIP, situation)
  const { act } = rule
  switch (act.kind) {
    case 'leave':
      return TO_LEAVE
    case 'skip':
      return TO_SKIP
    case 'ask':
      return asked(act.suggest === 'leave' ? LEAVE : SKIP, situation)
    case 'explore': {
      const leaves = draw(situation.dice.key, situation.vector[ATTEMPT]!, streams.explore) < act.leave
      return { wanted: leaves ? LEAVE : SKIP, arm: -1, chance: leaves ? act.leave : 1 - act.leave, suggest: SKIP }
    }
    case 'experiment':
      return byArm(act.experiment, situation)
  }
}

/** Without a rep on the line nobody can be asked: the suggestion is done. */
function asked(suggest: number, { vector }: Situation): Wish {
  const wanted = vector[MODE] === PROGRESSIVE ? suggest : ASK
  return { wanted, arm: -1, chance: 1, suggest }
}

function byArm(experiment: Experiment, { vector, dice }: Situation): Wish {
  const { arms } = experiment
  const arm = armOf(dice.arms[experiment.index] ?? 0, experiment.shares)
  const leaves = armLeaves(experiment, arm, vector)
  let chance = 0
  for (let i = 0; i < arms.length; i++) if (armLeaves(experiment, i, vector) === leaves) chance += arms[i]!.share
  return { wanted: leaves ? LEAVE : SKIP, arm, chance: Math.min(1, chance), suggest: SKIP }
}

function armLeaves({ arms }: Experiment, arm: number, v: Float64Array): boolean {
  const { leave } = arms[arm]!
  return typeof leave === 'boolean' ? leave : leave.test(v) === 2
}

type Way = { readonly mode: number; readonly recording: number; readonly hindered: number; readonly turned: number }
const LIVE: Way = { mode: 1, recording: -1, hindered: 0, turned: 0 }

/**
 * How a message could be left here: by the rep, as a recording, or not at all and why. A drop turns live when a rep is
 * on the line and a drop may not or cannot be; live never turns into a drop.
 */
function wayToLeave(message: Message, situation: Situation): Way {
  const { vector: v, table, now } = situation
  const repOnLine = v[MODE] !== PROGRESSIVE
  const drops = message.mode === 'drop' || (message.mode === 'either' && v[MESSAGE_MODE] === DROP)
  let turned = 0
  if (drops) {
    const recording = recordingFor(message, situation)
    const code = askGuard(table, kindCode.prerecorded_voicemail, v, now, now, 0)
    turned = v[ENDPOINT] === SCREENER ? TO_SCREENER : code !== 0 ? code : recording < 0 ? NO_RECORDING : 0
    if (turned === 0) return { mode: 2, recording, hindered: 0, turned: 0 }
    if (!repOnLine) return { mode: 0, recording: -1, hindered: turned, turned: 0 }
  }
  const hindered = repOnLine ? askGuard(table, kindCode.live_voicemail, v, now, now, 0) : NO_REP
  if (hindered === 0 && turned === 0) return LIVE
  return { mode: 1, recording: -1, hindered, turned }
}

/** The first approved recording of this purpose that they have not heard and that is short enough; −1 when none is left. */
function recordingFor(message: Message, { vector, library }: Situation): number {
  const most = Math.min(message.maxSeconds, MESSAGE_SECONDS_MAX)
  let fits = -1
  for (let i = 0; i < library.seconds.length; i++) {
    if (library.seconds[i]! > most || isHeard(vector, i)) continue
    if (library.purposes[i] === message.purpose) return i
    if (library.purposes[i] === null && fits < 0) fits = i
  }
  return fits
}

/** Whether they heard a recording of the library: bit `index` of the packed fact. */
export function isHeard(v: Float64Array, index: number): boolean {
  return Math.floor(v[HEARD_SLOT]! / 2 ** index) % 2 === 1
}

function stopped(bits: number): Decision {
  let code = 1
  for (let i = stops.length - 1; i >= 0; i--) if ((bits & (1 << i)) !== 0) code = i + 1
  return {
    rule: -1,
    action: SKIP,
    wanted: SKIP,
    suggest: SKIP,
    mode: 0,
    recording: -1,
    arm: -1,
    probability: 1,
    hindered: 0,
    turned: 0,
    stop: code,
    next: { kind: 'none', why: 'stopped', step: -1, code }
  }
}
