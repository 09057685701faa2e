import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Answer, type Asked, type Endpoint } from '../../contract/endpoint.ts'
import { NotAnswered, problem } from './problem.ts'

type Handler<E extends Endpoint> = (asked: Asked<E>, reply: FastifyReply) => Promise<Answer<E>>

/** Answers an endpoint: what comes in and what goes out passes its shapes. */
export function serve<E extends Endpoint>(app: FastifyInstance, endpoint: E, handler: Handler<E>): void {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    async handler(request, reply) {
      const answer = await handler(read(endpoint, request), reply)
      // Personal data is nobody's to keep, and a page must not show what was true a minute ago.
      reply.header('cache-control', 'no-store')
      return endpoint.answer.parse(answer)
    }
  })
}

/** An event is everything there is to say: whoever missed some needs the newest alone. */
export type Event<E extends Endpoint> = { readonly id: number; readonly told: Answer<E> }
/** Events from behind `after` on; the stream ends when they do, or when the reader goes. */
type Telling<E extends Endpoint> = (
  asked: Asked<E>,
  after: number,
  gone: AbortSignal
) => Promise<AsyncIterable<Event<E> | 'still there'>>

/** Answers a stream of server-sent events. */
export function serveEvents<E extends Endpoint>(app: FastifyInstance, endpoint: E, telling: Telling<E>): void {
  app.route({
    method: 'GET',
    url: endpoint.path,
    async handler(request, reply) {
      const last = request.headers['last-event-id']
      const after = typeof last === 'string' && /^\d{1,12}$/.test(last) ? Number(last) : 0
      const gone = new AbortController()
      request.raw.once('close', () => gone.abort())
      reply.raw.once('close', () => gone.abort())
      const events = await telling(read(endpoint, request), after, gone.signal)
      reply.header('cache-control', 'no-store').type('text/event-stream')
      return reply.send(Readable.from(written(endpoint, events)))
    }
  })
}

async function* written<E extends Endpoint>(
  endpoint: E,
  events: AsyncIterable<Event<E> | 'still there'>
): AsyncGenerator<string> {
  yield 'retry: 2000\n\n'
  for await (const event of events)
    yield event === 'still there'
      ? ': still there\n\n'
      : `id: ${event.id}\ndata: ${JSON.stringify(endpoint.answer.parse(event.told))}\n\n`
}

function read<E extends Endpoint>(endpoint: E, request: FastifyRequest): Asked<E> {
  return {
    params: part('the path', endpoint.params, request.params),
    query: part('the query', endpoint.query, request.query),
    body: part('the body', endpoint.body, request.body ?? {})
  } as Asked<E>
}

function part(where: string, shape: z.ZodType, given: unknown): unknown {
  // Parsers hand in objects without a prototype, which is what shapes want to see as plain ones.
  const read = shape.safeParse(given !== null && typeof given === 'object' ? { ...given } : given)
  if (read.success) return withoutNul(where, read.data)
  const [issue] = read.error.issues
  const path = issue?.path.join('.') ?? ''
  const detail = `In ${where}${path === '' ? '' : `, ${path}`}: ${issue?.message ?? 'it has another shape'}.`
  throw new NotAnswered(problem(400, 'bad_request', 'The request could not be read', detail))
}

/** No text of ours holds a NUL, and the store takes none. */
function withoutNul(where: string, read: unknown): unknown {
  if (JSON.stringify(read)?.includes('\\u0000'))
    throw new NotAnswered(problem(400, 'bad_request', 'The request could not be read', `${where} holds a NUL.`))
  return read
}
