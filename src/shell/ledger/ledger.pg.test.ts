import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  DAY,
  HOUR,
  LIST,
  MINUTE,
  MONDAY,
  type Stores,
  ask,
  enrolAll as enrolEverybody,
  at,
  disagreements,
  playbookText,
  publishText,
  somePeople,
  testStores
} from '../../../test/store.ts'
import { zoneNamed } from '../../clock/zone.ts'
import { consentLevel } from '../../facts/profile.ts'
import { examine } from '../doctor/doctor.ts'
import { checkFacts } from '../doctor/facts-check.ts'
import { askAll } from '../doctor/questions.ts'
import { actionKinds } from '../../guard/action.ts'
import { ruleOf } from '../../guard/rule.ts'
import { dial } from '../engine/dial.ts'
import { dispatchBatch } from '../engine/dispatch.ts'
import { workBatch } from '../engine/live-engine.ts'
import { mergeLeads } from '../engine/merge.ts'
import { takeNext } from '../engine/next-call.ts'
import { lockPeople } from '../engine/person.ts'
import { record } from '../engine/record.ts'
import { atVoicemail } from '../engine/voicemail.ts'
import { taskDispatcher } from '../engine/task-dispatcher.ts'
import { runImport } from '../import/import-run.ts'
import { type Installation } from '../store/installation.ts'
import { monthsBetween } from '../store/months.ts'
import { secretFor } from '../store/secret-hash.ts'
import { type Store } from '../store/store.ts'
import { EVERYTHING_KIND, PHONE_KIND, closeGate } from '../store/suppression.ts'
import { PHONE, valueHash } from '../store/value-hash.ts'
import { openWorld } from '../world/open-world.ts'
import { type ConsentWish, consentsOf, writeConsent } from './consent.ts'
import { erasePerson } from './erase.ts'
import { eraseInWorlds } from './erase-worlds.ts'
import { personFile } from './person-file.ts'
import { type Subject } from './subject.ts'
import { keepOut, letIn } from './suppress.ts'
import { suppressionHistory, suppressionsNow } from './suppressions.ts'

let stores: Stores
let store: Store
let here: Installation
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())
beforeEach(async () => {
  store = await stores.emptied()
  here = { store, postgres: stores.postgres, org: 1, [Symbol.asyncDispose]: async () => undefined }
})

const because = { byUser: 7, reason: 'they wrote to us', source: 'letter of 3 January' }
const CALL = '- call: {}\n- wait: 1d\n- call: {}\n- end: passive_list'
const phoneOf = (lead: number): string => `+1212${5_550_000 + lead * 8}`

async function plant(text: string): Promise<void> {
  const owner = await store.asOwner()
  await owner.query(text)
  await owner.end()
}
async function enrolAll(steps = CALL, now = MONDAY) {
  const { id } = await publishText(store, playbookText(steps))
  return await enrolEverybody(store, id, { again: true }, at(now))
}
const take = (rep: number, now = MONDAY) => takeNext(store, 1, { userId: rep, leaseMs: 2 * HOUR, places: [1] }, at(now))
const count = async (what: string): Promise<number> =>
  (await ask<{ n: number }>(store, `select count(*)::int as n from ${what} and org = $1`))[0]!.n
const states = async (): Promise<readonly number[]> =>
  (await ask<{ state: number }>(store, 'select state from enrolment where org = $1 order by lead_id')).map(
    ({ state }) => state
  )
/** What the doctor would say of the people here; being parked is no fault. */
async function faults(now = MONDAY): Promise<readonly string[]> {
  const found = [...(await checkFacts(store, 1, () => undefined)), ...(await store.inOrgTx(1, (tx) => askAll(tx, now)))]
  return [...found.map(({ code }) => code), ...(await disagreements(store))]
}

