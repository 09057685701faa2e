import { describe, expect, test } from 'vitest'
import { dayNumber } from '../clock/civil.ts'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import { CALLS_MAX, rehearse, weekOf } from './rehearsal.ts'

type Parts = Parameters<typeof triedPlaybook>[0]

const worked = (parts: Parts) => rehearse(triedPlaybook(parts).program)
const entry = (when: string): string => `entry: {when: '${when}', because: Only these.}`
/** One person alone, so that a test reads one story: a firm that a client referred, met before, called by hand. */
const one = 'lead.market == "b2b" && lead.origin == "referral" && lead.relationship == "met" && dialer.mode == "manual"'
const callsOf = (parts: Parts) => {
  const rehearsals = worked({ ...parts, more: `${entry(one)}\n${parts.more ?? ''}` })
  expect(rehearsals).toHaveLength(1)
  return rehearsals[0]!.calls
}
const loop = (times: number | 'unlimited', wait: string): string => `
  - loop:
      times: ${times}
      steps:
        - call: {}
        - wait: ${wait}`
const leavesWhen = (when: string): string => `
  - {rule: now, when: '${when}', do: leave, because: Now.}
  - {rule: else, when: otherwise, do: skip, because: Not now.}`

describe('the people on whom a playbook is tried', () => {
  test.for([
    ['all, where a playbook is for all', 'attempt == 1', 100],
    ['firms, on business numbers', 'lead.market == "b2b" && number.kind == "business"', 50],
    ['consumers, on their mobiles', 'lead.market == "b2c" && number.kind == "mobile"', 50],
    ['a rep on the line', 'dialer.mode == "manual"', 50],
    ['no rep on the line', 'dialer.mode == "progressive"', 50],
    ['internet leads', 'lead.origin == "internet_lead"', 20],
    ['lead cards', 'lead.origin == "lead_card"', 20],
    ['a cold list', 'lead.origin == "cold_list"', 20],
    ['a qualified list', 'lead.origin == "prequalified_list"', 20],
    ['those whom we never spoke to', 'lead.relationship == "never_spoken"', 20],
    ['those who have a proposal', 'lead.relationship == "proposal_sent"', 20],
    ['those with whom we talk', 'lead.relationship == "dialogue_open"', 20],
    ['those with whom we no longer talk', 'lead.relationship == "lapsed"', 20],
    ['a fit that is confirmed', 'lead.fitConfirmed', 100],
    ['ten thousand dollars', 'lead.dealValueCents == 1000000', 100],
    ['consent to recordings', 'consent.recordings == "express_written"', 100],
    ['those of whom it is not known whether it is for them', 'lead.stage == "won"', 100],
    ['nobody for whom it is not', 'lead.hasNews', 0]
  ] as const)('%s', ([, when, count]) => expect(worked({ more: entry(when) })).toHaveLength(count))

  test('are called by what they are', () => {
    const who = worked({}).map((each) => `${each.market}: ${each.who}`)
    expect(who).toContain('b2c: a consumer (internet lead, never spoken)')
    expect(who).toContain('b2b: a firm (prequalified list, proposal sent)')
  })

  test('have a recording that fits any message', () => {
    const rules = '  - {rule: play, when: otherwise, do: leave, because: Play., message: {mode: drop}}'
    const powered = worked({ rules, more: entry('dialer.mode == "progressive"') })
    expect(powered.every((each) => each.calls[0]!.left)).toBe(true)
  })
})

