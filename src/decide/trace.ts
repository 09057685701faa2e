import { type Choice, type Fact, STOPS_SLOT, facts as factTable, slot, stops } from '../facts/fact.ts'
import { type Facts } from '../facts/facts.ts'
import { guard } from '../guard/guard.ts'
import { type Verdict } from '../guard/verdict.ts'
import { questionOf } from '../guard/question.ts'
import { type Expression } from '../playbook/expression.ts'
import { type Program } from '../playbook/program.ts'
import { type Desk } from './answer.ts'
import { isBlind } from './blind.ts'
import { diceOf, experimentsOf, armOf } from './dice.ts'

/** The way to a decision: what was asked, of which facts, what the guard looked at, and which lots were drawn. */
export type Trace = {
  readonly entry: TracedCondition | null
  readonly rules: readonly TracedRule[]
  /** The guard asked at this instant about the dial, the spoken message and the played one. */
  readonly guard: {
    readonly live_voice: Verdict
    readonly live_voicemail: Verdict
    readonly prerecorded_voicemail: Verdict
  }
  readonly stops: readonly string[]
  readonly dice: {
    readonly seed: number
    readonly leadId: string
    readonly cluster: string
    readonly experiments: readonly TracedExperiment[]
  }
}
export type TracedCondition = {
  readonly when: string
  readonly holds: 'yes' | 'no' | 'not known'
  /** Facts that the condition reads, as they were. */
  readonly read: Readonly<Record<string, FactValue>>
}
export type TracedRule = {
  readonly rule: string
  readonly when: string
  readonly holds: TracedCondition['holds'] | 'not asked'
  readonly read: TracedCondition['read']
}
export type TracedExperiment = {
  readonly name: string
  readonly salt: string
  readonly uniform: number
  readonly arms: readonly { readonly arm: string; readonly share: number }[]
  readonly arm: string
  /** Whether the arm may be shown only once a voicemail has answered. */
  readonly isBlind: boolean
}
/** A fact in words: null is never, `unknown` is what nobody said. */
export type FactValue = string | number | boolean | null

/** Texts of FACTS that the packed numbers no longer hold. */
export type FactTexts = { readonly 'lead.stage'?: string; readonly 'lead.currency'?: string }

/** Trace the decision about these facts. Slow and whole; the decision itself is made elsewhere and not changed by it. */
export function traceOf({ program, house, listed }: Desk, facts: Facts, seed: number, texts: FactTexts = {}): Trace {
  const { vector } = facts
  const valueOf = (index: number): FactValue => factValue(factTable[index]!, vector[index]!, texts)
  const read = (when: Expression) =>
    Object.fromEntries(when.reads.map((index) => [factTable[index]!.path, valueOf(index)]))
  const entry = program.entry?.when
  const verdict = (kind: keyof Trace['guard']) =>
    guard(questionOf(facts, { kind, at: facts.now, own: 0, listed: listed(facts) }, program.caps), house)
  return {
    entry: entry ? { when: entry.source, holds: truths[entry.test(vector)]!, read: read(entry) } : null,
    rules: rulesOf(program, facts, read),
    guard: {
      live_voice: verdict('live_voice'),
      live_voicemail: verdict('live_voicemail'),
      prerecorded_voicemail: verdict('prerecorded_voicemail')
    },
    stops: stops.filter((_, i) => (vector[STOPS_SLOT]! & (1 << i)) !== 0),
    dice: { seed, leadId: facts.leadId, cluster: facts.cluster, experiments: drawn(program, facts, seed) }
  }
}

const truths = ['no', 'not known', 'yes'] as const

function rulesOf(
  { rules }: Program,
  { vector }: Facts,
  read: (when: Expression) => TracedCondition['read']
): readonly TracedRule[] {
  let isDecided = vector[STOPS_SLOT] !== 0
  return rules.map(({ name, when }) => {
    const shown = { rule: name, when: when?.source ?? 'otherwise' }
    if (isDecided) return { ...shown, holds: 'not asked', read: {} }
    const holds = when === null ? 'yes' : truths[when.test(vector)]!
    isDecided = holds === 'yes'
    return { ...shown, holds, read: when === null ? {} : read(when) }
  })
}

function drawn(program: Program, facts: Facts, seed: number): readonly TracedExperiment[] {
  const { arms: uniforms } = diceOf(program, facts.leadId, facts.cluster, seed)
  return experimentsOf(program).map((experiment, i) => {
    const shares = experiment.arms.map((arm) => arm.share)
    const uniform = uniforms[i]!
    return {
      name: experiment.name,
      salt: `${experiment.name}:${experiment.phase}`,
      uniform,
      arms: experiment.arms.map(({ name, share }) => ({ arm: name, share })),
      arm: experiment.arms[armOf(uniform, shares)]!.name,
      isBlind: isBlind(experiment)
    }
  })
}

const NEVER = Infinity

/** One fact as FACTS would say it. */
export function factValue(fact: Fact, code: number, texts: FactTexts = {}): FactValue {
  switch (fact.kind) {
    case 'choice':
      return (fact as Choice).values[code] ?? 'unknown'
    case 'flag':
      return code !== code ? 'unknown' : code !== 0
    case 'text':
      return texts[fact.path as keyof FactTexts] ?? fact.otherwise
    default:
      return code === NEVER ? null : code !== code ? 'unknown' : code
  }
}

/** All facts of a vector by path, for the reader who wants to see what was assumed. */
export function factValues({ vector }: Facts, texts: FactTexts = {}): Readonly<Record<string, FactValue>> {
  return Object.fromEntries(factTable.map((fact) => [fact.path, factValue(fact, vector[slot(fact.path)]!, texts)]))
}
