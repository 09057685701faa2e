import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyDocument } from '../../test/any-facts.ts'
import { ask, factsOf, hoursUntil, shipped, situationFor, written } from '../../test/front.ts'
import { gapsInDays, life } from '../../test/life.ts'
import { but, called, consumer, firm } from '../../test/situations/person.ts'
import { shelf } from '../../test/the-shelf.ts'
import { nextCall } from './next-move.ts'

/** What comes next and how it ends. A name begins with the id of its requirement. */

const anyPlaybook = fc.constantFrom(...shelf.programs)
const anyLead = fc.string({ minLength: 1, maxLength: 8 })
/** Minutes of five winter weeks, in the opening hours of the house; no holiday lies in the four days after them. */
const anyHour = fc

  .tuple(
    fc.oneof(fc.integer({ min: 4, max: 13 }), fc.integer({ min: 18, max: 36 })),
    fc.integer({ min: 8 * 60, max: 20 * 60 })
  )
  .map(([day, minute]) => {
    const date = day <= 31 ? `2027-01-${two(day)}` : `2027-02-${two(day - 31)}`
    return `${date}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00-05:00`
  })
const two = (n: number): string => String(n).padStart(2, '0')

describe('After the message', () => {
  test('002-20 after every message something is planned, unless the playbook says that it rests or ends', () => {
    fc.assert(
      fc.property(anyPlaybook, anyDocument, (program, facts) => {
        const { voicemail, next, ends } = ask(program, facts)
        if (voicemail.action === 'leave' && next === null)
          expect(['parked', 'list_exhausted', 'passive_list', 'long_nurture', 'exit']).toContain(ends?.how)
        expect((next === null) === (ends !== null)).toBe(true)
      }),
      { numRuns: 120 }
    )
    for (const program of shelf.programs)
      expect(ask(program, firm).ends?.because ?? '').not.toBe('The sequence is over.')
  })

  test('000-09 a playbook may rest after a message until they call', () => {
    const { next, ends } = ask('ico-leave', but(consumer, { lead: { origin: 'internet_lead' } }))
    expect([next, ends?.how]).toEqual([null, 'parked'])
    expect(ends?.because).toContain('waits for their call')
  })

  test('003-19 the e-mail follows the message within half an hour', () => {
    const { next } = ask('respectful-three', consumer)
    expect(next?.channel).toBe('email')
    expect(hoursUntil(next!.at)).toBeLessThanOrEqual(0.5)
    expect(next?.because).toContain('you called')
  })

  test('003-20 that e-mail carries no attachment', () => {
    expect(emailsOf('respectful-three').map((email) => email.attachment)).toEqual(['forbidden'])
  })

  test('004-14 the e-mail with openings follows within a quarter of an hour and may carry an article', () => {
    const { next } = ask('middle-ground', firm)
    expect(next?.channel).toBe('email')
    expect(hoursUntil(next!.at)).toBeLessThanOrEqual(0.25)
    expect(emailsOf('middle-ground').map((email) => email.attachment)).toEqual(['optional'])
  })

  test('004-08 that e-mail is the one with the openings', () => {
    expect(emailsOf('middle-ground').flatMap((email) => email.slots ?? [])).toContain('email_with_openings')
    expect(ask('middle-ground', firm).next?.because).toContain('this week and next')
  })

  test('004-17 every e-mail of the middle ground is a different one', () => {
    expect(emailsOf('middle-ground').every((email) => email.neverSame)).toBe(true)
  })

  test('001-20 the e-mail goes out when there is an address; without one, finding it becomes a task', () => {
    expect(ask('case-by-case', firm).next).toMatchObject({ channel: 'email' })
    const without = ask('case-by-case', but(firm, { reach: { email: false } }))
    expect(without.next).toMatchObject({ channel: 'task', to: 'find_address' })
    expect(without.voicemail.action).toBe('leave')
  })

  test('001-21 a letter is a channel like any other', () => {
    const program = written(playbook('[{call: {}}, {wait: 2d}, {letter: {}}, {wait: 5d}, {call: {}}]'))
    expect(ask(program, firm).next).toMatchObject({ channel: 'letter' })
    expect(ask(program, but(firm, { reach: { postal: false } })).next).toMatchObject({ channel: 'call' })
  })

  test('002-06 letters go on while there is interest', () => {
    const letters = shipped('relentless-farmer').tracks.find((track) => track.name === 'letters')!
    const runs = (interest: string) => letters.when?.test(factsOf(but(firm, { lead: { interest } })).vector)
    expect(['none', 'slight', 'high'].map(runs)).toEqual([0, 2, 2])
  })

  test('003-24 the channel of their first response is used before the telephone', () => {
    const steps = '[{call: {}}, {wait: 1d}, {call: {}}, {email: {}}]'
    const lead = { lead: { preferredChannel: 'email' } }
    expect(ask(written(playbook(steps, 'preferFirstChannel: true')), but(firm, lead)).next?.channel).toBe('email')
    expect(ask(written(playbook(steps)), but(firm, lead)).next?.channel).toBe('call')
  })
})

