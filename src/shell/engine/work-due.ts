import {
  type Act,
  type Course,
  type Ended,
  afterCall,
  afterTask,
  calledAt,
  dueAt,
  fallDue,
  startCourse
} from '../../decide/course.ts'
import { type Situation, decide } from '../../decide/decide.ts'
import { ASK, LEAVE } from '../../decide/decision.ts'
import { personKey } from '../../decide/dice.ts'
import { eventsOf, outcomeCode } from '../../decide/event.ts'
import { VECTOR_LENGTH } from '../../facts/fact.ts'
import { type Row, factsHash } from '../../facts/row.ts'
import { localMinutes } from '../../clock/zone.ts'
import { type People } from '../../simulate/people.ts'
import { type Outcome } from '../../facts/log-entry.ts'
import { outcome as outcomeStory } from '../../facts/story.ts'
import { callOrder } from '../../sheet/rank.ts'
import { mailboxFloor } from '../../simulate/floor.ts'
import { type Where } from '../../guard/where.ts'
import { type Channel, channelCode } from '../../facts/channel.ts'
import { type TouchRow } from '../store/log-row.ts'
import { drawArms } from './arms.ts'
import { type Change, TASK, instead, laterRows } from './change.ts'
import { type Book, type Ground } from './ground.ts'
import { logOutcome, logTouch } from './ledger.ts'
import { type Outside } from './outside.ts'
import { type Person } from './person.ts'
import { type Setting, chanceName, clusterName, situationOf } from './situation.ts'
import { ACTIVE, CALLABLE, ENDED, PARKED, PASSIVE, type RunEnding, type State } from './state.ts'

/** What deciding for one person stands on. */
export type Desk = {
  readonly ground: Ground
  readonly book: Book
  readonly where: Where
  readonly home: Row | null
  readonly setting: Setting
  readonly outside: Outside
  /** A row is due again so many milliseconds later at the earliest: a world’s clock moves in minutes. */
  readonly restMs: number
}

/** Lent to a person while what is due for them is done: when it fell due, and at the greeting of a call. */
const vectors = { due: new Float64Array(VECTOR_LENGTH), call: new Float64Array(VECTOR_LENGTH) } as const

/** Does what has fallen due for a person, and says what is to be written. */
export function workDue(person: Person, desk: Desk, change: Change): void {
  const situation = situationOf(person, desk.home, desk.book, desk.where, desk.setting, [], vectors.due)
  const step = fallDue(desk.book.program, situation, person.course!)
  let next: Person = { ...person, course: step.course, state: restingState(person.state, step.course) }
  for (const act of step.acts)
    next = act.kind === 'call' ? doCall(next, act, desk, situation, change) : doTouch(next, act, desk, change)
  if (step.ended) next = end(next, step.ended, desk, change)
  else if (step.course.lines[0]!.kind === 'over') next = end(next, OVER, desk, change)
  change.people.push(withDue(next, desk))
}

/** The version that somebody was moved to has no place for them. */
const OVER: Ended = { stay: null, step: -1, code: 0, because: null }

/** Enrols a person into the desk’s book from now on. The caller has seen to it that they are in no other. */
export function enrolPerson(person: Person, desk: Desk, change: Change): Person {
  const { id, program } = desk.book
  const { now } = desk.setting
  const fresh: Person = {
    ...person,
    playbookId: id,
    run: person.run + 1,
    state: ACTIVE,
    course: null,
    leaseBy: null,
    leaseUntil: null
  }
  change.runsStarted.push({ leadId: person.leadId, run: fresh.run, playbookId: id, at: now })
  const step = startCourse(program, situationOf(fresh, desk.home, desk.book, desk.where, desk.setting))
  const placed = { ...fresh, course: step.course, state: restingState(ACTIVE, step.course) }
  return withDue(step.ended ? end(placed, step.ended, desk, change) : placed, desk)
}

/** Ends a run of a person; `how`, and by which rule of the guard, is kept with the run. */
export function endRun(person: Person, how: RunEnding, state: State, at: number, change: Change, code = 0): Person {
  change.runsEnded.push({ leadId: person.leadId, run: person.run, at, ending: how, code })
  return { ...person, state, nextDueAt: null, leaseBy: null, leaseUntil: null }
}

/** The sequence has come to its own end. */
export function end(person: Person, ended: Ended, desk: Desk, change: Change): Person {
  const { now } = desk.setting
  const { stay, code } = ended
  if (stay === null) return endRun(person, code === 0 ? 'over' : 'capped', PASSIVE, now, change, code)
  switch (stay.kind) {
    case 'end':
      return endRun(person, stay.ending, stay.ending === 'next_lead' ? ENDED : PASSIVE, now, change)
    case 'disqualified':
      return endRun(person, 'disqualified', ENDED, now, change)
    case 'handover':
      change.handovers.push({ leadId: person.leadId, playbook: stay.playbook })
      return endRun(person, 'handover', PASSIVE, now, change)
    case 'park':
      throw new Error(`lead ${person.leadId}: parking is no end`)
  }
}

/** The state that a course asks for, unless a rep has the person in hand. */
export function restingState(state: State, course: Course): State {
  const main = course.lines[0]!.kind
  if (main === 'parked') return PARKED
  return main === 'calling' ? state : ACTIVE
}

