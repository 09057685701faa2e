import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { zoneNamed } from '../../clock/zone.ts'
import { contradictions } from '../../../test/stored-truth.ts'
import { type Stores, testStores } from '../../../test/store.ts'
import { type Installation, ensureFirstOrg } from '../store/installation.ts'
import { type Store } from '../store/store.ts'
import { liveCircumstances } from '../engine/live-circumstances.ts'
import { consentLevel } from '../../facts/profile.ts'
import { mergeLeads } from '../engine/merge.ts'
import { record } from '../engine/record.ts'
import { STOPPED } from '../engine/state.ts'
import { type ImportWish } from './import-options.ts'
import { type ImportResult, runImport } from './import-run.ts'
import { membersOf } from './list-pages.ts'
import { undoImport } from './undo-import.ts'
import { houseAssumptions } from '../../simulate/assumptions.ts'
import { publishNamed } from '../engine/publish-named.ts'
import { listNamed } from '../store/list.ts'
import { summaryOf } from '../world/digest.ts'
import { openWork } from '../world/work-world.ts'
import { runWorldEngine } from '../world/world-engine.ts'

const ORG = 1
const NOW = 1_795_446_000_000
const DAY = 86_400_000
let stores: Stores
let folder: string
let installation: Installation
beforeAll(async () => {
  stores = await testStores()
  folder = mkdtempSync(join(tmpdir(), 'aftertone-import-'))
})
afterAll(async () => {
  await stores[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => await installIn(await stores.emptied()))
afterEach(async () => expect(await contradictions(installation.store, ORG)).toEqual([]))

async function installIn(store: Store): Promise<void> {
  await ensureFirstOrg(store, 'US')
  installation = { postgres: stores.postgres, store, org: ORG, [Symbol.asyncDispose]: async () => undefined }
}

const HEAD =
  'Record ID,First Name,Last Name,Email,Phone,Company,Do not call,Call consent,City,Calls made,Last call,Notes'
type Wish = Partial<ImportWish> & { readonly name?: string; readonly now?: number }

async function bringIn(
  rows: readonly string[],
  { name = 'leads.csv', now = NOW, ...wish }: Wish = {}
): Promise<ImportResult> {
  const path = join(folder, name)
  writeFileSync(path, `${[HEAD, ...rows].join('\n')}\n`)
  return await bringInFile(path, wish, now)
}
const bringInFile = (path: string, wish: Partial<ImportWish> = {}, now = NOW): Promise<ImportResult> =>
  runImport(installation, {
    ...{ path, now, zone: zoneNamed('America/New_York')!, isStopped: () => false },
    wish: {
      ...{ list: 'spring', keys: ['external', 'phone', 'email'], onMatch: 'update', country: 'US', map: [] },
      ...{ source: null, costCents: null, currency: null, ...wish }
    },
    onProgress: () => undefined,
    onProblem: () => undefined
  })
const sums = ({ counts }: ImportResult): string => {
  const { read, created, updated, duplicates, conflicts, rejected } = counts
  expect(created + updated + duplicates + conflicts + rejected).toBe(read)
  return `new ${created} news ${updated} known ${duplicates} human ${conflicts} rejected ${rejected}`
}
async function leads(list = 'spring') {
  const [found] = await installation.store.inOrg(ORG, [
    { text: 'select id from list where org = $1 and name = $2', values: [ORG, list] }
  ])
  const all = []
  for await (const page of membersOf(installation.store, ORG, (found!.rows[0] as { id: number }).id, NOW))
    all.push(...page)
  return all
}
const ask = async (text: string): Promise<Record<string, unknown>[]> =>
  (await installation.store.inOrg(ORG, [{ text }]))[0]!.rows as Record<string, unknown>[]

const ANA = 'A1,Ana,Ortiz,ana@example.com,212-555-0123,Acme,,,Reno,3,2026-11-20,hello'

test('each row of a file ends in one place', async () => {
  const result = await bringIn([
    ANA,
    'A2,Bob,Stone,bob@example.com,305-555-0155,,,,,,,',
    'A2,Bob,Stone,bob@example.com,305-555-0155,,,,,,,',
    'A2,Bob,Stone,bob@example.com,305-555-0155,,,,Miami,,,',
    'A9,Ana,Ortiz,bob@example.com,212-555-0123,,,,,,,',
    'A3,Nobody,Here,,,,,,,,,'
  ])
  expect(sums(result)).toBe('new 2 news 1 known 1 human 1 rejected 1')
  expect(readFileSync(result.rejectedFile!, 'utf8')).toMatch(/^\ufeffrow,reason,Record ID.*\r\n7,"nothing to reach/)
  expect(readFileSync(result.conflictFile!, 'utf8')).toMatch(/6,a telephone number and an e-mail address belong/)
  const [ana, bob] = await leads()
  expect(ana!.stored.lead).toMatchObject({
    externalId: 'A1',
    notes: 'hello',
    history: { calls: 3 },
    address: { city: 'Reno' }
  })
  expect(bob!.stored.lead.address.city).toBe('Miami')
  expect(ana!.stored.person.logSeq).toBe(7)
})

test('a whole list may say whom it is of: of new leads that do not say it themselves', async () => {
  const path = join(folder, 'firms.csv')
  writeFileSync(path, 'Record ID,Name,Phone,Customer type\nM1,Ada,212-555-0161,\nM2,Bob,212-555-0162,consumer\n')
  await bringInFile(path, { list: 'firms', market: 'b2b' })
  const markets = async () => (await leads('firms')).map(({ stored }) => stored.lead.profile['lead.market'])
  expect(await markets()).toEqual(['b2b', 'b2c'])
  writeFileSync(path, 'Record ID,Name,Phone,City\nM1,Ada,212-555-0161,Reno\n')
  await bringInFile(path, { list: 'firms', market: 'b2c' })
  expect(await markets()).toEqual(['b2b', 'b2c'])
})

test('the same file again brings nothing new', async () => {
  const rows = [ANA, 'A2,Bob,Stone,bob@example.com,305-555-0155,,,,,,,', 'a1,Ann,Other,,713-555-0111,,,,,,,']
  expect(sums(await bringIn(rows))).toBe('new 3 news 0 known 0 human 0 rejected 0')
  expect(sums(await bringIn(rows, { name: 'again.csv', now: NOW + 86_400_000 }))).toBe(
    'new 0 news 0 known 3 human 0 rejected 0'
  )
})

describe('a row about a lead that is there', () => {
  const news = 'A1,Ana,Ortiz,ana.ortiz@example.com,212-555-0123,Beta,,,,,,'
  test.for([
    ['update', 'new 0 news 1 known 0 human 0 rejected 0', 'Beta', 2],
    ['fill', 'new 0 news 1 known 0 human 0 rejected 0', 'Acme', 2],
    ['skip', 'new 0 news 0 known 1 human 0 rejected 0', 'Acme', 1]
  ] as const)('by %s', async ([onMatch, said, company, emails]) => {
    await bringIn([ANA])
    expect(sums(await bringIn([news], { onMatch }))).toBe(said)
    const [ana] = await leads()
    expect(ana!.stored.lead).toMatchObject({ company, address: { city: 'Reno' } })
    expect(ana!.stored.lead.emails).toHaveLength(emails)
  })
  test('by create there are two', async () => {
    await bringIn([ANA])
    expect(sums(await bringIn([news], { onMatch: 'create' }))).toBe('new 1 news 0 known 0 human 0 rejected 0')
    expect((await leads()).map(({ row }) => row)).toEqual([2, 3])
  })
  test.for(['update', 'fill', 'skip'] as const)('an opt-out counts, by %s too', async (onMatch) => {
    await bringIn([ANA])
    const out = 'A1,Ana,Ortiz,ana@example.com,212-555-0123,Acme,yes,,Reno,3,2026-11-20,hello'
    expect(sums(await bringIn([out], { onMatch }))).toBe('new 0 news 1 known 0 human 0 rejected 0')
    const [ana] = await leads()
    expect(ana!.stored.lead.stops).toEqual(['do_not_call'])
    expect(ana!.stored.person.state).toBe(7)
    // Whoever has that number from now on, whatever the file says.
    await bringIn(['Z1,Zoe,Quist,,212-555-0123,,,,,,,'], { list: 'other' })
    expect((await leads('other'))[0]!.stored.lead.stops).toEqual(['do_not_call'])
  })
  test('of two consents the stricter one holds', async () => {
    const withConsent = (level: string): string => `C1,Cy,Ray,cy@example.com,,,,${level},,,,`
    await bringIn([withConsent('implied')])
    expect(sums(await bringIn([withConsent('express written')]))).toBe('new 0 news 0 known 1 human 0 rejected 0')
    expect(sums(await bringIn([withConsent('no')], { onMatch: 'skip' }))).toBe(
      'new 0 news 1 known 0 human 0 rejected 0'
    )
    expect((await leads())[0]!.stored.lead.consents).toEqual([{ group: 'voice', level: 'none' }])
    expect(await ask('select proof from consent order by id')).toEqual([
      { proof: 'leads.csv, row 2' },
      { proof: 'leads.csv, row 2' }
    ])
  })
})

test('people of different names who share a number are a household', async () => {
  await bringIn([
    'F1,Ana,Ortiz,,212-555-0123,,,,,2,2026-11-20,',
    'F2,Luis,Ortiz,,212-555-0123,,,,,1,2026-11-19,',
    'F3,A.,Ortiz,,212-555-0123,,,,Reno,,,'
  ])
  expect(
    await ask(
      'select count(*)::int as n, count(distinct household_id)::int as h, count(distinct cluster_id)::int as c from enrolment'
    )
  ).toEqual([{ n: 2, h: 1, c: 1 }])
  await bringIn(['F4,Eva,Ortiz,,212-555-0123,,,,,,,'], { name: 'eva.csv' })
  expect(
    await ask('select count(distinct household_id)::int as h, count(distinct cluster_id)::int as c from enrolment')
  ).toEqual([{ h: 1, c: 1 }])
})

describe('two leads that are one person', () => {
  const ROWS = [
    'M1,Ana,Ortiz,ana@example.com,305-555-0123,,,express,,2,2026-11-20,',
    'M2,A,Ortiz,,305-555-0144,Fern Accounting,,no,Reno,1,2026-11-22,called twice'
  ]

  test('become one: the history of both, every number once, and the stricter consent', async () => {
    await bringIn(ROWS)
    await bringIn(['M2,A,Ortiz,,305-555-0144,,,,,,,'], { name: 'other.csv', list: 'summer' })
    const [ana, other] = (await leads()).map(({ leadId }) => leadId) as [number, number]
    const merged = await mergeLeads(installation.store, ORG, ana, other, NOW + 1000)
    expect([merged.leadId, consentLevel(merged.row, 'consent.voice')]).toEqual([ana, 0])
    expect(await ask(`select channel, count(*)::int as n from touch where lead_id = ${ana} group by 1`)).toEqual([
      { channel: 0, n: 3 }
    ])
    expect(await ask(`select lead_id, value from contact_point order by lead_id, kind, position`)).toEqual(
      ['+13055550123', '+13055550144', 'ana@example.com'].map((value) => ({ lead_id: ana, value }))
    )
    expect(await ask('select lead_id, phones from enrolment order by phones')).toEqual([
      { lead_id: other, phones: 0 },
      { lead_id: ana, phones: 2 }
    ])
    expect(
      await ask(`select l.name from list_member m join list l on l.id = m.list_id where m.lead_id = ${ana} order by 1`)
    ).toEqual([{ name: 'spring' }, { name: 'summer' }])
    expect(await ask(`select company, city from lead where id = ${ana}`)).toEqual([
      { company: 'Fern Accounting', city: 'Reno' }
    ])
    expect((await bringIn([ROWS[1]!], { name: 'again.csv' })).counts).toMatchObject({ created: 0 })
  })

  test('a stop of either holds for both, and nobody merges a lead with itself', async () => {
    await bringIn(ROWS)
    const [ana, other] = (await leads()).map(({ leadId }) => leadId) as [number, number]
    await record(installation.store, ORG, other, [{ kind: 'stop', stop: 'opt_out' }], liveCircumstances(ORG, NOW))
    expect((await mergeLeads(installation.store, ORG, ana, other, NOW + 1000)).state).toBe(STOPPED)
    await expect(mergeLeads(installation.store, ORG, ana, ana, NOW)).rejects.toThrow(/name two/)
    await expect(mergeLeads(installation.store, ORG, ana, 999_999, NOW)).rejects.toThrow(/no lead 999999/)
  })
})

test('an import is taken back but for those whom somebody touched', async () => {
  const { batch } = await bringIn([
    ANA,
    'A2,Bob,Stone,bob@example.com,305-555-0155,,,,,,,',
    'A4,Kim,Poe,kim@example.com,,,,,,,,'
  ])
  const [ana, , kim] = await leads()
  await record(installation.store, ORG, ana!.leadId, [{ kind: 'asked_for_number' }], liveCircumstances(ORG, NOW))
  await bringIn(['A4,Kim,Poe,kim@example.com,,,,,Reno,,,'], { name: 'later.csv', now: NOW + 1000 })
  expect(await undoImport(installation, batch)).toMatchObject({
    removed: 1,
    left: [
      { id: ana!.leadId, name: 'Ana Ortiz', reason: 'worked' },
      { id: kim!.leadId, name: 'Kim Poe', reason: 'changed' }
    ]
  })
  expect((await leads()).map(({ stored }) => stored.lead.firstName)).toEqual(['Ana', 'Kim'])
})

test.for([
  ['nothing', ''],
  ['a heading alone', `${HEAD}\n`],
  ['zeros', '\0\0\0\0\0\0\0\0\0\0'],
  ['a spreadsheet', 'PK\u0003\u0004\u0014\u0000'],
  ['no columns that it knows', 'a\u0001b\u0002\n']
])('a file that holds %s changes nothing', async ([, text]) => {
  const path = join(folder, 'hostile.csv')
  writeFileSync(path, text!)
  await expect(bringInFile(path)).rejects.toThrow(/hostile\.csv: .{10,}/)
  const left =
    'select (select count(*) from lead) + (select count(*) from list) + (select count(*) from import) as rows'
  expect(await ask(left)).toEqual([{ rows: 0 }])
})

test('two imports at once into one org go one after the other', async () => {
  const first = join(folder, 'one.csv')
  const second = join(folder, 'two.csv')
  writeFileSync(first, `${HEAD}\n${ANA}\n`)
  writeFileSync(second, `${HEAD}\n${ANA}\n`)
  const both = await Promise.all([bringInFile(first), bringInFile(second)])
  expect(both.map(({ counts }) => counts.created).sort()).toEqual([0, 1])
})

test('an owner whom the policies bind imports all the same', async () => {
  const store = await stores.fresh()
  await installIn(store)
  const owner = await store.asOwner()
  await owner.query('create role bound login nosuperuser nobypassrls; grant create on schema public to bound')
  await owner.query(`do $$ declare t text; begin
    for t in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'S')
    loop execute format('alter table %I owner to bound', t); end loop; end $$`)
  await owner.query(`grant temporary on database ${store.database} to bound`)
  await owner.end()
  const bound = {
    ...store,
    asOwner: async () => {
      const client = await store.asOwner()
      await client.query('set session authorization bound')
      return client
    }
  }
  installation = { ...installation, store: bound }
  expect(sums(await bringIn([ANA, 'A2,Bob,Stone,,305-555-0155,,,,,,,', ANA]))).toBe(
    'new 2 news 0 known 1 human 0 rejected 0'
  )
})

test('what comes of a list in a world does not depend on the day on which it was brought in', async () => {
  const rows = Array.from(
    { length: 30 },
    (_, i) =>
      `w${i},Ana${i},Roe,ana${i}@example.com,212-555-01${String(i).padStart(2, '0')},Roe Inc,,,New York,${i % 9},,`
  )
  const START = NOW + 40 * DAY
  const digests = []
  for (const [list, now] of [
    ['first', NOW],
    ['second', NOW + 39 * DAY + 80_345_678]
  ] as const) {
    await bringIn(rows, { now, list, keys: ['external'], name: `${list}.csv`, onMatch: 'create' })
    const { id } = await listNamed(installation.store, ORG, list)
    const { playbookId } = await published()
    const { world } = await openWork(installation.store, stores.postgres, {
      ...{ org: ORG, listId: id, playbookId, anyway: true, from: START, days: 3, seed: 1, now },
      people: {
        ...{ floor: 'house', assumptions: houseAssumptions, reps: 1, dialer: 'preview' },
        hours: { from: 9 * 60, until: 18 * 60 }
      }
    })
    await runWorldEngine(world.store, ORG)
    const { digest, dials } = await summaryOf(world.store, ORG)
    expect(dials).toBeGreaterThan(10)
    digests.push(digest)
    await world.store[Symbol.asyncDispose]()
    await stores.postgres.dropDatabase(world.store.database)
  }
  expect(digests[1]).toBe(digests[0])
})

async function published(): Promise<{ readonly playbookId: number }> {
  return { playbookId: (await publishNamed(installation, 'house-default')).id }
}
