import { type Trace, type TracedCondition } from '../../decide/trace.ts'
import { type Verdict } from '../../guard/verdict.ts'
import { labelled } from './answer-words.ts'
import { type Paint } from './paint.ts'

/** A trace in words, below the answer that it explains. */
export function traceWords(trace: Trace, law: readonly string[], columns: number, paint: Paint): string {
  const lines = [paint.bold('Rules, in the order in which they were tried')]
  const said = (text: string, label: string) => lines.push(...labelled(label, text, columns, paint))
  if (trace.entry) said(`entry: ${conditionWords(trace.entry)}`, trace.entry.holds)
  for (const rule of trace.rules)
    said(`${rule.rule}: ${rule.holds === 'not asked' ? rule.when : conditionWords(rule)}`, rule.holds)
  lines.push('', paint.bold('What the guard looked at'))
  for (const line of law) said(line, line === law[0] ? 'law' : '')
  for (const stop of trace.stops) said(`hard stop ${stop}`, 'stop')
  for (const [label, verdict] of guardLabels) {
    for (const line of verdictWords(trace.guard[verdict]))
      said(line, line === verdictWords(trace.guard[verdict])[0] ? label : '')
  }
  lines.push('', paint.bold('Dice'))
  const { seed, leadId, cluster, experiments } = trace.dice
  said(`seed ${seed}, lead ${leadId === '' ? '(none given)' : leadId}, cluster ${cluster}`, 'of')
  for (const { name, salt, uniform, arms, arm } of experiments) {
    const shares = arms.map((each) => `${each.arm} ${each.share}`).join(', ')
    said(`${name}: ${uniform.toFixed(6)} under ${salt} falls on ${arm} of ${shares}`, 'lot')
  }
  if (experiments.length === 0)
    said('no experiment in this playbook; waits and dayparts are drawn from seed, lead and attempt', 'lots')
  return `${lines.join('\n')}\n`
}

const guardLabels = [
  ['dial', 'live_voice'],
  ['spoken', 'live_voicemail'],
  ['played', 'prerecorded_voicemail']
] as const

function conditionWords({ when, read }: Pick<TracedCondition, 'when' | 'read'>): string {
  const facts = Object.entries(read).map(([path, value]) => `${path} = ${value === null ? 'never' : value}`)
  return facts.length === 0 ? when : `${when}   (${facts.join(', ')})`
}

function verdictWords({ decision, ruleId, retryAt, trace }: Verdict): readonly string[] {
  const retry = retryAt === null ? ', time alone does not lift it' : `, allowed from ${retryAt}`
  const first = decision === 'allowed' ? 'allowed' : `blocked by ${ruleId}${retry}`
  const saw = (text: string): string => (text === '' ? '' : ` (${text})`)
  return [first, ...trace.map((look) => `${look.holds ? 'holds' : 'FAILS'} ${look.ruleId}${saw(look.saw)}`)]
}
