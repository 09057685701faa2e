import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyDocument } from '../../test/any-facts.ts'
import { ask, shipped, written } from '../../test/front.ts'
import { but, called, consumer, firm } from '../../test/situations/person.ts'
import { shelf } from '../../test/the-shelf.ts'
import { actions } from './decision.ts'
import { flagsOf } from './flags.ts'

/** Leave, skip or ask: what the sources say about the choice itself. A name begins with the id of its requirement. */

const action = (playbook: string, facts: object) => ask(playbook, facts).voicemail.action
const warningsOf = (playbook: string, facts: object) => ask(playbook, facts).warnings.join('\n')
const withLead = (lead: object, history: object = {}) => but(firm, { lead, history })
const anyPlaybook = fc.constantFrom(...shelf.programs)

describe('Leave or skip by who they are to us', () => {
  test('001-05 each attempt gets its own decision, with a reason', () => {
    fc.assert(
      fc.property(anyPlaybook, anyDocument, (program, facts) => {
        const { voicemail } = ask(program, facts)
        expect(actions).toContain(voicemail.action)
        expect(voicemail.because.length).toBeGreaterThan(20)
        expect(voicemail.alternatives.map((each) => each.action).sort()).toEqual(
          actions.filter((each) => each !== voicemail.action).sort()
        )
      }),
      { numRuns: 120 }
    )
  })

  test.for([
    ['001-07 a proposal is followed up with a message', { relationship: 'proposal_sent' }],
    ['001-08 a meeting is followed up with a message', { relationship: 'met' }],
    ['001-09 a dialogue that is open gets a message', { relationship: 'dialogue_open' }],
    ['001-09 who waits for information from us gets a message', { owesInformation: true }]
  ] as const)('%s', ([, lead]) => {
    expect(action('case-by-case', but(but(firm, called(3, 2, 2)), { lead }))).toBe('leave')
    expect(action('case-by-case', but(firm, called(3, 2, 2)))).toBe('skip')
  })

  test('001-12 the first voicemail of somebody we never spoke to gets a message, the second one does not', () => {
    expect(action('case-by-case', firm)).toBe('leave')
    expect(action('case-by-case', but(firm, called(1, 7)))).toBe('leave')
    expect(action('case-by-case', but(firm, called(1, 7, 1)))).toBe('skip')
    expect(action('case-by-case', withLead({ relationship: 'lapsed' }))).toBe('ask')
  })

  test('001-15 a lapsed contact hears the news when there is some', () => {
    const lapsed = (hasNews: boolean) =>
      but(but(firm, called(5, 9, 2)), {
        lead: { relationship: 'lapsed', hasNews },
        history: { callsSinceVoicemail: 4 }
      })
    expect(ask('case-by-case', lapsed(true)).voicemail.message?.slots).toContain('news')
    expect(action('case-by-case', lapsed(false))).toBe('ask')
  })

  test('001-17 one call in two, three, four or more gets a message, as the playbook says', () => {
    for (const nth of [2, 3, 4, 7]) {
      const program = everyNth(nth)
      let since = 0
      const left: boolean[] = []
      for (let call = 0; call < nth * 6; call++) {
        const voicemails = left.filter(Boolean).length
        const history = { voicemails, callsSinceVoicemail: since, daysSinceVoicemail: voicemails === 0 ? null : 3 }
        left.push(ask(program, but(firm, { history })).voicemail.action === 'leave')
        since = left.at(-1) ? 0 : since + 1
      }
      expect(left.filter(Boolean)).toHaveLength(6)
    }
  })

  test('001-17 the guide lets at least two calls pass after a message', () => {
    const since = (callsSinceVoicemail: number) => but(but(firm, called(6, 7, 2)), { history: { callsSinceVoicemail } })
    expect([0, 1, 2, 3, 4].map((calls) => action('case-by-case', since(calls)))).toEqual([
      'skip',
      'skip',
      'ask',
      'ask',
      'ask'
    ])
  })

  test('001-18 in any other case the rep is asked, with a suggestion that holds where nobody can be asked', () => {
    const open = withLead({ relationship: 'lapsed' }, { daysSinceVoicemail: 20 })
    expect(ask('case-by-case', open).voicemail).toMatchObject({ action: 'ask', suggest: 'skip' })
    expect(action('case-by-case', but(open, { dialer: { mode: 'progressive' } }))).toBe('skip')
  })
})

