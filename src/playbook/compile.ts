import { type Cap, type CapMeasure } from '../guard/cap.ts'
import { MESSAGE_SECONDS_MAX } from '../facts/recording.ts'
import { type Expression, compileExpression } from './expression.ts'
import { callsOf, compileFlow, holdsCall, stayOf } from './flow.ts'
import { contentHash } from './hash.ts'
import { type Act, type Arm, type Message, type Program, type Rule } from './program.ts'
import { type MessageDocument, type PlaybookDocument, type RuleDocument } from './schema.ts'
import { type Path } from './text.ts'

export type CompileProblem = { readonly path: Path; readonly offset: number; readonly problem: string }

/** Turns texts into conditions and collects what is wrong with them. */
export type Compiler = {
  readonly currency: string
  readonly problems: CompileProblem[]
  /** Compiles the condition at a path; `otherwise` and nothing give null. */
  readonly condition: (source: string | undefined, path: Path, inStep: boolean) => Expression | null
  readonly report: (path: Path, problem: string) => void
  /** First match wins in every list with conditions: what stands below `otherwise` is a slip of the pen. */
  readonly rowsAfterOtherwise: (rows: readonly { readonly when: string }[], path: Path, what: string) => void
}

/** Compile a checked document; all problems at once. */
export function compile(
  document: PlaybookDocument
):
  | { readonly kind: 'program'; readonly program: Program }
  | { readonly kind: 'wrong'; readonly problems: readonly CompileProblem[] } {
  const c = compiler(document.currency)
  const flow = compileFlow(document.steps, ['steps'], c)
  const program: Program = {
    name: document.playbook,
    label: document.version,
    hash: contentHash(document),
    document,
    entry: document.entry ? entryOf(document.entry, c) : null,
    rules: document.voicemail.map((rule, i) => ruleOf(rule, ['voicemail', i], document, c)),
    caps: capsOf(document, c),
    flow,
    calls: callsOf(flow),
    before: compileFlow(document.before, ['before'], c),
    tracks: Object.entries(document.tracks).map(([name, track]) => ({
      name,
      when: c.condition(track.when, ['tracks', name, 'when'], true),
      flow: compileFlow(track.steps, ['tracks', name, 'steps'], c)
    }))
  }
  checkFirstAttempts(document, c)
  messageSlots(document.message, ['message'], c)
  checkNames(document, c)
  checkCallsInSequence(document, c)
  return c.problems.length > 0 ? { kind: 'wrong', problems: c.problems } : { kind: 'program', program }
}

function compiler(currency: string): Compiler {
  const problems: CompileProblem[] = []
  return {
    currency,
    problems,
    condition(source, path, inStep) {
      if (source === undefined || source === 'otherwise') return null
      const compiled = compileExpression(source, { currency, inStep })
      if (compiled.kind === 'expression') return compiled.expression
      for (const { offset, problem } of compiled.problems) problems.push({ path, offset, problem })
      return null
    },
    report: (path, problem) => void problems.push({ path, offset: 0, problem }),
    rowsAfterOtherwise(rows, path, what) {
      const last = rows.findIndex((row) => row.when === 'otherwise')
      if (last >= 0 && last < rows.length - 1)
        problems.push({
          path: [...path, last + 1],
          offset: 0,
          problem: `this ${what} can never be reached: the one above it takes every case`
        })
    }
  }
}

function entryOf(entry: NonNullable<PlaybookDocument['entry']>, c: Compiler): Program['entry'] {
  const when = c.condition(entry.when, ['entry', 'when'], false)
  return when ? { when, because: entry.because } : null
}

function ruleOf(rule: RuleDocument, path: Path, document: PlaybookDocument, c: Compiler): Rule {
  const when = c.condition(rule.when, [...path, 'when'], false)
  const earlier = document.voicemail.slice(0, document.voicemail.indexOf(rule))
  const act = actOf(rule, path, earlier.filter((other) => other.do === 'experiment').length, c)
  const leaves =
    act.kind !== 'skip' && !(act.kind === 'ask' && act.suggest === 'skip' && !rule.message && !document.message)
  return {
    name: rule.rule,
    when,
    act,
    because: rule.because,
    figure: rule.figure ?? null,
    message: leaves ? messageOf(rule, document, path, c) : null,
    then: rule.then ? stayOf('park' in rule.then ? { park: rule.then.park } : { end: rule.then.end }) : null
  }
}

/** `index`: place among the experiments of the playbook, should this be one. */
function actOf(rule: RuleDocument, path: Path, index: number, c: Compiler): Act {
  const only = (field: 'suggest' | 'experiment' | 'explore', act: string) => {
    if (rule[field] !== undefined && rule.do !== act) c.report([...path, field], `${field} stands with do: ${act} only`)
    if (rule[field] === undefined && rule.do === act && act !== 'ask')
      c.report([...path, 'do'], `do: ${act} needs ${field}:`)
  }
  only('suggest', 'ask')
  only('experiment', 'experiment')
  only('explore', 'explore')
  switch (rule.do) {
    case 'leave':
    case 'skip':
      return { kind: rule.do }
    case 'ask':
      return { kind: 'ask', suggest: rule.suggest ?? 'skip' }
    case 'explore':
      return { kind: 'explore', leave: rule.explore?.leave ?? 0 }
    case 'experiment':
      return { kind: 'experiment', experiment: experimentOf(rule, path, index, c) }
  }
}

