import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextCall } from './next-move.ts'
import { answer, deskFor, situationOf } from './answer.ts'
import { house } from '../guard/house.ts'
import { pick } from '../playbook/shelf.ts'
import { factsOf } from '../../test/any-facts.ts'
import { shelf } from '../../test/the-shelf.ts'

const found = pick(shelf, 'respectful-three')
if (found.kind === 'missing') throw new Error(found.problem)
const desk = deskFor(found.program, house)

test('003-18 the message announces the day on which the next call is really planned', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 }),
      fc.string({ minLength: 1, maxLength: 6 }),
      fc.nat(300),
      (attempt, id, day) => {
        const now = new Date(Date.UTC(2027, 0, 1, 17) + day * 86_400_000).toISOString().replace('.000Z', 'Z')
        const facts = factsOf({ now, attempt, lead: { id, market: 'b2c' }, place: { timeZone: 'America/New_York' } })
        const promise = answer(desk, facts, 0).voicemail.message?.promise
        const planned = nextCall(desk.program, situationOf(desk, facts, 0), true)
        expect(planned.kind).toBe('touch')
        expect(Date.parse(promise!.at)).toBe(planned.kind === 'touch' ? planned.at : 0)
        expect([2, 3]).toContain(promise!.days)
      }
    ),
    { numRuns: 200 }
  )
})

test('003-26 the third message promises nothing, because no call follows', () => {
  const facts = factsOf({ attempt: 3, now: '2026-12-02T12:00:00-05:00', lead: { market: 'b2c' } })
  expect(answer(desk, facts, 0).voicemail.message?.promise).toBeUndefined()
})
