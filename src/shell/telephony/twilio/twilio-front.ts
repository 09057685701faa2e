import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { isFromTwilio } from './signature.ts'
import { type Fields } from './twilio-rest.ts'
import { type StreamMessage, readMessage } from './media-stream.ts'

/** Where Twilio reaches us: two addresses for its questions and one for sound, and nothing else of the house. */
export type TwilioFront = {
  readonly statusUrl: string
  readonly voiceUrl: string
  readonly mediaUrl: string
  readonly port: number
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type FrontEars = {
  /** What became of a call; the fields are Twilio’s own. */
  readonly status: (fields: ReadonlyMap<string, string>) => void
  /** Somebody rings one of our numbers: what is to be done, in Twilio’s language. */
  readonly voice: (fields: ReadonlyMap<string, string>) => Promise<string>
  /** A stream has said whose it is; false closes it. */
  readonly stream: (socket: WebSocket, start: Extract<StreamMessage, { kind: 'start' }>) => boolean
}

export type FrontWish = {
  readonly authToken: string
  /** The address under which Twilio reaches us, such as https://calls.example.com; it is part of what is signed. */
  readonly publicUrl: string
  readonly host: string
  readonly port: number
}

const BODY_MAX = 64_000
/** A socket that does not say at once whose it is, is nobody’s. */
const START_MS = 5_000
const MESSAGE_MAX = 256_000

/** Opens the door for Twilio; throws where the port is taken. */
export async function openFront(wish: FrontWish, ears: FrontEars): Promise<TwilioFront> {
  const server = createServer((request, response) => void answer(request, response, wish, ears))
  const sockets = new WebSocketServer({ server, path: '/twilio/media', maxPayload: MESSAGE_MAX })
  sockets.on('connection', (socket) => greet(socket, ears))
  await listening(server, wish)
  const address = server.address()
  const base = wish.publicUrl.replace(/\/+$/, '')
  return {
    ...{ statusUrl: `${base}/twilio/status`, voiceUrl: `${base}/twilio/voice` },
    mediaUrl: `${base.replace(/^http/, 'ws')}/twilio/media`,
    port: typeof address === 'object' && address !== null ? address.port : wish.port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    }
  }
}

function listening(server: Server, { host, port }: FrontWish): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      done()
    })
  })
}

function greet(socket: WebSocket, ears: FrontEars): void {
  const patience = setTimeout(() => socket.terminate(), START_MS)
  const first = (raw: Parameters<typeof readMessage>[0]): void => {
    const message = readMessage(raw)
    if (message.kind !== 'start') return
    clearTimeout(patience)
    socket.off('message', first)
    if (!ears.stream(socket, message)) socket.terminate()
  }
  socket.on('message', first)
  socket.once('close', () => clearTimeout(patience))
  socket.on('error', () => socket.terminate())
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { authToken, publicUrl }: FrontWish,
  ears: FrontEars
): Promise<void> {
  const say = (status: number, body: string, type = 'text/plain'): void =>
    void response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
  const path = new URL(request.url ?? '/', 'http://here').pathname
  if (path !== '/twilio/status' && path !== '/twilio/voice') return say(404, 'There is nothing here.')
  if (request.method !== 'POST') return say(405, 'POST it.')
  const body = await bodyOf(request)
  if (body === null) return say(413, 'That is too much.')
  const fields: Fields = [...new URLSearchParams(body)]
  const url = `${publicUrl.replace(/\/+$/, '')}${request.url}`
  const signature = request.headers['x-twilio-signature']
  if (!isFromTwilio(authToken, typeof signature === 'string' ? signature : undefined, url, fields))
    return say(403, 'That is not signed by Twilio.')
  const said = new Map(fields)
  if (path === '/twilio/voice') return say(200, await ears.voice(said), 'text/xml')
  ears.status(said)
  response.writeHead(204).end()
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > BODY_MAX) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