describe('Rounds and waits', () => {
  test('003-25 exactly three rounds, two to three days apart', () => {
    fc.assert(
      fc.property(anyLead, anyHour, (id, start) => {
        const calls = life(shipped('respectful-three'), but(consumer, { lead: { id } }), 9, start)
        expect(calls.map((call) => call.left)).toEqual([true, true, true])
        for (const gap of gapsInDays(calls)) expect([2, 3]).toContain(gap)
      }),
      { numRuns: 25 }
    )
  })

  test('003-23 one round is call, message, e-mail and text, then nobody disturbs them for a day', () => {
    const agreed = but(consumer, { consent: { sms: 'express' } })
    expect(verbsOfLoop('respectful-three')).toEqual(['call', 'email', 'sms', 'wait'])
    const next = nextCall(shipped('respectful-three'), situationFor(shipped('respectful-three'), agreed), true)
    expect(next.kind === 'touch' && next.at - factsOf(agreed).now).toBeGreaterThan(24 * 3_600_000)
  })

  test('003-26 after the third round they go to the passive list, without another touch', () => {
    const calls = life(shipped('respectful-three'), consumer)
    expect(calls).toHaveLength(3)
    const after = ask('respectful-three', but(consumer, called(3, 5, 3)))
    expect([after.voicemail.action, after.next, after.ends?.how]).toEqual(['skip', null, 'passive_list'])
  })

  test('004-13 after message and e-mail the next call waits two to four days', () => {
    fc.assert(
      fc.property(anyLead, anyHour, fc.integer({ min: 0, max: 3 }), (id, now, calls) => {
        const facts = but(but(firm, called(calls, 3, calls)), { now, lead: { id } })
        const situation = situationFor(shipped('middle-ground'), facts)
        const next = nextCall(shipped('middle-ground'), situation, true)
        if (next.kind !== 'touch') {
          expect(calls).toBe(3)
          return
        }
        const days = (next.at - situation.now) / (24 * 3_600_000)
        expect(days).toBeGreaterThanOrEqual(2)
        expect(days).toBeLessThanOrEqual(4)
      }),
      { numRuns: 100 }
    )
  })

  test('004-13 where holidays leave no business day among the four, the first one after them stands in', () => {
    // Lincoln's Birthday is a Friday, Presidents' Day the Monday after it; both are holidays in New York.
    const facts = but(firm, { now: '2027-02-10T10:00:00-05:00' })
    const next = nextCall(shipped('middle-ground'), situationFor(shipped('middle-ground'), facts), true)
    expect(next.kind === 'touch' && new Date(next.at).toISOString()).toBe('2027-02-16T15:00:00.000Z')
  })

  test('004-09 four to five rounds, with LinkedIn and X between the calls', () => {
    const rounds = new Set<number>()
    for (let i = 0; i < 12; i++)
      rounds.add(life(shipped('middle-ground'), but(firm, { lead: { id: `lead ${i}` } }), 9).length)
    expect([...rounds].sort()).toEqual([4, 5])
    expect(verbsOfLoop('middle-ground')).toEqual(['call', 'email', 'linkedin', 'x', 'wait'])
  })

  test('002-34 a larger sale may have a longer cycle', () => {
    const program = written(
      playbook(
        '[{call: {}}, {branch: [{when: lead.dealValueCents >= 5000000, steps: [{wait: 10d}]}, {when: otherwise, steps: [{wait: 2d}]}]}, {call: {}}]'
      )
    )
    const hours = (dealValueCents: number) => hoursUntil(ask(program, but(firm, { lead: { dealValueCents } })).next!.at)
    expect([hours(100_000), hours(9_000_000)]).toEqual([48, 240])
  })

  test('003-04 at which call the first message comes is an arm of the experiment', () => {
    const firstAt = (cluster: string) =>
      life(shipped('house-default'), but(firm, { lead: { cluster } })).findIndex((call) => call.left) + 1
    expect(['C10', 'C0', 'C3', 'C1'].map(firstAt)).toEqual([0, 1, 1, 3])
  })
})

describe('Ends', () => {
  test('002-31 who does not answer is disqualified, and the reason is said', () => {
    const { ends } = ask('drive-by', firm)
    expect(ends).toMatchObject({ how: 'disqualified' })
    expect(ends?.because).toContain('does not answer')
  })

  test('003-14 nobody is forced: at the end stands a list on which they wake by a sign of their own', () => {
    const { ends } = ask('house-default', but(firm, called(5, 7)))
    expect(ends).toMatchObject({ how: 'passive_list' })
    expect(ends?.because).toContain('any sign of theirs')
  })

  test('004-02 calls and e-mails go on without a message until somebody reacts', () => {
    const program = shipped('ico-no-voicemail')
    const calls = life(program, but(firm, { lead: { origin: 'internet_lead' } }))
    expect(calls).toHaveLength(15)
    expect(calls.some((call) => call.left)).toBe(false)
    const between = [program.document.before, program.document.tracks['reminders']?.steps]
    for (const steps of between) expect(JSON.stringify(steps)).toContain('"email"')
  })
})

type Email = { readonly attachment?: string; readonly slots?: readonly string[]; readonly neverSame?: boolean }

/** The e-mail steps of a playbook's rounds. */
function emailsOf(name: string): readonly Email[] {
  return roundOf(name).flatMap((step) => (step.email ? [step.email as Email] : []))
}

function verbsOfLoop(name: string): readonly string[] {
  return roundOf(name).map((step) => Object.keys(step).find((key) => key !== 'when' && key !== 'because')!)
}

function roundOf(name: string) {
  return shipped(name).document.steps.find((step) => step.loop)!.loop!.steps
}

/** A playbook of these steps that always leaves a message. */
function playbook(steps: string, more = ''): string {
  return `
playbook: steps
version: "1"
title: Steps
summary: Some steps.
source: a test
pro: []
contra: []
message: {purpose: callback, slots: [who, number]}
voicemail:
  - {rule: always, when: otherwise, do: leave, because: This one is about the steps.}
steps: ${steps}
exits: [conversation]
${more}
`
}
