import { expect, test } from 'vitest'
import { type Choice, facts, slot, textCode } from './fact.ts'
import {
  type ProfileValue,
  checkProfile,
  consentLevel,
  consentSlot,
  householdOf,
  isProfilePath,
  profileProblem,
  setAt,
  setConsent,
  setHousehold,
  setProfile,
  smallPaths,
  smallSlot,
  smallValue,
  wideSlot,
  wideValue
} from './profile.ts'
import { AT_MAX } from './minute.ts'
import { emptyRow } from './row.ts'

const AT = 1_767_600_000_000
const WIDE = ['lead.dealValueCents', 'lead.currency', 'lead.fitScore', 'lead.stage'] as const
const CONSENT = ['consent.voice', 'consent.recordings', 'consent.sms', 'consent.email'] as const

test.for([
  ['lead.market', 'b2b', null],
  ['lead.market', null, null],
  ['lead.market', 'b2g', 'must be one of b2b, b2c, or null'],
  ['lead.market', 1, 'must be one of b2b, b2c, or null'],
  ['lead.hasNews', false, null],
  ['lead.hasNews', 'yes', 'must be true, false or null'],
  ['lead.stage', 'hot', null],
  ['lead.stage', '', 'must be text or null'],
  ['lead.stage', 3, 'must be text or null'],
  ['lead.currency', 'EUR', null],
  ['lead.currency', 'EURO', 'must be an ISO 4217 code such as USD'],
  ['lead.currency', 'xEUR', 'must be an ISO 4217 code such as USD'],
  ['lead.fitScore', -2.5, null],
  ['lead.fitScore', '7', 'must be a number or null'],
  ['lead.fitScore', Infinity, 'must be a number or null'],
  ['lead.dealValueCents', 0, null],
  ['lead.dealValueCents', 0.5, 'must be a whole number'],
  ['lead.dealValueCents', -1, 'must be at least 0']
] as const)('a profile change of %s to %j is taken, or says what is wrong: %j', ([path, value, problem]) => {
  expect(profileProblem(path, value)).toBe(problem)
  if (problem === null) expect(() => checkProfile(path, value)).not.toThrow()
  else expect(() => checkProfile(path, value)).toThrow(`${path}: ${problem}`)
})

test('what the log counts itself is set by nobody, and a wrong path is told the right ones', () => {
  for (const path of ['history.calls', 'consent.voice', 'attempt', 'dialer.mode', 'toString']) {
    expect(isProfilePath(path), path).toBe(false)
    expect(profileProblem(path, null)).toContain('not set by a profile change: one of lead.origin, lead.market')
  }
  for (const path of [...smallPaths, ...WIDE]) expect(profileProblem(path, null), path).toBeNull()
})

test('every value of every choice and both answers of every flag come back from the row', () => {
  for (const path of smallPaths) {
    const fact = facts[slot(path)]!
    const values: readonly ProfileValue[] = fact.kind === 'choice' ? fact.values : [false, true]
    values.forEach((value, code) => {
      const row = emptyRow()
      setProfile(row, path, value, AT)
      expect(smallValue(row, smallSlot(path)), path).toBe(code)
      expect(setAt(row, smallSlot(path))).toBe(AT)
      expect(row.numbers.filter((number) => number !== 0)).toHaveLength(1)
    })
  }
})

test('no value shares its slots with another', () => {
  const row = emptyRow()
  smallPaths.forEach((path) => setProfile(row, path, null, AT))
  for (const path of CONSENT) setConsent(row, path, 2, AT)
  WIDE.forEach((path, i) => setProfile(row, path, path === 'lead.currency' || path === 'lead.stage' ? `${i}` : i, AT))
  setHousehold(row, 77, AT)
  expect(CONSENT.map((path) => consentLevel(row, path))).toEqual([2, 2, 2, 2])
  expect(WIDE.map((path) => wideValue(row, wideSlot(path)))).toEqual([0, textCode('1'), 2, textCode('3')])
  expect(smallPaths.filter((path) => !Number.isNaN(smallValue(row, smallSlot(path))))).toEqual([])
  expect(householdOf(row)).toBe(77)
})

