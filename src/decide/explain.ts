import { formatClock } from '../clock/civil.ts'
import { facts as factTable, slot, textCode } from '../facts/fact.ts'
import { type Facts } from '../facts/facts.ts'
import { MESSAGE_SECONDS_MAX } from '../facts/recording.ts'
import { type Table } from '../guard/table.ts'
import { ruleOf } from '../guard/rule.ts'
import { type Instruction, type Program, type Rule, type Stay, type Touch } from '../playbook/program.ts'
import { waitWords } from '../playbook/wait.ts'
import { endingWords, eventWords } from '../playbook/words.ts'
import { flowOf, indexOf } from './course-line.ts'
import { type Action, type Decision, NO_RECORDING, NO_REP, type Next, TO_SCREENER, actions } from './decision.ts'

export type PlannedTouch = Extract<Next, { kind: 'touch' }>

/** Why this action: the sentence of the rule, and what kept us from it where something did. */
export function because(program: Program, decision: Decision): string {
  if (decision.stop !== 0) return `${ruleOf(decision.stop).reason}: nothing is left, nothing follows.`
  const rule = program.rules[decision.rule]
  const own = rule ? rule.because : 'No rule of this playbook speaks about this case: your call.'
  const arm = armWords(rule, decision)
  if (decision.hindered !== 0) return `${own}${arm} But no message: ${lower(hindrance(decision.hindered))}.`
  return decision.turned === 0
    ? `${own}${arm}`
    : `${own}${arm} Spoken, not played: ${lower(hindrance(decision.turned))}.`
}

function armWords(rule: Rule | undefined, { arm }: Decision): string {
  if (rule?.act.kind !== 'experiment') return ''
  const { experiment } = rule.act
  return ` Drawn by lot: ${experiment.arms[arm]!.name.replaceAll('_', ' ')} (experiment ${experiment.name}).`
}

/** A hindrance in words: the guard's reason with its rule id, or one of our own. */
export function hindrance(code: number): string {
  switch (code) {
    case NO_RECORDING:
      return 'There is no approved recording that they have not heard, of this purpose and at most as long as allowed'
    case NO_REP:
      return 'No rep is on the line to speak it'
    case TO_SCREENER:
      return 'A recording is never played to a call screener'
    default:
      return `${ruleOf(code).reason} (${ruleOf(code).id})`
  }
}

/** Every action that was not taken, and why not. */
export function alternatives(
  program: Program,
  decision: Decision
): readonly { readonly action: Action; readonly whyNot: string }[] {
  return actions
    .filter((_, i) => i !== decision.action)
    .map((action) => ({ action, whyNot: whyNot(action, program, decision) }))
}

function whyNot(action: Action, program: Program, decision: Decision): string {
  if (decision.stop !== 0) return `${ruleOf(decision.stop).reason} (${ruleOf(decision.stop).id})`
  if (action === 'leave' && decision.hindered !== 0) return hindrance(decision.hindered)
  const rule = program.rules[decision.rule]
  if (rule === undefined || rule.act.kind === 'ask') return whyNotAsked(action, rule, decision)
  if (action === 'ask') return `Rule ${rule.name} decides without asking`
  switch (rule.act.kind) {
    case 'experiment':
      return `Another arm of ${rule.act.experiment.name} does that`
    case 'explore':
      return `The draw went the other way (chance ${rule.act.leave} to leave)`
    case 'leave':
    case 'skip':
      return `Rule ${rule.name} holds first: ${rule.because}`
  }
}

function whyNotAsked(action: Action, rule: Rule | undefined, decision: Decision): string {
  if (action === 'ask') return 'No rep is on the line to be asked'
  if (actions[decision.action] !== 'ask') return 'No rep is on the line to decide, so the suggestion is done'
  return rule ? 'The rep decides' : 'No rule holds, so the rep decides'
}

/** Why there is nothing next, in a sentence. */
export function endWords(
  program: Program,
  decision: Decision
): { readonly how: string; readonly because: string } | null {
  const { next } = decision
  if (next.kind === 'touch') return null
  switch (next.why) {
    case 'stopped':
      return { how: 'stopped', because: `${ruleOf(next.code).reason}: all channels stop at once.` }
    case 'capped':
      return { how: 'exit', because: `No further call: ${lower(ruleOf(next.code).reason)} (${ruleOf(next.code).id}).` }
    case 'over':
      return { how: 'exit', because: 'The sequence is over.' }
    case 'rule':
      return stayWords(program.rules[decision.rule]!.then!, null)
    case 'step': {
      const { stay, because: own } = program.flow[next.step] as Extract<Instruction, { kind: 'stay' }>
      return stayWords(stay, own)
    }
  }
}

