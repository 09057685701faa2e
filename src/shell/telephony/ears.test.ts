import { expect, test } from 'vitest'
import { type Heard, type Listener } from '../../listen/heard.ts'
import { earsOf } from './ears.ts'

/** Writes down what it is given, and hears something in the frame that begins with 7. */
function noting(): { readonly listener: Listener; readonly notes: unknown[] } {
  const notes: unknown[] = []
  return {
    notes,
    listener: {
      push(frame, speech) {
        notes.push(speech === undefined ? frame[0] : [frame[0], speech])
        return frame[0] === 7 ? [{ kind: 'start', atMs: 20 * notes.length }] : []
      },
      answered: () => notes.push('answered'),
      dropping: (is) => notes.push(`dropping ${is}`),
      told: (who) => notes.push(who)
    }
  }
}
const frame = (seq: number, first = 1) => ({ ulaw: new Uint8Array(160).fill(first), seq, atMs: 0, isEarly: false })

test('frames that are missing are silence, so that the count of frames stays the time', () => {
  const { listener, notes } = noting()
  const ears = earsOf(listener, () => undefined)
  ears.sound(frame(100))
  ears.answered()
  ears.sound(frame(103, 2))
  ears.sound(frame(10_000, 3))
  expect(notes.slice(0, 5)).toEqual([1, 'answered', 0xff, 0xff, 2])
  expect(notes).toHaveLength(5 + 50 + 1)
})

test('what is heard is said at once, and nothing any more once it is closed', () => {
  const heard: Heard[] = []
  const { listener } = noting()
  const ears = earsOf(listener, (each) => heard.push(each))
  ears.sound(frame(0, 7))
  ears.close()
  ears.sound(frame(1, 7))
  expect(heard).toEqual([{ kind: 'start', atMs: 20 }])
})

test('a model that takes its time changes no order, and one that fails costs its frame alone', async () => {
  const { listener, notes } = noting()
  const waiting: PromiseWithResolvers<number>[] = []
  const ears = earsOf(
    listener,
    () => undefined,
    () => {
      const answer = Promise.withResolvers<number>()
      waiting.push(answer)
      return answer.promise
    }
  )
  const settled = () => new Promise(setImmediate)
  ears.sound(frame(0, 1))
  ears.answered()
  ears.sound(frame(1, 2))
  ears.dropping(true)
  ears.told('human')
  ears.sound(frame(2, 3))
  await settled()
  expect(notes).toEqual([])
  waiting[0]!.resolve(0.2)
  await settled()
  expect(notes).toEqual([[1, 0.2], 'answered'])
  waiting[1]!.reject(new Error('the model is gone'))
  await settled()
  waiting[2]!.resolve(0.9)
  await settled()
  expect(notes).toEqual([[1, 0.2], 'answered', 'dropping true', 'human', [3, 0.9]])
})
