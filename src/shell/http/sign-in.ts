import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotAnswered, problem } from './problem.ts'

/** Who may ask: whoever opened the printed link once. Keys and cookies are as old as the server, and end with it. */
export type Door = {
  /** Goes into the printed link; opens once. */
  readonly key: string
  /** Takes the key for a cookie. */
  readonly open: (key: string, request: FastifyRequest, reply: FastifyReply) => void
  /** For every question: same origin, and a cookie of ours unless it is open to everybody. */
  readonly check: (request: FastifyRequest, isOpen: boolean) => void
}

const DAYS = 30

export function door(): Door {
  const key = secret()
  let isUsed = false
  const cookies = new Set<string>()
  return {
    key,
    open(given, request, reply) {
      if (!isSame(given, key)) throw signedOut('This link is not of the Aftertone that runs now.')
      if (isUsed) throw new NotAnswered(problem(401, 'used_key', 'This link has been used', USED))
      isUsed = true
      const cookie = secret()
      cookies.add(digest(cookie))
      reply.header(
        'set-cookie',
        `${nameFor(request)}=${cookie}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${DAYS * 86_400}`
      )
    },
    check(request, isOpen) {
      refuseOtherOrigins(request)
      if (!isOpen && !cookiesOf(request).some((cookie) => cookies.has(digest(cookie))))
        throw signedOut('Nobody has signed in here.')
    }
  }
}

const USED = 'A link opens once. Start Aftertone again for a new one: npm start.'

function signedOut(what: string): NotAnswered {
  return new NotAnswered(problem(401, 'signed_out', 'Not signed in', `${what} Open the link that npm start printed.`))
}

const secret = (): string => randomBytes(32).toString('base64url')
/** Only digests are kept and compared, so that the time of a look-up tells nothing of a cookie. */
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
const isSame = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())

/** Browsers do not tell cookies apart by port, so the name does: two Aftertones may run side by side. */
const nameFor = (request: FastifyRequest): string => `aftertone-${/:(\d{1,5})$/.exec(request.host)?.[1] ?? '80'}`

function cookiesOf(request: FastifyRequest): readonly string[] {
  const name = `${nameFor(request)}=`
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.filter((pair) => pair.startsWith(name)).map((pair) => pair.slice(name.length))
}

/** The cookie is Strict, but another port of this machine is the same site: a page there must not ask in our name. */
function refuseOtherOrigins(request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  const isWrite = request.method !== 'GET' && request.method !== 'HEAD'
  const isOurs = origin === undefined || origin === `http://${request.host}`
  const isSameSite = site === undefined || site === 'same-origin' || (site === 'none' && !isWrite)
  if (isOurs && isSameSite) return
  const detail = 'Only the pages of this Aftertone may ask it; open them at the address that it printed.'
  throw new NotAnswered(problem(403, 'wrong_origin', 'Asked from another page', detail))
}
