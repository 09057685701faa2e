import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import {
  DAY,
  HOUR,
  LIST,
  MINUTE,
  MONDAY,
  at,
  playbookText,
  publishText,
  somePeople,
  testStores
} from '../../../test/store.ts'
import { type LeadLine, type LeadStory } from '../../contract/leads.ts'
import { type Lost, type ListCounts, type QueueLine } from '../../contract/lists.ts'
import { funnelSteps, leadGroups } from '../../contract/lead-groups.ts'
import { formatInstant } from '../../clock/civil.ts'
import { zoneNamed } from '../../clock/zone.ts'
import { hindrance } from '../../decide/explain.ts'
import { house } from '../../guard/house.ts'
import { bareLaw, withFreshLists } from '../../guard/in-force.ts'
import { lawBook } from '../../guard/lawful.ts'
import { law } from '../../guard/law.ts'
import { dial } from '../engine/dial.ts'
import { enrolList } from '../engine/enrol.ts'
import { type Ground, ground } from '../engine/ground.ts'
import { workBatch } from '../engine/live-engine.ts'
import { takeNext } from '../engine/next-call.ts'
import { record } from '../engine/record.ts'
import { door } from '../http/sign-in.ts'
import { webServer } from '../http/web-server.ts'
import { type Store } from '../store/store.ts'
import { type WorldRuns } from '../world/world-runs.ts'
import { mayCall } from './may-call.ts'
import { type Office } from './office.ts'
import { questions } from './routes.ts'

