import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readMessage } from './media-stream.ts'
import { isFromTwilio } from './signature.ts'
import { type TwilioFront, openFront } from './twilio-front.ts'

const TOKEN = 'f'.repeat(32)
const PUBLIC = 'https://calls.example.com'
let front: TwilioFront
const said: ReadonlyMap<string, string>[] = []
let streams = 0
beforeAll(async () => {
  const ears = {
    status: (fields: ReadonlyMap<string, string>) => void said.push(fields),
    voice: async () => '<Response/>',
    stream: (_: unknown, { token }: { token: string }) => {
      streams++
      return token === 'right'
    }
  }
  front = await openFront({ authToken: TOKEN, publicUrl: `${PUBLIC}/`, host: '127.0.0.1', port: 0 }, ears)
})
afterAll(async () => await front[Symbol.asyncDispose]())

const post = (path: string, fields: Record<string, string>, signature?: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${front.port}${path}`, {
    ...{ method: 'POST', body: new URLSearchParams(fields) },
    headers: signature === undefined ? {} : { 'x-twilio-signature': signature }
  })
const FIELDS = { CallSid: 'CA1', CallStatus: 'completed', 'Name with ü': 'a b&c=d' }
const signed = (path: string, fields: Record<string, string>): string =>
  getExpectedTwilioSignature(TOKEN, `${PUBLIC}${path}`, fields)

test('a signature is that of Twilio’s own package, for any fields', () => {
  const field = fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(fc.uniqueArray(field, { selector: ([name]) => name }), (fields) => {
      const url = `${PUBLIC}/twilio/status?x=1`
      const signature = getExpectedTwilioSignature(TOKEN, url, Object.fromEntries(fields))
      expect(isFromTwilio(TOKEN, signature, url, fields)).toBe(true)
      expect(isFromTwilio(TOKEN, signature, `${url}0`, fields)).toBe(false)
      expect(isFromTwilio('another', signature, url, fields)).toBe(false)
    })
  )
})

describe('only what Twilio has signed is heard', () => {
  test('signed: it is taken', async () => {
    const answer = await post('/twilio/status', FIELDS, signed('/twilio/status', FIELDS))
    expect(answer.status).toBe(204)
    expect(said.at(-1)).toEqual(new Map(Object.entries(FIELDS)))
  })

  test.for<[string, string, Record<string, string>, string | undefined, number]>([
    ['unsigned', '/twilio/status', FIELDS, undefined, 403],
    ['signed for another path', '/twilio/voice', FIELDS, signed('/twilio/status', FIELDS), 403],
    ['a field was changed', '/twilio/status', { ...FIELDS, CallStatus: 'busy' }, signed('/twilio/status', FIELDS), 403],
    ['a field was added', '/twilio/status', { ...FIELDS, More: '1' }, signed('/twilio/status', FIELDS), 403],
    ['the address was changed', '/twilio/status?x=1', FIELDS, signed('/twilio/status', FIELDS), 403],
    ['a signature of nonsense', '/twilio/status', FIELDS, '\t', 403],
    ['too much', '/twilio/status', { a: 'x'.repeat(70_000) }, signed('/twilio/status', FIELDS), 413],
    ['another path', '/leads', FIELDS, signed('/leads', FIELDS), 404]
  ])('%s: it is not', async ([, path, fields, signature, status]) => {
    const before = said.length
    expect((await post(path, fields, signature)).status).toBe(status)
    expect(said).toHaveLength(before)
  })

  test('asked by GET: nothing', async () => {
    expect((await fetch(`http://127.0.0.1:${front.port}/twilio/status`)).status).toBe(405)
  })
})

describe('a socket', () => {
  const open = async (...messages: readonly string[]): Promise<number> => {
    const socket = new WebSocket(`ws://127.0.0.1:${front.port}/twilio/media`)
    await new Promise((done) => (socket.onopen = done))
    for (const message of messages) socket.send(message)
    return await new Promise((done) => {
      socket.onclose = ({ code }) => done(code)
      if (messages.some((message) => message.includes('right'))) setTimeout(() => (done(0), socket.close()), 100)
    })
  }
  const start = (token: string): string =>
    JSON.stringify({ event: 'start', start: { streamSid: 'MZ1', callSid: 'CA1', customParameters: { token } } })

  test('with a token that nobody gave out is closed', async () => {
    expect(await open(start('wrong'))).toBe(1006)
  })

  test('with nonsense before is still asked whose it is', async () => {
    const before = streams
    expect(await open('{', 'null', '[]', '{"event":7}', start('right'))).toBe(0)
    expect(streams).toBe(before + 1)
  })
})

test('no message of any kind makes the reader fall over', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      expect(readMessage(Buffer.from(text)).kind).toBeTypeOf('string')
    })
  )
  expect(readMessage(Buffer.from('{"event":"start","start":{"customParameters":5}}'))).toMatchObject({ token: '' })
})
