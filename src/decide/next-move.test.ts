import { expect, test } from 'vitest'
import { deskFor, situationOf } from './answer.ts'
import { decide } from './decide.ts'
import { nextNumber } from './next-touch.ts'
import { house } from '../guard/house.ts'
import { readPlaybook } from '../playbook/read.ts'
import { factsOf } from '../../test/any-facts.ts'
import { ask } from '../../test/front.ts'
import { but, called, consumer, firm } from '../../test/situations/person.ts'

/** A playbook of which only the steps matter. */
function playbook(steps: string, more = '') {
  const reading = readPlaybook(`
playbook: tried
version: "1"
title: Tried
summary: Only for a test.
source: a test
pro: []
contra: []
message: {purpose: callback, slots: [who]}
voicemail:
  - {rule: always, when: otherwise, do: leave, because: Always.}
exits: [conversation]
steps:
${steps.trimEnd().replace(/^\n/, '')}
${more}`)
  if (reading.kind === 'wrong') throw new Error(JSON.stringify(reading.problems))
  return deskFor(reading.program, house)
}

const NOON = '2026-12-02T12:00:00-05:00'
const next = (desk: ReturnType<typeof playbook>, document: Record<string, unknown> = {}) => {
  const facts = factsOf({ now: NOON, place: { timeZone: 'America/New_York' }, ...document })
  const said = decide(desk.program, situationOf(desk, facts, 0)).next
  return said.kind === 'touch'
    ? { channel: said.channel, hours: (said.at - facts.now) / 3_600_000, round: said.round, instead: said.instead }
    : said
}

test('calls before the rounds are one round each, and the rounds follow', () => {
  const desk = playbook(`
  - call: {}
  - wait: 3h
  - loop:
      times: 2
      steps:
        - call: {}
        - wait: 5h
  - end: passive_list`)
  expect(next(desk, { attempt: 1 })).toMatchObject({ channel: 'call', hours: 3, round: 1 })
  expect(next(desk, { attempt: 2 })).toMatchObject({ channel: 'call', hours: 5, round: 2 })
  expect(next(desk, { attempt: 3 })).toMatchObject({ kind: 'none', why: 'step' })
  expect(next(desk, { attempt: 9 })).toMatchObject({ kind: 'none', why: 'step' })
})

test('a round with two calls goes from the first to the second, and then to the next round', () => {
  const desk = playbook(`
  - loop:
      times: 2
      steps:
        - call: {}
        - wait: 3h
        - call: {}
        - wait: 6h`)
  expect(next(desk, { attempt: 1, step: 1 })).toMatchObject({ channel: 'call', hours: 3, round: 1 })
  expect(next(desk, { attempt: 2, step: 1 })).toMatchObject({ channel: 'call', hours: 6, round: 2 })
  expect(next(desk, { attempt: 3, step: 2 })).toMatchObject({ channel: 'call', hours: 3, round: 2 })
  expect(next(desk, { attempt: 4, step: 2 })).toMatchObject({ kind: 'none', why: 'over' })
})

test('the touches of a round are not done once the rounds are over', () => {
  const said = ask('case-by-case', but(firm, called(12, 7, 2)))
  expect([said.next, said.ends?.how]).toEqual([null, 'list_exhausted'])
})

test('a wait by round takes the one of its round, and the last one from then on', () => {
  const desk = playbook(`
  - loop:
      times: unlimited
      steps:
        - call: {}
        - wait: {byRound: [3h, 4h]}`)
  expect([1, 2, 3].map((attempt) => (next(desk, { attempt }) as { hours: number }).hours)).toEqual([3, 4, 4])
})

test('a loop ends when its condition holds, before its rounds are over', () => {
  const desk = playbook(`
  - loop:
      times: 9
      until: lead.interest == "high"
      steps:
        - call: {}
        - wait: 3h
  - letter: {}`)
  expect(next(desk, { lead: { interest: 'slight' } })).toMatchObject({ channel: 'call' })
  expect(next(desk, { lead: { interest: 'high' } })).toMatchObject({ channel: 'letter' })
})

