import type { MessageAnswer } from '../../decide/answer.ts'
import { slotSaid } from '../../playbook/words.ts'
import type { TwoClocks } from '../work/messages.ts'
import { counted, inWords, phone } from './numbers.ts'
import { clock, dayAndClock } from './times.ts'

/** Texts of the opened lead and of the answers to facts. */
export const panelWords = {
  atVoicemail: 'If voicemail answers',
  back: 'Sheet',
  place: (at: number, of: number) => `${at} of ${of}`,
  opening: 'Being read.',
  gone: 'This lead is not on the sheet any more.',
  advice: {
    leave: 'Leave a message',
    skip: 'Hang up, leave no message',
    ask: 'Your call: leave or not?',
    at_the_beep: 'Decided at the beep',
    stopped: 'Leave nothing, and do not call'
  },
  suggest: { leave: 'Where nobody is asked: leave one.', skip: 'Where nobody is asked: leave none.' },
  figure: 'Figure',
  chance: (probability: number) => `Drawn by lot, ${Math.round(probability * 100)} chances in 100 for this.`,
  rule: (name: string) => `Rule ${name}`,
  message: (seconds: number) => `Say it within ${seconds} seconds`,
  modes: { live: 'in your own voice', drop: 'the recording is played' },
  recording: (id: string) => `Recording ${id}`,
  slots: (message: MessageAnswer) => message.slots.map((slot) => ({ slot, said: slotSaid(slot, message.promise) })),
  why: 'Why not the others',
  actions: { leave: 'Leave', skip: 'Skip', ask: 'Ask you' },
  next: 'What comes next',
  nextOn: (channel: string) => channelWords[channel] ?? channel,
  nobody: 'Nothing is planned',
  twoClocks: ({ theirs, yours }: TwoClocks) =>
    sameWall(theirs, yours)
      ? `${dayAndClock(theirs)}, their time and yours`
      : `${dayAndClock(theirs)} their time, ${dayAndClock(yours)} yours`,
  nowThere: ({ theirs, yours }: TwoClocks, place: string) =>
    `${place === '' ? 'there' : `in ${place}`}${sameWall(theirs, yours) ? '' : `, ${clock(yours)} with you`}`,
  until: (time: string) => `May be called until ${time}, their time.`,
  from: (time: string) => `May be called from ${time}, their time.`,
  always: 'May be called now.',
  never: 'May not be called; time alone does not change it.',
  zones: (zones: readonly string[]) =>
    zones.length > 1 ? `The place is not certain: it must be allowed on ${counted(zones.length, 'clock')}.` : null,
  mayI: 'May I',
  kinds: { live_voice: 'Call', prerecorded_voicemail: 'Recorded voice', sms: 'Text message', email: 'E-mail' },
  allowed: 'no rule against it',
  opens: (time: string) => `From ${time}.`,
  know: 'What we know',
  known: {
    worth: 'Worth',
    stage: 'Stage',
    relationship: 'Stands at',
    origin: 'Came from',
    calls: 'Calls',
    voicemails: 'Messages left'
  },
  notKnown: 'not known',
  warnings: 'To know beside it',
  version: (playbook: string, hash: string) => `${playbook}, ${hash.slice(0, 12)}`,
  row: (row: number) => `row ${row} of the file`,
  number: (e164: string | null, extension: string) =>
    e164 === null ? 'no number' : `${phone(e164)}${extension === '' ? '' : `, extension ${extension}`}`,
  token: (token: string) => token.replaceAll('_', ' ')
} as const

const channelWords: Readonly<Record<string, string>> = {
  call: 'Call again',
  email: 'Send an e-mail',
  sms: 'Send a text message',
  linkedin: 'Write on LinkedIn',
  x: 'Write on X',
  letter: 'Send a letter',
  visit: 'Visit',
  task: 'A task'
}

const sameWall = (a: string, b: string): boolean => a.slice(0, 16) === b.slice(0, 16)

/** Texts of the page where one fills in facts. */
export const factsWords = {
  heading: 'One situation, answered as you type',
  under: 'Every fact may stay open. What you do not say counts as the word beside it, and nothing is guessed.',
  groups: {
    call: ['This call', ''],
    lead: ['The lead', 'who they are and how far you are with them'],
    number: ['The number', ''],
    place: ['The place', 'decides their clock'],
    reach: ['Other ways to reach them', ''],
    history: ['What happened so far', ''],
    household: ['The household or firm', ''],
    consent: ['Consent', ''],
    dialer: ['How the call is placed', ''],
    stops: ['Hard stops', 'no strategy lifts them']
  } as Readonly<Record<string, readonly [string, string]>>,
  yes: 'yes',
  no: 'no',
  open: 'not said',
  never: 'never',
  otherwise: (words: string) => `not said: ${words}`,
  derived: 'follows from the others',
  unknown: 'unknown',
  minor: 'so that 840000 is $8,400.00',
  answer: 'The answer',
  whole: 'Why, and what next',
  all: (answers: number) => `One situation, ${inWords(answers)} answers`,
  problem: 'Not answered yet:',
  wholeDocument: 'FACTS',
  json: 'FACTS as JSON',
  jsonUnder: 'The same facts as a document; change it here or above, both follow.',
  copy: 'Copy',
  copied: 'Copied.',
  clear: 'Start over',
  extra: {
    now: ['Instant', 'RFC 3339 with offset, 2026-12-02T10:15:00-05:00', 'the clock'],
    'lead.id': ['Key of the lead', 'Key of chance: the same key draws the same lot', 'empty'],
    'number.e164': ['Number', 'Number with country code, +12125550123', 'none'],
    'place.country': ['Country', 'Country, two letters', 'that of the installation'],
    'place.region': ['Region', 'Region such as US-FL', 'unknown'],
    'place.timeZone': ['Time zone', 'IANA time zone; wins over region and number', 'from region and number']
  } as Readonly<Record<string, readonly [string, string, string]>>,
  back: 'Back to the sheet',
  toFront: 'Read a list instead',
  at: (time: string) => `at ${time} their time`
} as const
