import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, MONDAY, type Stores, ask, somePeople, testStores } from '../../../test/store.ts'
import { numberState } from '../../call/caller-number.ts'
import { type Verdict } from '../../listen/heard.ts'
import { type Store } from '../store/store.ts'
import { type Learned, callsOut, writeLearned, writePlaced } from './line-call.ts'
import { type OwnNumber, addNumber, changeNumber, lastNumberFor, ownNumbers } from './numbers.ts'

let stores: Stores
let store: Store
const org = 1
const NUMBER = '+12125550100'
beforeAll(async () => void (stores = await testStores()))
beforeEach(async () => {
  store = await stores.emptied()
  await somePeople(store, {})
  await addNumber(store, org, { e164: NUMBER, label: null, dailyCap: 450 }, MONDAY - 40 * DAY)
})
afterAll(async () => await stores[Symbol.asyncDispose]())

const numbers = () => ownNumbers(store, org, MONDAY, MONDAY - 9 * HOUR)
let calls = 0
type Story = { at: number; rangAfterMs?: number; answeredAfterMs?: number; heard?: Verdict; said?: 'human' | 'machine' }

/** A call from our number, from the order to the end. */
async function called({ at, rangAfterMs, answeredAfterMs, heard, said }: Story): Promise<number> {
  const [{ id: numberId }] = [...(await numbers())] as [OwnNumber]
  const id = 10_000 + ++calls
  const touch = { leadId: 1, at, seq: calls }
  const more = { leadId: null, sessionId: null, isInbound: false }
  await writePlaced(store, org, { id, touch, carrier: 'asterisk', node: 'one', numberId, placedAt: at, ...more })
  const learned: Learned[] = [{ what: 'carrier_call', callId: `c-${id}`, node: 'one' }]
  if (rangAfterMs !== undefined) learned.push({ what: 'rang', at: at + rangAfterMs })
  if (answeredAfterMs !== undefined) learned.push({ what: 'answered', at: at + answeredAfterMs })
  if (heard !== undefined) learned.push({ what: 'heard', verdict: heard, afterMs: 900, confidence: 0.9 })
  if (said !== undefined) learned.push({ what: 'said', key: said })
  const end = {
    outcome: answeredAfterMs === undefined ? 'no_answer' : 'completed',
    by: 'us',
    sip: null,
    q850: 16
  } as const
  for (const each of [...learned, { what: 'ended', at: at + MINUTE, ...end } as const])
    await writeLearned(store, org, id, each)
  return id
}

describe('how the calls of a number went', () => {
  test('calls, answers and people are counted by day, week and the weeks before', async () => {
    await called({ at: MONDAY - HOUR, rangAfterMs: 500, answeredAfterMs: 9_000, heard: 'human' })
    await called({ at: MONDAY - 2 * DAY, rangAfterMs: 500, answeredAfterMs: 9_000, heard: 'machine_greeting' })
    await called({ at: MONDAY - 2 * DAY, rangAfterMs: 500 })
    await called({ at: MONDAY - 20 * DAY, answeredAfterMs: 9_000, heard: 'machine_greeting', said: 'human' })
    await called({ at: MONDAY - 36 * DAY, answeredAfterMs: 9_000, heard: 'human' })
    const [number] = await numbers()
    expect(number).toMatchObject({
      today: 1,
      week: { calls: 3, answered: 2, people: 1 },
      before: { calls: 1, answered: 1, people: 1 }
    })
  })

  test('mailboxes that answer without a ring are counted until something rings', async () => {
    for (let i = 1; i <= 5; i++)
      await called({ at: MONDAY - i * HOUR, answeredAfterMs: 1_500, heard: 'machine_greeting' })
    await called({ at: MONDAY - 6 * HOUR, rangAfterMs: 300, answeredAfterMs: 12_000, heard: 'machine_greeting' })
    const [number] = await numbers()
    expect(number!.unrung).toBe(5)
    expect(numberState(number!, MONDAY)).toBe('suspected_block')
    await changeNumber(store, org, NUMBER, { kind: 'lift' }, MONDAY)
    expect((await numbers())[0]!.unrung).toBe(0)
  })

  test('a person who is quick is no mailbox', async () => {
    for (let i = 1; i <= 6; i++) await called({ at: MONDAY - i * HOUR, answeredAfterMs: 1_500, heard: 'human' })
    expect((await numbers())[0]!.unrung).toBe(0)
  })
})

test('the first word on a call holds', async () => {
  const id = await called({ at: MONDAY, rangAfterMs: 300, answeredAfterMs: 4_000, heard: 'human' })
  await writeLearned(store, org, id, { what: 'heard', verdict: 'fax', afterMs: 1, confidence: 1 })
  await writeLearned(store, org, id, { what: 'ended', at: 0, outcome: 'unknown', by: 'carrier', sip: 500, q850: 38 })
  const rows = await ask(store, 'select heard, outcome, sip, ended_at from line_call where org = $1')
  expect(rows).toEqual([{ heard: 0, outcome: 0, sip: null, ended_at: MONDAY + MINUTE }])
})

test('a call that nobody ended is out, and the number they saw is known', async () => {
  const [{ id: numberId }] = [...(await numbers())] as [OwnNumber]
  const touch = { leadId: 2, at: MONDAY, seq: 1 }
  const call = { touch, leadId: null, sessionId: null, carrier: 'twilio', node: 'twilio', numberId } as const
  await writePlaced(store, org, { id: 7, ...call, isInbound: false, placedAt: MONDAY })
  expect(await callsOut(store, org, 'twilio')).toEqual([{ id: 7, carrierCall: null, leadId: 2 }])
  expect(await callsOut(store, org, 'asterisk')).toEqual([])
  expect(await lastNumberFor(store, org, 2)).toBe(numberId)
  expect(await lastNumberFor(store, org, 1)).toBeNull()
})

test('a number is added once, and comes back after it was retired', async () => {
  const wish = { e164: NUMBER, label: 'again', dailyCap: 100 }
  expect(await addNumber(store, org, wish, MONDAY)).toBe(false)
  expect(await changeNumber(store, org, NUMBER, { kind: 'retire' }, MONDAY)).toBe(true)
  expect(await changeNumber(store, org, NUMBER, { kind: 'lift' }, MONDAY)).toBe(false)
  expect((await numbers())[0]!.isRetired).toBe(true)
  expect(await addNumber(store, org, wish, MONDAY)).toBe(true)
  expect((await numbers())[0]).toMatchObject({ isRetired: false, label: 'again', dailyCap: 100 })
  await changeNumber(store, org, NUMBER, { kind: 'rest', until: MONDAY + DAY, reason: 'labelled' }, MONDAY)
  expect((await numbers())[0]).toMatchObject({ restsUntil: MONDAY + DAY, restReason: 'labelled' })
})
