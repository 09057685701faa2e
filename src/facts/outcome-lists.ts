import { type Stop } from './fact.ts'

/**
 * What can come of a touch, split in three so that no code mixes facts: what answered, what we left, what they said.
 * Each row carries the flags that the fold, the cap counts and the reports read; nobody else decides what a word means.
 */
export type EndpointFlags = {
  readonly says: string
  readonly answeredBy: 'nothing' | 'machine' | 'person'
  /** Could they notice that we called: it rang at them, or showed as a missed call (000-26). */
  readonly noticed: boolean
  readonly human: boolean
  readonly rightParty: boolean
  /** This number is dead: it leaves the rotation. */
  readonly numberDead: boolean
}

const nothing = { answeredBy: 'nothing', noticed: true, human: false, rightParty: false, numberDead: false } as const
const machine = { ...nothing, answeredBy: 'machine' } as const
const person = { ...nothing, answeredBy: 'person', human: true } as const

/** What answered the call. */
export const endpoints = {
  no_answer: { ...nothing, says: 'It rang out' },
  busy: { ...nothing, says: 'Busy' },
  congestion: { ...nothing, noticed: false, says: 'The network had no room' },
  vacant_number: { ...nothing, noticed: false, numberDead: true, says: 'Number not in use' },
  changed_number: { ...nothing, noticed: false, numberDead: true, says: 'Number changed' },
  no_circuit: { ...nothing, noticed: false, says: 'No circuit' },
  rejected: { ...nothing, says: 'They declined the call' },
  failed: { ...nothing, noticed: false, says: 'The call failed before it rang' },
  cancelled: { ...nothing, says: 'We hung up while it rang' },
  machine: { ...machine, says: 'A mailbox' },
  machine_name_match: { ...machine, says: 'A mailbox that says their name' },
  machine_put_through: { ...machine, says: 'A mailbox after a colleague put us through (001-01)' },
  mailbox_full: { ...machine, says: 'A mailbox that takes no more messages' },
  screener: { ...machine, says: 'The phone’s own assistant asked who is calling' },
  fax: { ...machine, noticed: false, says: 'A fax machine' },
  ivr_tree: { ...machine, says: 'A menu that asks for keys' },
  gatekeeper: { ...person, says: 'A colleague who did not put us through' },
  human_wrong_party: { ...person, says: 'Somebody else' },
  human_right_party: { ...person, rightParty: true, says: 'The person we called' },
  dead_air: { ...nothing, says: 'Answered, and nobody said anything' },
  abandoned: { ...person, says: 'They answered and no rep was there within 2 s' }
} as const satisfies Record<string, EndpointFlags>
export type Endpoint = keyof typeof endpoints

export type MessageFlags = {
  readonly says: string
  /** Some of it lies in the mailbox. */
  readonly left: boolean
  /** All of it arrived. */
  readonly whole: boolean
}

/** What we left. */
export const messages = {
  none_planned: { left: false, whole: false, says: 'Nothing was to be left' },
  none_blocked: { left: false, whole: false, says: 'A message was advised, a rule forbade it' },
  started: { left: true, whole: false, says: 'It began, its end is not known' },
  complete: { left: true, whole: true, says: 'All of it arrived' },
  truncated: { left: true, whole: false, says: 'The mailbox cut it' },
  talked_over: { left: true, whole: false, says: 'Somebody picked up while it played' },
  left_live_by_rep: { left: true, whole: true, says: 'The rep spoke it' },
  left_with_person: { left: false, whole: true, says: 'Told to somebody who passes it on' }
} as const satisfies Record<string, MessageFlags>
export type Message = keyof typeof messages

export type BusinessFlags = {
  readonly says: string
  /** We talked with the person we wanted. */
  readonly conversation: boolean
  /** Whom it takes off the list: this number, or the person on every channel. */
  readonly suppresses: 'nobody' | 'number' | 'person'
  /** The hard stop that it raises (002-08). */
  readonly stop: Stop | null
  readonly needsDate: boolean
  readonly needsNote: boolean
  /** They wait for something that we hold (001-09). */
  readonly owesInformation: boolean
  readonly interest: 'slight' | 'high' | null
  readonly customer: boolean
}

const talk = {
  conversation: true,
  suppresses: 'nobody',
  stop: null,
  needsDate: false,
  needsNote: false,
  owesInformation: false,
  interest: null,
  customer: false
} as const
const noTalk = { ...talk, conversation: false } as const

/** What they said. A no is a refusal and stops everything; hesitation is neither (002-09). */
export const businesses = {
  conversation: { ...talk, says: 'We talked' },
  meeting_booked: { ...talk, needsDate: true, interest: 'high', says: 'A meeting is booked' },
  callback_requested: { ...talk, needsDate: true, interest: 'slight', says: 'They want us to call at a time' },
  send_info: { ...talk, owesInformation: true, interest: 'slight', says: 'They want information' },
  hesitant: { ...talk, says: 'Neither yes nor no' },
  not_now: { ...talk, needsDate: true, says: 'Not before a date' },
  not_interested: { ...talk, suppresses: 'person', stop: 'refusal', needsNote: true, says: 'No' },
  hung_up: { ...noTalk, suppresses: 'person', stop: 'refusal', says: 'They hung up on us' },
  already_customer: { ...talk, customer: true, says: 'They buy from us already' },
  not_qualified: { ...talk, suppresses: 'person', needsNote: true, says: 'We cannot help them' },
  wrong_number: { ...noTalk, suppresses: 'number', says: 'Not their number' },
  language_barrier: { ...noTalk, says: 'No language in common' },
  moved_on: { ...noTalk, suppresses: 'person', says: 'They left the firm' },
  do_not_call: { ...talk, suppresses: 'person', stop: 'do_not_call', says: 'They forbid further calls' },
  complaint: { ...talk, suppresses: 'person', stop: 'complaint', needsNote: true, says: 'They complain' },
  hostile: { ...talk, suppresses: 'person', stop: 'hostility', says: 'They cursed or threatened' },
  sale: { ...talk, interest: 'high', customer: true, says: 'Sold' },
  transfer: { ...talk, says: 'Handed to a colleague of ours' },
  deceased: { ...noTalk, suppresses: 'person', stop: 'do_not_call', says: 'The person has died' }
} as const satisfies Record<string, BusinessFlags>
export type Business = keyof typeof businesses

/** Flags by a name that is known only at run time; typed wide so that every row has every flag. */
export const endpointFlags = (endpoint: Endpoint): EndpointFlags => endpoints[endpoint]
export const messageFlags = (message: Message): MessageFlags => messages[message]
export const businessFlags = (business: Business): BusinessFlags => businesses[business]

/** Why a touch that was intended never left the house; it counts for no cap and no pressure. */
export const notMadeReasons = [
  'guard',
  'cancelled_by_rep',
  'no_dispatcher',
  'expired',
  'skipped',
  'carrier_refused'
] as const

/** Why a deal was lost; "too many contacts" is one of them (000-28), going elsewhere another (003-15). */
export const lossReasons = [
  'too_many_contacts',
  'went_elsewhere',
  'price',
  'no_need',
  'timing',
  'does_not_answer',
  'no_fit',
  'other'
] as const
