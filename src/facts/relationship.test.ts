import { expect, test } from 'vitest'
import { type Choice, facts, slot } from './fact.ts'
import { fold } from './fold.ts'
import { type LogEntry } from './log-entry.ts'
import { LAPSES_AFTER_DAYS, awareness, relationship } from './relationship.ts'
import { call, signal, touch } from './story.ts'

const DAY = 86_400_000
const AT = 1_767_600_000_000
const names = (facts[slot('lead.relationship')] as Choice).values
const stands = (log: readonly LogEntry[], now: number) => names[relationship(fold(log), now)]
const talk = (id: number, at: number) => call(id, at, { endpoint: 'human_right_party' })
const said = (id: number, at: number, value: string | null) => [
  signal(id, at, { kind: 'profile', changes: { 'lead.relationship': value } })
]

test('001-14 a dialogue lasts to the end of its last day and lapses the moment after', () => {
  const end = AT + LAPSES_AFTER_DAYS * DAY
  for (const log of [talk(1, AT), said(1, AT, 'dialogue_open')]) {
    expect(stands(log, end)).toBe('dialogue_open')
    expect(stands(log, end + 1)).toBe('lapsed')
  }
})

test('001-14 a dialogue rests since the later of the last talk and the last word about it', () => {
  const later = AT + 50 * DAY
  const end = later + LAPSES_AFTER_DAYS * DAY
  for (const log of [
    [...talk(1, later), ...said(2, AT, 'dialogue_open')],
    [...talk(1, AT), ...said(2, later, 'dialogue_open')]
  ]) {
    expect(stands(log, end)).toBe('dialogue_open')
    expect(stands(log, end + 1)).toBe('lapsed')
  }
})

test('001-12 somebody marked as a stranger or as unknown, with whom we talked all the same, is no stranger', () => {
  expect(stands([...said(1, AT + DAY, 'never_spoken'), ...talk(2, AT)], AT + 2 * DAY)).toBe('dialogue_open')
  expect(stands([...said(1, AT, 'met'), ...said(2, AT + 1, null), ...talk(3, AT)], AT + DAY)).toBe('dialogue_open')
  expect(stands([...said(1, AT, 'met'), ...said(2, AT + 1, null)], AT + DAY)).toBe('never_spoken')
})

test('a contact who was called lapsed stays so, unless we talked after that was said', () => {
  expect(stands(said(1, AT, 'lapsed'), AT + DAY)).toBe('lapsed')
  expect(stands([...said(1, AT, 'lapsed'), ...talk(2, AT)], AT + DAY)).toBe('lapsed')
  expect(stands([...said(1, AT, 'lapsed'), ...talk(2, AT + 1)], AT + DAY)).toBe('dialogue_open')
})

test('001-07 meetings and proposals neither lapse nor are taken back by a talk', () => {
  for (const value of ['met', 'proposal_sent'])
    expect(stands([...said(1, AT, value), ...talk(2, AT + DAY)], AT + 500 * DAY)).toBe(value)
})

test('001-13 who won a deal from us is a customer, who lost one is none', () => {
  const won = signal(1, AT, { kind: 'deal_won', valueCents: 0, currency: 'USD' })
  expect(awareness(fold([won]))).toBe('customer')
  expect(awareness(fold([signal(1, AT, { kind: 'deal_lost', reason: 'price' })]))).toBe('unaware')
  expect(awareness(fold(call(1, AT, { said: 'already_customer' })))).toBe('customer')
})

test('000-29 only a yes is recognition', () => {
  for (const [answer, stage] of [
    ['yes', 'recognised'],
    ['no', 'attempted'],
    ['unknown', 'attempted']
  ] as const)
    expect(awareness(fold([touch(1, AT), signal(2, AT, { kind: 'recognised', answer })]))).toBe(stage)
})
