import { describe, expect, test } from 'vitest'
import { factsOf } from '../../test/any-facts.ts'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import { type Answer, answer } from './answer.ts'
import { lawRules } from '../guard/law-words.ts'
import { law } from '../guard/law.ts'
import { rules } from '../guard/rule.ts'
import { lower, span } from './explain.ts'

type Parts = Parameters<typeof triedPlaybook>[0]

const NOON = '2026-12-02T12:00:00-05:00'
const NIGHT = '2026-12-02T23:00:00-05:00'
const said = (parts: Parts, document: Record<string, unknown> = {}): Answer =>
  answer(triedPlaybook(parts), factsOf({ now: NOON, place: { timeZone: 'America/New_York' }, ...document }), 0)

const power = { dialer: { mode: 'power', messageMode: 'drop' } }
const library = { recordings: [{ id: 'one', seconds: 20, purpose: 'callback' }] }
const written = { consent: { recordings: 'express_written' } }
const always = '  - {rule: always, when: otherwise, do: leave, because: Always.}'
const never = '  - {rule: never, when: otherwise, do: skip, because: Not here.}'
const third = '  - {rule: third, when: attempt == 3, do: leave, because: The third one.}'
const yourCall = '  - {rule: open, when: otherwise, do: ask, because: Your call., suggest: leave}'
const tried = '  - {rule: tried, when: otherwise, do: explore, because: We try., explore: {leave: 0.25}}'
const lot = (leave: boolean) => `
  - rule: lot
    when: otherwise
    do: experiment
    because: By lot.
    experiment:
      name: halves
      arms: [{arm: the_one, share: 0.5, leave: ${leave}}, {arm: the_other, share: 0.5, leave: ${leave}}]`

describe('why this action', () => {
  test.for<[string, string, object, string]>([
    ['a rule that holds says its own sentence', always, {}, 'Always.'],
    [
      'a stop is told, and that it ends everything',
      always,
      { stops: ['opt_out'] },
      'They asked us to stop: nothing is left, nothing follows.'
    ],
    ['where no rule speaks, the rep does', third, {}, 'No rule of this playbook speaks about this case: your call.'],
    [
      'a message without anybody to speak it',
      always,
      { dialer: { mode: 'power' } },
      'Always. But no message: no rep is on the line to speak it.'
    ],
    [
      'a message that the guard forbids, with the rule of the guard',
      always,
      { now: NIGHT },
      'Always. But no message: it is outside 8 to 21 at some place where they may be (HOUSE-HOURS).'
    ],
    [
      'a message for which nothing is left to play',
      always,
      { ...power, ...written },
      'Always. But no message: there is no approved recording that they have not heard, of this purpose and at most as long as allowed.'
    ],
    [
      'a screener gets no recording, the rep speaks',
      always,
      { ...library, ...written, endpoint: 'screener', dialer: { mode: 'manual', messageMode: 'drop' } },
      'Always. Spoken, not played: a recording is never played to a call screener.'
    ],
    ['a draw in a rule is no lot that has a name', tried, {}, 'We try.']
  ])('%s', ([, rules, document, because]) => {
    expect(said({ rules }, document as Record<string, unknown>).voicemail.because).toBe(because)
  })

  test('a lot names its arm and its experiment', () => {
    expect(said({ rules: lot(true) }).voicemail.because).toMatch(
      /^By lot\. Drawn by lot: (the one|the other) \(experiment halves\)\.$/
    )
  })
})

test('within a sentence a reason begins small, but for the name of a place', () => {
  const names = [...law.jurisdictions.values()].map(({ name }) => name)
  for (const { reason } of [...rules, ...lawRules(law).values()]) {
    const isPlace = names.some((name) => reason.startsWith(name))
    expect([reason, lower(reason) === reason]).toEqual([reason, isPlace])
  }
})

