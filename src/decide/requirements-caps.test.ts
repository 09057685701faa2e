import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyDocument } from '../../test/any-facts.ts'
import { ask, shipped, situationFor, written } from '../../test/front.ts'
import { gapsInDays, life } from '../../test/life.ts'
import { but, called, consumer, firm } from '../../test/situations/person.ts'
import { shelf } from '../../test/the-shelf.ts'
import { stops } from '../facts/fact.ts'
import { readPlaybook } from '../playbook/read.ts'
import { flagsOf } from './flags.ts'
import { nextCall } from './next-move.ts'

/** How much is too much: caps, gaps, stops. A name begins with the id of its requirement. */

const anyPlaybook = fc.constantFrom(...shelf.programs)
const RUNS = { numRuns: 120 }
const fit = but(firm, { lead: { fitConfirmed: true, dealValueCents: 2_500_000 } })

describe('Too many messages', () => {
  test('000-27 message on message is capped: the house default leaves two, whatever there is between us', () => {
    const under = { lead: { relationship: 'proposal_sent' } }
    expect(ask('house-default', but(but(firm, called(2, 8, 2)), under)).voicemail.action).toBe('skip')
    fc.assert(
      fc.property(anyDocument, fc.integer({ min: 2, max: 40 }), (facts, voicemails) => {
        const history = { voicemails, unansweredVoicemails: 0 }
        expect(ask('house-default', but(facts, { history })).voicemail.action).not.toBe('leave')
      }),
      RUNS
    )
  })

  test('001-03 a streak of unanswered messages ends long before the twenty-second', () => {
    const proposal = but(firm, { lead: { relationship: 'proposal_sent' } })
    const left = life(shipped('case-by-case'), proposal).filter((call) => call.left)
    expect(left).toHaveLength(6)
    fc.assert(
      fc.property(anyDocument, fc.integer({ min: 6, max: 40 }), (facts, streak) => {
        const history = { voicemails: streak, unansweredVoicemails: streak }
        expect(ask('case-by-case', but(facts, { history })).voicemail.action).not.toBe('leave')
      }),
      RUNS
    )
  })

  test('001-14 a lapsed contact gets at most one message in seven days, whatever else is true', () => {
    const lapsed = fc.record({
      facts: anyDocument,
      days: fc.nat(6),
      playbook: fc.constantFrom('case-by-case', 'house-default')
    })
    fc.assert(
      fc.property(lapsed, ({ facts, days, playbook }) => {
        const change = {
          lead: { relationship: 'lapsed' },
          history: { voicemails: 1, unansweredVoicemails: 0, daysSinceVoicemail: days }
        }
        const { voicemail } = ask(playbook, but(withoutEverSpoken(facts), change))
        expect(voicemail.action).not.toBe('leave')
        expect(voicemail.suggest).not.toBe('leave')
      }),
      RUNS
    )
  })

  test('001-14 a lapsed contact who is called every day hears news once a week', () => {
    const daily = but(firm, { lead: { relationship: 'lapsed', hasNews: true } })
    const left: number[] = []
    for (let day = 0; day < 29; day++) {
      const last = left.at(-1)
      const history = {
        voicemails: left.length,
        unansweredVoicemails: 0,
        daysSinceVoicemail: last === undefined ? null : day - last
      }
      if (ask('case-by-case', but(daily, { history })).voicemail.action === 'leave') left.push(day)
    }
    expect(left).toEqual([0, 7, 14, 21, 28])
  })

  test('004-15 calls with messages have space between them', () => {
    for (const playbook of ['middle-ground', 'respectful-three']) {
      const person = playbook === 'middle-ground' ? firm : consumer
      const calls = life(shipped(playbook), person)
      expect(calls.every((call) => call.left)).toBe(true)
      expect(Math.min(...gapsInDays(calls))).toBeGreaterThanOrEqual(2)
    }
  })
})

