import { describe, expect, test } from 'vitest'
import { factsOf } from '../../test/any-facts.ts'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import { type Answer, answer } from './answer.ts'

type Parts = Parameters<typeof triedPlaybook>[0]

/** A Wednesday in New York. */
const NOON = '2026-12-02T12:00:00-05:00'
const newYork = { timeZone: 'America/New_York' }
const said = (parts: Parts, document: Record<string, unknown> = {}): Answer =>
  answer(triedPlaybook(parts), factsOf({ now: NOON, place: newYork, ...document }), 0)
const leaving = (message: string) => ({
  rules: `  - {rule: always, when: otherwise, do: leave, because: Always., message: ${message}}`
})

test('an answer names its playbook with the version, the rule, and how likely it was', () => {
  const { playbook, hash, voicemail } = said({})
  expect(playbook).toBe('tried@1')
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(voicemail).toMatchObject({ rule: 'always', probability: 1 })
})

test('where no rule holds none is named', () => {
  const rules = '  - {rule: third, when: attempt == 3, do: leave, because: The third one.}'
  expect(said({ rules }).voicemail.rule).toBeNull()
})

test.for([
  ['{says: One in twenty calls back, source: a study}', 'One in twenty calls back (a study)'],
  [null, 'no data yet']
] as const)('the figure %s is said as: %s', ([figure, words]) => {
  const rules = `  - {rule: always, when: otherwise, do: leave, because: Always.${figure ? `, figure: ${figure}` : ''}}`
  expect(said({ rules }).voicemail.figure).toBe(words)
})

test.for([
  ['do: ask, suggest: leave', 'leave'],
  ['do: ask', 'skip'],
  ['do: leave', undefined],
  ['do: skip', undefined]
] as const)('a rule with %s suggests %s', ([act, suggest]) => {
  const { voicemail } = said({ rules: `  - {rule: only, when: otherwise, because: So be it., ${act}}` })
  expect(voicemail.suggest).toBe(suggest)
  expect('suggest' in voicemail).toBe(suggest !== undefined)
})

test.for([
  [[], null],
  [['opt_out'], { reason: 'opt_out' }],
  [['refusal'], { reason: 'refusal' }],
  [['refusal', 'legal_notice'], { reason: 'legal_notice' }]
] as const)('of the stops %j the strongest is the reason', ([stops, stop]) => {
  expect(said({}, { stops: [...stops] }).stop).toEqual(stop)
})

describe('the message', () => {
  test('has the parts whose condition holds, in speaking order', () => {
    const message = '{slots: [who, {slot: news, when: lead.hasNews}, number]}'
    expect(said(leaving(message)).voicemail.message?.slots).toEqual(['who', 'number'])
    expect(said(leaving(message), { lead: { hasNews: true } }).voicemail.message?.slots).toEqual([
      'who',
      'news',
      'number'
    ])
  })

  test('is as long as its rule allows, and half a minute where none says', () => {
    expect(said(leaving('{maxSeconds: 12}')).voicemail.message?.maxSeconds).toBe(12)
    expect(said({}).voicemail.message?.maxSeconds).toBe(30)
  })

  test('that is played names its recording, none over half a minute', () => {
    const document = {
      recordings: [
        { id: 'long', seconds: 31 },
        { id: 'short', seconds: 20 }
      ],
      consent: { recordings: 'express_written' },
      dialer: { mode: 'power', messageMode: 'drop' }
    }
    expect(said({}, document).voicemail.message).toMatchObject({ mode: 'drop', recording: 'short' })
  })

  test('with a question is the one that would be left if the rep says so', () => {
    const asks = (suggest: string) =>
      said({ rules: `  - {rule: open, when: otherwise, do: ask, because: Your call., suggest: ${suggest}}` })
    expect(asks('leave').voicemail.message).toMatchObject({ purpose: 'callback', mode: 'live', recording: null })
    expect(asks('skip').voicemail.message).toBeNull()
  })
})

