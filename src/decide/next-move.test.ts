import { expect, test } from 'vitest'
import { situationOf } from './answer.ts'
import { decide } from './decide.ts'
import { houseCode } from '../guard/rule.ts'
import { nextNumber } from './next-touch.ts'
import { factsOf } from '../../test/any-facts.ts'
import { ask } from '../../test/front.ts'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import { but, called, consumer, firm } from '../../test/situations/person.ts'

const playbook = (steps: string, more = '') => triedPlaybook({ steps, more })

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

test('a step of the rounds knows its round by the calls before them too', () => {
  const desk = playbook(`
  - call: {}
  - wait: 3h
  - loop:
      times: 3
      steps:
        - letter: {}
          when: step == 3
        - call: {}
        - wait: 5h`)
  expect(next(desk, { attempt: 1 })).toMatchObject({ channel: 'call', hours: 3 })
  expect(next(desk, { attempt: 2 })).toMatchObject({ channel: 'letter', hours: 5 })
  expect(next(desk, { attempt: 3 })).toMatchObject({ channel: 'call', hours: 5 })
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

const row = (desk: ReturnType<typeof playbook>, document: Record<string, unknown> = {}) => {
  const facts = factsOf({ now: NOON, place: { timeZone: 'America/New_York' }, ...document })
  const { next: said } = decide(desk.program, situationOf(desk, facts, 0))
  return said.kind === 'touch'
    ? { ...said, at: (said.at - facts.now) / 60_000, wanted: (said.wanted - facts.now) / 60_000 }
    : said
}
const touch = { kind: 'touch', moved: 0, track: -1, round: 1, instead: null, number: -1 }

test('the next move is a row of numbers: which step, when, wanted when, and what moved it', () => {
  const numbers = [{ e164: '+12125550123' }, { e164: '+12125550124' }]
  const desk = playbook('  - call: {}\n  - email: {after: 5m}\n    when: message.left\n  - wait: 30m\n  - call: {}')
  expect(row(desk)).toEqual({ ...touch, channel: 'email', at: 5, wanted: 5, step: 1 })
  expect(row(desk, { reach: { email: false } })).toEqual({
    ...touch,
    channel: 'task',
    at: 5,
    wanted: 5,
    step: 1,
    instead: 'find_address'
  })
  const silent = row(desk, { now: '2026-12-02T07:00:00-05:00', numbers })
  expect(silent).toEqual({
    ...touch,
    channel: 'call',
    at: 120,
    wanted: 30,
    moved: houseCode('HOUSE-CALL-GAP'),
    step: 3,
    number: 1
  })
  const bad = numbers.map((number) => ({ ...number, bad: true }))
  expect(row(desk, { now: '2026-12-02T07:00:00-05:00', numbers: bad })).toEqual({
    ...touch,
    channel: 'task',
    at: 30,
    wanted: 30,
    step: 3,
    instead: 'find_number'
  })
})

test('what was only rounded to a whole minute was not moved', () => {
  const desk = playbook('  - call: {}\n  - email: {after: 5m}')
  expect(row(desk, { now: '2026-12-02T12:00:30-05:00' })).toMatchObject({ at: 5.5, wanted: 5, moved: 0 })
})

test('a call without a wait keeps to the time that the guard allows, not to a daypart', () => {
  expect(next(playbook('  - call: {}\n  - call: {}'))).toMatchObject({ channel: 'call', hours: 2 })
})

test('a varied wait of days ends in the daypart of the attempt, one of hours does not', () => {
  const varied = (wait: string) => playbook(`  - call: {}\n  - wait: {for: ${wait}, daypart: varied}\n  - call: {}`)
  const hourOf = (hours: number) => (12 + hours) % 24
  const days = next(varied('2d')) as { hours: number }
  expect([11.5, 13.5].map((edge, i) => (i === 0 ? hourOf(days.hours) >= edge : hourOf(days.hours) < edge))).toEqual([
    true,
    true
  ])
  const business = next(varied('2bd'), { attempt: 1, now: '2026-12-02T08:10:00-05:00' }) as { hours: number }
  expect(business.hours % 24).toBeGreaterThan(3)
  expect(next(varied('5h'))).toMatchObject({ hours: 5 })
})

test('a loop that is over before it begins is passed by', () => {
  const desk = playbook(
    '  - call: {}\n  - loop: {times: 3, until: lead.interest == "high", steps: [{email: {}}]}\n  - letter: {}'
  )
  expect(next(desk, { lead: { interest: 'high' } })).toMatchObject({ channel: 'letter' })
  expect(next(desk, { lead: { interest: 'none' } })).toMatchObject({ channel: 'email' })
})

test('the last touch of a round is not done once the rounds are over', () => {
  const desk = playbook('  - loop: {times: 2, steps: [{call: {}}, {wait: 3h}, {email: {}}]}\n  - letter: {}')
  expect(next(desk, { attempt: 2 })).toMatchObject({ channel: 'email' })
  expect(next(desk, { attempt: 3 })).toMatchObject({ channel: 'letter' })
})

test('the next round asks its conditions of the round and the attempt that it is', () => {
  const desk = playbook(`
  - loop:
      times: 3
      steps:
        - email: {}
          when: step == 2 && attempt == 2
        - letter: {}
          when: step == 3 && attempt == 3
        - call: {}
        - wait: 3h`)
  expect([1, 2].map((attempt) => (next(desk, { attempt }) as { channel: string }).channel)).toEqual(['email', 'letter'])
})

test('a step may ask what this call has changed', () => {
  const desk = playbook(
    '  - call: {}\n  - email: {}\n    when: history.unansweredVoicemails == 2 && history.voicemails == 3 && history.daysSinceVoicemail == 0 && history.callsSinceVoicemail == 0\n  - letter: {}'
  )
  const history = { voicemails: 2, unansweredVoicemails: 1, daysSinceVoicemail: 9, callsSinceVoicemail: 4 }
  expect(next(desk, { attempt: 5, history })).toMatchObject({ channel: 'email' })
  expect(next(desk, { attempt: 5, history, now: '2026-12-02T23:00:00-05:00' })).toMatchObject({ channel: 'letter' })
})

test('of two touches at one instant the sequence goes first; a track just before it is not overlooked', () => {
  const with_ = (wait: string) =>
    playbook('  - call: {}\n  - wait: 24h\n  - letter: {}', `tracks: {mails: {steps: [{wait: ${wait}}, {email: {}}]}}`)
  expect(next(with_('24h'))).toMatchObject({ channel: 'letter' })
  expect(next(with_('23h'))).toMatchObject({ channel: 'email' })
})

test('a sequence without a call begins at its first step, and one call after the last goes on behind it', () => {
  expect(next(playbook('  - email: {}\n  - end: passive_list'))).toMatchObject({ channel: 'email' })
  expect(next(playbook('  - call: {}\n  - email: {}'), { attempt: 4 })).toMatchObject({ channel: 'email', round: 4 })
})

test('rounds with two calls after a call of their own find their place by the attempt', () => {
  const desk = playbook('  - call: {}\n  - loop: {times: 3, steps: [{call: {}}, {wait: 3h}, {call: {}}, {wait: 6h}]}')
  const hours = (attempt: number, step: number) => (next(desk, { attempt, step }) as { hours: number }).hours
  expect([hours(2, 2), hours(3, 2), hours(4, 3), hours(5, 3)]).toEqual([3, 6, 3, 6])
})

test('the preferred channel waits as long as its own step says, and never jumps into another round', () => {
  const desk = playbook(
    '  - loop: {times: 3, steps: [{call: {}}, {email: {}}, {sms: {after: 20m}}]}\n  - letter: {}',
    'preferFirstChannel: true'
  )
  const likes = (preferredChannel: string, more: object = {}) =>
    next(desk, { lead: { preferredChannel }, consent: { sms: 'express' }, ...more })
  expect(likes('sms')).toMatchObject({ channel: 'sms', hours: 1 / 3, instead: 'preferred' })
  expect(likes('email')).toMatchObject({ channel: 'email', instead: null })
  expect(likes('letter')).toMatchObject({ channel: 'email', instead: null })
  expect(likes('call')).toMatchObject({ channel: 'email', instead: null })
  expect(
    next(playbook('  - loop: {times: 3, steps: [{call: {}}, {email: {}}, {sms: {}}]}'), {
      lead: { preferredChannel: 'sms' },
      consent: { sms: 'express' }
    })
  ).toMatchObject({ channel: 'email' })
})

test('a channel on which they cannot be reached falls away, whether or not they are the next', () => {
  const desk = playbook('  - call: {}\n  - linkedin: {}\n  - x: {}\n  - letter: {}\n  - visit: {}')
  expect(next(desk)).toMatchObject({ channel: 'linkedin' })
  expect(next(desk, { reach: { linkedin: false } })).toMatchObject({ channel: 'x' })
  expect(next(desk, { reach: { linkedin: false, x: false } })).toMatchObject({ channel: 'letter' })
  expect(next(desk, { reach: { linkedin: false, x: false, postal: false } })).toMatchObject({ channel: 'visit' })
})

test('a call that falls due just as their day opens was not moved', () => {
  const desk = playbook('  - call: {}\n  - wait: 1d\n  - call: {}')
  expect(row(desk, { now: '2026-12-02T08:00:00-05:00' })).toMatchObject({ at: 1440, wanted: 1440, moved: 0 })
  expect(row(desk, { now: '2026-12-02T07:59:00-05:00' })).toMatchObject({
    at: 1441,
    wanted: 1440,
    moved: houseCode('HOUSE-HOURS')
  })
})

test('of two steps on the preferred channel the first one comes first', () => {
  const desk = playbook(
    '  - loop: {times: 3, steps: [{call: {}}, {email: {after: 1m}}, {letter: {}}, {email: {after: 9m}}]}',
    'preferFirstChannel: true'
  )
  expect(row(desk, { lead: { preferredChannel: 'email' } })).toMatchObject({ at: 1, step: 2, instead: null })
})

test('rounds of four to five are one number for a lead, and both numbers occur', () => {
  const desk = playbook('  - loop: {times: [4, 5], steps: [{call: {}}, {wait: 3h}]}\n  - end: passive_list')
  const after = (attempt: number) =>
    Array.from(
      { length: 40 },
      (_, i) => (next(desk, { attempt, lead: { id: `lead ${i}` } }) as { kind?: string }).kind === 'none'
    )
  expect(new Set(after(3))).toEqual(new Set([false]))
  expect(new Set(after(4))).toEqual(new Set([true, false]))
  expect(new Set(after(5))).toEqual(new Set([true]))
})

test('what a step waits by itself is counted in days of the calendar', () => {
  expect(next(playbook('  - call: {}\n  - letter: {after: 3d}'))).toMatchObject({ channel: 'letter', hours: 72 })
})
