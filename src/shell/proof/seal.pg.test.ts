import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, MONDAY, type Stores, ask, somePeople, testStores } from '../../../test/store.ts'
import { type LogEntry } from '../../facts/log-entry.ts'
import { outcome } from '../../facts/story.ts'
import { codeOf } from '../../guard/rule.ts'
import { codeOf as lawCodeOf, lawRuleIds } from '../../guard/rule-code.ts'
import { checkSealsOf } from '../doctor/seals-check.ts'
import { mergeLeads } from '../engine/merge.ts'
import { type RefusalRow, appendRefusals } from '../engine/refusal.ts'
import { appendLog } from '../store/append-log.ts'
import { logId } from '../store/log-id.ts'
import { plainTouch } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'
import { type CheckWish, checkSeals, sealHeads } from './check-seals.ts'
import { type GuardLogWish, guardLog } from './guard-log.ts'
import { GRACE_MS, sealMinutes } from './seal.ts'

let stores: Stores
let store: Store
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

/** Four people with a call each, in four minutes; what a list brought in of them is no work of ours. */
beforeEach(async () => {
  store = await stores.emptied()
  await somePeople(store, { count: 4, phones: 2 })
  for (const lead of [1, 2, 3, 4]) await called(lead, 2, MONDAY + lead * MINUTE)
})

/** When the minute of an instant is closed. */
const closed = (at: number): number => (Math.floor(at / MINUTE) + 1) * MINUTE + GRACE_MS
const LATER = closed(MONDAY + 4 * MINUTE)

async function write(lead: number, entries: readonly (readonly [seq: number, entry: LogEntry])[]): Promise<void> {
  const touchOf = (seq: number, at: number, isOther: boolean) => ({
    touch: { ...plainTouch(lead, seq, at, 'call', isOther), number: 1 }
  })
  await store.inOrgTx(1, (tx) =>
    appendLog(
      tx,
      entries.map(([seq, entry]) => ({
        ...{ leadId: lead, seq, entry },
        ...(entry.kind === 'touch' ? touchOf(seq, entry.at, entry.by === 'other_tool') : {})
      }))
    )
  )
}

/** A call and what came of it, within a minute. */
async function called(lead: number, seq: number, at: number, by: 'aftertone' | 'other_tool' = 'aftertone') {
  await write(lead, [
    [seq, { kind: 'touch', touch: seq, at, channel: 'call', by, step: null, recording: null }],
    [seq + 1, { ...outcome(seq, at), at: at + 20_000 }]
  ])
}

async function decided(lead: number, seq: number, at: number, hindered = 0): Promise<void> {
  await asOwner(`insert into decision (org, lead_id, at, playbook_id, facts_hash, seq, dice, settings_version, rule, action,
      wanted, suggest, mode, recording, arm, hindered, turned, stop, guard_version, figure, probability)
    values (1, ${lead}, ${at}, 7, 1, ${seq}, 1, 3, 0, ${hindered > 0 ? 1 : 0}, 0, 0, ${hindered > 0 ? 0 : 1}, -1, -1, ${hindered}, 0, 0, 1, 0, 0.1)`)
}

/** What was refused when it was about to leave. */
async function refused(lead: number, seq: number, at: number, more: Partial<RefusalRow> = {}): Promise<void> {
  const row: RefusalRow = {
    ...({
      leadId: lead,
      seq,
      at,
      userId: 7,
      touchSeq: null,
      rule: codeOf.get('HOUSE-HOURS')!,
      action: 'live_voice'
    } as const),
    ...{ run: 1, dialMode: 0, number: 1, settingsVersion: 4, isPreviewed: false, ...more }
  }
  await store.inOrgTx(1, (tx) => appendRefusals(tx, [row]))
}

/** Behind the back of everybody. */
async function asOwner(text: string): Promise<void> {
  const owner = await store.asOwner()
  await owner.query(`begin; set local session_replication_role = replica; ${text}; commit`)
  await owner.end()
}

async function broken(wish: CheckWish = {}): Promise<readonly (readonly [kind: string, lead: number | null])[]> {
  const found: (readonly [string, number | null])[] = []
  for await (const { kind, row } of checkSeals(store, 1, wish)) found.push([kind, row?.leadId ?? null])
  return found
}

