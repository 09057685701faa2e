import { expect, test } from 'vitest'
import { callOrder, inOrder } from './rank.ts'
import { chancePerDial, worthPerMinute } from './worth.ts'
import { factsOf } from '../../test/any-facts.ts'
import { shipped } from '../../test/front.ts'

const program = shipped('house-default')
const vector = (document: object) => factsOf(document as Record<string, unknown>).vector

test.for<[string, object, number]>([
  ['a new inbound lead whom nobody has called comes first', { attempt: 1, lead: { origin: 'internet_lead' } }, 1],
  ['an inbound lead who was called is one of many', { attempt: 2, lead: { origin: 'internet_lead' } }, 4],
  ['a cold lead whom nobody has called is one of many', { attempt: 1, lead: { origin: 'cold_list' } }, 4],
  ['of somebody of whom nothing is known nobody knows the origin', { attempt: 1 }, 4],
  ['whom we have met is under way', { lead: { relationship: 'met' } }, 2],
  ['a proposal is under way', { lead: { relationship: 'proposal_sent' } }, 2],
  ['an open dialogue is under way', { lead: { relationship: 'dialogue_open' } }, 2],
  ['what has lapsed is not', { lead: { relationship: 'lapsed' } }, 4],
  ['whoever waits for information from us is under way', { lead: { owesInformation: true } }, 2],
  ['a new inbound lead comes before that', { attempt: 1, lead: { origin: 'internet_lead', owesInformation: true } }, 1]
])('%s', ([, document, group]) => {
  expect(callOrder(program, vector(document)).group).toBe(group)
})

test('within a group the expected value counts, and the chance of a dial where the value is not known', () => {
  const [known, unknown] = [vector({ lead: { dealValueCents: 900_000 } }), vector({ attempt: 3 })]
  expect(callOrder(program, known).worth).toBe(worthPerMinute(known, 'USD')! + chancePerDial(known))
  expect(callOrder(program, unknown).worth).toBe(chancePerDial(unknown))
  const inbound = vector({ attempt: 1, lead: { origin: 'internet_lead', dealValueCents: 900_000 } })
  const underWay = vector({ lead: { relationship: 'met', dealValueCents: 900_000 } })
  for (const v of [inbound, underWay]) expect(callOrder(program, v).worth).toBeGreaterThan(1)
})

test('a sheet is in order of group, then score from the highest, then row', () => {
  const line = (group: number, score: number, row: number) => ({ rank: { group, score, why: '' }, row })
  const lines = [line(2, 9, 1), line(1, 1, 4), line(1, 5, 3), line(1, 5, 2)]
  expect(lines.toSorted(inOrder).map(({ row }) => row)).toEqual([2, 3, 4, 1])
})