test('an older word changes nothing, a later one replaces, also with less', () => {
  const row = emptyRow()
  const { market, score } = { market: smallSlot('lead.market'), score: wideSlot('lead.fitScore') }
  for (const [b2, fit, at] of [
    ['b2b', 5, AT],
    ['b2c', 9, AT - 1]
  ] as const) {
    setProfile(row, 'lead.market', b2, at)
    setProfile(row, 'lead.fitScore', fit, at)
  }
  expect([smallValue(row, market), wideValue(row, score)]).toEqual([0, 5])
  setProfile(row, 'lead.fitScore', -4, AT + 1)
  expect(wideValue(row, score)).toBe(-4)
})

test('of two words of one instant the greater holds, and any word wins over "not known any more"', () => {
  const both = (first: number | null, second: number | null) => {
    const row = emptyRow()
    setProfile(row, 'lead.fitScore', first, AT)
    setProfile(row, 'lead.fitScore', second, AT)
    return wideValue(row, wideSlot('lead.fitScore'))
  }
  expect([both(3, 8), both(8, 3), both(null, -2), both(-2, null)]).toEqual([8, 8, -2, -2])
  expect(both(null, null)).toBeNaN()
  expect([both(0, -0), both(-0, 0)].every((score) => Object.is(score, 0))).toBe(true)
})

test('a value that is not known any more leaves the row, and a house that somebody left is no house', () => {
  const row = emptyRow()
  expect([householdOf(row), smallValue(row, smallSlot('lead.market')), wideValue(row, wideSlot('lead.stage'))]).toEqual(
    [null, NaN, NaN]
  )
  setHousehold(row, 5, AT)
  setHousehold(row, null, AT + 1)
  expect([householdOf(row), row.numbers.at(-1)]).toEqual([null, 0])
})

test('003-21 at one instant less consent wins, and a revocation over all', () => {
  const row = emptyRow()
  expect(consentLevel(row, 'consent.voice')).toBe(0)
  setConsent(row, 'consent.voice', 3, AT)
  expect(consentLevel(row, 'consent.voice')).toBe(3)
  setConsent(row, 'consent.voice', 1, AT)
  setConsent(row, 'consent.voice', 2, AT)
  expect(consentLevel(row, 'consent.voice')).toBe(1)
  setConsent(row, 'consent.voice', 0, AT)
  expect(consentLevel(row, 'consent.voice')).toBe(0)
  expect(setAt(row, consentSlot('consent.voice'))).toBe(AT)
})

test('instants up to the last of 2097 keep every millisecond', () => {
  const row = emptyRow()
  setProfile(row, 'lead.preferredChannel', 'in_person', AT_MAX)
  expect(setAt(row, smallSlot('lead.preferredChannel'))).toBe(AT_MAX)
  const channels = (facts[slot('lead.preferredChannel')] as Choice).values
  expect(channels[smallValue(row, smallSlot('lead.preferredChannel'))]).toBe('in_person')
  setProfile(row, 'lead.fitScore', 1, AT_MAX)
  expect(wideValue(row, wideSlot('lead.fitScore'))).toBe(1)
})

test('a value for which there is no word, or an instant that no log holds, fails and changes nothing', () => {
  const row = emptyRow()
  expect(() => setProfile(row, 'lead.market', 'b2g', AT)).toThrow('lead.market cannot be b2g')
  expect(() => setProfile(row, 'lead.market', 'b2b', 5)).toThrow('from 2000 to 2097')
  expect(() => setProfile(row, 'lead.fitScore', 5, 5)).toThrow('from 2000 to 2097')
  expect(row.bytes).toEqual(emptyRow().bytes)
})