describe('why not the others', () => {
  const stopped = 'They complained (HOUSE-STOP-COMPLAINT)'
  const nobody = 'No rep is on the line to be asked'
  const suggested = 'No rep is on the line to decide, so the suggestion is done'
  test.for<[string, string, object, Record<string, string>]>([
    ['a stop beats all', always, { stops: ['complaint'] }, { leave: stopped, ask: stopped }],
    [
      'a rule that leaves',
      always,
      {},
      { skip: 'Rule always holds first: Always.', ask: 'Rule always decides without asking' }
    ],
    [
      'a rule that skips',
      never,
      {},
      { leave: 'Rule never holds first: Not here.', ask: 'Rule never decides without asking' }
    ],
    [
      'a rule that may not leave',
      always,
      { dialer: { mode: 'power' } },
      { leave: 'No rep is on the line to speak it', ask: 'Rule always decides without asking' }
    ],
    ['a rule that asks', yourCall, {}, { leave: 'The rep decides', skip: 'The rep decides' }],
    [
      'a rule that asks where no message may be left',
      yourCall,
      { now: NIGHT },
      { leave: 'It is outside 8 to 21 at some place where they may be (HOUSE-HOURS)', skip: 'The rep decides' }
    ],
    [
      'a rule that asks without a rep on the line',
      yourCall,
      { ...power, ...library, ...written },
      { skip: suggested, ask: nobody }
    ],
    [
      'no rule at all',
      third,
      {},
      { leave: 'No rule holds, so the rep decides', skip: 'No rule holds, so the rep decides' }
    ],
    ['no rule and no rep', third, power, { leave: suggested, ask: nobody }],
    [
      'a lot that leaves',
      lot(true),
      {},
      { skip: 'Another arm of halves does that', ask: 'Rule lot decides without asking' }
    ]
  ])('%s', ([, rules, document, whyNot]) => {
    const { alternatives } = said({ rules }, document as Record<string, unknown>).voicemail
    expect(Object.fromEntries(alternatives.map((each) => [each.action, each.whyNot]))).toEqual(whyNot)
  })

  test('a draw in a rule says with which chance it would have left a message', () => {
    const { alternatives } = said({ rules: tried }).voicemail
    expect(alternatives.map((each) => each.whyNot)).toContain('The draw went the other way (chance 0.25 to leave)')
  })
})

describe('why there is nothing next', () => {
  const steps = (last: string) => `  - call: {}\n  - ${last}`
  test.for<[string, Parts, object, Answer['ends']]>([
    ['a stop', {}, { stops: ['refusal'] }, { how: 'stopped', because: 'They said no: all channels stop at once.' }],
    [
      'a cap of the playbook',
      { steps: '  - call: {}\n  - call: {after: 1d}', more: 'caps: {calls: 1}' },
      {},
      {
        how: 'exit',
        because: 'No further call: the playbook’s cap is reached: calls to this person (PLAYBOOK-CAP-CALLS).'
      }
    ],
    ['no step is left', { steps: '  - call: {}' }, {}, { how: 'exit', because: 'The sequence is over.' }],
    [
      'a rest with an end',
      { steps: steps('park: {until: booking, for: 30d}') },
      {},
      { how: 'parked', because: 'Waits for a booking, for 30 days at most.' }
    ],
    [
      'a rest without an end',
      { steps: steps('park: {until: reply}') },
      {},
      { how: 'parked', because: 'Waits for a reply.' }
    ],
    [
      'a rest with a reason of its own',
      { steps: steps('park: {until: reply}\n    because: They think it over.') },
      {},
      { how: 'parked', because: 'They think it over.' }
    ],
    [
      'an end by plan',
      { steps: steps('end: long_nurture') },
      {},
      { how: 'long_nurture', because: 'The lead goes to long nurture.' }
    ],
    [
      'an end by plan with a reason of its own',
      { steps: steps('end: long_nurture\n    because: Not this year.') },
      {},
      { how: 'long_nurture', because: 'Not this year.' }
    ],
    [
      'another playbook',
      { steps: steps('end: {playbook: trial}') },
      {},
      { how: 'playbook trial', because: 'Goes on in the playbook trial.' }
    ],
    [
      'another playbook with a reason of its own',
      { steps: steps('end: {playbook: trial}\n    because: Their turn.') },
      {},
      { how: 'playbook trial', because: 'Their turn.' }
    ],
    [
      'no fit',
      { steps: steps('end: {disqualified: too_small}') },
      {},
      { how: 'disqualified', because: 'Disqualified: too small.' }
    ],
    [
      'no fit with a reason of its own',
      { steps: steps('end: {disqualified: too_small}\n    because: We cannot help them.') },
      {},
      { how: 'disqualified', because: 'We cannot help them.' }
    ],
    [
      'a rule that rests',
      {
        rules:
          '  - {rule: rest, when: otherwise, do: skip, because: Enough., then: {park: {until: callback, for: 2-3w}}}'
      },
      {},
      { how: 'parked', because: 'Waits for a call back, for 14 to 21 days at most.' }
    ]
  ])('%s', ([, parts, document, ends]) => {
    const answered = said(parts, document as Record<string, unknown>)
    expect(answered.ends).toEqual(ends)
    expect(answered.next).toBeNull()
  })

  test('while a touch is planned nothing has ended', () => {
    expect(said({ steps: '  - call: {}\n  - letter: {}' }).ends).toBeNull()
  })
})

