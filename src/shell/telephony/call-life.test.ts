import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { turnedClock } from '../../../test/turned-clock.ts'
import { callLife } from './call-life.ts'
import { type CallState, callStates } from './carrier.ts'

const ORDER = { ringMs: 30_000, maxMs: 600_000 }

describe('the life of a call', () => {
  test('answered, ended, and when', () => {
    const clock = turnedClock(1_000)
    const life = callLife(ORDER, clock)
    const ends: unknown[] = []
    life.on('ended', (ended) => ends.push(ended))
    life.reach('ringing')
    clock.turn(5_000)
    life.reach('up')
    clock.turn(60_000)
    expect(life.end({ outcome: 'completed', by: 'them' })).toBe(true)
    expect(ends).toEqual([{ outcome: 'completed', by: 'them', answeredAtMs: 6_000, endedAtMs: 66_000 }])
    expect(clock.pending()).toBe(0)
  })

  test('nobody answers: the watchdog gives it up after the ring time', () => {
    const clock = turnedClock()
    const life = callLife(ORDER, clock)
    clock.turn(29_999)
    expect(life.state()).toBe('dialling')
    clock.turn(1)
    expect(life.state()).toBe('ended')
  })

  test('whoever listens too late hears of the end all the same', () => {
    const life = callLife(ORDER, turnedClock())
    life.end({ outcome: 'busy', by: 'carrier' })
    const heard: string[] = []
    life.on('ended', ({ outcome }) => heard.push(outcome))
    expect(heard).toEqual(['busy'])
    expect(life.reach('up')).toBe(false)
  })

  test('an ear that was taken off hears nothing', () => {
    const life = callLife(ORDER, turnedClock())
    const heard: string[] = []
    const off = life.on('state', ({ state }) => heard.push(state))
    life.reach('ringing')
    off()
    life.reach('up')
    expect(heard).toEqual(['ringing'])
  })
})

/** Anything that a carrier, a rep and time can do to a call, in any order. */
const deed = fc.oneof(
  fc.record({ kind: fc.constant('reach' as const), state: fc.constantFrom('ringing', 'early', 'up') }),
  fc.record({ kind: fc.constant('end' as const), outcome: fc.constantFrom('completed', 'busy', 'cancelled') }),
  fc.record({ kind: fc.constant('turn' as const), ms: fc.integer({ min: 0, max: 200_000 }) }),
  fc.record({ kind: fc.constant('later' as const), ms: fc.integer({ min: 0, max: 700_000 }) })
)

test('whatever happens, and in whatever order: states only go forward, it ends exactly once and in bounded time', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      const clock = turnedClock()
      const life = callLife(ORDER, clock)
      const states: CallState[] = ['dialling']
      let ends = 0
      let afterEnd = 0
      life.on('state', ({ state }) => states.push(state))
      life.on('ended', () => ends++)
      for (const each of deeds) {
        if (each.kind === 'reach') life.reach(each.state as 'up')
        if (each.kind === 'end') life.end({ outcome: each.outcome as 'busy', by: 'them' })
        if (each.kind === 'turn') clock.turn(each.ms)
        if (each.kind === 'later') life.later(each.ms, () => void (life.state() === 'ended' && afterEnd++))
      }
      clock.turn(ORDER.maxMs)
      const places = states.map((state) => callStates.indexOf(state))
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b))
      expect(ends).toBe(1)
      expect(afterEnd).toBe(0)
      expect(states.at(-1)).toBe('ended')
      expect(clock.pending()).toBe(0)
    })
  )
})