function experimentOf(
  rule: RuleDocument,
  path: Path,
  index: number,
  c: Compiler
): Extract<Act, { kind: 'experiment' }>['experiment'] {
  const { name = '', kind = 'point_of_voicemail' as const, phase = 1, arms = [] } = rule.experiment ?? {}
  const total = arms.reduce((sum, arm) => sum + arm.share, 0)
  if (rule.experiment && Math.abs(total - 1) > 1e-9)
    c.report(
      [...path, 'experiment', 'arms'],
      `the shares of the arms add up to ${Math.round(total * 1e6) / 1e6}, they must make 1`
    )
  const names = arms.map((arm) => arm.arm)
  names.forEach((arm, i) => {
    if (names.indexOf(arm) !== i) c.report([...path, 'experiment', 'arms', i, 'arm'], `two arms are called ${arm}`)
  })
  return {
    name,
    kind,
    phase,
    index,
    shares: arms.map((arm) => arm.share),
    arms: arms.map(({ arm, share, leave }, i): Arm => {
      const where = [...path, 'experiment', 'arms', i, 'leave']
      return {
        name: arm,
        share,
        leave: typeof leave === 'boolean' ? leave : (c.condition(leave, where, false) ?? true)
      }
    })
  }
}

function messageOf(rule: RuleDocument, document: PlaybookDocument, path: Path, c: Compiler): Message | null {
  const message: MessageDocument = { ...document.message, ...rule.message }
  if (message.purpose === undefined || message.slots === undefined) {
    c.report(path, 'a message needs purpose: and slots:, in this rule or under message: for the whole playbook')
    return null
  }
  return {
    purpose: message.purpose,
    maxSeconds: message.maxSeconds ?? MESSAGE_SECONDS_MAX,
    mode: message.mode ?? 'either',
    slots: messageSlots(message, rule.message?.slots ? [...path, 'message'] : ['message'], c)
  }
}

function messageSlots(message: MessageDocument | undefined, path: Path, c: Compiler): Message['slots'] {
  return (message?.slots ?? []).map((slot, i) =>
    typeof slot === 'string'
      ? { slot, when: null }
      : { slot: slot.slot, when: c.condition(slot.when, [...path, 'slots', i, 'when'], false) }
  )
}

function checkFirstAttempts(document: PlaybookDocument, c: Compiler): void {
  c.rowsAfterOtherwise(document.firstAttempt, ['firstAttempt'], 'row')
  document.firstAttempt.forEach((row, i) => {
    c.condition(row.when, ['firstAttempt', i, 'when'], false)
    if ((row.within === undefined) !== (row.nextWindow === true))
      c.report(['firstAttempt', i], 'a first attempt has within: or nextWindow: true, one of them')
  })
}

function capsOf(document: PlaybookDocument, c: Compiler): readonly Cap[] {
  return Object.entries(document.caps).flatMap(([name, cap]): Cap[] => {
    const measure = name as CapMeasure
    if (typeof cap === 'number') return [{ measure, limit: cap, when: null }]
    const earlier: Expression[] = []
    c.rowsAfterOtherwise(cap ?? [], ['caps', name], 'row')
    return (cap ?? []).map(({ limit, when }, i) => {
      const condition = c.condition(when, ['caps', name, i, 'when'], false)
      const before = [...earlier]
      if (condition) earlier.push(condition)
      return { measure, limit, when: firstOf(condition, before) }
    })
  })
}

/** A row of a list of caps holds when its condition does and none above it did: first match wins, as with rules. */
function firstOf(condition: Expression | null, before: readonly Expression[]): Cap['when'] {
  if (before.length === 0) return condition?.test ?? null
  const own = condition?.test ?? (() => 2)
  return (v) => before.reduce((truth, earlier) => Math.min(truth, 2 - earlier.test(v)), own(v))
}

/** A person is called by their sequence alone: two lines that call would call them twice. */
function checkCallsInSequence({ before, tracks }: PlaybookDocument, c: Compiler): void {
  const says = 'calls stand under steps: what is done on arrival, and a track, are touches beside them'
  if (holdsCall(before)) c.report(['before'], says)
  for (const [name, { steps }] of Object.entries(tracks))
    if (holdsCall(steps)) c.report(['tracks', name, 'steps'], says)
}

function checkNames(document: PlaybookDocument, c: Compiler): void {
  const rules = document.voicemail.map((rule) => rule.rule)
  rules.forEach((name, i) => {
    if (rules.indexOf(name) !== i) c.report(['voicemail', i, 'rule'], `two rules are called ${name}`)
  })
  const otherwise = document.voicemail.findIndex((rule) => rule.when === 'otherwise')
  document.voicemail.forEach((rule, i) => {
    if (otherwise >= 0 && i > otherwise)
      c.report(
        ['voicemail', i],
        `rule ${rule.rule} can never be reached: rule ${rules[otherwise]} above it takes every case`
      )
    const twin = document.voicemail.findIndex((other) => other.when === rule.when)
    if (twin < i && rule.when !== 'otherwise')
      c.report(
        ['voicemail', i, 'when'],
        `rule ${rule.rule} can never be reached: rule ${rules[twin]} has the same condition`
      )
  })
  document.on.forEach((row, i) => {
    if (typeof row.do !== 'object' || row.do.track in document.tracks) return
    c.report(
      ['on', i, 'do', 'track'],
      `no track is called ${row.do.track}; there are ${Object.keys(document.tracks).join(', ') || 'none'}`
    )
  })
  if (document.exits.length === 0 && document.caps['calls'] === undefined && !endsByPlan(document.steps))
    c.report(['exits'], 'there is no way out: name at least one event under exits, a cap on calls, or an end step')
}

function endsByPlan(steps: PlaybookDocument['steps']): boolean {
  return steps.some(
    (step) =>
      step.end !== undefined ||
      (step.loop && endsByPlan(step.loop.steps)) ||
      step.branch?.some((branch) => endsByPlan(branch.steps))
  )
}
