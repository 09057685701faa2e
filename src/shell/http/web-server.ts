import fastifyStatic from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { OutsideError } from '../outside-error.ts'
import { Complaint } from '../command/complaint.ts'
import { isLoopbackHost } from './loopback-host.ts'
import { NotAnswered, type Problem, problem, problemMediaType } from './problem.ts'

/** No question that we answer is longer. */
const BODY_MAX_BYTES = 64 << 10

/**
 * A server, not yet listening, that gives out the built web app in `folder` and answers what `questions` registers; the
 * caller listens and closes.
 */
export async function webServer(
  folder: string,
  questions: (app: FastifyInstance) => Promise<void> = async () => undefined
): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    // Closing must not wait for browsers that keep their connections open.
    forceCloseConnections: true,
    frameworkErrors: answerBeforeHooks,
    bodyLimit: BODY_MAX_BYTES
  })
  // A form of another site may send plain text without asking first; JSON it may not.
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', refuseOtherHosts)
  app.addHook('onSend', addSecurityHeaders)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(answerUnknown)
  await app.register(fastifyStatic, {
    root: folder,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', isHashedAsset(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    }
  })
  await app.register(questions)
  return app
}

/** A page of another site may point its own name at this machine; a name that is not ours is therefore no way in. */
async function refuseOtherHosts(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (isLoopbackHost(request.host)) return undefined
  const detail = 'Open Aftertone at the address that it printed when it started.'
  return reply
    .code(421)
    .type(problemMediaType)
    .send(problem(421, 'wrong_host', 'Not the name of this server', detail))
}

const securityHeaders = {
  // Vite puts small images and fonts into the page as data: addresses; everything else comes from here.
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; " +
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin'
} as const

async function addSecurityHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers(securityHeaders)
}

/** Addresses of screens are the web app's own and get its page; addresses that look like a file must be one. */
async function answerUnknown(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = request.url.split('?', 1)[0] ?? '/'
  if ((request.method === 'GET' || request.method === 'HEAD') && isScreen(path)) {
    return reply.sendFile('index.html')
  }
  const detail = `There is nothing at ${request.method} ${path}.`
  return reply
    .code(404)
    .type(problemMediaType)
    .send(problem(404, 'not_found', 'Not found', detail))
}

function isScreen(path: string): boolean {
  if (path.startsWith('/api/') || path.startsWith('/assets/')) return false
  return !path.slice(path.lastIndexOf('/')).includes('.')
}

function isHashedAsset(path: string): boolean {
  return /[\\/]assets[\\/][^\\/]+-[\w-]{8,}\.\w+$/.test(path)
}

/** An address that cannot be read is answered before any hook runs, so the headers are set here. */
function answerBeforeHooks(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  void answerError(error, request, reply.headers(securityHeaders))
}

function answerError(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = problemOf(error)
  if (answer.status >= 500) process.stderr.write(`${messageOf(error)}\n`)
  return reply.code(answer.status).type(problemMediaType).send(answer)
}

function problemOf(error: unknown): Problem {
  if (error instanceof NotAnswered) return error.problem
  if (error instanceof Complaint) return problem(422, 'refused', 'This cannot be done', `${error.message}.`)
  if (error instanceof OutsideError) return problem(503, 'unavailable', 'Not to be had now', `${error.message}.`)
  const status = statusOf(error)
  if (status === 413) return problem(413, 'too_large', 'Too much at once', 'No question is longer than 64 kB.')
  if (status === 415) return problem(415, 'wrong_type', 'Not JSON', 'Send the body as application/json.')
  return status < 500
    ? problem(status, 'bad_request', 'The request could not be read', messageOf(error))
    : problem(status, 'failed', 'The server failed', 'Try again; when it stays, look at what the server printed.')
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500
  return status >= 400 && status < 600 ? status : 500
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
