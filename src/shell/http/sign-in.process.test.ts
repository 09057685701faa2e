import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint, wholeText } from '../../contract/endpoint.ts'
import { signIn } from '../../contract/house.ts'
import { serve } from './serve.ts'
import { type Door, door } from './sign-in.ts'
import { webServer } from './web-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'aftertone-door-'))
writeFileSync(join(folder, 'index.html'), '<title>page</title>')
afterAll(() => rmSync(folder, { recursive: true }))

const look = endpoint({
  name: 'look',
  method: 'GET',
  path: '/api/things/:id',
  summary: 'Looks at a thing',
  params: z.strictObject({ id: wholeText(1, 99) }),
  query: z.strictObject({ find: z.string().max(20).optional() }),
  answer: z.object({ id: z.number(), find: z.string() })
})
const change = endpoint({
  name: 'change',
  method: 'POST',
  path: '/api/things',
  summary: 'Changes a thing',
  body: z.strictObject({ name: z.string().max(100), count: z.number().int() }),
  answer: z.object({ changed: z.string() })
})

let app: FastifyInstance
let entrance: Door
let changes = 0

beforeEach(async () => {
  await app?.close()
  changes = 0
  entrance = door()
  app = await webServer(folder, async (server) => {
    server.addHook('onRequest', async (request) => entrance.check(request, request.routeOptions.url === signIn.path))
    serve(server, signIn, async ({ body }, reply) => {
      entrance.open(body.key, reply.request, reply)
      return { isDemo: false }
    })
    serve(server, look, async ({ params, query }) => ({ id: params.id, find: query.find ?? '', secret: 'kept' }))
    serve(server, change, async ({ body }) => {
      changes++
      return { changed: body.name }
    })
  })
})

type Sent = { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string }
const host = '127.0.0.1:4600'
const send = (url: string, { method = 'GET', headers = {}, body }: Sent = {}) =>
  app.inject({ method, url, headers: { host, ...headers }, ...(body === undefined ? {} : { payload: body }) })
const json = { 'content-type': 'application/json' }

async function cookie(): Promise<string> {
  const answer = await send(signIn.path, { method: 'POST', headers: json, body: JSON.stringify({ key: entrance.key }) })
  expect(answer.statusCode).toBe(200)
  return String(answer.headers['set-cookie']).split(';')[0]!
}

