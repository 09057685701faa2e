import { OutsideError } from '../../outside-error.ts'
import { type Off } from '../carrier.ts'
import { type AriEvent, type AriOperations } from './generated/ari-types.ts'

/** Where one Asterisk is asked, and as whom. */
export type AriAddress = {
  readonly url: string
  readonly user: string
  readonly password: string
  readonly application: string
}

/**
 * The line to one Asterisk: questions by HTTP, events by a socket that is opened again whenever it closes. `replaced`
 * means that another process has taken our place; Asterisk tells us nothing any more, and nothing is opened again.
 */
export type Ari = AsyncDisposable & {
  readonly ask: <K extends keyof AriOperations>(operation: K, order?: AriOrder<K>) => Promise<AriOperations[K]['gives']>
  readonly file: (path: string) => Promise<Uint8Array>
  readonly isOpen: () => boolean
  readonly onEvent: (hear: (event: AriEvent) => void) => Off
  readonly onLink: (hear: (link: 'open' | 'closed' | 'replaced') => void) => Off
}

export type AriOrder<K extends keyof AriOperations> = Filled<'path', AriOperations[K]['path']> &
  Filled<'query', AriOperations[K]['query']> &
  Filled<'body', AriOperations[K]['body']>
type Filled<N extends string, T> = object extends T
  ? { readonly [P in N]?: Readonly<Record<string, unknown>> & T }
  : { readonly [P in N]: T }

/** Asterisk has heard the question and says no. */
export class AriRefusal extends Error {
  readonly status: number
  constructor(operation: string, status: number, says: string) {
    super(`Asterisk refused ${operation}: ${status} ${says}`)
    this.status = status
  }
}

const FIRST_WAIT_MS = 200
const LONGEST_WAIT_MS = 5_000
const ANSWER_MS = 8_000
/** A socket whose other end is gone without a word is found out by asking from time to time. */
const PING_MS = 10_000

/** Without events it only asks: the events of an application are one process’s alone. */
export function openAri(address: AriAddress, { hasEvents = true } = {}): Ari {
  const authorization = authorizationOf(address)
  const events = new Set<(event: AriEvent) => void>()
  const links = new Set<(link: 'open' | 'closed' | 'replaced') => void>()
  let socket: WebSocket | null = null
  let timer: NodeJS.Timeout | undefined
  let waitMs = FIRST_WAIT_MS
  let isOpen = false
  let isDone = false

  const ask: Ari['ask'] = async (operation, order = {} as never) => {
    const [method, url] = urlOf(address.url, operation, order)
    const { body } = order as { readonly body?: unknown }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(url, {
      ...{ method, ...sent, signal: AbortSignal.timeout(ANSWER_MS) },
      headers: { authorization, 'content-type': 'application/json' }
    }).catch((cause) => {
      throw unreachable(address, cause)
    })
    const text = await response.text()
    if (!response.ok) throw refusalOf(operation, response.status, text)
    return text === '' ? undefined : JSON.parse(text)
  }
  const closed = (): void => {
    if (isOpen) {
      isOpen = false
      for (const hear of links) hear('closed')
    }
    if (isDone) return
    timer = setTimeout(connect, waitMs)
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)
  }
  const hearEvent = (event: AriEvent): void => {
    if (event.type === 'ApplicationReplaced') {
      isDone = true
      isOpen = false
      socket?.close()
      for (const hear of links) hear('replaced')
      return
    }
    for (const hear of events) hear(event)
  }
  const connect = (): void => {
    const opened = new WebSocket(eventsUrl(address), { headers: { authorization } } as never)
    let isOver = false
    const over = (): void => {
      if (isOver) return
      isOver = true
      clearInterval(pinging)
      closed()
    }
    const pinging = setInterval(() => {
      if (!isOpen) return
      ask('GET /asterisk/ping').catch(() => {
        opened.close()
        over()
      })
    }, PING_MS)
    socket = opened
    opened.addEventListener('open', () => {
      isOpen = true
      waitMs = FIRST_WAIT_MS
      for (const hear of links) hear('open')
    })
    opened.addEventListener('message', ({ data }) => hearEvent(JSON.parse(String(data)) as AriEvent))
    opened.addEventListener('close', over)
    opened.addEventListener('error', over)
  }
  if (hasEvents) connect()
  return {
    ask,
    async file(path) {
      const response = await fetch(`${address.url}/ari${path}`, { headers: { authorization } })
      if (!response.ok) throw refusalOf(`GET ${path}`, response.status, await response.text())
      return new Uint8Array(await response.arrayBuffer())
    },
    isOpen: () => isOpen,
    onEvent: (hear) => listen(events, hear),
    onLink: (hear) => listen(links, hear),
    async [Symbol.asyncDispose]() {
      isDone = true
      clearTimeout(timer)
      socket?.close()
    }
  }
}

function listen<T>(ears: Set<T>, hear: T): Off {
  ears.add(hear)
  return () => void ears.delete(hear)
}

export function authorizationOf({ user, password }: Pick<AriAddress, 'user' | 'password'>): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

function urlOf(base: string, operation: string, order: object): readonly [string, string] {
  const { path = {}, query = {} } = order as Readonly<Record<'path' | 'query', Readonly<Record<string, unknown>>>>
  const [method = '', pattern = ''] = operation.split(' ')
  const filled = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])))
  const asked = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString()
  return [method, `${base}/ari${filled}${search === '' ? '' : `?${search}`}`]
}

const eventsUrl = ({ url, application }: AriAddress): string =>
  `${url.replace(/^http/, 'ws')}/ari/events?app=${encodeURIComponent(application)}`

function refusalOf(operation: string, status: number, text: string): Error {
  if (status === 401) {
    const says = 'Asterisk does not know our name or password: compare them with ari.conf there.'
    return new OutsideError('wrong_password', says)
  }
  const says = /"(?:message|error)":\s*"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 200)
  return new AriRefusal(operation, status, says)
}

function unreachable({ url }: AriAddress, cause: unknown): OutsideError {
  const says = `Asterisk at ${url} does not answer: look whether it runs, and whether its http.conf names this address.`
  return new OutsideError('unreachable', says, { cause, mayRetry: true })
}