function stayWords(stay: Stay, own: string | null): { readonly how: string; readonly because: string } {
  switch (stay.kind) {
    case 'park': {
      const long = stay.wait === null ? '' : `, for ${waitWords(stay.wait)} at most`
      return { how: 'parked', because: own ?? `Waits for ${eventWords[stay.until]}${long}.` }
    }
    case 'end':
      return { how: stay.ending, because: own ?? `The lead ${endingWords[stay.ending]}.` }
    case 'handover':
      return { how: `playbook ${stay.playbook}`, because: own ?? `Goes on in the playbook ${stay.playbook}.` }
    case 'disqualified':
      return { how: 'disqualified', because: own ?? `Disqualified: ${stay.reason.replaceAll('_', ' ')}.` }
  }
}

const doing = {
  call: 'Call again',
  email: 'E-mail',
  sms: 'Text message',
  linkedin: 'LinkedIn touch',
  x: 'Touch on X',
  letter: 'Letter',
  visit: 'Visit or call',
  task: 'Task'
} as const

/** The step that a planned touch carries out. */
export function stepOf(program: Program, { track, step }: PlannedTouch): Touch {
  return flowOf(program, indexOf(program, track))[step] as Touch
}

/** Why this is next, and at that time. */
export function nextBecause(program: Program, next: PlannedTouch, table: Table, now: number): string {
  const own = stepOf(program, next).because ?? `${doing[next.channel]} ${span(next.wanted - now)} after this call.`
  const instead = {
    find_address: 'We have no e-mail address: find one first. ',
    find_number: 'None of the numbers works: find one first. ',
    preferred: 'They answered on this channel before. '
  }
  const first = next.instead === null ? '' : instead[next.instead]
  if (next.moved === 0) return first + own
  const when = formatClock(next.at, table.where.clock)
  return `${first}${own} Not before ${when} there: ${lower(ruleOf(next.moved).reason)} (${ruleOf(next.moved).id}).`
}

/** A length of time as a person says it. */
export function span(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 1) return 'right'
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  if (hours < 36) return `${hours} hours`
  return `${Math.round(hours / 24)} days`
}

/** What the reader of a decision must know beside it: facts nobody gave, doubts, and what was bent. */
export function warnings(program: Program, facts: Facts, decision: Decision): readonly string[] {
  const v = facts.vector
  const out = [...facts.doubts]
  if (program.entry) {
    const truth = program.entry.when.test(v)
    if (truth === 0) out.push(`This lead is outside the entry of ${program.name}: ${program.entry.because}`)
    if (truth === 1)
      out.push(
        `Whether ${program.name} is meant for this lead is not known: ${unknownNames(program.entry.when.reads, v, program)}`
      )
  }
  if (decision.stop === 0) {
    // None of them is `otherwise`, which would have decided.
    const asked = decision.rule < 0 ? program.rules : program.rules.slice(0, decision.rule)
    for (const { name, when } of asked)
      if (when!.test(v) === 1) out.push(`Rule ${name} could not be asked: ${unknownNames(when!.reads, v, program)}`)
  }
  if (decision.turned !== 0) out.push(`${hindrance(decision.turned)}: the rep speaks the message`)
  if (v[SECONDS]! > MESSAGE_SECONDS_MAX)
    out.push(
      `dialer.messageSeconds is ${v[SECONDS]}: no message is longer than ${MESSAGE_SECONDS_MAX} seconds (004-18)`
    )
  const rule = program.rules[decision.rule]
  if (decision.stop === 0 && actions[decision.action] !== 'ask' && (!rule || rule.act.kind === 'ask'))
    out.push('The playbook asks the rep here; no rep is on the line, so its suggestion is done')
  return out
}

const SECONDS = slot('dialer.messageSeconds')
const CURRENCY = slot('lead.currency')
const VALUE = slot('lead.dealValueCents')

function unknownNames(reads: readonly number[], v: Float64Array, program: Program): string {
  const names = reads.filter((index) => v[index] !== v[index]).map((index) => `${factTable[index]!.path} is unknown`)
  if (reads.includes(VALUE) && v[VALUE] === v[VALUE] && v[CURRENCY] !== textCode(program.document.currency))
    names.push(`lead.dealValueCents is in another currency than ${program.document.currency}`)
  return names.join(', ') || 'what it works out is no number'
}

/** Going on in a sentence: a reason begins with a common word, or with the name of a place, which keeps its capital. */
export const lower = (sentence: string): string =>
  /^(?:A|It|No|The|There|They) /.test(sentence) ? sentence[0]!.toLowerCase() + sentence.slice(1) : sentence