async function told(wish: GuardLogWish = {}) {
  const lines: string[] = []
  for await (const { lead, action, decision, ruleId, sealed } of guardLog(store, 1, wish))
    lines.push([lead, action, decision, ...(ruleId === null ? [] : [ruleId]), ...(sealed ? [] : ['open'])].join(' '))
  return lines
}

type Counted = { seals: number; rows: number; late: number }
const counted = async (): Promise<Counted> =>
  (
    await ask<Counted>(
      store,
      `select count(*)::int as seals, coalesce(sum(row_count), 0)::int as rows, coalesce(sum(late_count), 0)::int as late
        from seal where org = $1`
    )
  )[0]!

describe('a minute of the log', () => {
  test('is sealed once it is closed, by what psql says of its rows, and never twice', async () => {
    const at = MONDAY + MINUTE
    await write(2, [[4, { kind: 'undone', at: at + MINUTE - 1, target: 'touch', id: 2 }]])
    await write(3, [
      [4, { kind: 'signal', signal: 4, at, touch: null, happening: { kind: 'reply', channel: 'email' } }]
    ])
    await called(4, 4, at, 'other_tool')
    expect(await sealMinutes(store, 1, closed(at) - 1)).toEqual({ seals: 0, rows: 0, late: 0 })
    expect(await sealMinutes(store, 1, closed(at))).toEqual({ seals: 3, rows: 4, late: 0 })
    expect(await sealMinutes(store, 1, closed(at))).toEqual({ seals: 0, rows: 0, late: 0 })
    expect(await sealMinutes(store, 1, closed(at) + MINUTE - 1)).toEqual({ seals: 0, rows: 0, late: 0 })
    const byHand = await ask<{ hash: string }>(
      store,
      `select encode(sha256(convert_to('signal ' || row(x.*)::text || chr(10), 'UTF8')), 'hex') as hash
        from signal x where org = $1 and lead_id = 3 and seq = 4`
    )
    const seals = await ask<{ hash: string }>(store, `select encode(hash, 'hex') as hash from seal where org = $1`)
    expect(seals).toContainEqual(byHand[0])
    await sealMinutes(store, 1, LATER)
    expect(await counted()).toEqual({ seals: 6, rows: 10, late: 0 })
    expect(await broken()).toEqual([])
  })

  test('is sealed by whoever is first of several at once, and goes on where somebody was killed', async () => {
    let left = 2
    const dying = {
      inOrgTx: ((org, work) => {
        if (left-- === 0) throw new Error('killed')
        return store.inOrgTx(org, work)
      }) as Store['inOrgTx']
    }
    await expect(sealMinutes(dying, 1, LATER, { most: 2 })).rejects.toThrow('killed')
    for (const lead of [1, 2, 3]) await called(lead, 8, MONDAY + HOUR + lead * MINUTE)
    const now = closed(MONDAY + HOUR + 3 * MINUTE)
    const both = await Promise.all([1, 2, 3].map(() => sealMinutes(store, 1, now, { most: 2 })))
    await sealMinutes(store, 1, now)
    expect(await counted()).toEqual({ seals: 7, rows: 14, late: 0 })
    expect(both.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThanOrEqual(14)
    expect(await broken({ most: 2 })).toEqual([])
  })

  test('keeps its seal from the application', async () => {
    await sealMinutes(store, 1, LATER)
    for (const text of ['update seal set row_count = 9 where org = $1', 'delete from seal where org = $1'])
      await expect(ask(store, text)).rejects.toThrow('permission denied')
    const fork = `insert into seal (org, shard, minute, after_minute, oldest, sealed_at, row_count, late_count, form,
        previous, hash, chained, members)
      select org, shard, minute + 99, after_minute, oldest, sealed_at, row_count, late_count, form, previous, hash, chained,
        members from seal where org = $1`
    await expect(ask(store, fork)).rejects.toThrow('seal_chain')
  })
})

describe('a row that comes when its minute is sealed', () => {
  test('is sealed late where it accounts for itself', async () => {
    await asOwner(`update org set created_at = ${MONDAY - 10 * DAY}`)
    await called(4, 6, MONDAY - 9 * DAY)
    await sealMinutes(store, 1, closed(MONDAY + HOUR))
    await called(1, 6, MONDAY + 2 * HOUR)
    const [dial, ended] = [MONDAY + HOUR, MONDAY + 2 * HOUR + 5 * MINUTE]
    await write(2, [
      [9, { kind: 'touch', touch: 9, at: dial, channel: 'call', by: 'aftertone', step: null, recording: null }]
    ])
    await sealMinutes(store, 1, closed(MONDAY + 2 * HOUR))
    // The verdict of a long call, a transaction that waited, another tool's calls, and a lead that was two.
    await decided(2, 9, dial)
    await write(2, [[10, { ...outcome(9, dial), at: ended }]])
    await called(3, 6, MONDAY + 2 * HOUR - 10 * MINUTE)
    await called(3, 8, MONDAY - 3 * DAY, 'other_tool')
    await asOwner('update enrolment set log_seq = 9')
    await mergeLeads(store, 1, 1, 4, MONDAY + 2 * HOUR)
    expect(await broken()).toEqual([])
    expect((await told()).filter((line) => line.endsWith('open'))).toHaveLength(4)
    const rounds = Array.from({ length: 10 }, (_, round) => round)
    for (const round of rounds) {
      await called(2, 20 + round * 2, MONDAY + (3 + round) * HOUR)
      await sealMinutes(store, 1, closed(MONDAY + (3 + round) * HOUR), { round })
    }
    // The merged lead's two calls, what came of them and what a list said of it; a decision; a call that waited.
    expect((await counted()).late).toBe(5 + 1 + 2)
    expect(await broken()).toEqual([])
    expect((await told()).filter((line) => line.endsWith('open'))).toEqual([])
  })

  test('shows where it does not, before it is sealed and after', async () => {
    await called(1, 6, MONDAY + 2 * HOUR)
    await sealMinutes(store, 1, closed(MONDAY + 2 * HOUR))
    await called(3, 6, MONDAY + 3 * MINUTE + 1)
    await decided(4, 2, MONDAY + 4 * MINUTE)
    const strange = [
      ['row_added', 3],
      ['row_added', 3],
      ['row_added', 4]
    ]
    expect(await broken()).toEqual(strange)
    await called(1, 8, MONDAY + 4 * HOUR)
    expect(await sealMinutes(store, 1, closed(MONDAY + 4 * HOUR))).toMatchObject({ late: 3 })
    expect(await broken()).toEqual(strange)
    expect(await broken({ from: MONDAY + HOUR })).toEqual([])
    expect(await broken({ until: MONDAY + 4 * MINUTE })).toEqual(strange.slice(0, 2))
  })
})

describe('what the owner of the database does behind everybody’s back', () => {
  test('shows: rows that go or change, seals that go or change, a chain that was made anew', async () => {
    await sealMinutes(store, 1, LATER)
    await called(2, 4, MONDAY + HOUR)
    await refused(2, 7, MONDAY + HOUR)
    await sealMinutes(store, 1, closed(MONDAY + HOUR))
    const heads = await sealHeads(store, 1)
    expect(await broken({ heads })).toEqual([])
    await asOwner('delete from refusal')
    expect(await broken()).toEqual([['row_missing', 2]])
    await refused(2, 7, MONDAY + HOUR)
    expect(await broken()).toEqual([])
    await asOwner('delete from outcome where lead_id = 3')
    expect(await broken()).toEqual([['row_missing', 3]])
    await asOwner('update touch set number = 0 where lead_id = 4')
    await asOwner(`update touch set at = at + 1 where lead_id = 1`)
    expect(await broken()).toEqual([
      ['row_missing', 1],
      ['row_added', 1],
      ['row_missing', 3],
      ['row_changed', 4]
    ])
    const [finding] = (await checkSealsOf(store, 1, () => undefined)).filter(({ code }) => code.includes('changed'))
    expect(finding).toMatchObject({ code: 'seals_row_changed', level: 'wrong', count: 1, examples: [4] })
    expect(finding!.says).toContain('at 2027-01-04T15:04Z')
    await asOwner(`update outcome set lead_id = 3 where lead_id = 3; update touch set number = 1 where lead_id = 4;
      update touch set at = at - 1 where lead_id = 1`)
    await asOwner('update seal set row_count = 1, hash = previous where shard = (select min(shard) from seal)')
    expect(new Set((await broken()).map(([kind]) => kind))).toEqual(new Set(['row_missing', 'seal_changed']))
    await asOwner('delete from seal where minute = (select min(minute) from seal)')
    await asOwner(`delete from seal where minute = ${Math.floor(MONDAY / MINUTE) + 2}`)
    expect((await broken()).map(([kind]) => kind)).toContain('seal_missing')
    await asOwner('delete from seal')
    await sealMinutes(store, 1, closed(MONDAY + HOUR))
    expect(await broken()).toEqual([])
    expect((await broken({ heads })).map(([kind]) => kind)).toEqual(heads.map(() => 'head_gone'))
  })
})

describe('what the guard answered', () => {
  test('is told in its order for a number and a period, with the rule by which it refused', async () => {
    const [late = ''] = lawRuleIds
    await decided(1, 2, MONDAY + MINUTE, codeOf.get('HOUSE-DROP-CONSENT')!)
    await decided(2, 2, MONDAY + 2 * MINUTE)
    await called(3, 4, MONDAY - HOUR, 'other_tool')
    await asOwner(
      `update outcome set kind = 2, reason = 0, endpoint = null, blocked_by = ${lawCodeOf(late)} where lead_id = 4`
    )
    await sealMinutes(store, 1, closed(MONDAY + 3 * MINUTE))
    // A dial and the mail of a touch that stood in the log before it was to leave; the second try of the day is no other one.
    await refused(3, 6, MONDAY + 2 * HOUR)
    await refused(3, 7, MONDAY + 3 * HOUR)
    await refused(3, 8, MONDAY + 3 * HOUR, { rule: lawCodeOf(late), dialMode: 2 })
    await refused(1, 8, MONDAY + 4 * HOUR, { action: 'email', touchSeq: 2, number: null })
    const all = [
      '1 live_voice allowed',
      '1 message blocked HOUSE-DROP-CONSENT',
      '2 live_voice allowed',
      '2 live_voicemail allowed',
      '3 live_voice allowed',
      '4 live_voice allowed open',
      `4 live_voice blocked ${late} open`,
      '3 live_voice blocked HOUSE-HOURS open',
      `3 live_voice blocked ${late} open`,
      '1 email blocked HOUSE-HOURS open'
    ]
    expect(await told()).toEqual(all)
    expect(await told({ most: 1 })).toEqual(all)
    expect(await told({ from: MONDAY + 2 * MINUTE, until: MONDAY + 3 * MINUTE })).toEqual(all.slice(2, 4))
    const numbers = await ask<{ value: string }>(
      store,
      `select value from contact_point where org = $1 and lead_id = 1 and kind = 1 order by position`
    )
    // The calls went to the second of their numbers.
    expect(await told({ number: numbers[0]!.value })).toEqual([])
    expect(await told({ number: numbers[1]!.value })).toEqual(all.slice(0, 2))
    expect(await told({ number: '+12125550000' })).toEqual([])
    const said: unknown[] = []
    for await (const { touch, data, channel, dialMode, at } of guardLog(store, 1, { from: MONDAY + HOUR }))
      said.push([touch, channel, dialMode, at, data?.settings])
    expect(said).toEqual([
      [String(logId(3, 6)), 'call', 'manual', MONDAY + 2 * HOUR, 4],
      [String(logId(3, 8)), 'call', 'progressive', MONDAY + 3 * HOUR, 4],
      [String(logId(1, 2)), 'email', null, MONDAY + 4 * HOUR, 4]
    ])
    for await (const { touch, data, channel, at } of guardLog(store, 1, { until: MONDAY + 2 * MINUTE }))
      expect([touch, channel, at, data?.settings ?? 3]).toEqual([String(logId(1, 2)), 'call', MONDAY + MINUTE, 3])
  })
})
