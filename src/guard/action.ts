/**
 * What we are about to do to a person, in the terms of the law: a voicemail is judged twice, the dial (`live_voice`)
 * and then the message (spoken by the rep, played, or made by a machine). The order is kept: codes of it are stored.
 */
export const actionKinds = [
  'live_voice',
  'live_voicemail',
  'prerecorded_voicemail',
  'sms',
  'email',
  'linkedin',
  'x',
  'letter',
  'visit',
  'task',
  'prerecorded_voice',
  'ringless_voicemail',
  'artificial_voice'
] as const
export type ActionKind = (typeof actionKinds)[number]

/** Bits by which rules name the kinds that they are about. */
export const bitOf = (kind: ActionKind): number => 1 << actionKinds.indexOf(kind)
export const bitsOf = (...kinds: readonly ActionKind[]): number => kinds.reduce((bits, kind) => bits | bitOf(kind), 0)

/** A voice that nobody speaks at that moment: a recording, or one that a machine makes. */
export const RECORDINGS = bitsOf('prerecorded_voicemail', 'prerecorded_voice', 'ringless_voicemail', 'artificial_voice')
export const MESSAGES = bitsOf('live_voicemail') | RECORDINGS
/** Kinds that ring somebody: they keep the hours of the person. A letter, a mail and a task do not. */
export const KEEPS_HOURS = bitsOf('live_voice', 'sms') | MESSAGES
/** Everything that a telephone rings for. */
export const PHONE = KEEPS_HOURS
/** What the law's data speaks about. A letter, a visit and a task of our own are in none of the acts that it holds. */
export const REGULATED = KEEPS_HOURS | bitOf('email')
/** Everything that the person can notice. A task is ours alone. */
export const TOUCHES = REGULATED | bitsOf('linkedin', 'x', 'letter', 'visit')

/** The channel of a step as the kind that the guard judges. */
export const kindOfChannel = {
  call: 'live_voice',
  email: 'email',
  sms: 'sms',
  linkedin: 'linkedin',
  x: 'x',
  letter: 'letter',
  visit: 'visit',
  task: 'task'
} as const satisfies Record<string, ActionKind>
export type Channel = keyof typeof kindOfChannel
export const channels = Object.keys(kindOfChannel) as readonly Channel[]