describe('why this is next', () => {
  const email = '  - call: {}\n  - email: {after: 3h}'
  const reachable = { reach: { email: true } }
  test.for<[string, Parts, object, string]>([
    ['a step without a reason says when', { steps: email }, reachable, 'E-mail 3 hours after this call.'],
    ['one minute', { steps: '  - call: {}\n  - letter: {after: 1m}' }, {}, 'Letter 1 minute after this call.'],
    ['at once', { steps: '  - call: {}\n  - visit: {}' }, {}, 'Visit or call right after this call.'],
    ['a step with a reason says it', { steps: `${email}\n    because: They read mail.` }, reachable, 'They read mail.'],
    [
      'without an address the first task is to find one',
      { steps: email },
      { reach: { email: false } },
      'We have no e-mail address: find one first. Task 3 hours after this call.'
    ],
    [
      'without a number that works the first task is to find one',
      { steps: '  - call: {}\n  - call: {after: 3h}' },
      { numbers: [{ e164: '+12125550123', bad: true }] },
      'None of the numbers works: find one first. Task 3 hours after this call.'
    ],
    [
      'the channel on which they answered goes before',
      { steps: `  - call: {}\n  - letter: {after: 2h}\n  - email: {after: 3h}`, more: 'preferFirstChannel: true' },
      { ...reachable, lead: { preferredChannel: 'email' } },
      'They answered on this channel before. E-mail 3 hours after this call.'
    ],
    [
      'what the guard moved says until when and by which rule',
      { steps: '  - call: {}\n  - call: {after: 12h}' },
      {},
      'Call again 12 hours after this call. Not before Thu 3 Dec 08:00 there: it is outside 8 to 21 at some place where they may be (HOUSE-HOURS).'
    ],
    [
      'a track says its own reason, not that of the sequence',
      {
        steps: '  - call: {}\n  - letter: {after: 9d}\n    because: The letter.',
        more: 'tracks: {mail: {steps: [{wait: 1d}, {email: {}, because: The mail.}]}}'
      },
      reachable,
      'The mail.'
    ],
    [
      'the sequence says its own reason, not that of a track',
      {
        steps: '  - call: {}\n  - letter: {after: 1d}\n    because: The letter.',
        more: 'tracks: {mail: {steps: [{wait: 9d}, {email: {}, because: The mail.}]}}'
      },
      reachable,
      'The letter.'
    ]
  ])('%s', ([, parts, document, because]) => {
    expect(said(parts, document as Record<string, unknown>).next?.because).toBe(because)
  })
})

test.for([
  [0, 'right'],
  [29_999, 'right'],
  [60_000, '1 minute'],
  [90_000, '2 minutes'],
  [119 * 60_000, '119 minutes'],
  [120 * 60_000, '2 hours'],
  [35 * 3_600_000, '35 hours'],
  [36 * 3_600_000, '2 days'],
  [5 * 86_400_000, '5 days']
] as const)('%i ms are said as %s', ([ms, words]) => expect(span(ms)).toBe(words))

