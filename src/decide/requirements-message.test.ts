import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyDocument } from '../../test/any-facts.ts'
import { ask, shipped, written } from '../../test/front.ts'
import { but, called, consumer, firm } from '../../test/situations/person.ts'
import { shelf } from '../../test/the-shelf.ts'
import { readPlaybook } from '../playbook/read.ts'
import { slots } from '../playbook/words.ts'

/** What is said and how: purpose, parts, length, recordings. A name begins with the id of its requirement. */

const slotsOf = (playbook: string, facts: object) => ask(playbook, facts).voicemail.message?.slots ?? []
const anyPlaybook = fc.constantFrom(...shelf.programs)
const RUNS = { numRuns: 120 }
const lead = but(consumer, { lead: { origin: 'internet_lead' } })
const dialler = { dialer: { mode: 'power', messageMode: 'drop' }, consent: { recordings: 'express_written' } }

describe('Parts of a message', () => {
  test('000-05 company and a short pitch are what the message to an internet lead says', () => {
    expect(slotsOf('ico-leave', lead)).toEqual(['company', 'pitch', 'number'])
  })

  test('001-10 every message of the guide says how to reach us', () => {
    const program = shipped('case-by-case')
    for (const rule of program.rules)
      for (const message of rule.message ? [rule.message] : [])
        expect(message.slots.map((each) => each.slot)).toContain('ways_to_reach')
  })

  test('002-03 the farmer promises to be short and asks for the call', () => {
    expect(slotsOf('relentless-farmer', firm)).toEqual(['promise_short', 'ask_call'])
  })

  test('002-04 every message has one declared purpose', () => {
    const purposes = new Map(
      shelf.programs.map((each) => [each.name, each.rules.flatMap((rule) => rule.message?.purpose ?? [])])
    )
    expect(purposes.get('relentless-farmer')).toContain('commercial')
    expect(purposes.get('ico-leave')).toContain('callback')
    expect(purposes.get('middle-ground')).toContain('pointer_to_email')
    expect(purposes.get('respectful-three')).toContain('courtesy')
    for (const of of purposes.values()) expect(new Set(of).size).toBeLessThanOrEqual(1)
    expect(readPlaybook(playbook('message: {slots: [who]}')).kind).toBe('wrong')
  })

  test('003-12 there is a courtesy message without sales talk', () => {
    const { message } = ask('respectful-three', consumer).voicemail
    expect(message?.purpose).toBe('courtesy')
    for (const sales of ['pitch', 'benefit', 'solution_to_pain', 'reference', 'news', 'ask_call'])
      expect(message?.slots).not.toContain(sales)
  })

  test('003-16 the message to a consumer is marked as one without a pitch', () => {
    expect(shipped('respectful-three').document.message?.pitch).toBe(false)
  })

  test('003-17 it is short and gives ways to reach us', () => {
    const { message } = ask('respectful-three', consumer).voicemail
    expect(message?.maxSeconds).toBeLessThanOrEqual(20)
    expect(message?.slots).toContain('ways_to_reach')
  })

  test('003-18 it announces the next attempt while there is one', () => {
    const announced = [0, 1, 2].map((calls) =>
      slotsOf('respectful-three', but(consumer, called(calls, 2, calls))).includes('follow_up_in_x_days')
    )
    expect(announced).toEqual([true, true, false])
  })

  test('004-04 the middle ground leaves no phone number', () => {
    expect(slotsOf('middle-ground', firm)).not.toContain('number')
  })

  test('004-05 unless they asked for it', () => {
    expect(slotsOf('middle-ground', but(firm, { lead: { askedForNumber: true } }))).toContain('number')
  })

  test('004-07 the order is: why, who, which problem we solve, and the e-mail that follows', () => {
    const order = ['reason', 'who', 'solution_to_pain', 'email_with_openings']
    expect(slotsOf('middle-ground', firm).filter((each) => order.includes(each))).toEqual(order)
  })

  test('004-19 a question comes first', () => {
    expect(slotsOf('middle-ground', firm)[0]).toBe('question')
  })

  test('004-10 at most one benefit stands in it', () => {
    const spoken = slotsOf('middle-ground', but(firm, { lead: { askedForNumber: true } }))
    expect(spoken.filter((each) => ['benefit', 'pitch', 'solution_to_pain'].includes(each))).toHaveLength(1)
  })

  test('004-11 the reason for the call is never left out', () => {
    fc.assert(
      fc.property(anyDocument, (facts) => {
        const { message } = ask('middle-ground', facts).voicemail
        if (message) expect(message.slots).toContain('reason')
      }),
      { numRuns: 100 }
    )
  })

  test('004-12 the middle ground announces no time at which it will call back', () => {
    expect(slotsOf('middle-ground', firm)).not.toContain('follow_up_in_x_days')
  })

  test('004-20 clients we have, and a benefit, are parts that a message may have', () => {
    expect(slots).toEqual(expect.arrayContaining(['reference', 'benefit']))
    const program = written(playbook('message: {purpose: commercial, slots: [question, reference, benefit]}'))
    expect(ask(program, firm).voicemail.message?.slots).toEqual(['question', 'reference', 'benefit'])
  })

  test('004-22 its tone is normal', () => {
    expect(shipped('middle-ground').document.message?.tone).toBe('normal')
  })
})

