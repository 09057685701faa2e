import { describe, expect, test } from 'vitest'
import {
  KEYS,
  TUESDAY,
  callTo,
  firm,
  floor,
  heard,
  home,
  internet,
  known,
  meanOf,
  shareOf,
  vectorOf,
  within
} from '../../test/floor-calls.ts'
import { liveChance } from './answering.ts'
import { houseAssumptions } from './assumptions.ts'
import { type FloorCall } from './people.ts'
import { peopleOf } from './people-of.ts'
import { personOf, reachesTheRightPhone } from './person.ts'
import { standingOf } from './standing.ts'

const a = houseAssumptions
const people = peopleOf(a)
const isAnswered =
  (vector: Float64Array, attempt = 1, with_ = people) =>
  (place: number): boolean =>
    with_.answer(callTo(place, vector, attempt)).endpoint === 'human_right_party'

describe('who answers', () => {
  const shares: readonly (readonly [who: string, vector: Float64Array, target: number])[] = [
    ['a stranger at a firm (AN-08)', firm, 0.054],
    ['a consumer (AN-01)', home, 0.19],
    ['somebody who knows us (AN-04)', known, 0.53],
    ['somebody of a qualified list', vectorOf({ lead: { market: 'b2b', origin: 'prequalified_list' } }), 0.054 * 1.3],
    ['somebody who knew us once', vectorOf({ lead: { market: 'b2b', relationship: 'lapsed' } }), 0.3],
    ['a referral', vectorOf({ lead: { market: 'b2c', origin: 'referral' } }), 0.3],
    ['the sender of a card', vectorOf({ lead: { market: 'b2c', origin: 'lead_card' } }), 0.25]
  ]
  test.for(shares)('%s', ([, vector, target]) => within(shareOf(isAnswered(vector)), target))

  test('internet leads that can be reached answer as AT-01 counted, call by call', () => {
    const reachable = Array.from({ length: KEYS }, (_, place) => place).filter(
      (place) => personOf(a, callTo(place, internet).key).isContactable
    )
    within(reachable.length / KEYS, a['answer.internetLead.contactable'])
    let left = reachable
    const hazards = [1, 2, 3, 4, 5].map((attempt) => {
      const reached = left.filter((place) => isAnswered(internet, attempt)(place))
      const hazard = reached.length / left.length
      left = left.filter((place) => !reached.includes(place))
      return hazard
    })
    for (const [at, target] of [0.39, 0.54, 0.39, 0.29, 0.25].entries())
      expect(Math.abs(hazards[at]! - target)).toBeLessThan(0.04)
    expect(Math.abs(1 - left.length / reachable.length - 0.91)).toBeLessThan(0.015)
  })

  test('a spam label leaves 0.38 of the answers (RE-02)', () => {
    const labelled = peopleOf({ ...a, 'answer.spamLabel.share': 1 })
    within(shareOf(isAnswered(home, 1, labelled)), 0.19 * 0.38)
  })

  test('their best daypart differs from their worst by 2.6 points (SP-05), and the day as a whole by nothing', () => {
    const noisy = (place: number, minute: number): number =>
      chanceAt({ ...callTo(place, home), localMinute: TUESDAY + minute })
    const hours = [10 * 60, 12.5 * 60, 17 * 60]
    const spread = meanOf((place) => {
      const chances = hours.map((minute) => noisy(place, minute))
      return Math.max(...chances) - Math.min(...chances)
    })
    const reach = 0.026 / reachesTheRightPhone(a, standingOf({ vector: home }))
    expect(Math.abs(spread - reach)).toBeLessThan(0.001)
    const bestAt = (hour: number): number =>
      shareOf((place) => hours.every((minute) => noisy(place, minute) <= noisy(place, hours[hour]!)))
    within(bestAt(0), a['answer.daypart.morning'])
    within(bestAt(1), a['answer.daypart.noon'])
  })
})

describe('what a message does to later answering', () => {
  const ratio = (name: string): readonly number[] => {
    const b = floor(name)
    return Array.from({ length: KEYS }, (_, place) => {
      const call = callTo(place, firm)
      const person = personOf(b, call.key)
      return (
        liveChance(b, person, standingOf({ vector: heard }), call) /
        liveChance(b, person, standingOf({ vector: firm }), call)
      )
    })
  }
  const mean = (values: readonly number[]): number => values.reduce((x, y) => x + y, 0) / values.length

  test('in the house nothing on the whole, and to each person something else', () => {
    const ratios = ratio('house')
    expect(Math.abs(mean(ratios) - 1)).toBeLessThan(0.01)
    const logs = ratios.map(Math.log)
    const middle = mean(logs)
    const spread = Math.sqrt(mean(logs.map((log) => (log - middle) ** 2)))
    expect(Math.abs(spread - 0.35)).toBeLessThan(0.01)
    expect(ratios.filter((each) => each > 1).length / KEYS).toBeGreaterThan(0.4)
    expect(ratios.filter((each) => each < 1).length / KEYS).toBeGreaterThan(0.4)
  })

  test('where messages help it helps, where they hurt it is 0.72 (VM-01)', () => {
    expect(Math.abs(mean(ratio('messages-help')) - Math.exp(0.2))).toBeLessThan(0.01)
    expect(Math.abs(mean(ratio('messages-hurt')) - 0.72)).toBeLessThan(0.01)
  })

  test('and so it shows in who answers', () => {
    const answers = (name: string): number => shareOf(isAnswered(heard, 2, peopleOf(floor(name))))
    const [help, house, hurt] = [answers('messages-help'), answers('house'), answers('messages-hurt')]
    expect(help / house).toBeGreaterThan(1.1)
    expect(hurt / house).toBeLessThan(0.85)
  })
})

function chanceAt(call: FloorCall): number {
  return liveChance(a, personOf(a, call.key), standingOf(call), call)
}
