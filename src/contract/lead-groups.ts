/** Questions in the order in which a lead is held back; each lead counts at the first that stops it. */
export const funnelSteps = [
  'stopped',
  'no_number',
  'not_enrolled',
  'over',
  'parked',
  'resting',
  'in_hand',
  'closed',
  'forbidden'
] as const
export type FunnelStep = (typeof funnelSteps)[number]

/** What a step asks, why somebody is lost there, and when they come back where no time is known. */
export const funnelWords: Readonly<Record<FunnelStep, { still: string; because: string; back: string }>> = {
  stopped: {
    still: 'May be contacted at all',
    because: 'asked us to stop, refused, do-not-call, legal notice',
    back: 'never'
  },
  no_number: {
    still: 'Have a number that works',
    because: 'no number, or all known to be wrong',
    back: 'when one is found'
  },
  not_enrolled: { still: 'Are in a playbook', because: 'in none yet', back: 'when enrolled' },
  over: {
    still: 'Have steps left in it',
    because: 'the playbook has come to its end for them',
    back: 'on a sign of theirs'
  },
  parked: {
    still: 'Wait for nothing of theirs',
    because: 'rest until they answer, or for a time',
    back: 'on a sign of theirs'
  },
  resting: {
    still: 'Are rested: a call is due',
    because: 'the next step is not due, or is no call',
    back: 'when a call is due'
  },
  in_hand: {
    still: 'Are in nobody’s hands',
    because: 'a rep has them right now',
    back: 'when the call is over'
  },
  closed: {
    still: 'Inside calling hours there',
    because: 'outside the hours of law and house where they may be',
    back: 'when it opens'
  },
  forbidden: {
    still: 'No rule forbids a call now',
    because: 'a rule of law or house holds them back',
    back: 'when what forbids it is mended'
  }
}

/** Leads of a list that may be looked at alone: those of a step of the funnel, or several together. */
export const leadGroups = [...funnelSteps, 'callable', 'in_playbook'] as const
export type LeadGroup = (typeof leadGroups)[number]
