import { describe, expect, test } from 'vitest'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import { neverFirst, neverHolds } from './reachable.ts'

/** A playbook of rules with these conditions, in this order, called a, b, c …. */
const asking = (...conditions: string[]) =>
  triedPlaybook({
    rules: conditions
      .map((when, i) => `  - {rule: ${'abcdefg'[i]}, when: '${when}', do: leave, because: So be it.}`)
      .join('\n')
  }).program

describe('a rule that holds for nobody is named', () => {
  test.for([
    ['a number above and below another', 'history.calls > 5 && history.calls < 5'],
    ['an attempt before the first', 'attempt + 0 < 1'],
    ['fewer calls than none', 'history.calls + 0 < 0'],
    ['a deal that costs us', 'lead.dealValueCents + 0 < 0'],
    ['a call in the future', 'history.daysSinceSpoken + 0 < 0 && attempt > 5'],
    ['two markets at once', 'lead.market == "b2b" && lead.market == "b2c"']
  ] as const)('%s', ([, when]) => {
    expect(neverHolds(asking('attempt == 1', when, 'otherwise'))).toBe('b')
  })

  test('the first of them', () => {
    const never = 'lead.hasNews && !lead.hasNews'
    expect(neverHolds(asking(never, `${never} && attempt == 1`, 'otherwise'))).toBe('a')
  })
})

describe('a rule that holds for somebody is not', () => {
  test.for([
    ['the first choice of a list', 'lead.market == "b2b" && lead.relationship == "never_spoken"'],
    ['the last choice of a list', 'lead.market == "b2c" && lead.relationship == "lapsed"'],
    ['a market that nobody said', '!known(lead.market)'],
    ['a fit that nobody confirmed or denied', '!known(lead.fitConfirmed)'],
    ['news', 'lead.hasNews'],
    ['no news', '!lead.hasNews'],
    ['a stage', 'lead.stage == "won"'],
    ['any stage but one', 'lead.stage != "won"'],
    ['a stage that nobody said', '!known(lead.stage)'],
    ['another currency', 'lead.currency != "USD"'],
    ['a sale in our currency', 'lead.dealValueCents >= 500000'],
    ['a fit that calls have lowered below nothing', 'lead.fitScore < 0'],
    ['never spoken', 'history.daysSinceSpoken == null'],
    ['spoken a week ago', 'history.daysSinceSpoken == 7'],
    ['one number of calls', 'history.calls == 700'],
    ['just below a number', 'history.calls * 2 > 999 && history.calls < 600'],
    ['just above a number', 'history.calls * 2 < 2001 && history.calls > 900'],
    ['one count against another', 'history.calls > history.voicemails + history.emails']
  ] as const)('%s', ([, when]) => expect(neverHolds(asking(when, 'otherwise'))).toBeNull())
})

describe('a rule that never comes first', () => {
  test.for([
    ['below a wider one', ['attempt > 2', 'attempt > 4', 'otherwise'], 'b'],
    ['below two that leave nothing over', ['attempt == 1', 'lead.hasNews', '!lead.hasNews', 'otherwise'], 'd'],
    ['the first of several', ['attempt > 2', 'attempt > 4', 'attempt > 5', 'otherwise'], 'b']
  ] as const)('%s is named', ([, conditions, rule]) => expect(neverFirst(asking(...conditions))).toBe(rule))

  test.for([
    ['below a narrower one', ['attempt > 4', 'attempt > 2', 'otherwise']],
    ['alone', ['otherwise']],
    [
      'below both markets, because the market may be unknown',
      ['lead.market == "b2b"', 'lead.market == "b2c"', 'otherwise']
    ],
    ['when it holds for nobody', ['attempt == 1', 'history.calls > 5 && history.calls < 5', 'otherwise']]
  ] as const)('%s is not', ([, conditions]) => expect(neverFirst(asking(...conditions))).toBeNull())
})
