import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listenOnLoopback, wantedPort } from './port.ts'
import { webServer } from './web-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'aftertone-web-'))
let app: FastifyInstance

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<title>page</title>')
  writeFileSync(join(folder, 'assets', 'index-jPqdaL3U.js'), 'let a')
  writeFileSync(join(folder, '.built-from'), 'hash')
  app = await webServer(folder)
})

afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const ask = (url: string, method: 'GET' | 'HEAD' | 'POST' = 'GET', host = '127.0.0.1:4600') =>
  app.inject({ method, url, headers: { host } })

describe('what the server gives out', () => {
  test.for(['/', '/leads', '/leads/7?list=3', '/evidence/voicemail'])(
    '%s is a screen and gets the page',
    async (url) => {
      const answer = await ask(url)
      expect(answer.statusCode).toBe(200)
      expect(answer.body).toContain('page')
      expect(answer.headers['cache-control']).toBe('no-cache')
    }
  )

  test('a hashed asset may be kept for ever', async () => {
    const answer = await ask('/assets/index-jPqdaL3U.js')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  test.for(['/assets/gone.js', '/assets/gone', '/logo.png', '/api/leads', '/.built-from', '/..%2f..%2fetc%2fpasswd'])(
    '%s is not there, and says so as a problem',
    async (url) => {
      const answer = await ask(url)
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['content-type']).toContain('application/problem+json')
      expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' })
    }
  )

  test('posting to a screen is refused', async () => {
    expect((await ask('/', 'POST')).statusCode).toBe(404)
  })

  test('an address that cannot be decoded is a bad request', async () => {
    const answer = await ask('/%c0')
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  test.for(['/', '/gone.js', '/%c0'])('%s carries the security headers', async (url) => {
    const { headers } = await ask(url)
    expect(headers['content-security-policy']).toContain("default-src 'self'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
  })
})

describe('who may ask', () => {
  test.for(['localhost:4600', 'LOCALHOST', '127.0.0.1', '[::1]:4600', 'aftertone.localhost:4600'])(
    '%s is this machine',
    async (host) => {
      expect((await ask('/', 'GET', host)).statusCode).toBe(200)
    }
  )

  test.for(['evil.example', 'localhost.evil.example:4600', '127.0.0.1.evil.example', 'notlocalhost', '10.0.0.1'])(
    '%s is not',
    async (host) => {
      const answer = await ask('/', 'GET', host)
      expect(answer.statusCode).toBe(421)
      expect(answer.body).not.toContain('page')
    }
  )
})

describe('where it listens', () => {
  test('no PORT means the default one', () => {
    expect([wantedPort(undefined), wantedPort(' ')]).toEqual([{ kind: 'default' }, { kind: 'default' }])
    expect(wantedPort('8080')).toEqual({ kind: 'named', port: 8080 })
  })

  test.for(['http', '-1', '65536', '80a', '1e3', '4600.5'])('PORT=%s is refused with a sentence', (text) => {
    expect(() => wantedPort(text)).toThrow(`PORT is "${text}"`)
  })

  test('a port that was named and is taken is refused; without a name the next free one is had', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const port = (taken.address() as { port: number }).port
    const other = await webServer(folder)
    await expect(listenOnLoopback(other, { kind: 'named', port })).rejects.toThrow(`Port ${port} is taken`)
    const one = await webServer(folder)
    const [first, second] = [
      await listenOnLoopback(one, { kind: 'default' }),
      await listenOnLoopback(other, { kind: 'default' })
    ]
    expect(first).not.toBe(second)
    expect((await fetch(second)).status).toBe(200)
    await Promise.all([one.close(), other.close()])
    taken.close()
  })
})