describe('Too many calls', () => {
  test('000-25 a playbook that can call the same household every evening is flagged', () => {
    const evenings = written(calls('{wait: 1d}', 'householdTouchesPerWeek: 50'))
    const flags = (program: Parameters<typeof flagsOf>[0]) => flagsOf(program).map((flag) => flag.flag)
    expect(flags(evenings)).toContain('every-day')
    expect(flags(shipped('house-default'))).not.toContain('every-day')
  })

  test('000-25 a cap on the household moves the next call out of the week', () => {
    const capped = written(calls('{wait: 1d}', 'householdTouchesPerWeek: 3'))
    const after = (touches7d: number) =>
      Date.parse(ask(capped, but(consumer, { household: { touches7d } })).next!.at) - Date.parse('2027-01-05T15:15:00Z')
    expect(after(1)).toBe(24 * 3_600_000)
    expect(after(2)).toBe(7 * 24 * 3_600_000)
  })

  test('000-19 a playbook plans several attempts a day, and the rest between them holds', () => {
    const lead = but(firm, { lead: { origin: 'internet_lead' } })
    const gaps = gapsInDays(life(shipped('ico-no-voicemail'), lead))
    expect(gaps).toHaveLength(14)
    expect(Math.min(...gaps) * 24).toBeGreaterThanOrEqual(2)
    expect(gaps.slice(0, 2).every((gap) => gap * 24 < 3)).toBe(true)
  })

  test('003-03 a consumer gets no second silent call on the same day', () => {
    const silent = but(consumer, { lead: { cluster: 'C10' } })
    const calls = life(shipped('house-default'), silent)
    expect(calls.slice(0, 2).every((call) => !call.left)).toBe(true)
    expect(Math.min(...gapsInDays(calls))).toBeGreaterThanOrEqual(1)
    expect(flagsOf(shipped('house-default')).map((flag) => flag.flag)).not.toContain('second-silent-call')
    expect(flagsOf(shipped('ico-no-voicemail')).map((flag) => flag.flag)).toContain('second-silent-call')
  })

  test('003-05 who may have blocked us is left alone', () => {
    const { voicemail, next, ends } = ask('respectful-three', but(consumer, { number: { suspectedBlock: true } }))
    expect([voicemail.action, next, ends?.how]).toEqual(['skip', null, 'passive_list'])
  })

  test('003-11 a personal number rests longer between two calls than a business line', () => {
    const program = written(calls('{wait: 1h}', 'calls: 20'))
    const hours = (kind: string) => {
      const situation = situationFor(program, but(consumer, { number: { kind } }))
      const next = nextCall(program, situation, false)
      return next.kind === 'touch' ? (next.at - situation.now) / 3_600_000 : null
    }
    expect(['business', 'mobile', 'home'].map(hours)).toEqual([2, 4, 4])
  })

  test('003-09 a playbook dials one line per rep and cannot ask for more', () => {
    expect(shelf.programs.every((program) => program.document.lines === 1)).toBe(true)
    const reading = readPlaybook(calls('{wait: 1d}', 'calls: 3').replace('currency: USD', 'lines: 2'))
    expect(reading.kind === 'wrong' && reading.problems.map((each) => each.problem).join()).toContain('lines')
  })
})

describe('What nobody may do', () => {
  test('002-05 a strategy without a cap on attempts can be said: the hundredth call still follows', () => {
    const { voicemail, next } = ask('relentless-farmer', but(fit, called(99, 3, 99)))
    expect([voicemail.action, next?.channel]).toEqual(['leave', 'call'])
  })

  test('002-07 thirty messages in a row can be played through', () => {
    const calls = life(shipped('relentless-farmer'), fit, 30)
    expect(calls.filter((call) => call.left)).toHaveLength(30)
  })

  test('002-08 any hard stop ends every channel at once, in every playbook', () => {
    const some = fc.subarray([...stops], { minLength: 1 })
    fc.assert(
      fc.property(anyPlaybook, anyDocument, some, (program, facts, on) => {
        const { voicemail, next, ends, stop } = ask(program, but(facts, { stops: on }))
        expect([voicemail.action, voicemail.message, next, ends?.how]).toEqual(['skip', null, null, 'stopped'])
        expect(on).toContain(stop?.reason)
      }),
      RUNS
    )
  })

  test('003-21 no text without a stored opt-in, in any playbook', () => {
    const texting = written(calls('{sms: {}}', 'calls: 3'))
    fc.assert(
      fc.property(
        fc.constantFrom(texting, ...shelf.programs),
        anyDocument,
        fc.constantFrom('none', 'implied'),
        (program, facts, sms) => {
          expect(ask(program, but(facts, { consent: { sms } })).next?.channel).not.toBe('sms')
        }
      ),
      RUNS
    )
    expect(ask(texting, but(consumer, { consent: { sms: 'express' } })).next?.channel).toBe('sms')
    expect(ask(texting, consumer).next?.channel).toBe('call')
  })
})

/** A playbook that calls, does one more thing, and calls again. */
function calls(between: string, cap: string): string {
  return `
playbook: calls
version: "1"
title: Calls
summary: Calls, with something between.
source: a test
currency: USD
pro: []
contra: []
voicemail:
  - {rule: never, when: otherwise, do: skip, because: This one only calls.}
steps:
  - loop: {times: 20, steps: [{call: {}}, ${between}]}
  - end: list_exhausted
exits: [conversation]
caps: {${cap}}
`
}

/** FACTS cannot say both: a lapsed contact was spoken to. */
function withoutEverSpoken(facts: Record<string, unknown>): object {
  const { everSpoken: _, ...history } = (facts['history'] ?? {}) as Record<string, unknown>
  return { ...facts, history }
}
