import { type Rule } from '../playbook/program.ts'

/**
 * Whether the rule belongs to an experiment whose arm nobody may know before a voicemail has answered: otherwise the
 * arm could change whom we call, when, and how, and the comparison would be worth nothing.
 */
export function experimentIsBlind(rule: Rule): boolean {
  return rule.act.kind === 'experiment' && rule.act.experiment.kind === 'point_of_voicemail'
}
