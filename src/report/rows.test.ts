import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { zoneNamed } from '../clock/zone.ts'
import { callCode, isMessage } from '../facts/call-code.ts'
import { fold, whatStands } from '../facts/fold.ts'
import { type LogEntry } from '../facts/log-entry.ts'
import { VOICEMAILS } from '../facts/row.ts'
import { call, notMade, outcome, sent, signal, touch, undone } from '../facts/story.ts'
import { anyLife, asOf } from './life.arbitrary.ts'
import { type Life, plainLife } from './life.ts'
import { type Row, type RowOf } from './row.ts'
import { rowsOf } from './rows.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Monday 4 January 2027, 10 in the morning in New York. */
const MONDAY = 1_799_074_800_000
const zone = zoneNamed('America/New_York')!
const always = { from: -Infinity, until: Infinity, asOf: MONDAY + 90 * DAY }

const life = (log: readonly LogEntry[], more: Partial<Life> = {}): Life => ({ ...plainLife(7, log, zone), ...more })
const rows = (log: readonly LogEntry[], more: Partial<Life> = {}) => rowsOf(life(log, more), always)
const of = <K extends Row['kind']>(kind: K, all: readonly Row[]) => all.filter((row) => row.kind === kind) as RowOf<K>[]

describe('a call', () => {
  test('the last outcome holds, and there is one row', () => {
    const [row, ...more] = of(
      'call',
      rows([...call(1, MONDAY), outcome(1, MONDAY, { endpoint: 'human_right_party', said: 'conversation' })])
    )
    expect(more).toEqual([])
    expect(row).toMatchObject({ endpoint: 'human_right_party', said: 'conversation', attempt: 1, hour: 10, weekday: 1 })
  })

  test('what was undone or never made is no row, and no attempt', () => {
    const log = [
      ...call(1, MONDAY),
      undone('touch', 1, MONDAY),
      touch(2, MONDAY + HOUR),
      notMade(2, MONDAY + HOUR),
      ...call(3, MONDAY + DAY)
    ]
    expect(of('call', rows(log)).map(({ seq, attempt }) => [seq, attempt])).toEqual([[3, 1]])
  })

  test('a call whose outcome was taken back is still a call, of which nobody has said what came', () => {
    const [row] = of('call', rows([...call(1, MONDAY, { message: 'complete' }), undone('outcome', 1, MONDAY + HOUR)]))
    expect(row).toMatchObject({ endpoint: null, message: null })
  })

  test('calls of another tool are no rows, and count as gone before', () => {
    const theirs = { ...touch(1, MONDAY - DAY), by: 'other_tool' } as const
    const log = [theirs, outcome(1, MONDAY - DAY), ...call(2, MONDAY)]
    expect(of('call', rows(log)).map(({ seq, attempt, silentBefore }) => [seq, attempt, silentBefore])).toEqual([
      [2, 2, 1]
    ])
  })

  test('003-02 it knows how many silent calls and messages went before it', () => {
    const log = [...call(1, MONDAY), ...call(2, MONDAY + DAY, { message: 'complete' }), ...call(3, MONDAY + 2 * DAY)]
    expect(of('call', rows(log)).map(({ silentBefore, messagesBefore }) => [silentBefore, messagesBefore])).toEqual([
      [0, 0],
      [1, 0],
      [1, 1]
    ])
  })

  test('how far we were with them is told by what was known before it', () => {
    const log = [...call(1, MONDAY, { endpoint: 'human_right_party', said: 'hesitant' }), ...call(2, MONDAY + DAY)]
    expect(of('call', rows(log)).map(({ relationship }) => relationship)).toEqual(['never_spoken', 'dialogue_open'])
  })

  test.for<[string, number | null, CallPromise]>([
    ['a call within a day of the time', 3 * DAY + HOUR, 'kept'],
    ['a call too late', 5 * DAY, 'broken'],
    ['no call', null, 'broken']
  ])('003-18 a promise to call: %s', ([, callAfter, wanted]) => {
    const log = [
      ...call(1, MONDAY, { message: 'complete', callAt: MONDAY + 3 * DAY }),
      ...(callAfter === null ? [] : call(2, MONDAY + callAfter))
    ]
    expect(of('call', rows(log))[0]?.promise).toBe(wanted)
  })

  test('a promise whose time is not over is open', () => {
    const log = call(1, MONDAY, { callAt: always.asOf + HOUR })
    expect(of('call', rows(log))[0]?.promise).toBe('open')
  })

  test('a stop stands at the call in which it was said, else at the last touch before it', () => {
    const log = [
      ...call(1, MONDAY),
      touch(2, MONDAY + HOUR, 'email'),
      sent(2, MONDAY + HOUR, 'email'),
      signal(3, MONDAY + DAY, { kind: 'stop', stop: 'opt_out' }),
      ...call(4, MONDAY + 2 * DAY, { endpoint: 'human_right_party', said: 'complaint' })
    ]
    const stops = rows(log).flatMap((row) => (row.kind === 'call' || row.kind === 'touch' ? [[row.seq, row.stop]] : []))
    expect(stops).toEqual([
      [1, null],
      [2, 'opt_out'],
      [4, 'complaint']
    ])
  })

  test.for<[string, readonly LogEntry[], string]>([
    ['nothing, and they are parked', [], 'waits still'],
    ['their call', [signal(5, MONDAY + DAY, { kind: 'missed_inbound' })], 'they called'],
    ['their mail', [signal(5, MONDAY + DAY, { kind: 'reply', channel: 'email' })], 'they answered otherwise'],
    ['a stop', [signal(5, MONDAY + DAY, { kind: 'stop', stop: 'opt_out' })], 'stopped'],
    ['our next call', call(5, MONDAY + DAY), 'worked again']
  ])('000-09 parked after a message, then %s', ([, then, became]) => {
    const parks = {
      action: 'leave',
      wanted: 'leave',
      rule: 'wait',
      arm: -1,
      hindered: null,
      mode: 'live',
      parks: true
    } as const
    const all = rows([...call(1, MONDAY, { message: 'complete' }), ...then], {
      decisions: new Map([[1, parks]]),
      state: 'parked'
    })
    expect(of('call', all)[0]?.became).toBe(became)
  })
})
type CallPromise = 'kept' | 'broken'

