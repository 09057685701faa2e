import type { FastifyInstance } from 'fastify'

const defaultPort = 4600
const portMax = 65_535
const host = '127.0.0.1'

/** A port that the person named, or the default one, from which we may move on when it is taken. */
export type WantedPort = { readonly kind: 'named'; readonly port: number } | { readonly kind: 'default' }

/** Reads PORT; throws a sentence when it is no port. 0 asks for any free one. */
export function wantedPort(text: string | undefined): WantedPort {
  if (text === undefined || text.trim() === '') return { kind: 'default' }
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN
  if (!(port <= portMax))
    throw new Error(`PORT is "${text}"; give a number from 1 to ${portMax}, or leave it out for ${defaultPort}.`)
  return { kind: 'named', port }
}

/** Listens on loopback only and returns the address to open; throws a sentence when a named port cannot be had. */
export async function listenOnLoopback(app: FastifyInstance, wanted: WantedPort): Promise<string> {
  if (wanted.kind === 'named') return await listenOn(app, wanted.port)
  for (let port = defaultPort; port < defaultPort + 100; port++) {
    try {
      return await listenOn(app, port)
    } catch (error) {
      if (!isTaken(error)) throw error
    }
  }
  throw new Error(
    `Every port from ${defaultPort} to ${defaultPort + 99} is taken; name a free one: PORT=8080 npm start.`
  )
}

async function listenOn(app: FastifyInstance, port: number): Promise<string> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    throw new Error(refusal(error, port), { cause: error })
  }
  const address = app.server.address()
  return `http://${host}:${typeof address === 'object' && address !== null ? address.port : port}/`
}

function refusal(error: unknown, port: number): string {
  const code = codeOf(error)
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program; name another one, or leave PORT out to get a free one.`
  if (code === 'EACCES') return `Port ${port} is not open to this account; name one from 1024 up.`
  return `Could not listen on port ${port}: ${error instanceof Error ? error.message : String(error)}`
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && codeOf(error.cause) === 'EADDRINUSE'
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
