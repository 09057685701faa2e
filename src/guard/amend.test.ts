import { describe, expect, test } from 'vitest'
import { dayNumber } from '../clock/civil.ts'
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

  test('what a doubt may cost is assumed otherwise, within what can be, and back', () => {
    const assumed = (...changes: readonly LawChange[]) => {
      const found = amended(law, changes)
      return found.kind === 'bad' ? found.problem : found.assumptions['claim.chance']
    }
    const more = change('assumption', 'claim.chance', '0.001')
    expect([assumed(), assumed(more), assumed(more, change('assumption', 'claim.chance', 'shipped'))]).toEqual([
      ...[0.0001, 0.001, 0.0001]
    ])
    expect(assumed(change('assumption', 'claim.chanse', '0.001'))).toContain('did you mean claim.chance?')
    expect(assumed(change('assumption', 'claim.chance', ''))).toContain('must be a number from 0.00001 to 0.01')
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

  test('every word that a change may say is taken, and only the last on a key counts', () => {
    const all = [
      change('registration', 'US-TX', 'none'),
      change('registration', 'US-TX', 'exempt'),
      change('recordings', 'US-NY', 'confirmed'),
      change('recordings', 'US-NY', 'unconfirmed'),
      change('holiday', 'US-LA/2027-12-31', 'closed'),
      change('holiday', 'US-LA/2027-01-01', 'closed'),
      change('holiday', 'US-KY/2027-01-01', 'closed'),
      change('licence', '3', 'all'),
      change('licence', '999999999', ' US-TX , US'),
      change('jurisdiction', 'IN', 'off')
    ]
    const found = amended(law, all)
    if (found.kind === 'bad') throw new Error(found.problem)
    expect([found.registered, found.confirmed]).toEqual([['US-TX'], []])
    expect([...found.law.closedDays]).toEqual([
      ['US-LA', new Set([dayNumber(2027, 12, 31), dayNumber(2027, 1, 1)])],
      ['US-KY', new Set([dayNumber(2027, 1, 1)])]
    ])
    expect([...found.licences]).toEqual([[999_999_999, new Set(['US-TX', 'US'])]])
    expect([found.law.jurisdictions.has('IN'), law.jurisdictions.has('IN')]).toEqual([false, true])
  })

  test('a change of one rule leaves every other rule as it was, and the rule its id', () => {
    const fields = '{"rule":"US-OTHER","cite":"counsel, 2027"}'
    const found = amended(law, [change('rule', 'US-PREREC-WIRELESS', fields)])
    if (found.kind === 'bad') throw new Error(found.problem)
    const [before, after] = [law, found.law].map(({ jurisdictions }) => jurisdictions.get('US')!)
    expect(after).toEqual({
      ...before,
      consent: before!.consent.map((row) =>
        row.rule === 'US-PREREC-WIRELESS' ? { ...row, cite: 'counsel, 2027' } : row
      )
    })
    for (const [id, each] of law.jurisdictions) if (id !== 'US') expect(found.law.jurisdictions.get(id)).toBe(each)
  })

  test('a rule of each kind of row can be changed', () => {
    const rules = { 'US-FL-HOURS': 'hours', 'US-FL-AUTO': 'consent', 'US-FL-CAP3': 'caps', 'US-FL-DNC': 'lists' }
    for (const [rule, rows] of Object.entries({ ...rules, 'US-LIVE-ID': 'statements' })) {
      const found = amended(law, [change('rule', rule, '{"cite":"counsel, 2027"}')])
      if (found.kind === 'bad') throw new Error(found.problem)
      const place = found.law.jurisdictions.get(rule === 'US-LIVE-ID' ? 'US' : 'US-FL')!
      const row = place[rows as 'hours'].find((each) => each.rule === rule)
      expect(row?.cite).toBe('counsel, 2027')
    }
  })

  test('a rep who has a country serves all of it, and one with nothing nobody', () => {
    expect(mayServe(new Set(['US']), ['US-TX', 'US-FL', 'US'])).toBe(true)
    expect(mayServe(new Set(['US-TX']), ['US-TX', 'US', 'MX'])).toBe(true)
    expect(mayServe(new Set(['US', 'CA']), ['US', 'CA'])).toBe(true)
    expect(mayServe(new Set(['US']), ['US', 'CA'])).toBe(false)
    expect(mayServe(new Set(), ['US-TX', 'US'])).toBe(false)
  })

  test.for([
    ['licence', 'Jo', 'US-TX', 'the number of a rep'],
    ['licence', '1', 'US-TX,US-OKK', 'did you mean US-OK'],
    ['registration', 'US-TXX', 'registered', 'did you mean US-TX'],
    ['licence', '0', 'US-TX', 'the number of a rep'],
    ['licence', 'x1', 'US-TX', 'the number of a rep'],
    ['licence', '1x', 'US-TX', 'the number of a rep'],
    ['licence', '1234567890', 'US-TX', 'the number of a rep'],
    ['registration', 'US-TX', 'yes', 'say registered, exempt or none'],
    ['registration', 'US-TX/2027-01-08', 'registered', 'US-TX/2027-01-08 is no jurisdiction'],
    ['recordings', 'US-CO', 'yes', 'say confirmed or unconfirmed'],
    ['holiday', 'US-LA/2027-01-08', 'shut', 'say closed or open'],
    ['holiday', 'US-LAA/2027-01-08', 'closed', 'US-LAA is no jurisdiction'],
    ['holiday', 'US-LA/2027-00-08', 'closed', 'US-LA/2027-01-08'],
    ['holiday', 'US-LA/2027-01-00', 'closed', 'US-LA/2027-01-08'],
    ['holiday', 'US-LA/2027-01-32', 'closed', 'US-LA/2027-01-08'],
    ['holiday', 'US-LA/2027-02-29', 'closed', 'US-LA/2027-01-08'],
    ['holiday', 'US-LA/12027-01-08', 'closed', 'US-LA/2027-01-08'],
    ['holiday', 'US-LA/2027-01-080', 'closed', 'US-LA/2027-01-08'],
    ['jurisdiction', 'US-LA', 'away', 'say off or on'],
    ['recordings', 'US-CO', '', 'say confirmed'],
    ['holiday', 'US-LA', 'closed', 'US-LA/2027-01-08'],
    ['holiday', 'US-LA/2027-13-08', 'closed', 'US-LA/2027-01-08'],
    ['jurisdiction', '__proto__', 'off', 'no jurisdiction'],
    ['rule', 'US-KY-HOUR', '{}', 'did you mean US-KY-HOURS'],
    ['rule', 'US-KY-HOURS', '{"holidays":"closd"}', 'holidays'],
    ['rule', 'US-KY-HOURS', '{"wek":{}}', 'wek'],
    ['rule', 'US-KY-HOURS', '{"week":{"mon":[["21:00","08:00"]]}}', 'hours.0.week'],
    ['rule', 'US-KY-HOURS', '[]', 'one JSON object'],
    ['rule', 'US-KY-HOURS', 'null', 'one JSON object'],
    ['rule', 'US-KY-HOURS', '"closed"', 'one JSON object'],
    ['rule', 'US-KY-HOUR', 'none', 'not JSON'],
    ['rule', 'PROD-CAP', '{}', 'did you mean PROD-CAP3'],
    ['rule', 'US-DNC-NATIONA', '{}', 'did you mean US-DNC-NATIONAL'],
    ['rule', 'US-MSG-IDENTIT', '{}', 'did you mean US-MSG-IDENTITY'],
    ['rule', 'US-SMS-CONSEN', '{}', 'did you mean US-SMS-CONSENT'],
    ['rule', 'US-CALLHOURS', '{"week":{"mon":[["8:00","21:00"]]}}', 'hours.0.week.mon.0.0: a time of the day'],
    ['rule', 'US-KY-HOURS', '{"wek":{}}', 'hours.0.wek: no field has this name'],
    ['rule', 'US-KY-HOURS', '{', 'not JSON']
  ] as const)('%s %s %s is refused: %s', ([what, key, value, words]) => {
    const found = amended(law, [change(what, key, value)])
    expect(found).toMatchObject({ kind: 'bad', problem: expect.stringContaining(words) })
  })
})
