import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type WorldNow } from '../src/contract/worlds.ts'
import { storeHome } from './postgres.ts'

const root = join(import.meta.dirname, '..')
let home = ''
beforeAll(async () => {
  home = await storeHome('aftertone-demo-')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const env = () => ({ ...process.env, PORT: '0', AFTERTONE_HOME: home })

type Server = {
  readonly ask: (path: string, body?: object, method?: string, more?: Record<string, string>) => Promise<Response>
  readonly said: Promise<string>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** What `npm start -- …` starts, signed in by the link that it prints. */
async function start(...args: readonly string[]): Promise<Server> {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    [join(root, 'scripts/run.mjs'), 'src/main.ts', '--json', ...args],
    { cwd: root, env: env(), stdio: ['ignore', 'pipe', 'pipe'] }
  )
  const said = text(child.stderr)
  const ended = once(child, 'close')
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const link = new URL((JSON.parse(String(line)) as { address: string }).address)
  const headers = { 'content-type': 'application/json' }
  const key = link.searchParams.get('key')
  const signedIn = await fetch(new URL('/api/sign-in', link), {
    method: 'POST',
    headers,
    body: JSON.stringify({ key })
  })
  const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!
  return {
    said,
    ask: (path, body, method = body === undefined ? 'GET' : 'POST', more = {}) =>
      fetch(new URL(path, link), {
        method,
        headers: { cookie, ...more, ...(body === undefined ? {} : headers) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      }),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    }
  }
}

const json = async <A>(answer: Promise<Response>): Promise<A> => (await (await answer).json()) as A
type Lists = { lists: { id: string; name: string; leads: number; waiting: number; inPlaybook: number }[] }

/** Events as they come, from behind one of them. */
async function* events(server: Server, path: string, after: number): AsyncGenerator<{ id: number; now: WorldNow }> {
  const answer = await server.ask(path, undefined, 'GET', { 'last-event-id': String(after) })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  let heard = ''
  for await (const chunk of answer.body!) {
    heard += new TextDecoder().decode(chunk)
    for (let end = heard.indexOf('\n\n'); end >= 0; end = heard.indexOf('\n\n')) {
      const event = /^id: (\d+)\ndata: (.*)$/s.exec(heard.slice(0, end))
      heard = heard.slice(end + 2)
      if (event) yield { id: Number(event[1]), now: JSON.parse(event[2]!) as WorldNow }
    }
  }
}

test(
  'a demo firm is there at once, works a simulated day, and leaves our own work alone',
  { timeout: 240_000 },
  async () => {
    let firm: Lists
    {
      await using server = await start('--demo')
      expect(await json(server.ask('/api/house'))).toMatchObject({ isDemo: true, name: 'Demo firm' })
      firm = await json<Lists>(server.ask('/api/lists'))
      expect(firm.lists).toMatchObject([{ name: 'firm', leads: expect.any(Number), inPlaybook: 0 }])
      expect(firm.lists[0]!.leads).toBeGreaterThan(2_000)
      await workADay(server)
    }
    {
      // A second start finds what the first one made, and says nothing of an import.
      await using server = await start('--demo')
      expect(await json(server.ask('/api/lists'))).toEqual(firm)
      expect((await json<{ worlds: WorldNow[] }>(server.ask('/api/worlds'))).worlds).toMatchObject([
        { number: 1, state: 'done' }
      ])
      const list = firm.lists[0]!.id
      const enrolled = await json<{ enrolled: number }>(
        server.ask(`/api/lists/${list}/enrolments`, { playbook: 'rearden' })
      )
      expect(enrolled.enrolled).toBeGreaterThan(100)
      expect(await json(server.ask('/api/demo/reset', {}))).toEqual({ leads: firm.lists[0]!.leads })
      expect((await json<Lists>(server.ask('/api/lists'))).lists).toMatchObject([{ name: 'firm', inPlaybook: 0 }])
      expect(await json(server.ask('/api/worlds'))).toEqual({ worlds: [] })
    }
    {
      await using server = await start()
      expect(await json(server.ask('/api/house'))).toMatchObject({ isDemo: false })
      expect(await json(server.ask('/api/lists'))).toEqual({ lists: [] })
      expect((await server.ask('/api/demo/reset', {})).status).toBe(422)
    }
  }
)

/** A world is opened, watched to its end, heard again from the middle, and its people looked at. */
async function workADay(server: Server): Promise<void> {
  const wish = { list: 'firm', playbook: 'house-default', days: 1, reps: 2, seed: 7 }
  const opened = await server.ask('/api/worlds', wish)
  expect(opened.status).toBe(201)
  expect(await opened.json()).toMatchObject({ number: 1, state: 'running', list: 'firm', days: 1, reps: 2, seed: 7 })
  let last: { id: number; now: WorldNow } | null = null
  for await (const event of events(server, '/api/worlds/1/progress', 0)) {
    if (last !== null) {
      expect(event.id).toBeGreaterThan(last.id)
      expect(event.now.clock).toBeGreaterThanOrEqual(last.now.clock)
      expect(event.now.counts.dials).toBeGreaterThanOrEqual(last.now.counts.dials)
    }
    last = event
  }
  const { id, now } = last!
  const from = async (after: number): Promise<readonly number[]> =>
    (await Array.fromAsync(events(server, '/api/worlds/1/progress', after))).map((event) => event.id)
  expect([await from(id - 1), await from(id)]).toEqual([[id], []])
  expect(now).toMatchObject({ state: 'done', clock: now.until, problem: null })
  expect(now.floor.map(({ name }) => name)).toEqual(['Rep 1', 'Rep 2', 'Return desk'])
  expect(now.floor.reduce((all, { dials }) => all + dials, 0)).toBe(now.counts.dials)
  const { dials, mailboxes, messages, people } = now.counts
  expect(dials).toBeGreaterThan(50)
  expect(mailboxes + people).toBeLessThanOrEqual(dials)
  expect(messages).toBeLessThanOrEqual(mailboxes)
  await numbersLeadToRows(server)
  expect(await json(server.ask('/api/worlds/1'))).toMatchObject({ state: 'done', counts: now.counts })
  expect((await server.ask('/api/worlds/2')).status).toBe(404)
  expect((await server.ask('/api/worlds/2/progress')).status).toBe(404)
  expect((await server.ask('/api/worlds', { ...wish, days: 31 })).status).toBe(400)
  expect((await server.ask('/api/worlds', { ...wish, playbook: '../x' })).status).toBe(400)
  expect((await server.ask('/api/worlds', { ...wish, list: 'nonesuch' })).status).toBe(422)
}

/** Whole numbers of the report of a world have as many rows as they say, and each row is of somebody. */
async function numbersLeadToRows(server: Server): Promise<void> {
  expect((await server.ask('/api/report')).status).toBe(422)
  const { html } = await json<{ html: string }>(server.ask('/api/report?world=1'))
  const links = [
    ...html.matchAll(/<a data-rows="([^"]+)" data-by="none" data-group="[^"]*" href="#rows">([\d,]+)<\/a>/g)
  ]
  expect(links.length).toBeGreaterThan(4)
  for (const [, key, said] of links.slice(0, 4)) {
    const rows = await json<{ total: number; rows: { lead: string | null; who: string }[] }>(
      server.ask(`/api/report/rows?world=1&key=${key}`)
    )
    expect(`${key} ${rows.total}`).toBe(`${key} ${said!.replaceAll(',', '')}`)
    expect(rows.rows.every(({ lead, who }) => lead !== null && who !== '')).toBe(true)
  }
  expect((await server.ask('/api/report/rows?world=1&key=__proto__')).status).toBe(404)
  expect((await server.ask('/api/report/rows?world=1&key=dials&by=constructor')).status).toBe(404)
}