describe('Leave or skip by the list, the sale and the dialler', () => {
  test('000-14 where a lead came from is an input: an internet lead may forbid messages', () => {
    const program = written(small('lead.origin == "internet_lead"', 'skip'))
    expect(ask(program, consumer).voicemail.action).toBe('skip')
    expect(ask(program, firm).voicemail.action).toBe('leave')
  })

  test('002-22 a pre-qualified list gets messages', () => {
    expect(action('prequalified-only', withLead({ listPrequalified: true }))).toBe('leave')
    expect(action('prequalified-only', withLead({ origin: 'prequalified_list' }))).toBe('leave')
  })

  test('002-23 any other list gets one only when it is short or the dialler leaves it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (messageSeconds) => {
        expect(action('prequalified-only', but(firm, { dialer: { messageSeconds } }))).toBe(
          messageSeconds <= 15 ? 'leave' : 'skip'
        )
      })
    )
    const dialler = { dialer: { mode: 'power', messageMode: 'drop' }, recordings: [{ id: 'r', seconds: 25 }] }
    expect(ask('prequalified-only', but(firm, dialler)).voicemail.message?.mode).toBe('drop')
  })

  test('002-33 a playbook may skip by the value of the sale', () => {
    expect(action('relentless-farmer@1', withLead({ fitConfirmed: true, dealValueCents: 90_000 }))).toBe('skip')
  })

  test('002-35 below 5,000 dollars the first version moves on without a message', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000 }), (dealValueCents) => {
        const { voicemail, ends } = ask('relentless-farmer@1', withLead({ fitConfirmed: true, dealValueCents }))
        expect(voicemail.action).toBe(dealValueCents < 500_000 ? 'skip' : 'leave')
        expect(ends?.how).toBe(dealValueCents < 500_000 ? 'next_lead' : undefined)
      })
    )
  })

  test('002-36 the second version follows up whatever the value, and both versions stand side by side', () => {
    const three = withLead({ fitConfirmed: true, dealValueCents: 300_000 })
    expect(action('relentless-farmer@1', three)).toBe('skip')
    expect(action('relentless-farmer@2', three)).toBe('leave')
    expect(shipped('relentless-farmer').label).toBe('2')
  })

  test('002-46 cold calls get a message at every opportunity, lead cards never', () => {
    for (let calls = 0; calls < 6; calls++) {
      const at = (origin: string) => but(but(firm, called(calls, 2, 0)), { lead: { origin } })
      expect(action('rearden', at('cold_list'))).toBe('leave')
      expect(action('rearden', at('lead_card'))).toBe('skip')
    }
  })
})

describe('Strategies without messages, and whom a strategy is for', () => {
  test('000-11 a strategy without any message can be said', () => {
    fc.assert(
      fc.property(anyDocument, (facts) => {
        expect(action('ico-no-voicemail', facts)).toBe('skip')
        expect(action('drive-by', facts)).toBe('skip')
      }),
      { numRuns: 100 }
    )
  })

  test('004-21 a strategy that never leaves a message is flagged', () => {
    const silent = shelf.programs.filter((program) =>
      flagsOf(program).some((flag) => flag.flag === 'silent-caller' && flag.requirement === '004-21')
    )
    expect(silent.map((program) => program.name)).toEqual(expect.arrayContaining(['ico-no-voicemail', 'drive-by']))
    expect(silent.map((program) => program.name)).not.toContain('middle-ground')
  })

  test('002-19 whether we can help is asked before a long chase', () => {
    expect(warningsOf('relentless-farmer', firm)).toContain('lead.fitConfirmed is unknown')
    expect(warningsOf('relentless-farmer', withLead({ fitConfirmed: true }))).toBe('')
  })

  test('002-38 an account that we cannot help is outside the chase', () => {
    expect(warningsOf('relentless-farmer', withLead({ fitConfirmed: false }))).toContain('outside the entry')
  })

  test('003-13 the respectful rounds are for consumers and say so', () => {
    expect(warningsOf('respectful-three', firm)).toContain('says nothing about firms')
    expect(warningsOf('respectful-three', consumer)).toBe('')
  })

  test('002-16 every advice shows its figure with the source, or that there is no data yet', () => {
    fc.assert(
      fc.property(anyPlaybook, anyDocument, (program, facts) => {
        const { figure, rule } = ask(program, facts).voicemail
        const known = program.rules.find((each) => each.name === rule)?.figure ?? null
        expect(figure).toBe(known === null ? 'no data yet' : `${known.says} (${known.source})`)
      }),
      { numRuns: 100 }
    )
  })
})

function everyNth(nth: number) {
  return written(small(`history.voicemails > 0 && history.callsSinceVoicemail < ${nth - 1}`, 'skip'))
}

function small(when: string, act: string): string {
  return `
playbook: small
version: "1"
title: Small
summary: One rule and its opposite.
source: a test
pro: []
contra: []
message: {purpose: callback, slots: [who, number]}
voicemail:
  - {rule: asked, when: '${when}', do: ${act}, because: The condition holds.}
  - {rule: else, when: otherwise, do: leave, because: The condition does not hold.}
steps:
  - loop: {times: 5, steps: [{call: {}}, {wait: 2d}]}
  - end: list_exhausted
exits: [conversation]
`
}
