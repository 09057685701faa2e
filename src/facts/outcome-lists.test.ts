import { expect, test } from 'vitest'
import { stops } from './fact.ts'
import {
  type Business,
  type BusinessFlags,
  type EndpointFlags,
  type MessageFlags,
  businessFlags,
  businesses,
  endpointFlags,
  endpoints,
  lossReasons,
  messageFlags,
  messages,
  notMadeReasons
} from './outcome-lists.ts'

const rowsOf = <F>(table: Readonly<Record<string, F>>, is: (flags: F) => boolean): string[] =>
  Object.keys(table).filter((name) => is(table[name]!))
const answers = (is: (flags: EndpointFlags) => boolean) => rowsOf<EndpointFlags>(endpoints, is)
const left = (is: (flags: MessageFlags) => boolean) => rowsOf<MessageFlags>(messages, is)
const said = (is: (flags: BusinessFlags) => boolean) => rowsOf<BusinessFlags>(businesses, is)

test('a machine is never a person, and only a person can be the right one', () => {
  expect(answers((it) => it.human)).toEqual(answers((it) => it.answeredBy === 'person'))
  expect(answers((it) => it.rightParty)).toEqual(['human_right_party'])
  expect(answers((it) => it.answeredBy === 'machine')).toEqual([
    'machine',
    'machine_name_match',
    'machine_put_through',
    'mailbox_full',
    'screener',
    'fax',
    'ivr_tree'
  ])
})

test('000-26 they could notice every call but those that found no phone, and faxes', () => {
  expect(answers((it) => !it.noticed)).toEqual([
    'congestion',
    'vacant_number',
    'changed_number',
    'no_circuit',
    'failed',
    'fax'
  ])
  expect(answers((it) => it.numberDead)).toEqual(['vacant_number', 'changed_number'])
})

test('a message counts as left once some of it lies in the mailbox, and as whole when it all arrived', () => {
  expect(left((it) => it.left)).toEqual(['started', 'complete', 'truncated', 'talked_over', 'left_live_by_rep'])
  expect(left((it) => it.whole)).toEqual(['complete', 'left_live_by_rep', 'left_with_person'])
})

test('002-08 a stop comes from a refusal, a ban, a complaint, hostility or a death, and takes the person off', () => {
  const raised = Object.entries(businesses as Readonly<Record<string, BusinessFlags>>).filter(([, it]) => it.stop)
  expect(Object.fromEntries(raised.map(([name, it]) => [name, it.stop]))).toEqual({
    not_interested: 'refusal',
    hung_up: 'refusal',
    do_not_call: 'do_not_call',
    complaint: 'complaint',
    hostile: 'hostility',
    deceased: 'do_not_call'
  })
  for (const [name, it] of raised) {
    expect(it.suppresses, name).toBe('person')
    expect(stops).toContain(it.stop)
  }
  expect(said((it) => it.suppresses === 'number')).toEqual(['wrong_number'])
  expect(said((it) => it.suppresses === 'person' && it.stop === null)).toEqual(['not_qualified', 'moved_on'])
})

test('002-09 a hesitation stops nothing, asks nothing and closes nothing', () => {
  const hesitant: BusinessFlags = businesses.hesitant
  expect({ ...hesitant, says: '' }).toEqual({
    says: '',
    conversation: true,
    suppresses: 'nobody',
    stop: null,
    needsDate: false,
    needsNote: false,
    owesInformation: false,
    interest: null,
    customer: false
  })
})

test('no talk is who hung up, a wrong number, a wrong language, who left and who died', () => {
  const none: readonly Business[] = ['hung_up', 'wrong_number', 'language_barrier', 'moved_on', 'deceased']
  expect(said((it) => !it.conversation)).toEqual(none)
})

test('what is agreed for a day needs the day, what is final needs the reason', () => {
  expect(said((it) => it.needsDate)).toEqual(['meeting_booked', 'callback_requested', 'not_now'])
  expect(said((it) => it.needsNote)).toEqual(['not_interested', 'not_qualified', 'complaint'])
})

test('interest, custom and information owed come from what they said alone', () => {
  expect(said((it) => it.interest === 'high')).toEqual(['meeting_booked', 'sale'])
  expect(said((it) => it.interest === 'slight')).toEqual(['callback_requested', 'send_info'])
  expect(said((it) => it.customer)).toEqual(['already_customer', 'sale'])
  expect(said((it) => it.owesInformation)).toEqual(['send_info'])
})

test('flags are found by a name that is known only when the log is read', () => {
  expect(endpointFlags('fax')).toBe(endpoints.fax)
  expect(messageFlags('truncated')).toBe(messages.truncated)
  expect(businessFlags('sale')).toBe(businesses.sale)
})

test('000-28 too many contacts is a reason to lose a deal, and a guard one not to make a touch', () => {
  expect(lossReasons).toContain('too_many_contacts')
  expect(lossReasons).toContain('went_elsewhere')
  expect(notMadeReasons).toContain('guard')
  for (const list of [lossReasons, notMadeReasons]) expect(new Set(list).size).toBe(list.length)
})