/** A call fell due: a rep may take it from now on; in a world of mailboxes one answers at once. */
function doCall(person: Person, act: Act, desk: Desk, situation: Situation, change: Change): Person {
  if (desk.outside.kind === 'mailboxes') return callMailbox(person, act, desk, change)
  const { group, worth } = callOrder(desk.book.program, situation.vector)
  return { ...person, state: CALLABLE, rankGroup: group, rank: -worth }
}

/** A touch on another channel, or a task of ours: it leaves by the outbox. */
function doTouch(person: Person, act: Act, desk: Desk, change: Change): Person {
  const { now } = desk.setting
  const seq = person.logSeq + 1
  if (act.channel === 'task') {
    if (desk.outside.kind === 'real')
      change.outbox.push({
        ...{ leadId: person.leadId, seq, touchAt: now, notBefore: now, channel: TASK },
        step: {
          ...{ playbookId: desk.book.id, track: act.track, step: act.step },
          instead: act.instead === null ? null : instead.indexOf(act.instead)
        }
      })
    return doneAtOnce({ ...person, logSeq: seq }, act, desk)
  }
  const { channel } = act
  const touched = logTouch(person, touchOf(person, seq, act, desk), change)
  if (desk.outside.kind === 'real') {
    change.outbox.push({ leadId: person.leadId, seq, touchAt: now, notBefore: now, channel: channelCode(channel) })
    return touched
  }
  const entry: Outcome = {
    ...({ kind: 'outcome', touch: seq, at: now, touchAt: now, channel, promise: null } as const),
    result: { kind: 'sent', said: null }
  }
  const sent = logOutcome(touched, seq + 1, entry, change)
  if (desk.outside.kind === 'people') hearOf(desk.outside.people, person, channel, seq, desk, change)
  return doneAtOnce(sent, act, desk)
}

/** What invented people do later because of a touch. */
function hearOf(people: People, person: Person, channel: Channel, seq: number, desk: Desk, change: Change): void {
  const { vector } = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const { now, seed } = desk.setting
  const touch = {
    key: personKey(chanceName(person, desk.setting), seed),
    vector,
    localMinute: localMinutes(desk.where.clock, now),
    channel,
    nth: seq
  }
  change.later.push(...laterRows(person.leadId, seq, now, people.afterTouch(touch)))
}

/** In a world whatever leaves the house is done at once, so a sequence that waits for a task goes on. */
function doneAtOnce(person: Person, act: Act, desk: Desk): Person {
  if (desk.outside.kind === 'real' || !act.touch.holds) return person
  const situation = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const { course } = afterTask(desk.book.program, situation, person.course!, act.track)
  return { ...person, course, state: restingState(person.state, course) }
}

function touchOf(person: Person, seq: number, act: Act, desk: Desk): TouchRow {
  return {
    leadId: person.leadId,
    seq,
    at: desk.setting.now,
    channel: act.channel as TouchRow['channel'],
    otherTool: false,
    run: person.run,
    playbookId: desk.book.id,
    factsHash: factsHash(person.row),
    track: act.track,
    step: act.step,
    round: act.round,
    moved: null,
    number: act.number < 0 ? null : act.number,
    recording: null
  }
}

/** A whole call in a world: dialled, decided at the greeting, settled, and the course led on. */
function callMailbox(person: Person, act: Act, desk: Desk, change: Change): Person {
  const { book, setting } = desk
  const { program } = book
  const { arms, filled, drawn } = drawArms(person, book.phases, clusterName(person, setting))
  change.drawn.push(...drawn)
  const before = filled === null ? person : { ...person, arms: filled }
  const situation = situationOf(before, desk.home, book, desk.where, setting, arms, vectors.call)
  const decision = decide(program, situation)
  const seq = before.logSeq + 1
  const touch = touchOf(before, seq, act, desk)
  const leaves = decision.action === LEAVE || (decision.action === ASK && decision.suggest === LEAVE)
  const { key } = situation.dice
  const story = mailboxFloor({
    ...{ key, attempt: situation.vector[0]!, leaves, plays: decision.mode === 2, recording: decision.recording }
  })
  change.decisions.push({
    ...{ leadId: before.leadId, seq, at: setting.now, playbookId: book.id, decision, dice: key },
    ...{ factsHash: touch.factsHash!, settingsVersion: desk.ground.settingsVersion }
  })
  const entry = outcomeStory(seq, setting.now, story)
  let next = logOutcome(logTouch(before, touch, change), seq + 1, entry, change)
  const rotated = calledAt(before.course!, Math.max(0, act.number))
  const step = afterCall(program, situation, rotated, {
    left: leaves,
    outcome: outcomeCode(entry),
    rule: decision.rule
  })
  next = { ...next, course: step.course, state: restingState(ACTIVE, step.course) }
  if (isExit(book, entry)) return endRun(next, 'exit', PASSIVE, setting.now, change)
  return step.ended ? end(next, step.ended, desk, change) : next
}

/** Whether what happened is a way out of this playbook. */
export function isExit({ program }: Book, entry: Outcome): boolean {
  const { exits } = program.document
  return eventsOf(entry).some((event) => exits.includes(event))
}

/** The person with the instant at which something falls due next. */
export function withDue(person: Person, { setting: { now }, restMs }: Pick<Desk, 'setting' | 'restMs'>): Person {
  if (person.course === null || person.state > PARKED || person.state === 0) return { ...person, nextDueAt: null }
  const due = dueAt(person.course)
  return { ...person, nextDueAt: due === null ? null : Math.max(due, now + restMs) }
}