test('a consent is a signal and its proof at once, and the latest word counts, whenever it is written down', async () => {
  await somePeople(store, { count: 1 })
  const wish: ConsentWish = {
    ...{
      leadId: 1,
      group: 'sms',
      purpose: 'telemarketing',
      level: 'express_written',
      byUser: 7,
      at: MONDAY - 2 * HOUR
    },
    ...{ source: 'web form', shown: 'I agree to be texted.\nReply STOP.', proof: 'https://example.com/form/77' }
  }
  const write = (more: Partial<ConsentWish>) => writeConsent(store, 1, { ...wish, ...more }, MONDAY)
  expect(await write({})).toEqual({ level: 'express_written', since: MONDAY - 2 * HOUR })
  expect(await write({ level: null, at: MONDAY - HOUR })).toEqual({ level: 'none', since: MONDAY - HOUR })
  // Older than the revocation, or of the same instant: it lifts nothing.
  expect((await write({ at: MONDAY - 90 * MINUTE })).level).toBe('none')
  expect((await write({ at: MONDAY - HOUR })).level).toBe('none')
  expect((await write({ purpose: 'informational', at: MONDAY - MINUTE })).level).toBe('none')
  expect((await write({ level: 'implied', at: MONDAY - 2 * MINUTE })).level).toBe('implied')
  expect((await write({ level: null, purpose: 'informational', at: MONDAY })).level).toBe('implied')
  const ledger = await store.inOrgTx(1, (tx) => consentsOf(tx, 1))
  expect(ledger.map(({ act, level, purpose }) => `${act} ${level} ${purpose}`)).toEqual([
    'grant express_written telemarketing',
    'grant express_written telemarketing',
    'revoke none telemarketing',
    'grant express_written telemarketing',
    'grant implied telemarketing',
    'grant express_written informational',
    'revoke none informational'
  ])
  expect(ledger[0]).toMatchObject({
    at: MONDAY - 2 * HOUR,
    writtenAt: MONDAY,
    shown: wish.shown,
    proof: wish.proof,
    byUser: 7
  })
  // The texts are not in the log.
  expect(await count(`signal where happening::text ~ 'agree|example'`)).toBe(0)
  expect(await count('signal where kind in (7, 8)')).toBe(7)
  await expect(write({ leadId: 99 })).rejects.toThrow('There is no lead 99')
  await expect(write({ at: 1.5 })).rejects.toThrow()
  expect([await count('consent where true'), await count('signal where kind in (7, 8)')]).toEqual([7, 7])
  expect(await faults()).toEqual([])
})

test('nothing that is kept out is dialled, also when it is kept out between taking and dialling', async () => {
  await somePeople(store, { count: 9 })
  await plant(`update contact_point set value = 'ana@mail.three.example' where lead_id = 3 and kind = 2;
    insert into account (org, id, name_hash, name) values (1, 40, 1, 'Four'); update lead set account_id = 40 where id in (4, 9)`)
  await enrolAll()
  await workBatch(store, 1, at(MONDAY))
  for (let rep = 1; rep <= 8; rep++) expect((await take(rep))!.person.leadId).toBe(rep)
  const subjects: readonly Subject[] = [
    { kind: 'number', value: phoneOf(1) },
    { kind: 'email', value: 'person2@example.com' },
    { kind: 'domain', value: 'three.example' },
    { kind: 'account', id: 40, name: 'Four' },
    { kind: 'lead', id: 5 }
  ]
  for (const subject of subjects)
    expect(await keepOut(here, subject, 'do_not_call', because, MONDAY + MINUTE)).toMatchObject({
      stopped: subject.kind === 'account' ? 2 : 1
    })
  for (let lead = 1; lead <= 5; lead++)
    await expect(dial(store, 1, lead, lead, at(MONDAY + MINUTE))).rejects.toThrow('not in your hands any more')
  // One whom nobody went through the people for: the dial itself finds it, behind the gate that it waits at.
  const dialling = await store.inOrgTx(1, async (tx) => {
    await tx.query({
      text: `insert into suppression (org, value_hash, kind, stop, at, cause, value) values ($1, $2, ${PHONE_KIND}, 1, 1, 5, $3)`,
      values: [1, valueHash(PHONE, phoneOf(6)), phoneOf(6)]
    })
    await closeGate(tx)
    const waiting = dial(store, 1, 6, 6, at(MONDAY + MINUTE))
    while ((await ask(store, 'select 1 from pg_locks, org where org = $1 and not granted')).length === 0);
    return { waiting }
  })
  expect(await dialling.waiting).toEqual({ refused: 2, keptOut: 'A number of theirs is kept out' })
  expect(await states()).toEqual([7, 7, 7, 7, 7, 7, 3, 3, 7])
  // Everything: the lead goes back to where it waited, nothing is due, nobody is taken, nobody is enrolled.
  const everything = { kind: 'everything' } as const
  await keepOut(here, everything, 'do_not_call', because, MONDAY + 2 * MINUTE)
  expect(await dial(store, 1, 7, 7, at(MONDAY + 2 * MINUTE))).toEqual({ refused: 2, keptOut: 'Everything is stopped' })
  expect(await take(7, MONDAY + 2 * MINUTE)).toBe(null)
  await expect(enrolAll()).rejects.toThrow('everything is stopped here')
  expect(await count('touch where true')).toBe(0)
  expect(await count('outbox where true')).toBe(0)
  expect(await faults()).toEqual([])
  // Whoever was reserved and whoever waits go on when it is lifted.
  expect(await letIn(here, everything, because, MONDAY + 3 * MINUTE)).toMatchObject({ changes: [expect.any(Number)] })
  expect((await take(7, MONDAY + 3 * MINUTE))!.person.leadId).toBe(7)
  for (const lead of [7, 8]) expect(await dial(store, 1, lead, lead, at(MONDAY + 3 * MINUTE))).toHaveProperty('touch')
  expect(await count('touch where true')).toBe(2)
  expect(await count(`suppression where kind = ${EVERYTHING_KIND}`)).toBe(0)
})