describe('who is let in', () => {
  test('the key of the link becomes a cookie that scripts and other sites do not get, and opens what is asked', async () => {
    const answer = await send(signIn.path, { method: 'POST', headers: json, body: `{"key":"${entrance.key}"}` })
    const set = String(answer.headers['set-cookie'])
    expect(set).toMatch(/^aftertone-4600=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/)
    const looked = await send('/api/things/7?find=x', { headers: { cookie: `other=1; ${set.split(';')[0]}` } })
    expect(looked.json()).toEqual({ id: 7, find: 'x' })
    expect(looked.headers['cache-control']).toBe('no-store')
  })

  test('a key opens once', async () => {
    await cookie()
    const again = await send(signIn.path, { method: 'POST', headers: json, body: `{"key":"${entrance.key}"}` })
    expect(again.statusCode).toBe(401)
    expect(again.json()).toMatchObject({ code: 'used_key' })
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  test.for(['', 'x', 'A'.repeat(43)])('the key "%s" is none', async (key) => {
    const answer = await send(signIn.path, { method: 'POST', headers: json, body: JSON.stringify({ key }) })
    expect([400, 401]).toContain(answer.statusCode)
    // A wrong key uses nothing up.
    expect(await cookie()).toMatch(/^aftertone-4600=/)
  })

  test.for([
    ['none', {}],
    ['an empty one', { cookie: 'aftertone-4600=' }],
    ['a wrong one', { cookie: `aftertone-4600=${'A'.repeat(43)}` }],
    ['that of another port', { cookie: `aftertone-4601=${'A'.repeat(43)}` }],
    ['a key instead of a cookie', { authorization: 'Bearer key' }]
  ] as const)('without a cookie of ours nothing is said: %s', async ([, headers]) => {
    await cookie()
    const answer = await send('/api/things/7', { headers })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({
      code: 'signed_out',
      detail: expect.stringContaining('Open the link that npm start printed')
    })
  })

  test.for([
    '/%61pi/things/7',
    '/api/./things/7',
    '//api/things/7',
    '/api/things/7/',
    '/API/things/7',
    '/api;x/things/7'
  ])('%s is no way around the door', async (url) => {
    const answer = await send(url)
    expect(answer.body).not.toContain('"find"')
    expect([200, 400, 401, 403, 404]).toContain(answer.statusCode)
  })

  test('the page itself stays open', async () => {
    expect((await send('/work')).statusCode).toBe(200)
  })
})

describe('from where one may ask', () => {
  const body = '{"name":"a","count":1}'
  test.for([
    ['our own page', { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, 200],
    ['no browser', {}, 200],
    ['another site', { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['our name under another scheme', { origin: `https://${host}` }, 403],
    ['a browser that hides the origin', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a form that somebody typed an address for', { 'sec-fetch-site': 'none' }, 403]
  ] as const)('%s: %j gets %i', async ([, headers, status]) => {
    const signedIn = { cookie: await cookie() }
    const answer = await send('/api/things', { method: 'POST', headers: { ...json, ...signedIn, ...headers }, body })
    expect(answer.statusCode).toBe(status)
    expect(changes).toBe(status === 200 ? 1 : 0)
  })

  test('another site may not read either', async () => {
    const headers = { cookie: await cookie(), 'sec-fetch-site': 'same-site' }
    expect((await send('/api/things/7', { headers })).statusCode).toBe(403)
  })

  test('a host that is not this machine is refused before anything else', async () => {
    const headers = { cookie: await cookie(), host: 'evil.example' }
    expect((await send('/api/things/7', { headers })).statusCode).toBe(421)
  })
})

describe('what one may ask', () => {
  const bodies: readonly (readonly [why: string, body: string, headers: Record<string, string>, status: number])[] = [
    ['plain text', '{"name":"a","count":1}', { 'content-type': 'text/plain' }, 415],
    ['a form', 'name=a&count=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['no JSON', '{"name"', json, 400],
    ['another type', '{"name":7,"count":1}', json, 400],
    ['a part that is missing', '{"name":"a"}', json, 400],
    ['a name that nobody knows', '{"name":"a","count":1,"admin":true}', json, 400],
    ['a list', '[1]', json, 400],
    ['a text', '"a"', json, 400],
    ['nothing', 'null', json, 400],
    ['a prototype', '{"name":"a","count":1,"__proto__":{"admin":true}}', json, 400],
    ['a constructor', '{"name":"a","count":1,"constructor":{"prototype":{}}}', json, 400],
    ['a NUL', '{"name":"a\\u0000b","count":1}', json, 400],
    ['a number without end', '{"name":"a","count":1e999}', json, 400],
    ['too much', `{"name":"${'a'.repeat(70_000)}","count":1}`, json, 413]
  ]
  test.for(bodies)('%s is refused as a problem', async ([, body, headers, status]) => {
    const answer = await send('/api/things', { method: 'POST', headers: { ...headers, cookie: await cookie() }, body })
    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toMatchObject({ type: 'about:blank', status, detail: expect.stringMatching(/\w/) })
    expect(changes).toBe(0)
    expect(({} as { admin?: true }).admin).toBeUndefined()
  })

  test.for([
    ...['0', '100', '-1', '1e1', '0x7', '7.0', ' 7', '%00', '..%2f..%2fetc', "7'--", '7?find=a&find=b'],
    ...['7?other=1', '7?__proto__=1', '7?find=%00', `7?find=${'a'.repeat(30)}`]
  ])('/api/things/%s is refused', async (path) => {
    const answer = await send(`/api/things/${path}`, { headers: { cookie: await cookie() } })
    expect([400, 404]).toContain(answer.statusCode)
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })
})
