/** Parts that a message may have, in the order in which most are spoken, with what each one is. */
export const slotWords = {
  question: 'a specific question',
  friendly: 'a friendly word, no sales talk',
  reason: 'why you call',
  who: 'who you are',
  company: 'your company',
  pitch: 'about five seconds on what you offer',
  news: 'what is new for them',
  reference: 'a client or vendor they know',
  benefit: 'one benefit',
  solution_to_pain: 'which problem you solve',
  promise_short: 'that you will not waste their time',
  ask_call: 'ask them to call',
  email_with_openings: 'that an e-mail with openings follows',
  follow_up_in_x_days: 'when you will try again',
  ways_to_reach: 'the ways to reach you',
  number: 'your number'
} as const
export type MessageSlot = keyof typeof slotWords
export const slots = Object.keys(slotWords) as [MessageSlot, ...MessageSlot[]]

/** One part of a message as it is said; what announces the next try says when, where that is planned (003-18). */
export function slotSaid(slot: MessageSlot, promise: { readonly days: number } | undefined): string {
  if (slot !== 'follow_up_in_x_days' || promise === undefined) return slotWords[slot]
  if (promise.days === 0) return 'that you will try again today'
  return promise.days === 1 ? 'that you will try again tomorrow' : `that you will try again in ${promise.days} days`
}

/** Things that happen to a lead and that a playbook may react to. */
export const eventWords = {
  conversation: 'a conversation',
  response: 'any response',
  callback: 'a call back',
  reply: 'a reply',
  booking: 'a booking',
  appointment: 'an appointment',
  pitched: 'the pitch was heard',
  bounce: 'a bounce',
  refusal: 'a refusal',
  hostility: 'hostility',
  complaint: 'a complaint',
  opt_out: 'an opt-out',
  legal_notice: 'a legal notice',
  unfit: 'no fit',
  deal_won: 'a deal won',
  deal_lost: 'a deal lost'
} as const
export type LeadEvent = keyof typeof eventWords
export const events = Object.keys(eventWords) as [LeadEvent, ...LeadEvent[]]

/** How a run may end by plan. */
export const endingWords = {
  passive_list: 'goes to the passive list and wakes on any signal of theirs',
  list_exhausted: 'has had all the calls that are planned',
  long_nurture: 'goes to long nurture',
  next_lead: 'is left alone: on to the next one'
} as const
export type Ending = keyof typeof endingWords
export const endings = Object.keys(endingWords) as [Ending, ...Ending[]]