test('what is kept out is not taken, not worked, not sent and not enrolled, whoever learns of it first', async () => {
  await somePeople(store, { count: 4 })
  const hide = (lead: number) =>
    plant(`insert into suppression (org, value_hash, kind, stop, at, cause, value)
      values (1, ${valueHash(PHONE, phoneOf(lead))}, 1, 1, 1, ${lead}, '${phoneOf(lead)}')`)
  await hide(1)
  expect(await enrolAll('- email: {}\n- call: {}\n- end: passive_list')).toMatchObject({
    enrolled: 3,
    refused: { stopped: 1 }
  })
  await hide(2)
  await workBatch(store, 1, at(MONDAY))
  expect(await states()).toEqual([7, 7, 2, 2])
  await hide(3)
  expect(await dispatchBatch(store, 1, taskDispatcher(at(MONDAY).ground), at(MONDAY), 1)).toBe(2)
  expect(await ask(store, 'select lead_id from task where org = $1')).toEqual([{ lead_id: 4 }])
  await hide(4)
  expect(await take(7)).toBe(null)
  expect(await states()).toEqual([7, 7, 7, 7])
  expect(
    await ask(store, 'select suppressed_by as by from signal where org = $1 and kind = 6 order by lead_id')
  ).toEqual([1, 2, 3, 4].map((by) => ({ by })))
  expect(await count('task where state = 0')).toBe(0)
  // What had been about to leave was refused: a mail at the door, a call when a rep was to be given it.
  const refused = await ask<{ lead: number; action: number; rule: number }>(
    store,
    'select lead_id as lead, action, rule from refusal where org = $1 order by lead_id'
  )
  expect(refused.map(({ lead, action, rule }) => [lead, actionKinds[action], ruleOf(rule).id])).toEqual([
    [3, 'email', 'HOUSE-STOP-DO-NOT-CALL'],
    [4, 'live_voice', 'HOUSE-STOP-DO-NOT-CALL']
  ])
  // Nobody’s other address is kept out for it.
  expect(await count('suppression where kind = 2')).toBe(0)
  expect(await faults()).toEqual([])
})