describe('the promise of a message that announces the next try', () => {
  const message = '{slots: [who, follow_up_in_x_days]}'
  const promise = (steps: string) => said({ ...leaving(message), steps }).voicemail.message?.promise

  test('counts on the message being left', () => {
    const steps =
      '  - call: {}\n  - wait: 3d\n    when: message.left\n  - wait: 1d\n    when: "!message.left"\n  - call: {}'
    expect(promise(steps)).toEqual({ days: 3, at: '2026-12-05T12:00:00-05:00' })
  })

  test('is of the next call, whatever else is planned before it', () => {
    expect(promise('  - call: {}\n  - letter: {after: 1d}\n  - call: {after: 2d}')?.days).toBe(2)
  })

  test('counts days by the calendar of the person', () => {
    expect(promise('  - call: {}\n  - call: {after: 21h}')).toEqual({ days: 1, at: '2026-12-03T09:00:00-05:00' })
    expect(promise('  - call: {}\n  - call: {after: 5h}')?.days).toBe(0)
  })

  test('is not made where no call is planned, nor in a message that announces nothing', () => {
    expect(said({ ...leaving(message), steps: '  - call: {}' }).voicemail.message).not.toHaveProperty('promise')
    const steps = '  - call: {}\n  - call: {after: 1d}'
    expect(said({ ...leaving('{slots: [who]}'), steps }).voicemail.message).not.toHaveProperty('promise')
  })
})

describe('whom the next touch is for', () => {
  const numbers = [{ e164: '+12125550123' }, { e164: '+19175550123' }]
  const again = '  - call: {}\n  - call: {after: 3h}'
  const email = '  - call: {}\n  - email: {after: 3h}'
  test.for<[string, Parts, object, string, string | null]>([
    ['the next call goes to the next number', { steps: again }, { numbers }, 'call', '+19175550123'],
    ['to none that is known, where nobody said one', { steps: again }, {}, 'call', null],
    [
      'without a number that works the task is to find one',
      { steps: again },
      { numbers: [{ e164: '+12125550123', bad: true }] },
      'task',
      'find_number'
    ],
    [
      'without an address the task is to find one',
      { steps: email },
      { reach: { email: false } },
      'task',
      'find_address'
    ],
    ['an e-mail goes to the address that the lead has', { steps: email }, { reach: { email: true } }, 'email', null],
    [
      'the channel that they prefer finds nothing first',
      { steps: '  - call: {}\n  - letter: {}\n  - email: {}', more: 'preferFirstChannel: true' },
      { reach: { email: true }, lead: { preferredChannel: 'email' } },
      'email',
      null
    ],
    ['a task says what is to be done', { steps: '  - call: {}\n  - task: {what: look_up}' }, {}, 'task', 'look_up'],
    [
      'a visit says whom to see',
      { steps: '  - call: {}\n  - visit: {to: managers_and_employees}' },
      { numbers },
      'visit',
      'managers_and_employees'
    ],
    [
      'a task of a track says what is to be done',
      {
        steps: '  - call: {}\n  - task: {what: look_up, after: 9d}',
        more: 'tracks: {care: {steps: [{wait: 1d}, {task: {what: say_thanks}}]}}'
      },
      {},
      'task',
      'say_thanks'
    ]
  ])('%s', ([, parts, document, channel, to]) => {
    expect(said(parts, document as Record<string, unknown>).next).toMatchObject({ channel, to })
  })
})

describe('the clock of the person', () => {
  const steps = '  - call: {}\n  - call: {after: 20h}'
  const at = (document: object): string | undefined => said({ steps }, document as Record<string, unknown>).next?.at

  test('is that of their address', () => {
    expect(at({ place: { timeZone: 'America/Los_Angeles' } })).toBe('2026-12-03T08:00:00-08:00')
  })

  test('is that of their number where no address is known', () => {
    expect(at({ place: undefined, number: { e164: '+14155550123' } })).toBe('2026-12-03T08:00:00-08:00')
  })

  test('is the one that the instant was written by where neither is known', () => {
    expect(at({ place: undefined })).toBe('2026-12-03T08:00:00-05:00')
  })
})
