import { expect, test } from 'vitest'
import { type OpenCall } from './desk.ts'
import { spentOn } from './spent.ts'

const CALL: OpenCall = {
  ...{ touch: 1, number: '', at: 0, stage: 'over', answeredAt: null, beepAt: null, messageEndAt: null },
  ...{ overAt: null, isOld: false }
}

test.for([
  ['it rang out', { overAt: 25_000 }, 'no_answer', 30_000, [25_000, 0, 0, 0, 5_000]],
  [
    'a message',
    { answeredAt: 20_000, beepAt: 32_000, messageEndAt: 50_000, overAt: 50_000 },
    'machine',
    53_000,
    [20_000, 12_000, 18_000, 0, 3_000]
  ],
  ['a mailbox without a message', { answeredAt: 20_000, overAt: 26_000 }, 'machine', 26_000, [20_000, 6_000, 0, 0, 0]],
  ['a talk', { answeredAt: 8_000, overAt: 128_000 }, 'human_right_party', 138_000, [8_000, 0, 0, 120_000, 10_000]],
  [
    'somebody picked up while the message was spoken',
    { answeredAt: 20_000, beepAt: 30_000, messageEndAt: 35_000, overAt: 95_000 },
    'human_right_party',
    95_000,
    [20_000, 10_000, 5_000, 60_000, 0]
  ],
  [
    'left open by an earlier session: nobody knows',
    { overAt: 9_000, isOld: true },
    'no_answer',
    90_000,
    [0, 0, 0, 0, 0]
  ],
  ['a clock that was set back', { answeredAt: 8_000, overAt: 4_000 }, 'human_right_party', 2_000, [8_000, 0, 0, 0, 0]]
] as const)('%s', ([, call, endpoint, now, [dialMs, greetingMs, messageMs, talkMs, wrapMs]]) => {
  expect(spentOn({ ...CALL, ...call }, { endpoint }, now)).toEqual({ dialMs, greetingMs, messageMs, talkMs, wrapMs })
})
