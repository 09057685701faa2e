/** Questions in the order in which a lead is held back; each lead counts at the first that stops it. */
export const funnelSteps = [
  'stopped',
  'no_number',
  'not_enrolled',
  'over',
  'parked',
  'resting',
  'in_hand',
  'closed'
] as const
export type FunnelStep = (typeof funnelSteps)[number]

/** Leads of a list that may be looked at alone: those of a step of the funnel, or several together. */
export const leadGroups = [...funnelSteps, 'callable', 'in_playbook'] as const
export type LeadGroup = (typeof leadGroups)[number]
