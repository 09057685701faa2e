import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { turnedClock } from '../../../../test/turned-clock.ts'
import { type Endpoint, type Message, endpoints } from '../../../facts/outcome-lists.ts'
import { type FloorCall, type Finished, type People } from '../../../simulate/people.ts'
import { peopleEnds } from './people-ends.ts'
import { simulatedCarrier } from './simulated-carrier.ts'

const ORDER = { attemptId: '7', to: '+12125550100', from: null, ringMs: 60_000, maxMs: 600_000 }
const CALL: FloorCall = { key: 1, attempt: 1, number: 0, vector: new Float64Array(0), localMinute: 0 }

/** One person of whom everything is known beforehand. */
function somebody(endpoint: Endpoint, more: Partial<Finished> = {}): People {
  const finished: Finished = {
    ...{ message: 'none_planned', messageMs: 0, talkMs: 0, wrapMs: 0, said: null },
    ...{ recognised: null, reaction: null, objection: null, ...more }
  }
  return {
    answer: () => ({ endpoint, ringMs: 8_000, greetingMs: 6_000 }),
    finish: (_call, _answered, { how }) =>
      how === 'none' ? { ...finished, message: 'none_planned', messageMs: 0 } : finished,
    afterCall: () => [],
    afterTouch: () => [],
    inbound: () => finished,
    afterMeeting: () => []
  }
}

async function placed(people: People) {
  const clock = turnedClock()
  const call = await simulatedCarrier(peopleEnds({ people, callOf: () => CALL }), clock).place(ORDER)
  const heard: string[] = []
  const story: string[] = []
  call.on('heard', ({ text }) => heard.push(text))
  call.on('state', ({ state, atMs }) => story.push(`${atMs} ${state}`))
  call.on('ended', ({ outcome, by }) => story.push(`${outcome} by ${by}`))
  return { clock, call, heard, story }
}

describe('a call to invented people', () => {
  test('nobody answers', async () => {
    const { clock, story } = await placed(somebody('no_answer'))
    clock.turn(60_000)
    expect(story).toEqual(['600 ringing', '8600 ended', 'no_answer by carrier'])
  })

  test('a mailbox greets, beeps, and takes what is spoken', async () => {
    const { clock, call, heard, story } = await placed(somebody('machine', { message: 'complete', messageMs: 20_000 }))
    clock.turn(14_600)
    expect(heard.at(-1)).toBe('Beep.')
    call.speak(20_000)
    clock.turn(30_000)
    expect(call.truth().finished?.message).toBe('complete')
    expect(call.state()).toBe('up')
    await call.hangup('rep')
    expect(story.at(-1)).toBe('completed by us')
  })

  test('a mailbox that cuts the message says so and hangs up', async () => {
    const { clock, call, heard, story } = await placed(somebody('machine', { message: 'truncated', messageMs: 9_000 }))
    clock.turn(14_600)
    call.speak(25_000)
    clock.turn(9_000)
    expect(heard.at(-1)).toContain('cuts you off')
    expect(story.at(-1)).toBe('completed by them')
  })

  test('a mailbox that hears nothing hangs up', async () => {
    const { clock, story } = await placed(somebody('machine'))
    clock.turn(24_599)
    expect(story.at(-1)).toBe('8600 up')
    clock.turn(1)
    expect(story.at(-1)).toBe('completed by them')
  })

  test('a person talks, says what they want, and hangs up', async () => {
    const said = { what: 'not_interested', inMs: null, note: 'no budget' } as const
    const { clock, heard, story } = await placed(somebody('human_right_party', { talkMs: 40_000, said }))
    clock.turn(48_600)
    expect(heard).toEqual(['"Hello?" (The person we called)', 'No: no budget'])
    expect(story.at(-1)).toBe('completed by them')
  })

  test('hung up while it rings', async () => {
    const { clock, call, story } = await placed(somebody('machine'))
    clock.turn(3_000)
    await call.hangup('rep')
    expect(story.at(-1)).toBe('cancelled by us')
  })
})

test('whoever is called, and whatever the rep does: it ends exactly once and in bounded time', async () => {
  const message = fc.constantFrom<Message>('complete', 'truncated', 'talked_over', 'none_planned')
  const act = fc.constantFrom('speak', 'hangup', 'hold', 'wait')
  const acts = fc.array(fc.tuple(act, fc.integer({ min: 0, max: 20_000 })), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(Object.keys(endpoints) as Endpoint[])),
      message,
      fc.integer({ min: 0, max: 900_000 }),
      acts,
      async (endpoint, left, talkMs, deeds) => {
        const { clock, call } = await placed(somebody(endpoint, { message: left, messageMs: 5_000, talkMs }))
        let ends = 0
        call.on('ended', () => ends++)
        for (const [what, ms] of deeds) {
          if (what === 'speak') call.speak(20_000)
          if (what === 'hangup') await call.hangup('rep')
          if (what === 'hold') await call.hold(true)
          clock.turn(ms)
        }
        clock.turn(ORDER.maxMs)
        expect(ends).toBe(1)
        expect(clock.pending()).toBe(0)
      }
    )
  )
})
