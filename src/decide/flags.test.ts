import { describe, expect, test } from 'vitest'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import { flagNames, flagsOf } from './flags.ts'

type Parts = Parameters<typeof triedPlaybook>[0]

const flags = (parts: Parts) => flagsOf(triedPlaybook(parts).program)
/** What is said of one flag; null where it is not raised. */
const says = (flag: string, parts: Parts): string | null =>
  flags(parts).find((each) => each.flag === flag)?.says ?? null
/** A playbook for one person of the rehearsal, so that a test is quick and its sentence known. */
const only = (market: 'b2b' | 'b2c', more = ''): string =>
  `entry: {when: 'lead.market == "${market}" && lead.origin == "referral" && lead.relationship == "met" && dialer.mode == "manual"', because: Only these.}\n${more}`
const FIRM = 'a firm (referral, met)'
const CONSUMER = 'a consumer (referral, met)'
const calls = (times: number | 'unlimited', wait: string): string => `
  - loop:
      times: ${times}
      steps:
        - call: {}
        - wait: ${wait}${times === 'unlimited' ? '' : '\n  - end: passive_list'}`
const silent = '  - {rule: never, when: otherwise, do: skip, because: Not here.}'
const first = `
  - {rule: first, when: attempt == 1, do: leave, because: The first one.}
  - {rule: else, when: otherwise, do: skip, because: Not now.}`

test('a playbook that calls once, leaves a message and says how it ends raises nothing', () => {
  expect(flags({ more: only('b2c') })).toEqual([])
})

test('a playbook that takes in nobody raises nothing', () => {
  const more = `entry: {when: lead.hasNews, because: Only these.}`
  expect(flags({ rules: silent, steps: calls('unlimited', '1d'), more })).toEqual([])
})

test('a flag that the playbook means to raise carries its reason, another none', () => {
  const more = only('b2b', 'accepts: [{flag: silent-caller, because: We mean it.}]')
  const raised = flags({ rules: silent, steps: calls(7, '1d'), more })
  expect(raised).toEqual([
    {
      flag: 'every-day',
      requirement: '000-25',
      says: `It can call ${FIRM} on 7 days of one week`,
      accepted: null
    },
    {
      flag: 'silent-caller',
      requirement: '004-21',
      says: `It never leaves a message for ${FIRM}`,
      accepted: 'We mean it.'
    }
  ])
})

test('the flags that may be accepted are those that can be raised', () => {
  expect(flagNames()).toEqual([
    'every-day',
    'message-on-message',
    'second-silent-call',
    'silent-caller',
    'nothing-after-message',
    'parked-for-ever',
    'unreachable-rule',
    'impossible-rule'
  ])
})

describe('calls on many days of a week', () => {
  test.for([
    [4, null],
    [5, `It can call ${FIRM} on 5 days of one week`]
  ] as const)('%i days in a row: %s', ([times, said]) => {
    expect(says('every-day', { rules: first, steps: calls(times, '1d'), more: only('b2b') })).toBe(said)
  })

  test('five calls in two weeks are none too many, nor are five on two days', () => {
    expect(says('every-day', { rules: first, steps: calls(5, '3d'), more: only('b2b') })).toBeNull()
    expect(says('every-day', { rules: first, steps: calls(5, '3h'), more: only('b2b') })).toBeNull()
  })

  test('a cap on the household takes the flag away', () => {
    const more = only('b2b', 'caps: {householdTouchesPerWeek: 3}')
    expect(says('every-day', { rules: first, steps: calls(7, '1d'), more })).toBeNull()
  })
})

describe('messages in a row without a response', () => {
  test.for([
    [2, null],
    [3, `It can leave 3 messages in a row for ${FIRM} without a response`],
    [29, `It can leave 29 messages in a row for ${FIRM} without a response`],
    ['unlimited', `It can leave 30 and more messages in a row for ${FIRM} without a response`]
  ] as const)('%s: %s', ([times, said]) => {
    expect(says('message-on-message', { steps: calls(times, '8d'), more: only('b2b') })).toBe(said)
  })

  test('silent calls are no messages', () => {
    expect(says('message-on-message', { rules: first, steps: calls(9, '8d'), more: only('b2b') })).toBeNull()
  })

  test('where all get as many, it is said of the first', () => {
    expect(says('message-on-message', { steps: calls(3, '8d') })).toBe(
      'It can leave 3 messages in a row for a consumer (internet lead, never spoken) without a response'
    )
  })

  test('it is said of those who get most of them', () => {
    const rules = `
  - {rule: firms, when: 'lead.market == "b2b"', do: leave, because: Firms.}
  - {rule: some, when: attempt < 4, do: leave, because: The first ones.}
  - {rule: else, when: otherwise, do: skip, because: Not now.}`
    expect(says('message-on-message', { rules, steps: calls(5, '8d') })).toMatch(/^It can leave 5 messages .* a firm/)
    const some = rules.replace('b2b', 'b2c')
    expect(says('message-on-message', { rules: some, steps: calls(5, '8d') })).toMatch(/leave 5 messages .* a consumer/)
  })
})

