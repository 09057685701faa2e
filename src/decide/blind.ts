import { type Experiment, type Rule } from '../playbook/program.ts'

/**
 * Whether the rule belongs to an experiment whose arm nobody may know before a voicemail has answered: otherwise the
 * arm could change whom we call, when, and how, and the comparison would be worth nothing.
 */
export function experimentIsBlind({ act }: Rule): boolean {
  return act.kind === 'experiment' && isBlind(act.experiment)
}

export const isBlind = (experiment: Experiment): boolean => experiment.kind === 'point_of_voicemail'