const folder = mkdtempSync(join(tmpdir(), 'aftertone-api-'))
writeFileSync(join(folder, 'index.html'), '<title>page</title>')
const stores = await testStores()
let app: FastifyInstance
let store: Store
let cookie = ''
let now = MONDAY
let desk: Ground
afterAll(async () => {
  await app.close()
  await stores[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** No world is opened here; test/demo.process.test.ts opens real ones. */
const noWorlds = { all: async () => [], one: async () => null, open: async () => null } as unknown as WorldRuns

beforeEach(async () => {
  await app?.close()
  now = MONDAY
  store = await stores.emptied()
  await somePeople(store, { count: 40 })
  desk = ground(1, house, 1)
  const office: Office = {
    ...{ store, org: 1, name: 'Test', isDemo: false, zone: zoneNamed('America/New_York')!, worlds: noWorlds },
    ...{ ground: async () => desk, clock: () => now, resetDemo: null }
  }
  const entrance = door()
  app = await webServer(folder, questions(office, entrance))
  const answer = await app.inject({
    ...({ method: 'POST', url: '/api/sign-in', headers: { host: 'localhost' } } as const),
    payload: { key: entrance.key }
  })
  cookie = String(answer.headers['set-cookie']).split(';')[0]!
})

const get = async <A>(url: string, status = 200): Promise<A> => {
  const answer = await app.inject({ method: 'GET', url, headers: { host: 'localhost', cookie } })
  expect(`${url} ${answer.statusCode} ${answer.statusCode === status ? '' : answer.body}`).toBe(`${url} ${status} `)
  return answer.json() as A
}

const CONSUMER = { kind: 'profile', changes: { 'lead.market': 'b2c' } } as const
/** Without any copy of a list no consumer is called. */
const noLists = { ...house, law: bareLaw(lawBook(law)) }

/** Two calls, a week apart. */
const CALLS = `
- call: {}
- wait: 7d
- call: {}
`

async function enrolSome(limit: number, circumstances = at(now)): Promise<void> {
  const { id } = await publishText(store, playbookText(CALLS))
  const wish = { org: 1, listId: LIST, playbookId: id, part: 0, of: 1, perDay: null, limit, again: false, anyway: true }
  await enrolList(store, wish, circumstances)
  while ((await workBatch(store, 1, circumstances)) !== null);
}

type Queue = { list: ListCounts; callable: number; next: QueueLine[]; funnel: Lost[]; at: string }

describe('who is next, and why not the others', () => {
  test('a list in no playbook has nobody to call, and says where all of them are', async () => {
    const { list, callable, next, funnel } = await get<Queue>(`/api/lists/${LIST}/queue`)
    expect({ callable, next }).toEqual({ callable: 0, next: [] })
    expect(list).toMatchObject({ name: 'people', leads: 40, waiting: 40, inPlaybook: 0, callableNow: 0 })
    expect(funnel.find(({ step }) => step === 'not_enrolled')).toMatchObject({ lost: 40, left: 0 })
  })

  test('the next ones stand in the order in which reps are given them, each with a reason', async () => {
    await enrolSome(30)
    const { next, callable } = await get<Queue>(`/api/lists/${LIST}/queue?limit=5`)
    expect(callable).toBe(30)
    expect(next).toHaveLength(5)
    const taken: string[] = []
    for (let i = 0; i < 5; i++) {
      const one = await takeNext(store, 1, { userId: 1, leaseMs: HOUR, places: [1] }, at(now))
      taken.push(String(one!.person.leadId))
    }
    expect(next.map(({ id }) => id)).toEqual(taken)
    for (const line of next)
      expect(line).toMatchObject({ group: expect.stringMatching(/\w/), why: expect.stringMatching(/\w/), place: 'NY' })
    const after = await get<Queue>(`/api/lists/${LIST}/queue`)
    expect(after.callable).toBe(25)
    expect(after.funnel.find(({ step }) => step === 'in_hand')).toMatchObject({ lost: 5 })
  })

  test('at night nobody is callable, and the funnel says when how many open up', async () => {
    await enrolSome(30)
    now = MONDAY + 14 * HOUR
    const { callable, next, funnel } = await get<Queue>(`/api/lists/${LIST}/queue`)
    expect({ callable, next }).toEqual({ callable: 0, next: [] })
    expect(funnel.find(({ step }) => step === 'closed')).toMatchObject({
      ...{ step: 'closed', lost: 30, left: 0, firstCount: 30 },
      ...{ firstAt: '2027-01-05T08:00:00-05:00', firstInMinutes: 8 * 60 }
    })
  })

  test('whom a rule forbids to call is not callable: by which rule, and what would lift it', async () => {
    await enrolSome(30)
    desk = ground(1, noLists, 1)
    await Promise.all([4, 9].map((id) => record(store, 1, id, [CONSUMER], at(now))))
    const { callable, next, funnel, list, asked } = await get<Queue & { asked: number }>(`/api/lists/${LIST}/queue`)
    expect({ callable, asked, due: list.callableNow }).toEqual({ callable: 28, asked: 30, due: 30 })
    expect(next.map(({ id }) => id)).not.toContain('4')
    expect(funnel.at(-1)).toMatchObject({
      ...{ step: 'forbidden', lost: 2, left: 28 },
      rules: [{ ruleId: 'US-DNC-SCRUB31', people: 2, remedy: expect.stringMatching(/\w/) }]
    })
    for (const group of ['forbidden', 'callable'] as const) {
      const { leads, total } = await get<Page>(`/api/leads?list=${LIST}&group=${group}`)
      expect([total, leads.some(({ id }) => id === '4')]).toEqual(group === 'forbidden' ? [2, true] : [28, false])
    }
    // Nor is it lifted for those whose call is not due yet, and without somebody who mends it never.
    await record(store, 1, 35, [CONSUMER], at(now))
    await enrolSome(10, at(now, desk))
    const later = await get<Queue>(`/api/lists/${LIST}/queue`)
    expect(later.funnel.find(({ step }) => step === 'resting')).toMatchObject({
      ...{ lost: 1, firstAt: '2027-01-05T10:00:00-05:00', rules: [{ ruleId: 'US-DNC-SCRUB31', people: 1 }] }
    })
    // Nobody who is shown is put back when a rep asks.
    const taken = await takeNext(store, 1, { userId: 1, leaseMs: HOUR, places: [1] }, at(now, desk))
    expect(String(taken!.person.leadId)).toBe(next[0]!.id)
  })

  test('each person counts once: what is lost and what is left add up, and every number has its rows', async () => {
    await enrolSome(20)
    await record(store, 1, 3, [{ kind: 'stop', stop: 'opt_out' }], at(now))
    await record(store, 1, 39, [{ kind: 'stop', stop: 'complaint' }], at(now))
    const { list, callable, funnel } = await get<Queue>(`/api/lists/${LIST}/queue`)
    expect(funnel.map(({ step }) => step)).toEqual([...funnelSteps])
    let left = list.leads
    for (const each of funnel) expect((left -= each.lost)).toBe(each.left)
    expect(left).toBe(callable)
    const { waiting, inPlaybook, done, noNumber, stopped } = list
    expect(waiting + inPlaybook + done + noNumber + stopped).toBe(list.leads)
    for (const { step, lost } of funnel)
      expect(await get(`/api/leads?list=${LIST}&group=${step}`)).toMatchObject({ total: lost })
    expect(await get(`/api/leads?list=${LIST}&group=callable`)).toMatchObject({ total: callable })
    expect(await get(`/api/leads?list=${LIST}&group=in_playbook`)).toMatchObject({ total: inPlaybook })
    expect(leadGroups).toHaveLength(funnelSteps.length + 2)
  })

  test('lists are counted as the queue counts', async () => {
    await enrolSome(12)
    const { lists } = await get<{ lists: ListCounts[] }>('/api/lists')
    const { list } = await get<Queue>(`/api/lists/${LIST}/queue`)
    expect(lists).toEqual([list])
    expect(list).toMatchObject({ callableNow: 12, inPlaybook: 12, waiting: 28 })
  })

  test('a list that is not there is not found', async () => {
    expect(await get('/api/lists/999/queue', 404)).toMatchObject({ code: 'not_found' })
    expect(await get('/api/leads?list=999', 404)).toMatchObject({ code: 'not_found' })
  })
})

type Page = { leads: LeadLine[]; total: number | null; next: string | null }

describe('where the law lets firms be called earlier than consumers', () => {
  /** Half past eight in the morning after, in Kentucky, and everybody waits for a call since the day before. */
  async function inKentucky(): Promise<void> {
    store = await stores.emptied()
    const places = [['US', 'US-KY', 'America/New_York', '502']] as const
    const profile = (id: number) => ({ 'lead.market': id % 2 === 0 ? 'b2b' : 'b2c' })
    await somePeople(store, { count: 40, places, placeOf: () => 3, profile })
    await enrolSome(30)
    desk = ground(1, { ...house, law: withFreshLists(bareLaw(lawBook(law))) }, 1)
    now = MONDAY + 22 * HOUR + 30 * MINUTE
  }

  test('counts, queue, lists and stories say of each what the dial says', async () => {
    await inKentucky()
    const { callable, next, funnel, list } = await get<Queue>(`/api/lists/${LIST}/queue`)
    expect([callable, list.callableNow]).toEqual([15, 15])
    expect(next.map(({ id }) => Number(id) % 2)).toEqual(Array.from({ length: 15 }, () => 0))
    expect(next[0]!.until).toBe('2027-01-05T21:00:00-05:00')
    expect(funnel.find(({ step }) => step === 'closed')).toMatchObject({
      ...{ step: 'closed', lost: 15, firstCount: 15, firstAt: '2027-01-05T10:00:00-05:00' }
    })
    expect(await get(`/api/leads?list=${LIST}&group=closed`)).toMatchObject({ total: 15 })
    const { leads } = await get<Page>(`/api/leads?list=${LIST}&group=in_playbook`)
    const owner = await store.asOwner()
    await owner.query('update enrolment set state = 3, lease_by = 1, lease_until = $1 where state = 2', [now + HOUR])
    await owner.end()
    for (const { id, why, nextAt } of leads) {
      const call = await dial(store, 1, Number(id), 1, at(now, desk))
      if (!('refused' in call)) expect([id, nextAt]).toEqual([id, '2027-01-05T08:30:00-05:00'])
      else expect([why, nextAt]).toEqual([hindrance(call.refused), '2027-01-05T10:00:00-05:00'])
    }
    const said = await Promise.all([1, 2].map((id) => get<LeadStory>(`/api/leads/${id}`)))
    expect(said.map(({ openUntil, opensAt }) => [openUntil, opensAt])).toEqual([
      [null, '2027-01-05T10:00:00-05:00'],
      ['2027-01-05T21:00:00-05:00', null]
    ])
  })
})

describe('leads of a list', () => {
  test('pages go on where the last one ended, and every lead comes once', async () => {
    const seen: string[] = []
    let cursor = ''
    for (;;) {
      const page = await get<Page>(`/api/leads?list=${LIST}&limit=7${cursor}`)
      expect(page.total).toBe(cursor === '' ? 40 : null)
      seen.push(...page.leads.map(({ id }) => id))
      if (page.next === null) break
      cursor = `&after=${page.next}`
    }
    expect(seen).toEqual(Array.from({ length: 40 }, (_, i) => String(i + 1)))
  })

  test.for([
    ['a name in other letters', 'PERSON 17', ['17']],
    ['an address', 'person23@example', ['23']],
    ['a number as people write it', '(212) 555-0136', ['17']],
    ['blanks around it', '  person 4  ', ['4', '40']],
    ['nobody', 'zzz', []],
    ['what SQL would take for any text', '%', []],
    ['a quote', "' or 1=1 --", []],
    ['a backslash', '\\', []]
  ] as const)('%s finds who it means', async ([, find, ids]) => {
    const page = await get<Page>(`/api/leads?list=${LIST}&find=${encodeURIComponent(find)}`)
    expect(page.leads.map(({ id }) => id)).toEqual(ids)
    expect(page.total).toBe(ids.length)
  })

  test('each says why it is next, or why not', async () => {
    await enrolSome(20)
    await record(store, 1, 3, [{ kind: 'stop', stop: 'opt_out' }], at(now))
    const { leads } = await get<Page>(`/api/leads?list=${LIST}`)
    const whyOf = (id: number) => leads.find((line) => line.id === String(id))!
    expect(whyOf(1)).toMatchObject({ standing: 'callable', nextAt: '2027-01-04T10:00:00-05:00' })
    expect(whyOf(3)).toMatchObject({ standing: 'stopped', why: 'Never: they asked us to stop', nextAt: null })
    expect(whyOf(40)).toMatchObject({ standing: 'idle', why: 'In no playbook yet' })
  })
})

test('001-04 each says how hard we press on them', async () => {
  await enrolSome(20)
  const one = await takeNext(store, 1, { userId: 1, leaseMs: HOUR, places: [1] }, at(now))
  const id = String(one!.person.leadId)
  await dial(store, 1, one!.person.leadId, 1, at(now))
  now += HOUR
  const { leads } = await get<Page>(`/api/leads?list=${LIST}`)
  expect(leads.filter(({ pressure }) => pressure > 0).map((line) => line.id)).toEqual([id])
  expect((await get<LeadStory>(`/api/leads/${id}`)).pressure).toBeGreaterThan(0)
})

describe('the story of a lead', () => {
  test('says who, whether we may, what is next and why, and everything that happened', async () => {
    await enrolSome(20)
    const story = await get<LeadStory>('/api/leads/5')
    expect(story).toMatchObject({
      ...{ id: '5', name: 'Person 5', standing: 'callable', playbook: 'Tried', place: 'NY' },
      ...{ local: '2027-01-04T10:00:00-05:00', openUntil: '2027-01-04T21:00:00-05:00', opensAt: null },
      next: { what: 'Call', at: '2027-01-04T10:00:00-05:00' }
    })
    expect(story.permissions.map(({ kind, allowed }) => [kind, allowed])).toEqual([
      ...[
        ['live_voice', true],
        ['prerecorded_voicemail', false],
        ['sms', false],
        ['email', true]
      ]
    ])
    expect(story.happened).toHaveLength(1)
    expect(story.happened[0]).toMatchObject({ what: 'News of them', kind: 'signal' })
  })

  test('the command line says of one lead what forbids a call now, with every look, and from when it is allowed', async () => {
    await enrolSome(20)
    const may = (id: number, here = ground(1, noLists, 1)) => store.inOrgTx(1, (tx) => mayCall(tx, here, id, now))
    expect(await may(5)).toMatchObject({ rule: null, from: null, standing: { isCallable: true } })
    await record(store, 1, 6, [CONSUMER], at(now))
    const stale = (await may(6))!
    expect(stale).toMatchObject({ rule: { ruleId: 'US-DNC-SCRUB31' }, from: null, standing: { isCallable: false } })
    expect(stale.trace.find(({ holds }) => !holds)?.ruleId).toBe('US-DNC-SCRUB31')
    // The number stands on a list of our own, which nothing lifts.
    const lists = { all: [{ id: 'litigators' }], listed: () => ['litigators'] } as unknown as Ground['lists']
    const listed = (await may(5, ground(1, noLists, 1, lists)))!
    expect([listed.rule?.ruleId, listed.from, listed.trace.at(-1)?.holds]).toEqual(['PROD-SUPPRESSED', null, false])
    now = MONDAY + 14 * HOUR
    const night = (await may(5))!
    expect([night.rule?.ruleId, formatInstant(night.from!, night.zone)]).toEqual([
      ...['HOUSE-HOURS', '2027-01-05T08:00:00-05:00']
    ])
    expect(await may(41)).toBeNull()
  })

  test('one who is stopped has nothing before them', async () => {
    await enrolSome(20)
    await record(store, 1, 5, [{ kind: 'stop', stop: 'opt_out' }], at(now + MINUTE))
    now += 2 * MINUTE
    const story = await get<LeadStory>('/api/leads/5')
    expect(story).toMatchObject({ standing: 'stopped', stops: ['opt_out'], next: { what: null, at: null } })
    expect(story.permissions.every(({ allowed, ruleId }) => !allowed && ruleId === 'HOUSE-STOP-OPT-OUT')).toBe(true)
    expect(story.happened[0]).toMatchObject({ kind: 'stop', what: 'Stopped for good', detail: 'opt out' })
  })

  test.for(['0', '41', '999999999999999', '99999999999999999', '-1', 'x', '1%00', "1'"])(
    'lead %s is none',
    async (id) => {
      const answer = await app.inject({
        method: 'GET',
        url: `/api/leads/${id}`,
        headers: { host: 'localhost', cookie }
      })
      expect([400, 404]).toContain(answer.statusCode)
      expect(answer.json()).toMatchObject({ type: 'about:blank' })
    }
  )

  test('nobody of another org is seen', async () => {
    await store.inOrg(1, [{ text: 'select 1', values: [] }])
    const owner = await store.asOwner()
    await owner.query(
      `insert into org (org, kind, created_at, country, name, settings) values (2, 1, $1, 'US', 'Other', '{}')`,
      [MONDAY - DAY]
    )
    await owner.query('insert into list (org, id, created_at, name) values (2, 77, $1, $2)', [MONDAY - DAY, 'theirs'])
    await owner.end()
    expect((await get<{ lists: ListCounts[] }>('/api/lists')).lists.map(({ name }) => name)).toEqual(['people'])
    await get('/api/lists/77/queue', 404)
  })
})

describe('putting a list into a playbook', () => {
  const post = (url: string, payload: object) =>
    app.inject({ method: 'POST', url, headers: { host: 'localhost', cookie }, payload })

  test('enrols whoever is in none, by a strategy of the shelf', async () => {
    await record(store, 1, 3, [{ kind: 'stop', stop: 'opt_out' }], at(now))
    const answer = await post(`/api/lists/${LIST}/enrolments`, { playbook: 'case-by-case' })
    expect(answer.json()).toEqual({ enrolled: 39, left: 1 })
    const again = await post(`/api/lists/${LIST}/enrolments`, { playbook: 'case-by-case' })
    expect(again.json()).toEqual({ enrolled: 0, left: 40 })
  })

  test.for(['nonesuch', '../../etc/passwd', '/etc/passwd', 'a.yaml', 'x'.repeat(500), ''])(
    'the playbook %s is refused, and nobody is enrolled',
    async (playbook) => {
      const answer = await post(`/api/lists/${LIST}/enrolments`, { playbook })
      expect([400, 422]).toContain(answer.statusCode)
      expect((await get<Queue>(`/api/lists/${LIST}/queue`)).list.inPlaybook).toBe(0)
    }
  )

  test('the demo cannot be begun anew from outside it', async () => {
    const answer = await post('/api/demo/reset', {})
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ code: 'refused' })
  })
})