describe('Length, recordings, live or played', () => {
  test('004-18 no message is longer than thirty seconds, and no playbook may ask for more', () => {
    fc.assert(
      fc.property(anyPlaybook, anyDocument, (program, facts) => {
        const { message } = ask(program, facts).voicemail
        const recording = (facts['recordings'] as { id: string; seconds: number }[]).find(
          (each) => each.id === message?.recording
        )
        expect(message?.maxSeconds ?? 0).toBeLessThanOrEqual(30)
        expect(recording?.seconds ?? 0).toBeLessThanOrEqual(30)
      }),
      RUNS
    )
    const reading = readPlaybook(playbook('message: {purpose: callback, slots: [who], maxSeconds: 31}'))
    expect(reading.kind === 'wrong' && reading.problems[0]?.problem).toContain('30')
  })

  test('004-16 nobody hears the same recording twice, whatever the playbook', () => {
    fc.assert(
      fc.property(anyPlaybook, anyDocument, (program, facts) => {
        const { message } = ask(program, but(facts, dialler)).voicemail
        const heard = (facts['history'] as { recordingsHeard: string[] }).recordingsHeard
        if (message?.recording) expect(heard).not.toContain(message.recording)
      }),
      RUNS
    )
  })

  test('004-16 when every recording was heard, none is left', () => {
    const recordings = ['a', 'b', 'c'].map((id) => ({ id, seconds: 20, purpose: 'callback' }))
    const heard: string[] = []
    for (let call = 0; call < 5; call++) {
      const facts = but(but(consumer, dialler), {
        recordings,
        attempt: call + 1,
        history: { recordingsHeard: [...heard] }
      })
      const { recording = null } = ask('power-drop', facts).voicemail.message ?? {}
      if (recording !== null) heard.push(recording)
    }
    expect(heard).toEqual(['a', 'b', 'c'])
  })

  test('002-12 the power dialler plays it, and no rep waits', () => {
    const facts = but(but(consumer, dialler), { recordings: [{ id: 'r', seconds: 20 }] })
    const { voicemail } = ask('power-drop', facts)
    expect(voicemail.message).toMatchObject({ mode: 'drop', recording: 'r' })
    expect(shipped('power-drop').document.costs?.repSecondsPerMessage).toBe(0)
  })

  test('001-01 a mailbox after being put through is told apart, and a rule may ask for it', () => {
    const program = written(
      playbook('message: {purpose: callback, slots: [who]}', 'endpoint == "put_through_voicemail"')
    )
    expect(ask(program, but(firm, { endpoint: 'put_through_voicemail' })).voicemail.rule).toBe('asked')
    expect(ask(program, firm).voicemail.rule).toBe('else')
  })
})

/** A playbook of one message. */
function playbook(message: string, when = 'lead.market == "b2b"'): string {
  return `
playbook: one-message
version: "1"
title: One message
summary: Leaves one.
source: a test
pro: []
contra: []
${message}
voicemail:
  - {rule: asked, when: '${when}', do: leave, because: The condition holds.}
  - {rule: else, when: otherwise, do: leave, because: The condition does not hold.}
steps: [{call: {}}, {wait: 2d}, {call: {}}, {end: list_exhausted}]
exits: [conversation]
`
}