test('lifting frees whom it had stopped and nobody else, says who and why, and changes nothing that was written', async () => {
  await somePeople(store, { count: 3, perHome: 3 })
  await enrolAll()
  await record(store, 1, 3, [{ kind: 'stop', stop: 'refusal' }], at(MONDAY))
  const number: Subject = { kind: 'number', value: phoneOf(1) }
  const domain: Subject = { kind: 'domain', value: 'example.com' }
  const made = await keepOut(here, number, 'opt_out', because, MONDAY)
  expect(made).toMatchObject({ stopped: 2, since: MONDAY })
  await keepOut(here, domain, 'do_not_call', because, MONDAY + MINUTE)
  expect(await keepOut(here, number, 'do_not_call', because, MONDAY + HOUR)).toEqual({
    change: null,
    since: MONDAY,
    stopped: 0
  })
  const why = { ...because, reason: 'it was a mistake' }
  // The domain keeps both out, and from now on it is why they are stopped.
  expect(await letIn(here, number, why, MONDAY + DAY)).toMatchObject({ freed: 0, stillOut: 2 })
  expect(await states()).toEqual([7, 7, 7])
  expect(await letIn(here, domain, why, MONDAY + DAY)).toMatchObject({ freed: 2, stillOut: 0 })
  expect(await states()).toEqual([5, 5, 7])
  expect(await letIn(here, domain, why, MONDAY + DAY)).toBe(null)
  const [now, history] = await store.inOrgTx(1, async (tx) => [
    await suppressionsNow(tx, null),
    await suppressionHistory(tx, null)
  ])
  expect(now).toEqual([])
  expect(history.map(({ act, what, reason }) => `${act} ${what}: ${reason}`)).toEqual([
    `keep out ${phoneOf(1)}: they wrote to us`,
    'keep out example.com: they wrote to us',
    `let in ${phoneOf(1)}: it was a mistake`,
    'let in example.com: it was a mistake'
  ])
  expect(history[2]!.lifts).toBe(made.change)
  const audit = await ask<{ what: string; who: string }>(
    store,
    'select what, who from audit where org = $1 order by at, id'
  )
  expect(audit.map(({ what, who }) => `${what} ${who}`)).toEqual(
    ['made', 'made', 'lifted', 'lifted'].map((what) => `suppression.${what} user 7`)
  )
  for (const text of [
    'update suppression_change set reason = null',
    'delete from suppression_change',
    'delete from audit'
  ])
    await expect(store.inOrg(1, [{ text }])).rejects.toThrow('permission denied')
  expect(await enrolAll(CALL, MONDAY + DAY)).toMatchObject({ enrolled: 2, refused: { stopped: 1 } })
  expect(await faults(MONDAY + DAY)).toEqual([])
})

test('a world leaves out whom the store keeps out and whom it erased, says how many, and the doctor finds nothing', async () => {
  await somePeople(store, { count: 6, perHome: 2, phones: 2 })
  await plant(`update contact_point set value = '${phoneOf(7)}', value_hash = ${valueHash(PHONE, phoneOf(7))}
    where lead_id = 1 and kind = 1 and position = 1`)
  await keepOut(here, { kind: 'number', value: phoneOf(7) }, 'opt_out', because, MONDAY)
  await keepOut(here, { kind: 'lead', id: 4 }, 'do_not_call', because, MONDAY)
  await erasePerson(here, 5, 7, MONDAY)
  await keepOut(here, { kind: 'everything' }, 'do_not_call', because, MONDAY)
  const wish = { org: 1, listId: LIST, from: MONDAY, until: MONDAY + DAY, seed: 1, now: MONDAY }
  const world = await openWorld(store, stores.postgres, wish)
  await using there = world.store
  // The third household shared its number with whoever was erased, so all of it is kept out; a stop of everything is no one’s.
  const leads = await ask<{ id: number }>(there, 'select id from lead where org = $1 order by id')
  expect([leads.map(({ id }) => id), world.leftOut]).toEqual([[2, 3], 4])
  for (const table of ['list_member', 'contact_point', 'enrolment', 'signal']) {
    const others = await ask(there, `select 1 from ${table} where org = $1 and lead_id not in (2, 3)`)
    expect([table, others]).toEqual([table, []])
  }
  const months = { from: MONDAY, count: monthsBetween(MONDAY, MONDAY + DAY) }
  expect((await examine(there, { now: MONDAY, months })).findings).toEqual([])
})