describe('what must be known beside an answer', () => {
  const rich = '  - {rule: rich, when: lead.dealValueCents > 100, do: leave, because: Worth it.}'
  const fit = '  - {rule: fit, when: lead.fitConfirmed, do: leave, because: It fits.}'
  const share = '  - {rule: share, when: history.calls / history.voicemails > 2, do: leave, because: Few.}'
  const firms = 'entry: {when: lead.market == "b2b", because: Firms only.}'
  const warn = (rules: string, document: Record<string, unknown> = {}, more = '') =>
    said({ rules, more }, { number: { kind: 'business' }, ...document }).warnings

  test.for<[string, string, Record<string, unknown>, string[]]>([
    ['nothing, where all is known', always, {}, []],
    [
      'a rule that could not be asked, with the fact that nobody gave',
      `${fit}\n${always}`,
      {},
      ['Rule fit could not be asked: lead.fitConfirmed is unknown']
    ],
    ['no rule below the one that decides', `${always.replace('otherwise', 'attempt == 1')}\n${fit}`, {}, []],
    [
      'every rule, where none decides',
      `${fit}\n${rich}`,
      {},
      [
        'Rule fit could not be asked: lead.fitConfirmed is unknown',
        'Rule rich could not be asked: lead.dealValueCents is unknown'
      ]
    ],
    ['no rule, where a stop decides', `${fit}\n${always}`, { stops: ['opt_out'] }, []],
    [
      'a value in a currency that is not compared',
      `${rich}\n${always}`,
      { lead: { dealValueCents: 500, currency: 'EUR' } },
      ['Rule rich could not be asked: lead.dealValueCents is in another currency than USD']
    ],
    [
      'a value that nobody gave, whatever its currency',
      `${rich}\n${always}`,
      { lead: { currency: 'EUR' } },
      ['Rule rich could not be asked: lead.dealValueCents is unknown']
    ],
    [
      'of a rule that reads no value, no currency',
      `${fit}\n${always}`,
      { lead: { dealValueCents: 500, currency: 'EUR' } },
      ['Rule fit could not be asked: lead.fitConfirmed is unknown']
    ],
    [
      'of a rule that reads a value in our currency, what else is missing',
      `${rich.replace('> 100', '> 100 && lead.fitConfirmed')}\n${always}`,
      { lead: { dealValueCents: 500 } },
      ['Rule rich could not be asked: lead.fitConfirmed is unknown']
    ],
    [
      'a condition without an answer, though every fact is known',
      `${share}\n${always}`,
      {},
      ['Rule share could not be asked: what it works out is no number']
    ],
    ['nothing of a message of thirty seconds', always, { dialer: { messageSeconds: 30 } }, []],
    [
      'a message that is too long',
      always,
      { dialer: { messageSeconds: 31 } },
      ['dialer.messageSeconds is 31: no message is longer than 30 seconds (004-18)']
    ],
    [
      'a recording that became a spoken message',
      always,
      { ...written, dialer: { mode: 'manual', messageMode: 'drop' } },
      [
        'There is no approved recording that they have not heard, of this purpose and at most as long as allowed: the rep speaks the message'
      ]
    ],
    ['nothing, where the rep is asked', yourCall, {}, []],
    [
      'a question that nobody can be asked',
      yourCall,
      { ...power, ...library, ...written },
      ['The playbook asks the rep here; no rep is on the line, so its suggestion is done']
    ],
    [
      'no rule and nobody who can be asked',
      third,
      power,
      ['The playbook asks the rep here; no rep is on the line, so its suggestion is done']
    ],
    ['no question, where a stop decides', third, { ...power, stops: ['opt_out'] }, []]
  ])('%s', ([, rules, document, warnings]) => {
    expect(warn(rules, document)).toEqual(warnings)
  })

  test.for([
    ['b2b', []],
    ['b2c', ['This lead is outside the entry of tried: Firms only.']],
    ['unknown', ['Whether tried is meant for this lead is not known: lead.market is unknown']]
  ] as const)('of a playbook for firms and a lead of market %s', ([market, warnings]) => {
    expect(warn(always, market === 'unknown' ? {} : { lead: { market } }, firms)).toEqual(warnings)
  })

  test('what is doubtful in the facts comes first', () => {
    expect(warn(`${fit}\n${always}`, { attempt: 2, history: { voicemails: 1 } })).toEqual([
      'history.voicemails is given without daysSinceVoicemail: the last message counts as long ago',
      'Rule fit could not be asked: lead.fitConfirmed is unknown'
    ])
  })
})