describe('a second silent call to a consumer on one day', () => {
  const said = `It can call ${CONSUMER} a second time on one day without a message`
  const third =
    silent.replace('otherwise', 'attempt < 3') + '\n  - {rule: rest, when: otherwise, do: leave, because: It.}'
  test.for<[string, Parts, 'b2b' | 'b2c', string | null]>([
    ['two in the hours of one day', { rules: silent, steps: calls(2, '5h') }, 'b2c', said],
    ['two on two days', { rules: silent, steps: calls(2, '1d') }, 'b2c', null],
    ['two, for a firm', { rules: silent, steps: calls(2, '5h') }, 'b2b', null],
    ['one after a message', { rules: first, steps: calls(2, '5h') }, 'b2c', null],
    [
      'one before a message',
      {
        rules: third,
        steps: '  - call: {}\n  - wait: 1d\n  - call: {}\n  - wait: 5h\n  - call: {}\n  - end: passive_list'
      },
      'b2c',
      null
    ],
    ['one alone', { rules: silent }, 'b2c', null]
  ])('%s', ([, parts, market, sentence]) => {
    expect(says('second-silent-call', { ...parts, more: only(market) })).toBe(sentence)
  })
})

describe('never a message', () => {
  test('a rule that skips every call is said', () => {
    expect(says('silent-caller', { rules: silent, steps: calls(2, '8d'), more: only('b2c') })).toBe(
      `It never leaves a message for ${CONSUMER}`
    )
  })

  test('one message is enough', () => {
    expect(says('silent-caller', { rules: first, steps: calls(3, '8d'), more: only('b2c') })).toBeNull()
  })

  test('a rep who is asked, and a lot that is drawn, are no rule that skips', () => {
    for (const act of ['ask', 'explore, explore: {leave: 0}'])
      expect(
        says('silent-caller', {
          rules: `  - {rule: open, when: otherwise, because: Open., do: ${act}}`,
          more: only('b2c')
        })
      ).toBeNull()
  })
})

describe('nothing after a message', () => {
  const said = `After a message to ${CONSUMER} nothing is planned, and it does not say that this is meant`
  test.for<[string, Parts, string | null]>([
    ['no step is left', { steps: '  - call: {}' }, said],
    ['no step is left after the second message', { steps: '  - call: {}\n  - wait: 8d\n  - call: {}' }, said],
    ['no step is left, but no message was left either', { rules: silent, steps: '  - call: {}' }, null],
    ['an end says that it is meant', { steps: '  - call: {}\n  - end: next_lead' }, null],
    ['a letter follows', { steps: '  - call: {}\n  - letter: {}\n  - end: next_lead' }, null],
    ['a silent call is the last', { rules: first, steps: '  - call: {}\n  - wait: 8d\n  - call: {}' }, null]
  ])('%s', ([, parts, sentence]) => {
    expect(says('nothing-after-message', { ...parts, more: only('b2c') })).toBe(sentence)
  })
})

describe('a rest without an end', () => {
  const said = 'It can park a person with no end: give park a for:'
  const rule = (then: string) => `  - {rule: always, when: otherwise, do: leave, because: Always., then: ${then}}`
  test.for<[string, Parts, string | null]>([
    ['in a step', { steps: '  - call: {}\n  - park: {until: reply}' }, said],
    ['in a step, with an end', { steps: '  - call: {}\n  - park: {until: reply, for: 30d}' }, null],
    ['in a rule', { rules: rule('{park: {until: reply}}') }, said],
    ['in a rule, with an end', { rules: rule('{park: {until: reply, for: 30d}}') }, null],
    ['a plain end is none', { rules: rule('{end: next_lead}') }, null]
  ])('%s', ([, parts, sentence]) => {
    expect(says('parked-for-ever', { ...parts, more: only('b2c') })).toBe(sentence)
  })
})

test('a rule that decides for nobody is said, and which', () => {
  const rules = `
  - {rule: wide, when: attempt > 2, do: leave, because: Wide.}
  - {rule: narrow, when: attempt > 4, do: leave, because: Narrow.}
  - {rule: rest, when: otherwise, do: leave, because: The rest.}`
  expect(says('unreachable-rule', { rules, more: only('b2c') })).toBe(
    'Rule narrow holds only where a rule above it holds too: it is never reached'
  )
  expect(says('impossible-rule', { rules, more: only('b2c') })).toBeNull()
})

test('a condition that holds for nobody is said, and of which rule', () => {
  const rules = `
  - {rule: never, when: attempt > 5 && attempt < 5, do: leave, because: Never.}
  - {rule: rest, when: otherwise, do: leave, because: The rest.}`
  expect(says('impossible-rule', { rules, more: only('b2c') })).toBe(
    'The condition of rule never held for none of ten thousand people: look at it again'
  )
  expect(says('unreachable-rule', { rules, more: only('b2c') })).toBeNull()
})
