import { expect, test } from 'vitest'
import { channels } from './channel.ts'
import { type Choice, facts, slot } from './fact.ts'
import { readLog } from './log-file.ts'
import { call, outcome, sent, signal, touch } from './story.ts'

const AT = 1_767_600_000_000
const lines = (...entries: readonly object[]) => entries.map((entry) => JSON.stringify(entry)).join('\n')
const problem = (...entries: readonly object[]) => {
  const reading = readLog(lines(...entries))
  return reading.kind === 'bad' ? reading.problem : 'fine'
}

test('a log that is written and read again is the same log', () => {
  const log = [
    ...call(1, AT, { message: 'complete' }),
    signal(2, AT, { kind: 'profile', changes: { 'lead.market': 'b2b' } })
  ]
  expect(readLog(`\uFEFF${lines(...log)}\r\n\n`)).toEqual({ kind: 'log', entries: log })
})

test('channels stand in the order of the preferred channel, which the row stores as a number', () => {
  expect(channels).toEqual((facts[slot('lead.preferredChannel')] as Choice).values)
})

test.for([
  ['a name that no entry has', { ...touch(1, AT), colour: 'red' }, /line 2: the entry: .*colour/],
  ['a kind that does not exist', { kind: 'toouch' }, /line 2: kind/],
  ['a channel that does not exist', touch(1, AT, 'pigeon' as never), /line 2: channel/],
  ['an instant in seconds', touch(1, AT / 1000), /line 2: at/],
  ['an instant as text', { ...touch(1, AT), at: '2026-01-05' }, /line 2: at/],
  ['a recording beyond the bits', outcome(1, AT, { recording: 52 }), /line 2: result\.recording/],
  ['an e-mail with the result of a call', { ...outcome(1, AT), channel: 'email' }, /a call has a result of kind call/],
  [
    'a call with the result of an e-mail',
    { ...sent(1, AT, 'email'), channel: 'call' },
    /a call has a result of kind call/
  ],
  [
    'a meeting without a date',
    { ...sent(1, AT, 'email'), result: { kind: 'sent', said: { what: 'meeting_booked', date: null, note: null } } },
    /result\.said\.date: is needed/
  ],
  [
    'a no without the reason',
    { ...sent(1, AT, 'email'), result: { kind: 'sent', said: { what: 'not_interested', date: null, note: null } } },
    /result\.said\.note: is needed/
  ],
  [
    'a fact that is counted',
    signal(1, AT, { kind: 'profile', changes: { 'history.calls': 3 } }),
    /not set by a profile change/
  ],
  [
    'a fact that does not exist',
    signal(1, AT, { kind: 'profile', changes: { __proto__x: 3 } }),
    /not set by a profile change/
  ],
  [
    'a market that does not exist',
    signal(1, AT, { kind: 'profile', changes: { 'lead.market': 'b2g' } }),
    /one of b2b, b2c/
  ],
  [
    'a deal value in parts of cents',
    signal(1, AT, { kind: 'profile', changes: { 'lead.dealValueCents': 0.5 } }),
    /whole number/
  ],
  ['a deal value below zero', signal(1, AT, { kind: 'profile', changes: { 'lead.dealValueCents': -1 } }), /at least 0/],
  ['a currency that is no code', signal(1, AT, { kind: 'profile', changes: { 'lead.currency': 'dollar' } }), /ISO 4217/]
] as const)('%s is refused with its line and path', ([, entry, words]) => {
  expect(problem(touch(9, AT), entry)).toMatch(words)
})

test('a line that is no JSON is named', () => {
  expect(readLog(`${lines(touch(1, AT))}\n{"kind":`)).toEqual({
    kind: 'bad',
    line: 2,
    problem: 'line 2: is not JSON: each line holds one object'
  })
  expect(readLog(`  \n\t\n${lines(touch(1, AT))}\n \n7`)).toMatchObject({ kind: 'bad', line: 5 })
})