test('a branch takes the first case that is known to hold', () => {
  const desk = playbook(`
  - call: {}
  - branch:
      - when: lead.market == "b2b"
        steps:
          - email: {}
      - when: message.left
        steps:
          - letter: {}
      - when: otherwise
        steps:
          - visit: {}`)
  expect(next(desk, { lead: { market: 'b2b' } })).toMatchObject({ channel: 'email' })
  expect(next(desk, {})).toMatchObject({ channel: 'letter' })
  expect(next(desk, { now: '2026-12-02T23:00:00-05:00' })).toMatchObject({ channel: 'visit' })
})

test('of the sequence and its tracks the first touch comes first', () => {
  const tracks = `
tracks:
  letters:
    when: lead.interest >= "slight"
    steps:
      - wait: 1d
      - letter: {}`
  const desk = playbook('  - call: {}\n  - wait: 2d\n  - call: {}', tracks)
  expect(next(desk, { lead: { interest: 'none' } })).toMatchObject({ channel: 'call', hours: 48 })
  expect(next(desk, { lead: { interest: 'high' } })).toMatchObject({ channel: 'letter', hours: 24 })
})

test('a track does not go on when the sequence has ended', () => {
  const desk = playbook('  - call: {}\n  - end: passive_list', 'tracks: {letters: {steps: [{letter: {}}]}}')
  expect(next(desk)).toMatchObject({ kind: 'none', why: 'step' })
})

test('000-11 when the cap on calls is used up the run ends and names the cap', () => {
  const desk = playbook('  - loop: {times: unlimited, steps: [{call: {}}, {wait: 3h}]}', 'caps: {calls: 2}')
  expect(next(desk, { attempt: 1 })).toMatchObject({ channel: 'call' })
  expect(next(desk, { attempt: 2 })).toMatchObject({ kind: 'none', why: 'capped' })
})

test('the channel of the first response comes first in its round', () => {
  const signed = { consent: { sms: 'express_written' } }
  const by = (preferredChannel: string) =>
    ask('respectful-three', but(consumer, { ...signed, lead: { preferredChannel } })).next
  expect(by('sms')).toMatchObject({ channel: 'sms' })
  expect(by('email')).toMatchObject({ channel: 'email' })
  expect(by('sms')!.because).toMatch(/^They answered on this channel before/)
  expect(ask('respectful-three', but(consumer, { lead: { preferredChannel: 'sms' } })).next).toMatchObject({
    channel: 'email'
  })
})

test('001-18 without a rep on the line the answer says that its suggestion is done', () => {
  const facts = {
    lead: { market: 'b2b', relationship: 'lapsed' },
    history: { daysSinceVoicemail: 20 },
    dialer: { mode: 'progressive' }
  }
  const said = ask('case-by-case', facts)
  expect(said.voicemail.action).toBe('skip')
  expect(said.warnings.join()).toContain('no rep is on the line')
})

test('a hindrance goes on in small letters', () => {
  const facts = but(consumer, { dialer: { mode: 'rep_hears', messageMode: 'drop' } })
  expect(ask('ico-leave', facts).voicemail.because).toContain('Spoken, not played: a recording')
})

test.for([
  { bad: [], next: -1, says: 'no number is known' },
  { bad: [false], next: 0, says: 'the only one' },
  { bad: [true], next: null, says: 'the only one is bad' },
  { bad: [false, false, false], next: 1, says: 'the one after' },
  { bad: [false, true, false], next: 2, says: 'a bad one has left the rotation' },
  { bad: [false, true, true], next: 0, says: 'all others are bad' },
  { bad: [true, true], next: null, says: 'all are bad' }
])('next number: $says', ({ bad, next: expected }) => {
  expect(nextNumber(bad)).toBe(expected)
})

test('a person without a working number gets a task, not a call', () => {
  const desk = playbook('  - call: {}\n  - wait: 3h\n  - call: {}')
  const number = '+12125550123'
  expect(next(desk, { number: { e164: number }, numbers: [{ e164: number, bad: true }] })).toMatchObject({
    channel: 'task',
    instead: 'find_number',
    hours: 3
  })
})
