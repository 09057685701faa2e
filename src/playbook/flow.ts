import { type Channel, channels } from '../guard/action.ts'
import { didYouMean } from '../facts/nearest.ts'
import { type Compiler } from './compile.ts'
import { type Calls, type Flow, type Instruction, type Loop, type Stay, type Touch } from './program.ts'
import { type StepDocument, verbNames } from './schema.ts'
import { type Path } from './text.ts'
import { parseWait, shortestDays } from './wait.ts'

/** Flatten steps into instructions: loops and branches become jumps. */
export function compileFlow(steps: readonly StepDocument[], path: Path, c: Compiler): Flow {
  const out: Instruction[] = []
  emitAll(steps, path, c, out, null)
  return out
}

function emitAll(steps: readonly StepDocument[], path: Path, c: Compiler, out: Instruction[], loop: Loop | null): void {
  steps.forEach((step, i) => emit(step, [...path, i], c, out, loop))
  const last = steps.findIndex(endsAlways)
  if (last >= 0 && last < steps.length - 1)
    c.report([...path, last + 1], 'this step can never be reached: the one above it always ends the run or never does')
}

/** Whether nothing after this step can ever be done. */
function endsAlways(step: StepDocument): boolean {
  const holds = step.when === undefined || step.when === 'otherwise'
  return holds && (step.end !== undefined || (step.loop?.times === 'unlimited' && step.loop.until === undefined))
}

function emit(step: StepDocument, path: Path, c: Compiler, out: Instruction[], loop: Loop | null): void {
  const verbs = verbNames.filter((verb) => step[verb] !== undefined)
  if (verbs.length !== 1) {
    c.report(
      path,
      verbs.length === 0
        ? `a step says what to do: one of ${verbNames.join(', ')}`
        : `a step does one thing, this one has ${verbs.join(' and ')}`
    )
    return
  }
  const verb = verbs[0]!
  const when = c.condition(step.when, [...path, 'when'], true)
  if (verb === 'loop') emitLoop(step.loop!, path, c, out, loop)
  else if (verb === 'branch') emitBranch(step.branch!, path, c, out, loop)
  else if (verb === 'wait') out.push(waitOf(step.wait!, when, path, c))
  else if (verb === 'park')
    out.push({ kind: 'stay', stay: stayOf({ park: step.park! }), when, because: step.because ?? null })
  else if (verb === 'end')
    out.push({ kind: 'stay', stay: stayOf({ end: step.end! }), when, because: step.because ?? null })
  else if ((channels as readonly string[]).includes(verb)) out.push(touchOf(step, verb as Channel, when, loop))
  else c.report(path, `no step is called ${verb}${didYouMean(verb, verbNames)}`)
}

function touchOf(step: StepDocument, channel: Channel, when: Touch['when'], loop: Loop | null): Touch {
  const touch = step[channel]!
  return {
    kind: 'touch',
    channel,
    when,
    after: touch.after === undefined ? null : parseWait(touch.after),
    because: step.because ?? null,
    what: channel === 'task' ? step.task!.what : (touch.to ?? null),
    holds: touch.hold ?? false,
    expires: parseWait(touch.due ?? EXPIRES)!,
    loop
  }
}

/** A task that nobody does falls away after a working week. */
const EXPIRES = '5bd'

function emitLoop(
  loop: NonNullable<StepDocument['loop']>,
  path: Path,
  c: Compiler,
  out: Instruction[],
  outer: Loop | null
): void {
  const times: readonly [number, number] =
    loop.times === 'unlimited'
      ? [Infinity, Infinity]
      : typeof loop.times === 'number'
        ? [loop.times, loop.times]
        : loop.times
  if (times[0] > times[1])
    c.report([...path, 'loop', 'times'], `at least ${times[0]} and at most ${times[1]} rounds cannot both hold`)
  const hasCalls = holdsCall(loop.steps)
  if (hasCalls && outer) c.report([...path, 'loop'], 'rounds with calls do not nest: a round is counted once')
  if (times[1] === Infinity && !loop.until && !waits(loop.steps))
    c.report([...path, 'loop'], 'an unlimited loop needs a wait in it that is longer than nothing, or until:')
  const compiled: Loop = { times, until: c.condition(loop.until, [...path, 'loop', 'until'], true), hasCalls }
  const start = out.length
  out.push({ kind: 'loop', loop: compiled, end: -1 })
  emitAll(loop.steps, [...path, 'loop', 'steps'], c, out, outer ?? compiled)
  out.push({ kind: 'again', loop: compiled, start })
  out[start] = { kind: 'loop', loop: compiled, end: out.length - 1 }
}