test('an erased person is gone but for numbers, stays out when brought in again, and the doctor finds nothing', async () => {
  await somePeople(store, {
    count: 4,
    phones: 2,
    profile: (id) => ({ 'lead.stage': id % 3 === 1 ? `Rex ${id}` : 'new' })
  })
  await plant(`update lead set name = 'Ana Ortiz', first_name = 'Ana', last_name = 'Ortiz', street = '1 Elm', external_id = 'A-1',
      company = 'Ortiz Design', other = '{"Dog": "Rex"}' where id = 1;
    insert into account (org, id, name_hash, name) values (1, 50, 1, 'Ortiz Design'); update lead set account_id = 50 where id = 1;
    update contact_point set value = '${phoneOf(1)}', value_hash = ${valueHash(PHONE, phoneOf(1))} where lead_id = 2 and position = 1 and kind = 1;
    insert into contact_point (org, lead_id, kind, position, value_hash, is_key, is_bad, value)
      select 1, id, 1, 5, ${valueHash(PHONE, '+18005550100')}, false, false, '+18005550100' from unnest(array[1, 3]) id;
    update enrolment set phones = 3 where lead_id in (1, 3);
    insert into import (org, id, list_id, state, rows_done, started_at, file_name, options, counts)
      values (1, 1, ${LIST}, 1, 1, 1, 'old.csv', '{}', '{}');
    insert into import_conflict (org, import_id, row_no, leads, reason, cells) values (1, 1, 1, '{1,3}', 'two', '["Ana Ortiz"]')`)
  await mergeLeads(store, 1, 1, 4, MONDAY)
  await enrolAll('- email: {}\n- call: {}\n- end: passive_list')
  await workBatch(store, 1, at(MONDAY))
  await dispatchBatch(store, 1, taskDispatcher(at(MONDAY).ground), at(MONDAY), 1)
  const world = await openWorld(store, stores.postgres, {
    org: 1,
    listId: LIST,
    from: MONDAY,
    until: MONDAY + DAY,
    seed: 0,
    now: MONDAY
  })
  const paper = { byUser: 7, source: 'a call', shown: 'Ana agrees', proof: 'ana.wav', at: MONDAY }
  await writeConsent(
    store,
    1,
    { ...paper, leadId: 1, group: 'voice', purpose: 'telemarketing', level: 'express' },
    MONDAY
  )
  await keepOut(
    here,
    { kind: 'email', value: 'person1@example.com' },
    'opt_out',
    { ...because, reason: 'Ana wrote' },
    MONDAY
  )
  await plant(`insert into note (org, lead_id, id, at, text) values (1, 1, 9, 1, 'Ana has a dog')`)
  const log = await count('signal where lead_id = 1')
  const erased = await erasePerson(here, 1, 7, MONDAY + HOUR)
  expect(erased).toMatchObject({ hashes: 8, alsoStopped: [2] })
  expect(await eraseInWorlds(stores.postgres, 1, [1])).toEqual([world.number])
  expect(await erasePerson(here, 1, 7, MONDAY + DAY)).toMatchObject({ change: null, at: MONDAY + HOUR })
  // Whatever column of whatever table: no trace of a name, a number, an address or a text.
  const traces = async (from: Store): Promise<readonly string[]> => {
    const owner = await from.asOwner()
    const tables = await owner.query<{ name: string }>(
      `select relname as name from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace`
    )
    const found: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await owner.query<{ line: string }>(
        `select t::text as line from ${name} t where t::text ~* 'Ana |Ortiz|1 Elm|A-1|Rex|person1@|${phoneOf(1).slice(1)}|${valueHash(PHONE, phoneOf(1))}'`
      )
      found.push(...rows.map(({ line }) => `${name}: ${line}`))
    }
    await owner.end()
    return found
  }
  // The number that is theirs too stays with the other one.
  expect((await traces(store)).filter((line) => !line.startsWith('contact_point: (1,2,'))).toEqual([])
  expect((await traces(world.store)).filter((line) => !line.startsWith('contact_point: (1,2,'))).toEqual([])
  expect(await disagreements(world.store)).toEqual([])
  await world.store[Symbol.asyncDispose]()
  expect(await count('signal where lead_id = 1')).toBe(log + 1)
  expect(await count('consent where lead_id = 1')).toBe(1)
  expect(await faults(MONDAY + HOUR)).toEqual([])
  const key = join(stores.postgres.home, 'suppression.key')
  expect(statSync(key).mode & 0o777).toBe(0o600)
  // Brought in again by their number, their address, their name at a shared line, or their id: each is stopped at once.
  const folder = mkdtempSync(join(tmpdir(), 'aftertone-ledger-'))
  const path = join(folder, 'again.csv')
  const rows = [
    ...[
      'Record ID,First name,Last name,Email,Phone,Company phone',
      `,Ana,Ortiz,,${phoneOf(1)},`,
      ',A.,O.,Person1@Example.com,,'
    ],
    ...[
      'A-1,Someone,Else,,212-555-9999,',
      ',ANA,ORTIZ,b@else.example,,+18005550100',
      ',Bo,Bell,bo@else.example,,+18005550100'
    ]
  ]
  writeFileSync(path, rows.join('\n'))
  const brought = await runImport(here, {
    ...{ path, now: MONDAY + 2 * HOUR, zone: zoneNamed('America/New_York')!, isStopped: () => false },
    wish: {
      ...{ list: 'again', keys: ['external', 'phone', 'email'], onMatch: 'create', country: 'US', map: [] },
      ...{ source: null, costCents: null, currency: null }
    },
    onProgress: () => undefined,
    onProblem: () => undefined
  })
  expect(brought.counts).toMatchObject({ created: 5, conflicts: 0 })
  const again = await ask<{ name: string; state: number }>(
    store,
    `select l.first_name as name, e.state from lead l join enrolment e on e.org = l.org and e.lead_id = l.id
      join list_member m on m.org = l.org and m.lead_id = l.id join list t on t.org = m.org and t.id = m.list_id and t.name = 'again'
      where l.org = $1 order by m.row_no`
  )
  expect(again.map(({ name, state }) => `${name} ${state}`)).toEqual(['Ana 7', 'A. 7', 'Someone 7', 'ANA 7', 'Bo 0'])
  // Without the key nobody could be known again, so whoever asks for it fails, an import too.
  const kept = readFileSync(key)
  writeFileSync(key, 'A'.repeat(43))
  const secret = () => store.inOrgTx(1, (tx) => secretFor(tx, stores.postgres.home))
  await expect(secret()).rejects.toThrow('put that file back from a backup')
  rmSync(key)
  await expect(secret()).rejects.toThrow('put that file back from a backup')
  writeFileSync(key, kept, { mode: 0o600 })
  // Whoever was erased and comes back by themselves may be let in by name of the number, with a reason.
  expect(await letIn(here, { kind: 'number', value: phoneOf(1) }, because, MONDAY + DAY)).toMatchObject({ freed: 2 })
  expect((await store.inOrgTx(1, (tx) => lockPeople(tx, [1])))[0]!.state).toBe(7)
  rmSync(folder, { recursive: true })
  await expect(erasePerson(here, 99, 7, MONDAY)).rejects.toThrow('there is no lead 99')
})

