/** What is said of a call beside its outcome, each as a closed list; the store keeps the place in the list. */

/** Why a rep did otherwise than advised (001-19, 002-01). */
export const overrides = {
  knows_them: 'I know this person',
  wrong_moment: 'Not the moment for it',
  said_enough: 'They have had enough messages',
  nothing_to_say: 'I have nothing new to say',
  no_time: 'No time for it now',
  other: 'Another reason'
} as const
export type Override = keyof typeof overrides

/** How they took it that we called (002-37). */
export const reactions = { pleased: 'Pleased', neutral: 'Neither', annoyed: 'Annoyed' } as const
export type Reaction = keyof typeof reactions

/** What stood in the way, heard on a live call only (000-13). */
export const objections = {
  no_need: 'No need',
  no_money: 'Too dear, no budget',
  no_time: 'No time to talk',
  has_supplier: 'They have somebody for that',
  send_mail: '"Send me an e-mail"',
  who_are_you: 'They do not know us',
  too_many_calls: 'We call too often',
  other: 'Something else'
} as const
export type Objection = keyof typeof objections

/** What becomes of a task. */
export const taskStates = ['open', 'done', 'skipped', 'expired', 'cancelled'] as const
export type TaskState = (typeof taskStates)[number]

/** What a rep does between calls. */
export const repStates = ['idle', 'inbound', 'pause'] as const
export type RepState = (typeof repStates)[number]

/** Who took a call of theirs. */
export const desks = ['the rep who had called', 'another rep', 'the return desk', 'nobody'] as const
export type Desk = (typeof desks)[number]

/** On whose lines a session calls. */
export const carriers = ['manual', 'simulated', 'asterisk', 'twilio'] as const
export type CarrierName = (typeof carriers)[number]

/** How the network says that a call came to its end. */
export const lineOutcomes = [
  'completed',
  'busy',
  'no_answer',
  'rejected',
  'blocked',
  'invalid_number',
  'redirected',
  'carrier_fault',
  'cancelled',
  'unknown'
] as const
export type LineOutcome = (typeof lineOutcomes)[number]

/** Who ended it. */
export const lineEnders = ['us', 'them', 'carrier', 'timeout'] as const
export type LineEnder = (typeof lineEnders)[number]

/** The seconds of a call by what they were spent on, in milliseconds. */
export type Spent = {
  /** Until somebody or something answered, or it was given up. */
  readonly dialMs: number
  readonly greetingMs: number
  readonly messageMs: number
  readonly talkMs: number
  readonly wrapMs: number
}
