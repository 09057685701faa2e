import { describe, expect, test } from 'vitest'
import { loudness, share, tone, unlike } from '../../../../test/phone-sound.ts'
import { turnedClock } from '../../../../test/turned-clock.ts'
import { type Endpoint } from '../../../facts/outcome-lists.ts'
import { type Finished, type FloorCall, type People } from '../../../simulate/people.ts'
import { peopleEnds } from './people-ends.ts'
import { simulatedCarrier } from './simulated-carrier.ts'

const ORDER = { attemptId: '7', to: '+12125550100', from: null, ringMs: 60_000, maxMs: 600_000 }
const CALL: FloorCall = { key: 77, attempt: 1, number: 0, vector: new Float64Array(0), localMinute: 0 }

async function heardOf(endpoint: Endpoint, more: Partial<Finished> = {}) {
  const finished: Finished = {
    ...{ message: 'none_planned', messageMs: 0, talkMs: 20_000, wrapMs: 0, said: null },
    ...{ recognised: null, reaction: null, objection: null, ...more }
  }
  const people: People = {
    answer: () => ({ endpoint, ringMs: 4_000, greetingMs: 5_000 }),
    finish: () => finished,
    ...{ afterCall: () => [], afterTouch: () => [], inbound: () => finished, afterMeeting: () => [] }
  }
  const clock = turnedClock()
  const call = await simulatedCarrier(peopleEnds({ people, callOf: () => CALL }), clock).place(ORDER)
  const frames: { readonly ulaw: Uint8Array; readonly isEarly: boolean }[] = []
  call.on('sound', (sound) => frames.push(sound))
  const sound = (fromMs: number, untilMs: number, isEarly = false): Uint8Array =>
    Buffer.concat(frames.filter((frame) => frame.isEarly === isEarly).map(({ ulaw }) => ulaw)).subarray(
      fromMs * 8,
      untilMs * 8
    )
  return { clock, call, sound }
}

describe('how invented people sound', () => {
  test('a person says hello and is silent then', async () => {
    const { clock, sound } = await heardOf('human_right_party')
    clock.turn(6_600)
    expect(loudness(sound(0, 200))).toBeLessThan(20)
    expect(loudness(sound(300, 700))).toBeGreaterThan(300)
    expect(loudness(sound(1_200, 1_900))).toBeLessThan(20)
  })

  test('a mailbox greets, beeps and listens', async () => {
    const { clock, sound } = await heardOf('machine')
    clock.turn(4_600 + 7_000)
    expect(loudness(sound(0, 4_500))).toBeGreaterThan(300)
    expect(loudness(sound(4_700, 4_980))).toBeLessThan(20)
    expect(share(sound(5_020, 5_280), 700 + (77 >>> 3))).toBeGreaterThan(0.9)
    expect(loudness(sound(5_400, 6_900))).toBeLessThan(20)
  })

  test('a fax whistles, a number that is not in use has its three tones before any answer', async () => {
    const fax = await heardOf('fax')
    fax.clock.turn(4_600 + 2_000)
    expect(share(fax.sound(100, 1_900), 2_100)).toBeGreaterThan(0.9)
    const vacant = await heardOf('vacant_number')
    vacant.clock.turn(60_000)
    expect(share(vacant.sound(20, 360, true), 985.2)).toBeGreaterThan(0.9)
    expect(vacant.sound(0, 60_000)).toHaveLength(0)
  })

  test('nothing is made and no line turns while nobody listens', async () => {
    const clock = turnedClock()
    let made = 0
    const carrier = simulatedCarrier((_order, side) => {
      const says = (): void => side.says(() => (made++, tone(1_000, 500)))
      return {
        called: () => (side.answers(), says()),
        ...{ taken: () => undefined, spoken: () => undefined, hears: () => undefined, quiet: () => undefined },
        ...{ pressed: () => undefined, over: () => undefined, truth: () => null }
      }
    }, clock)
    const call = await carrier.place(ORDER)
    // Its ring time and its greatest length are all that it waits for.
    clock.turn(10_000)
    expect([made, clock.pending()]).toEqual([0, 2])
    const off = call.on('sound', () => undefined)
    clock.turn(100)
    expect([made, clock.pending()]).toEqual([1, 3])
    off()
    clock.turn(100)
    expect(clock.pending()).toBe(2)
  })
})

describe('what really lies in the mailbox', () => {
  test('from the end of the beep on; what came before it is counted as lost', async () => {
    const { clock, call } = await heardOf('machine', { message: 'complete', messageMs: 4_000 })
    clock.turn(4_600 + 4_000)
    const message = tone(4_000, 500)
    const dropping = call.drop({ kind: 'ulaw', ulaw: message }, { thenHangup: true })
    await new Promise(setImmediate)
    clock.turn(5_000)
    await dropping
    const { mailbox } = call.truth()
    expect(mailbox!.tooEarly / 8).toBeGreaterThanOrEqual(1_280)
    expect(mailbox!.tooEarly + mailbox!.heard.length).toBe(message.length)
    expect(mailbox).toMatchObject({ isTruncated: false, isTalkedOver: false })
  })

  test('stopped by us it has no end; begun again and whole it has one', async () => {
    const { clock, call } = await heardOf('machine', { message: 'complete', messageMs: 2_000 })
    clock.turn(4_600 + 5_500)
    const play = () => call.drop({ kind: 'ulaw', ulaw: unlike(1, 2_000) }, { thenHangup: false })
    const first = play()
    await new Promise(setImmediate)
    clock.turn(500)
    await call.stopDrop()
    expect((await first).isComplete).toBe(false)
    expect(call.truth().mailbox!.isTruncated).toBe(true)
    const second = play()
    await new Promise(setImmediate)
    clock.turn(2_100)
    expect((await second).isComplete).toBe(true)
    expect(call.truth().mailbox!.isTruncated).toBe(false)
  })

  test('a person has no mailbox', async () => {
    const { clock, call } = await heardOf('human_right_party')
    clock.turn(5_000)
    expect(call.truth().mailbox).toBeNull()
  })
})