function emitBranch(
  branches: NonNullable<StepDocument['branch']>,
  path: Path,
  c: Compiler,
  out: Instruction[],
  loop: Loop | null
): void {
  const exits: number[] = []
  c.rowsAfterOtherwise(branches, [...path, 'branch'], 'branch')
  branches.forEach((branch, i) => {
    const guardAt = out.length
    const when = c.condition(branch.when, [...path, 'branch', i, 'when'], true)
    out.push({ kind: 'unless', when, to: -1 })
    emitAll(branch.steps, [...path, 'branch', i, 'steps'], c, out, loop)
    exits.push(out.length)
    out.push({ kind: 'goto', to: -1 })
    out[guardAt] = { kind: 'unless', when, to: out.length }
  })
  for (const at of exits) out[at] = { kind: 'goto', to: out.length }
}

function waitOf(wait: NonNullable<StepDocument['wait']>, when: Touch['when'], path: Path, c: Compiler): Instruction {
  const spec =
    typeof wait === 'string'
      ? { for: wait, byRound: undefined, on: 'any_day' as const, daypart: 'same' as const }
      : wait
  const texts = spec.byRound ?? (spec.for === undefined ? [] : [spec.for])
  if (texts.length === 0 || (spec.byRound && spec.for !== undefined))
    c.report([...path, 'wait'], 'a wait has for: or byRound:, one of them')
  const waits = texts.map((text) => parseWait(text)!)
  if (spec.on === 'business_days' && waits.some((each) => each.unit !== 'days'))
    c.report(
      [...path, 'wait'],
      'on: business_days is for waits in days, such as 2-4d; 3bd counts business days by itself'
    )
  return {
    kind: 'wait',
    waits,
    onBusinessDays: spec.on === 'business_days',
    varied: spec.daypart === 'varied',
    when
  }
}

/** Where the calls of a flow stand. */
export function callsOf(flow: Flow): Calls {
  const before: number[] = []
  const inLoop: number[] = []
  flow.forEach((instruction, i) => {
    if (instruction.kind !== 'touch' || instruction.channel !== 'call') return
    if (instruction.loop?.hasCalls) inLoop.push(i)
    else if (inLoop.length === 0) before.push(i)
  })
  const end = flow.findIndex((instruction) => instruction.kind === 'again' && instruction.loop.hasCalls)
  const last = flow[end]
  return { before, inLoop, rounds: last?.kind === 'again' ? { loop: last.loop, end } : null }
}

/** Where a run rests or ends, from its step or its rule. */
export function stayOf(step: { readonly park?: StepDocument['park']; readonly end?: StepDocument['end'] }): Stay {
  if (step.park)
    return { kind: 'park', until: step.park.until, wait: step.park.for === undefined ? null : parseWait(step.park.for) }
  const end = step.end!
  if (typeof end === 'string') return { kind: 'end', ending: end }
  return 'playbook' in end
    ? { kind: 'handover', playbook: end.playbook }
    : { kind: 'disqualified', reason: end.disqualified }
}

/** Whether a call stands among these steps, however deep. */
export const holdsCall = (steps: readonly StepDocument[]): boolean =>
  steps.some(
    (step) =>
      step.call !== undefined ||
      (step.loop && holdsCall(step.loop.steps)) ||
      step.branch?.some((branch) => holdsCall(branch.steps))
  )
const waits = (steps: readonly StepDocument[]): boolean =>
  steps.some(
    (step) =>
      (step.wait !== undefined && isLong(step.wait)) ||
      step.branch?.some((branch) => waits(branch.steps)) ||
      (step.loop && waits(step.loop.steps))
  )

/** The last wait of a list by rounds is the one that repeats. */
function isLong(wait: NonNullable<StepDocument['wait']>): boolean {
  const text = typeof wait === 'string' ? wait : (wait.byRound?.at(-1) ?? wait.for)
  const parsed = text === undefined ? null : parseWait(text)
  return parsed !== null && shortestDays(parsed) > 0
}
