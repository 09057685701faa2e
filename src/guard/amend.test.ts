import { describe, expect, test } from 'vitest'
import { type LawChange, amended, lawInForce, mayServe } from './amend.ts'
import { readQuestion } from './case-file.ts'
import { law } from './law.ts'
import { noRelationship } from './question.ts'
import { lawBook, lawful } from './lawful.ts'
import { statementTokens } from './term.ts'

const change = (what: LawChange['what'], key: string, value: string): LawChange => ({ what, key, value })

/** What a call to a consumer in Kentucky at half past nine is answered under these changes. */
function answered(changes: readonly LawChange[], at = '2027-01-06T09:30:00-05:00', e164 = '+15025550123') {
  const found = amended(law, changes)
  if (found.kind === 'bad') throw new Error(found.problem)
  const question = readQuestion({
    at,
    action: { kind: 'live_voice', purpose: 'telemarketing', dialMode: 'click', states: statementTokens },
    recipient: { type: 'consumer', country: 'US', region: null, timezone: null },
    number: { e164, lineType: 'wireless' },
    consent: { voice: 'none', recordings: 'none', sms: 'none', email: 'none' },
    revoked: {},
    internalDncAt: null,
    relationship: noRelationship,
    lists: { listed: [], scrubbedDaysAgo: Object.fromEntries(law.lists.map((id) => [id, 0])) },
    attempts: [],
    seller: { registration: {}, adadConfirmed: [] }
  })
  if (question.kind === 'bad') throw new Error(question.problem)
  return lawful(lawBook(found.law), question.question).ruleId
}

const wide = JSON.stringify({
  week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['08:00', '21:00']]]))
})

describe('what an installation adds to the law', () => {
  test('nothing changes nothing', () => {
    expect(answered([])).toBe('US-KY-HOURS')
  })

  test('a rule gets other fields, and back', () => {
    expect(answered([change('rule', 'US-KY-HOURS', wide)])).toBeNull()
    expect(answered([change('rule', 'US-KY-HOURS', wide), change('rule', 'US-KY-HOURS', 'shipped')])).toBe(
      'US-KY-HOURS'
    )
  })

  test('a day is closed in a jurisdiction, and only that day; a jurisdiction is off, and on again', () => {
    const noon = '2027-01-06T12:00:00-05:00'
    const day = change('holiday', 'US-KY/2027-01-06', 'closed')
    expect(answered([], noon)).toBeNull()
    expect(answered([day], noon)).toBe('US-KY-HOURS')
    expect(answered([day], '2027-01-07T12:00:00-05:00')).toBeNull()
    expect(answered([day, change('holiday', 'US-KY/2027-01-06', 'open')], noon)).toBeNull()
    const off = change('jurisdiction', 'US-KY', 'off')
    expect(answered([off], noon)).toBe('PROD-UNKNOWN-JURISDICTION')
    expect(answered([off, change('jurisdiction', 'US-KY', 'on')], noon)).toBeNull()
  })

  test('registrations and confirmations are those of the last word, and copies are known by their list', () => {
    const found = amended(law, [
      change('registration', 'US-TX', 'registered'),
      change('registration', 'US-FL', 'exempt'),
      change('registration', 'US-TX', 'none'),
      change('recordings', 'US-CO', 'confirmed')
    ])
    if (found.kind === 'bad') throw new Error(found.problem)
    const { registered, confirmed, copies } = lawInForce(found, new Map([['us-national-dnc', 5]]))
    expect([...registered]).toEqual([law.regions.indexOf('US-FL')])
    expect([...confirmed]).toEqual([law.regions.indexOf('US-CO')])
    expect(copies.filter((at) => at !== -Infinity)).toEqual([5])
  })

  test('a rep is given whom they are licensed for: every state in play, or the country where no state is known', () => {
    const found = amended(law, [change('licence', '7', 'US-TX, US-OK,GB')])
    if (found.kind === 'bad') throw new Error(found.problem)
    const seven = found.licences.get(7)
    expect(mayServe(seven, ['US-TX', 'US'])).toBe(true)
    expect(mayServe(seven, ['US-TX', 'US-FL', 'US'])).toBe(false)
    expect(mayServe(seven, ['GB'])).toBe(true)
    expect(mayServe(seven, ['US'])).toBe(false)
    expect(mayServe(seven, [])).toBe(false)
    expect(mayServe(found.licences.get(8), ['US-FL', 'US'])).toBe(true)
  })

  test.for([
    ['licence', 'Jo', 'US-TX', 'the number of a rep'],
    ['licence', '1', 'US-TX,US-OKK', 'did you mean US-OK'],
    ['registration', 'US-TXX', 'registered', 'did you mean US-TX'],
    ['registration', 'US-TX', 'yes', 'say registered, exempt or none'],
    ['recordings', 'US-CO', '', 'say confirmed'],
    ['holiday', 'US-LA', 'closed', 'US-LA/2027-01-08'],
    ['holiday', 'US-LA/2027-13-08', 'closed', 'US-LA/2027-01-08'],
    ['jurisdiction', '__proto__', 'off', 'no jurisdiction'],
    ['rule', 'US-KY-HOUR', '{}', 'did you mean US-KY-HOURS'],
    ['rule', 'US-KY-HOURS', '{"holidays":"closd"}', 'holidays'],
    ['rule', 'US-KY-HOURS', '{"wek":{}}', 'wek'],
    ['rule', 'US-KY-HOURS', '{"week":{"mon":[["21:00","08:00"]]}}', 'hours.0.week'],
    ['rule', 'US-KY-HOURS', '[]', 'one JSON object'],
    ['rule', 'US-KY-HOURS', '{', 'not JSON']
  ] as const)('%s %s %s is refused: %s', ([what, key, value, words]) => {
    const found = amended(law, [change(what, key, value)])
    expect(found).toMatchObject({ kind: 'bad', problem: expect.stringContaining(words) })
  })
})
