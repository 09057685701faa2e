import { type Stop, stops } from '../facts/fact.ts'
import { type CapMeasure, capMeasures, capNames, capRuleId } from './cap.ts'
import { type House } from './house.ts'
import { lawRules } from './law-words.ts'
import { law } from './law.ts'
import { LAW_CODES_FROM, lawRuleId, lawRuleIds } from './rule-code.ts'

/** One reason for which the guard may refuse: its id, what to say, and what would lift it. */
export type Rule = { readonly id: string; readonly reason: string; readonly remedy: string; readonly basis: string }

const stopWords: Record<Stop, string> = {
  opt_out: 'They asked us to stop',
  do_not_call: 'The number is on a do-not-call list',
  legal_notice: 'A legal notice is on record',
  complaint: 'They complained',
  hostility: 'They were hostile',
  refusal: 'They said no'
}

export const stopRuleId = (stop: Stop): string => `HOUSE-STOP-${stop.toUpperCase().replaceAll('_', '-')}`

const houseRules = [
  {
    id: 'HOUSE-SMS-CONSENT',
    reason: 'There is no stored opt-in for text messages',
    remedy: 'Store who agreed, when and how; until then use another channel',
    basis: 'CTIA principles; 003-21'
  },
  {
    id: 'HOUSE-DROP-CONSENT',
    reason: 'A recording needs written consent, or a number known to be a business landline',
    remedy: 'Speak the message yourself, or store written consent for recordings',
    basis: '47 USC 227(b)(1)(A)(iii); 47 CFR 64.1200(a)(2)'
  },
  {
    id: 'HOUSE-CALLS-24H',
    reason: 'They have had as many call attempts in 24 hours as the house allows',
    remedy: 'Wait until the first attempts are a day old',
    basis: 'House ceiling; strictest US states allow three in 24 h'
  },
  {
    id: 'HOUSE-CALL-GAP',
    reason: 'The last call was too short a time ago',
    remedy: 'Wait for the rest between two calls',
    basis: 'House ceiling; 003-03, 003-11'
  },
  {
    id: 'HOUSE-HOURS',
    reason: 'It is outside 8 to 21 at some place where they may be',
    remedy: 'Wait for the first minute that is open in every zone',
    basis: '47 CFR 64.1200(c)(1)'
  }
] as const satisfies readonly Rule[]

/** Order is the order of the questions: what never lifts comes first, the clock last. */
export const rules: readonly Rule[] = [
  ...stops.map((stop) => ({
    id: stopRuleId(stop),
    reason: stopWords[stop],
    remedy: 'None: no playbook lifts a hard stop',
    basis: '002-08; 47 CFR 64.1200(a)(10), (d)'
  })),
  ...houseRules.slice(0, 4),
  ...capNames.map((name) => ({
    id: capRuleId(name),
    reason: `The playbook’s cap is reached: ${capMeasures[name].says}`,
    remedy: 'Wait where the cap is about time, else go on without this touch',
    basis: 'Playbook'
  })),
  ...houseRules.slice(4)
]

/** A rule as a small number: 0 is "allowed", code n is rules[n - 1], and those of law follow from LAW_CODES_FROM on. */
export const codeOf: ReadonlyMap<string, number> = new Map([
  ...rules.map((rule, i) => [rule.id, i + 1] as const),
  ...lawRuleIds.map((id, i) => [id, LAW_CODES_FROM + i] as const)
])
export const ruleOf = (code: number): Rule => (code < LAW_CODES_FROM ? rules[code - 1]! : ruleCalled(lawRuleId(code)))

/** A rule by its id, of the house or of the law as it ships. */
export function ruleCalled(id: string): Rule {
  lawWords ??= lawRules(law)
  return lawWords.get(id) ?? rules[codeOf.get(id)! - 1]!
}

/** The same in the words of the law that holds in a house, which an installation may have changed. */
export function ruleIn(house: House, code: number): Rule {
  if (code < LAW_CODES_FROM) return ruleOf(code)
  return house.law?.book.words.get(lawRuleId(code)) ?? ruleOf(code)
}

/** Made when first asked for: most decisions are never put into words. */
let lawWords: ReadonlyMap<string, Rule> | undefined

export type HouseRuleId = (typeof houseRules)[number]['id']
export const houseCode = (id: HouseRuleId): number => codeOf.get(id)!
export const capCode = (name: CapMeasure): number => codeOf.get(capRuleId(name))!
