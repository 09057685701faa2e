import { type Desk, type Phase } from './desk.ts'

/** What each key does where it does something; the bottom line, the help and the answer to a wrong key read it. */
export type KeySays = readonly [key: string, says: string]

const everywhere: readonly KeySays[] = [
  ['?', 'keys'],
  ['Q', 'quit']
]
const ofCall: readonly KeySays[] = [
  ['E', 'what answered'],
  ['D D', 'do not call'],
  ['T', 'note'],
  ['P', 'pause after this'],
  ...everywhere
]
const ofTalk: readonly KeySays[] = [
  ['W or 1-9', 'what they said'],
  ['C', 'call back'],
  ['A', 'I said I call …'],
  ['R', 'how they took it'],
  ['G', 'remembered a message?'],
  ['J', 'objection'],
  ['L', 'deal lost']
]

const byPhase = {
  looking: [['Q', 'quit']],
  empty: [
    ['Enter', 'look again'],
    ['Z', 'undo'],
    ['P', 'pause'],
    ['C', 'callbacks'],
    ['I', 'they rang us'],
    ...everywhere
  ],
  gone: [],
  paused: [['Enter', 'go on'], ['Z', 'undo'], ['I', 'they rang us'], ...everywhere],
  ready: [
    ['Enter', 'dial'],
    ['S', 'skip, with a reason'],
    ['C', 'callbacks'],
    ['I', 'they rang us'],
    ['T', 'note'],
    ['D D', 'do not call'],
    ['P', 'pause'],
    ['Z', 'undo'],
    ...everywhere
  ],
  ringing: [
    ['H', 'human'],
    ['V', 'machine'],
    ['N', 'machine, no message'],
    ['S', 'cancel'],
    ['X', 'it is over'],
    ...ofCall
  ],
  machine: [
    ['B', 'beep: speak'],
    ['N', 'no message'],
    ['M', 'how the message ended'],
    ['1-4', 'the same'],
    ['H', 'a human after all'],
    ['X', 'it is over'],
    ...ofCall
  ],
  human: [...ofTalk, ['M', 'message with a person'], ['V', 'a machine after all'], ['X X', 'it is over'], ...ofCall],
  over: [['Enter', 'save and next'], ...ofTalk, ['M', 'message'], ['H', 'human'], ['V', 'machine'], ...ofCall]
} as const satisfies Record<string, readonly KeySays[]>

/** The keys that do something now. */
export function keysOf({ phase, overlay }: Pick<Desk, 'phase' | 'overlay'>): readonly KeySays[] {
  switch (overlay?.kind) {
    case 'menu':
      return [...overlay.menu.options.map(({ key, says }): KeySays => [key, says]), ['Esc', 'leave it']]
    case 'field':
      return [
        ['Enter', 'take it'],
        ['Ctrl-U', 'empty it'],
        ['Esc', 'leave it']
      ]
    case 'question':
      return [
        [QUESTION_KEYS[overlay.about], 'yes'],
        ['any other key', 'no']
      ]
    case 'lines':
      return [['any key', 'back']]
    case undefined:
      return byPhase[stageOf(phase)]
  }
}
export const QUESTION_KEYS = { do_not_call: 'D', hangup: 'X', quit: 'Q' } as const

export const stageOf = (phase: Phase) => (phase.kind === 'call' ? phase.call.stage : phase.kind)

export const keyLine = (keys: readonly KeySays[]): string => keys.map(([key, says]) => `${key} ${says}`).join(' · ')
