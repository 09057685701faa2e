import { describe, expect, test } from 'vitest'
import { eventsOf, outcomeCode } from './event.ts'
import { choiceCode, stepFacts } from '../facts/fact.ts'
import { type Choice } from '../facts/fact.ts'
import { type Happening } from '../facts/log-entry.ts'
import { type Business, type Endpoint, businesses, endpoints } from '../facts/outcome-lists.ts'
import { notMade, outcome, sent, signal, touch, undone } from '../facts/story.ts'
import { type LeadEvent } from '../playbook/words.ts'

const AT = 1_767_600_000_000
const TALK: readonly LeadEvent[] = ['conversation', 'response', 'pitched']

/** What they said, the events that it is, and how the call ended for the steps that follow. */
const said: Readonly<Record<Business, readonly [readonly LeadEvent[], string]>> = {
  conversation: [TALK, 'conversation'],
  meeting_booked: [[...TALK, 'booking', 'appointment'], 'conversation'],
  callback_requested: [TALK, 'conversation'],
  send_info: [TALK, 'conversation'],
  hesitant: [TALK, 'hesitant'],
  not_now: [TALK, 'conversation'],
  not_interested: [[...TALK, 'refusal'], 'conversation'],
  hung_up: [['refusal'], 'gatekeeper'],
  already_customer: [TALK, 'conversation'],
  not_qualified: [[...TALK, 'unfit'], 'conversation'],
  wrong_number: [[], 'bad_number'],
  language_barrier: [[], 'gatekeeper'],
  moved_on: [[], 'gatekeeper'],
  do_not_call: [[...TALK, 'opt_out'], 'conversation'],
  complaint: [[...TALK, 'complaint'], 'conversation'],
  hostile: [[...TALK, 'hostility'], 'conversation'],
  sale: [TALK, 'conversation'],
  transfer: [TALK, 'conversation'],
  deceased: [[], 'gatekeeper']
}

describe('what they said on the phone', () => {
  test.for(Object.entries(said) as [Business, (typeof said)[Business]][])('%s', ([what, [events, code]]) => {
    const entry = outcome(1, AT, { endpoint: 'human_right_party', said: what })
    expect(eventsOf(entry)).toEqual(events)
    expect(outcomeCode(entry)).toBe(codeOf(code))
  })

  test('of everything that can be said it is known', () => {
    expect(Object.keys(said).toSorted()).toEqual(Object.keys(businesses).toSorted())
  })
})

/** What answered, where nothing was said: how the call ended. */
const answered: Readonly<Record<Endpoint, string>> = {
  no_answer: 'no_answer',
  busy: 'busy',
  congestion: 'no_answer',
  vacant_number: 'bad_number',
  changed_number: 'bad_number',
  no_circuit: 'no_answer',
  rejected: 'no_answer',
  failed: 'no_answer',
  cancelled: 'no_answer',
  machine: 'voicemail',
  machine_name_match: 'voicemail',
  machine_put_through: 'voicemail',
  mailbox_full: 'voicemail',
  screener: 'voicemail',
  fax: 'voicemail',
  ivr_tree: 'voicemail',
  gatekeeper: 'gatekeeper',
  human_wrong_party: 'gatekeeper',
  human_right_party: 'conversation',
  dead_air: 'no_answer',
  abandoned: 'gatekeeper'
}

describe('what answered the call', () => {
  test.for(Object.entries(answered) as [Endpoint, string][])('%s', ([endpoint, code]) => {
    const entry = outcome(1, AT, { endpoint })
    expect(eventsOf(entry)).toEqual(endpoint === 'human_right_party' ? TALK : [])
    expect(outcomeCode(entry)).toBe(codeOf(code))
  })

  test('of everything that can answer it is known', () => {
    expect(Object.keys(answered).toSorted()).toEqual(Object.keys(endpoints).toSorted())
  })
})

test('what they said weighs more than who answered', () => {
  const told = (what: Business) => outcome(1, AT, { endpoint: 'gatekeeper', said: what })
  expect([eventsOf(told('send_info')), outcomeCode(told('send_info'))]).toEqual([TALK, codeOf('conversation')])
  const wrong = outcome(1, AT, { endpoint: 'human_right_party', said: 'wrong_number' })
  expect(eventsOf(wrong)).toEqual([])
  const dead = outcome(1, AT, { endpoint: 'vacant_number', said: 'hung_up' })
  expect(outcomeCode(dead)).toBe(codeOf('bad_number'))
})

test('what was said on a visit or in an answer counts as on the phone, but ends no call', () => {
  expect(eventsOf(sent(1, AT, 'visit', 'not_interested'))).toEqual([...TALK, 'refusal'])
  expect(eventsOf(sent(1, AT, 'letter'))).toEqual([])
  expect(outcomeCode(sent(1, AT, 'visit', 'conversation'))).toBeNaN()
})

test('a touch that was not made is no event, and says so', () => {
  expect(eventsOf(notMade(1, AT))).toEqual([])
  expect(outcomeCode(notMade(1, AT))).toBe(codeOf('not_made'))
})

test('our own touches and what is taken back are no events', () => {
  expect(eventsOf(touch(1, AT))).toEqual([])
  expect(eventsOf(undone('touch', 1, AT))).toEqual([])
})

const signals: readonly (readonly [Happening, readonly LeadEvent[]])[] = [
  [{ kind: 'reply', channel: 'email' }, ['response', 'reply']],
  [{ kind: 'booking', channel: 'email' }, ['response', 'booking', 'appointment']],
  [{ kind: 'callback', cause: 'message' }, ['response', 'callback', 'conversation', 'pitched']],
  [{ kind: 'inbound_answered' }, ['response', 'callback', 'conversation', 'pitched']],
  [{ kind: 'missed_inbound' }, ['response', 'callback']],
  [{ kind: 'bounce', channel: 'email', permanent: true }, ['bounce']],
  [{ kind: 'stop', stop: 'opt_out' }, ['opt_out']],
  [{ kind: 'stop', stop: 'do_not_call' }, ['opt_out']],
  [{ kind: 'stop', stop: 'legal_notice' }, ['legal_notice']],
  [{ kind: 'stop', stop: 'complaint' }, ['complaint']],
  [{ kind: 'stop', stop: 'hostility' }, ['hostility']],
  [{ kind: 'stop', stop: 'refusal' }, ['refusal']],
  [{ kind: 'deal_won', valueCents: 1, currency: 'USD' }, ['deal_won']],
  [{ kind: 'deal_lost', reason: 'price' }, ['deal_lost']],
  [{ kind: 'consent_granted', group: 'sms', level: 'express' }, []],
  [{ kind: 'consent_revoked', group: 'sms' }, []],
  [{ kind: 'profile', changes: {} }, []],
  [{ kind: 'household', household: 1 }, []],
  [{ kind: 'asked_for_number' }, []],
  [{ kind: 'recognised', answer: 'yes' }, []]
]
test.for(signals.map(([happening, events]) => [JSON.stringify(happening), happening, events] as const))(
  'what reached us: %s',
  ([, happening, events]) => {
    expect(eventsOf(signal(1, AT, happening))).toEqual(events)
  }
)

function codeOf(name: string): number {
  const code = choiceCode(stepFacts.find(({ path }) => path === 'outcome') as Choice, name)
  expect(code, name).toBeGreaterThanOrEqual(0)
  return code
}
