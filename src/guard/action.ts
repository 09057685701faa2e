/**
 * What we are about to do to a person, in the terms of the law: a voicemail is judged twice, the dial (`live_voice`)
 * and then the message (spoken by the rep or played).
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
  'task'
] as const
export type ActionKind = (typeof actionKinds)[number]

/** Bits by which rules name the kinds that they are about. */
export const bitOf = (kind: ActionKind): number => 1 << actionKinds.indexOf(kind)
export const bitsOf = (...kinds: readonly ActionKind[]): number => kinds.reduce((bits, kind) => bits | bitOf(kind), 0)

export const MESSAGES = bitsOf('live_voicemail', 'prerecorded_voicemail')
/** Kinds that ring somebody: they keep the hours of the person. A letter, a mail and a task do not. */
export const KEEPS_HOURS = bitsOf('live_voice', 'live_voicemail', 'prerecorded_voicemail', 'sms')
/** Everything that the person can notice. A task is ours alone. */
export const TOUCHES = bitsOf(
  'live_voice',
  'live_voicemail',
  'prerecorded_voicemail',
  'sms',
  'email',
  'linkedin',
  'x',
  'letter',
  'visit'
)

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