test('a person’s file holds what is stored of them, and nothing of those with whom they share a number', async () => {
  await somePeople(store, { count: 2, perHome: 2 })
  await enrolAll()
  await workBatch(store, 1, at(MONDAY))
  await take(7)
  const { touch } = (await dial(store, 1, 1, 7, at(MONDAY))) as { touch: number }
  await atVoicemail(store, 1, { leadId: 1, touch, endpoint: 'machine' }, at(MONDAY))
  const paper = { byUser: 7, source: 'web form', shown: 'I agree', proof: 'form 77', at: MONDAY }
  await writeConsent(
    store,
    1,
    { ...paper, leadId: 1, group: 'voice', purpose: 'telemarketing', level: 'express' },
    MONDAY
  )
  await plant(`insert into note (org, lead_id, id, at, text) values (1, 1, 9, ${MONDAY}, 'likes mornings');
    insert into deal (org, id, lead_id, at, won, value_cents, currency) values (1, 5, 1, ${MONDAY}, true, 9900, 'USD')`)
  await record(store, 1, 2, [{ kind: 'stop', stop: 'opt_out' }], at(MONDAY))
  await keepOut(here, { kind: 'domain', value: 'example.com' }, 'do_not_call', because, MONDAY)
  const file = (await store.inOrgTx(1, (tx) => personFile(tx, 1, MONDAY)))!
  expect(JSON.parse(JSON.stringify(file))).toMatchObject({
    format: 'aftertone-person',
    lead: { id: '1', name: 'Person 1', stands: 'stopped' },
    contactPoints: [{ value: phoneOf(1) }, { value: 'Person1@example.com' }],
    consents: [{ shown: 'I agree', proof: 'form 77', source: 'web form', act: 'grant' }],
    lists: [{ name: 'people', row: 1 }],
    runs: [{ playbook: 'tried@1' }],
    touches: [{ channel: 'call', playbook: 'tried@1', outcomes: [] }],
    decisions: [{ touch: 2, action: 'skip', because: 'Nothing is left.', playbook: 'tried@1', instead: [{}, {}] }],
    notes: [{ text: 'likes mornings' }],
    deals: [{ won: true, valueCents: 9900 }]
  })
  expect(file.suppressions.now.map(({ what }) => what)).toEqual([phoneOf(1), 'example.com'])
  expect(file.happened.map(({ what }) => what)).toEqual(expect.arrayContaining(['Consent given', 'Call']))
  expect(JSON.stringify(file)).not.toContain('person2')
  expect(await store.inOrgTx(1, (tx) => personFile(tx, 99, MONDAY))).toBe(null)
  expect(consentLevel((await store.inOrgTx(1, (tx) => lockPeople(tx, [1])))[0]!.row, 'consent.voice')).toBe(2)
})