describe('a call to us', () => {
  test('000-06 it is credited to the message before it, which then knows that it brought one', () => {
    const log = [
      ...call(1, MONDAY, { message: 'complete' }),
      signal(3, MONDAY + DAY, { kind: 'callback', cause: 'unknown' })
    ]
    const all = rows(log)
    expect(of('inbound', all)[0]).toMatchObject({
      isReturn: true,
      credit: { cause: 'message', touch: 1, by: 'rule' },
      messageAgeMs: DAY
    })
    expect(of('call', all)[0]?.callbacks).toBe(1)
  })

  test('from somebody whom we never touched it is no callback', () => {
    expect(of('inbound', rows([signal(1, MONDAY, { kind: 'inbound_answered' })]))[0]?.isReturn).toBe(false)
  })

  test('what an import tells of is none of ours', () => {
    const log = [signal(1, MONDAY, { kind: 'missed_inbound' }), signal(2, MONDAY, { kind: 'reply', channel: 'email' })]
    const all = rows(log, { imported: new Set([1, 2]) })
    expect([...of('inbound', all), ...of('signal', all)]).toEqual([])
  })
})

describe('a person', () => {
  const talk = { endpoint: 'human_right_party', said: 'conversation' } as const
  test('000-16 the first conversation has a direction, and a sale from then on is a conversion', () => {
    const theirs = rows([
      ...call(1, MONDAY),
      signal(3, MONDAY + DAY, { kind: 'callback', cause: 'message' }),
      ...call(4, MONDAY + 2 * DAY, { ...talk, said: 'sale' })
    ])
    expect(of('lead', theirs)[0]).toMatchObject({ firstTalk: 'they called', isConverted: true, attemptsToTalk: 0 })
    const ours = rows([...call(1, MONDAY), ...call(2, MONDAY + DAY, talk)])
    expect(of('lead', ours)[0]).toMatchObject({ firstTalk: 'we called', isConverted: false, attemptsToTalk: 2 })
  })

  test('000-20 their missed call and then ours that they do not answer is one round of missing each other', () => {
    const log = [
      ...call(1, MONDAY),
      signal(3, MONDAY + DAY, { kind: 'missed_inbound' }),
      ...call(4, MONDAY + 2 * DAY),
      ...call(5, MONDAY + 3 * DAY)
    ]
    expect(of('lead', rows(log))[0]?.phoneTags).toBe(1)
  })

  test('in a playbook, not parked, and nothing due: forgotten', () => {
    const lead = (more: Partial<Life>) => of('lead', rows(call(1, MONDAY), more))[0]?.isOrphan
    expect(lead({ state: 'active', isAwaited: false })).toBe(true)
    expect(lead({ state: 'active', isAwaited: true })).toBe(false)
    expect(lead({ state: 'parked', isAwaited: false })).toBe(false)
  })

  test('a period leaves out what lies outside it, and still knows it as gone before', () => {
    const log = [...call(1, MONDAY), ...call(2, MONDAY + DAY), ...call(3, MONDAY + 2 * DAY)]
    const some = rowsOf(life(log), { from: MONDAY + DAY, until: MONDAY + 2 * DAY, asOf: always.asOf })
    expect(of('call', some).map(({ attempt }) => attempt)).toEqual([2])
    expect(of('lead', some)[0]?.calls).toBe(1)
  })
})

test('law: rows are what stands in the log, and messages are as many as the facts count', () => {
  fc.assert(
    fc.property(anyLife, (any) => {
      const all = rowsOf(any, { from: -Infinity, until: Infinity, asOf })
      const { touches, signals } = whatStands(any.log)
      const ours = all.filter((row) => row.kind === 'call' || row.kind === 'touch')
      expect(ours.map(({ seq }) => seq).sort()).toEqual([...touches.keys()].sort())
      expect(all.filter(({ kind }) => kind === 'inbound' || kind === 'signal')).toHaveLength(signals.size)
      expect(of('call', all).filter(isMessageCall)).toHaveLength(fold(any.log).ints[VOICEMAILS]!)
    })
  )
})

const isMessageCall = ({ endpoint, message, said, ringSeconds }: RowOf<'call'>): boolean =>
  endpoint !== null && message !== null && isMessage(callCode(endpoint, message, said, ringSeconds))