describe('the calls of a rehearsal', () => {
  const MONDAY = dayNumber(2027, 1, 4)

  test('begin on a Monday at ten, and follow the waits by the clock of the person', () => {
    const calls = callsOf({ steps: loop(3, '14h') })
    expect(calls.map((call) => call.at)).toEqual(
      ['2027-01-04T10:00:00-05:00', '2027-01-05T08:00:00-05:00', '2027-01-06T08:00:00-05:00'].map((at) =>
        Date.parse(at)
      )
    )
    expect(calls.map((call) => call.day)).toEqual([MONDAY, MONDAY + 1, MONDAY + 2])
  })

  test('count the day by the clock of the person', () => {
    const calls = callsOf({ steps: loop(2, '10h') })
    expect(calls.map((call) => call.day)).toEqual([MONDAY, MONDAY])
  })

  test('go on until the playbook lets go', () => {
    expect(callsOf({ steps: '  - call: {}' })).toHaveLength(1)
    expect(callsOf({ steps: loop(4, '1d') })).toHaveLength(4)
  })

  test('before the rounds are one round each, and the rounds follow', () => {
    const steps = `  - call: {}\n  - wait: 1d\n  - call: {}\n  - wait: 2d${loop(2, '4d')}`
    const calls = callsOf({ rules: leavesWhen('step in [2, 3]'), steps })
    expect(calls.map((call) => call.day - MONDAY)).toEqual([0, 1, 3, 7])
    expect(calls.map((call) => call.left)).toEqual([false, true, true, false])
  })

  test('stop where a rule says what follows instead', () => {
    const rules = `
  - {rule: second, when: attempt == 2, do: leave, because: Enough., then: {end: next_lead}}
  - {rule: first, when: otherwise, do: skip, because: Not yet.}`
    expect(callsOf({ rules, steps: loop(5, '1d') })).toHaveLength(2)
  })

  test('stop at thirty where nothing else stops them', () => {
    expect(CALLS_MAX).toBe(30)
    expect(callsOf({ steps: loop('unlimited', '1d') })).toHaveLength(30)
  })

  test('keep the caps of the playbook on the person and on the household', () => {
    const gaps = (cap: string) => {
      const calls = callsOf({ steps: loop(4, '1d'), more: `caps: {${cap}: 2}` })
      return calls.slice(1).map((call, i) => call.day - calls[i]!.day)
    }
    expect(gaps('touchesPerWeek')).toEqual([1, 7, 1])
    expect(gaps('householdTouchesPerWeek')).toEqual([1, 7, 1])
  })

  test('keep the cap on calls to the household in a day', () => {
    const calls = callsOf({ steps: loop(3, '3h'), more: 'caps: {householdCallsPerDay: 2}' })
    expect(calls.map((call) => call.day - MONDAY)).toEqual([0, 0, 1])
  })

  test.for([
    ['leave', [true, false]],
    ['ask, suggest: leave', [true, false]],
    ['ask', [false, false]],
    ['skip', [false, true]]
  ] as const)('with do: %s leave a message or not, and say whose wish it was', ([act, [left, silentByRule]]) => {
    const rules = `  - {rule: only, when: otherwise, because: So be it., do: ${act}}`
    expect(callsOf({ rules, steps: '  - call: {}' })[0]).toMatchObject({ left, silentByRule })
  })

  test('where no rule speaks are silent, and by no rule', () => {
    const rules = '  - {rule: third, when: attempt == 3, do: leave, because: The third one.}'
    expect(callsOf({ rules, steps: '  - call: {}' })[0]).toMatchObject({ left: false, silentByRule: false })
  })

  test('of which nothing follows have fallen off, unless an end says so', () => {
    const fallen = (steps: string) => callsOf({ steps }).map((call) => call.fellOff)
    expect(fallen(loop(2, '1d'))).toEqual([false, true])
    expect(fallen(`${loop(2, '1d')}\n  - end: passive_list`)).toEqual([false, false])
  })
})

describe('the facts at each call of a rehearsal', () => {
  const X = true
  const o = false
  test.for<[string, string, string, boolean[]]>([
    ['the attempt', 'attempt == 3', '1d', [o, o, X, o, o]],
    ['the round', 'step == 4', '1d', [o, o, o, X, o]],
    ['the calls before', 'history.calls == 1', '1d', [o, X, o, o, o]],
    ['the messages before', 'history.voicemails < 2', '1d', [X, X, o, o, o]],
    ['messages alone, not calls', 'attempt in [1, 3] || history.voicemails == 2', '1d', [X, o, X, X, o]],
    ['the messages without a response', 'history.unansweredVoicemails < 3', '1d', [X, X, X, o, o]],
    ['the calls since a message', 'history.callsSinceVoicemail == 2', '1d', [o, o, X, o, o]],
    ['the calls between two messages', 'attempt == 1 || history.callsSinceVoicemail == 1', '1d', [X, o, X, o, X]],
    ['the silent calls in a row', 'attempt == 1 || history.silentCalls == 2', '1d', [X, o, o, X, o]],
    ['the calls in a day', 'history.calls24h == 1', '1d', [o, o, o, o, o]],
    ['the calls in a day, the last one being of today', 'history.calls24h == 1', '3h', [o, X, o, o, X]],
    ['the hours since the call', 'history.hoursSinceCall > 71 && history.hoursSinceCall < 73', '3d', [o, X, X, X, X]],
    ['no hours since a call that was not', 'history.hoursSinceCall == null', '1d', [X, o, o, o, o]],
    ['the days since a message', 'history.daysSinceVoicemail >= 2', '1d', [X, o, X, o, X]],
    ['whole days since a message', 'attempt == 1 || history.daysSinceVoicemail == 1', '26h', [X, X, X, X, X]],
    ['no days since a message that was not left', 'history.daysSinceVoicemail == null', '1d', [X, o, o, o, o]],
    ['the touches in a week', 'history.touches7d == 2', '3d', [o, o, X, X, X]],
    ['the touches in a month', 'history.touches30d == 2', '14d', [o, o, X, X, X]]
  ])('%s', ([, when, wait, left]) => {
    const calls = callsOf({ rules: leavesWhen(when), steps: loop(5, wait) })
    expect(calls.map((call) => call.left)).toEqual(left)
  })
})

test.for([
  [[], 0],
  [[5], 1],
  [[5, 5, 5], 1],
  [[5, 6, 7], 3],
  [[5, 11], 2],
  [[5, 12], 1],
  [[12, 5, 11], 2],
  [[1, 2, 9, 10, 11, 30], 3],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9], 7]
] as const)('of calls on the days %j most in seven days in a row are %i', ([days, most]) => {
  expect(weekOf(days)).toBe(most)
})
