import { expect, test } from 'vitest'
import { turnedClock } from '../../../../test/turned-clock.ts'
import { CannotDo } from '../carrier.ts'
import { manualCarrier } from './manual-carrier.ts'

const ORDER = { attemptId: '7', to: '+12125550100', from: null, ringMs: 60_000, maxMs: 600_000 }

test('placing shows the number, and states come from the rep’s keys', async () => {
  const shown: string[] = []
  const clock = turnedClock()
  const call = await manualCarrier((number) => shown.push(number), clock).place(ORDER)
  expect(shown).toEqual(['+12125550100'])
  expect(call.state()).toBe('ringing')
  call.answered()
  expect(call.state()).toBe('up')
  const ends: unknown[] = []
  call.on('ended', (ended) => ends.push(ended))
  clock.turn(5_000)
  call.over('completed', 'us')
  call.over('busy', 'them')
  await call.hangup('rep')
  expect(ends).toEqual([{ outcome: 'completed', by: 'us', answeredAtMs: 0, endedAtMs: 5_000 }])
})

test('a rep who never comes back does not leave a call ringing for ever', async () => {
  const clock = turnedClock()
  const call = await manualCarrier(() => undefined, clock).place(ORDER)
  clock.turn(60_000)
  expect(call.state()).toBe('ended')
})

test('what a telephone of their own does is done on that telephone: we refuse instead of pretending', async () => {
  const carrier = manualCarrier(() => undefined, turnedClock())
  const call = await carrier.place(ORDER)
  expect(carrier.can).toMatchObject({ dials: false, drop: false, record: false })
  const acts = [
    ...[() => call.hold(true), () => call.mute(true), () => call.press('1'), () => call.transfer('+12125550101')],
    ...[() => call.record({ notice: null }), () => call.stopDrop(), () => call.connect('rep'), () => call.disconnect()],
    () => call.drop({ kind: 'file', path: 'a.wav' }, { thenHangup: true })
  ]
  for (const act of acts) await expect(act()).rejects.toThrow(CannotDo)
  expect(await Array.fromAsync(carrier.adopt())).toEqual([])
})
