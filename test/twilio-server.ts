import { randomBytes } from 'node:crypto'
import { type Server, createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { FRAME, msOf, samplesIn, share, silence } from './phone-sound.ts'
import { type Behaviour, type FarLine, type Refusal } from './tried-carrier.ts'

/**
 * Twilio as its documentation describes it, on this machine: calls by REST, status and voice webhooks that are signed by
 * Twilio’s own package, TwiML of Connect, Dial, Pause, Redirect, Reject, and media streams with marks and clear.
 */
export type TwilioServer = {
  readonly apiUrl: string
  /** Where its questions about calls that come in go to. */
  readonly callsInto: (voiceUrl: string) => void
  readonly line: (behaves: Behaviour) => FarLine
  readonly rings: (from: string, says: Uint8Array) => Promise<FarLine>
  readonly die: () => Promise<void>
  readonly comeBack: () => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export const ACCOUNT = { accountSid: `AC${'0123456789abcdef'.repeat(2)}`, authToken: 'f'.repeat(32) }

type Phone = {
  readonly number: string
  readonly behaves: Behaviour
  state: 'idle' | 'ringing' | 'up' | 'over'
  heard: Uint8Array[]
  /** What it is saying, and since when. */
  saying: Uint8Array
  saidFrames: number
  leg: Leg | null
}

type Leg = {
  readonly sid: string
  readonly phone: Phone
  readonly fields: ReadonlyMap<string, string>
  readonly direction: 'outbound-api' | 'inbound'
  status: string
  socket: WebSocket | null
  /** What was sent to be played: sound and marks in their order. */
  queue: (Uint8Array | { readonly mark: string })[]
  frames: number
  partner: Phone | null
  readonly timers: Set<NodeJS.Timeout>
}

const SIP: Readonly<Record<Refusal, readonly [status: string, sip: number]>> = {
  ...{ busy: ['busy', 486], rejected: ['busy', 603], vacant: ['failed', 404], blocked: ['failed', 608] },
  ...{ congestion: ['failed', 503], redirected: ['failed', 302] }
}
const TICK_MS = 20

export async function twilioServer(): Promise<TwilioServer> {
  const phones = new Map<string, Phone>()
  const legs = new Map<string, Leg>()
  let voiceUrl = ''
  let numbers = 0
  let server: Server | null = null
  let port = 0
  const sid = (kind: string): string => kind + randomBytes(16).toString('hex')

  const tell = async (url: string, leg: Leg, more: Record<string, string> = {}): Promise<string> => {
    const fields: Record<string, string> = {
      ...{ CallSid: leg.sid, AccountSid: ACCOUNT.accountSid, From: leg.fields.get('From')!, To: leg.fields.get('To')! },
      ...{ CallStatus: leg.status, Direction: leg.direction, ApiVersion: '2010-04-01', ...more }
    }
    const headers = { 'x-twilio-signature': getExpectedTwilioSignature(ACCOUNT.authToken, url, fields) }
    const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields) })
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
    return await answer.text()
  }
  const status = (leg: Leg, to: string, more: Record<string, string> = {}): void => {
    leg.status = to
    const url = leg.fields.get('StatusCallback')
    const event = { initiated: 'initiated', ringing: 'ringing', 'in-progress': 'answered' }[to] ?? 'completed'
    if (url === undefined || !leg.fields.get('events')!.split(' ').includes(event)) return
    // A webhook that does not arrive is lost, as with Twilio.
    void tell(url, leg, more).catch(() => undefined)
  }
  const later = (leg: Leg, ms: number, act: () => void): void => {
    const timer = setTimeout(() => {
      leg.timers.delete(timer)
      if (!isOver(leg)) act()
    }, ms)
    leg.timers.add(timer)
  }
  const over = (leg: Leg, to: string, more: Record<string, string> = {}): void => {
    if (isOver(leg)) return
    for (const timer of leg.timers) clearTimeout(timer)
    leg.phone.state = 'over'
    stopStream(leg)
    if (leg.partner !== null) leg.partner.state = 'over'
    status(leg, to, more)
  }
  const answered = (leg: Leg, twiml: string): void => {
    leg.phone.state = 'up'
    status(leg, 'in-progress', { SipResponseCode: '200' })
    later(leg, Number(leg.fields.get('TimeLimit') ?? 14_400) * 1_000, () => over(leg, 'completed'))
    const { then } = leg.phone.behaves
    if (then.kind === 'answers' && then.staysMs !== null) later(leg, then.staysMs, () => over(leg, 'completed'))
    run(leg, twiml)
  }
  const run = (leg: Leg, twiml: string): void => {
    stopStream(leg)
    const stream = /<Stream url="([^"]+)">(?:<Parameter name="token" value="([^"]*)"\/>)?/.exec(twiml)
    const dial = /<Dial>([^<]+)<\/Dial>/.exec(twiml)
    if (stream !== null) startStream(leg, unescaped(stream[1]!), stream[2] ?? '')
    else if (dial !== null) dialOn(leg, dial[1]!)
    else over(leg, 'completed')
  }
  const dialOn = (leg: Leg, number: string): void => {
    const partner = phones.get(number)
    if (partner === undefined) return over(leg, 'completed')
    partner.state = 'ringing'
    later(leg, partner.behaves.ringMs, () => {
      partner.state = 'up'
      leg.partner = partner
      talk(leg, partner)
    })
  }
  /** Two telephones that were put together hear each other. */
  const talk = (leg: Leg, partner: Phone): void => {
    const from = performance.now()
    let frames = 0
    const tick = (): void => {
      if (isOver(leg)) return
      for (; frames * TICK_MS <= performance.now() - from; frames++) {
        partner.heard.push(nextFrame(leg.phone))
        leg.phone.heard.push(nextFrame(partner))
      }
      setTimeout(tick, 5)
    }
    tick()
  }
  const startStream = (leg: Leg, url: string, token: string): void => {
    const socket = new WebSocket(url)
    leg.socket = socket
    const streamSid = sid('MZ')
    const say = (message: object): void => socket.send(JSON.stringify({ ...message, streamSid }))
    socket.onopen = () => {
      say({ event: 'connected', protocol: 'Call', version: '1.0.0' })
      const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 }
      const start = { streamSid, callSid: leg.sid, accountSid: ACCOUNT.accountSid, tracks: ['inbound'], mediaFormat }
      say({ event: 'start', sequenceNumber: '1', start: { ...start, customParameters: { token } } })
      leg.frames = 0
      leg.phone.saidFrames = 0
      pace(leg, socket, say)
    }
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as {
        event: string
        media?: { payload: string }
        mark?: { name: string }
      }
      if (message.event === 'media') leg.queue.push(new Uint8Array(Buffer.from(message.media!.payload, 'base64')))
      if (message.event === 'mark') leg.queue.push({ mark: message.mark!.name })
      if (message.event === 'clear') {
        const marks = leg.queue.filter((each) => 'mark' in each)
        leg.queue = []
        for (const mark of marks) say({ event: 'mark', mark: { name: mark.mark } })
      }
    }
    // Whoever closes the socket ends the last verb of the call, and the call with it.
    socket.onclose = () => {
      if (leg.socket === socket) later(leg, 0, () => over(leg, 'completed'))
    }
  }
  /** Sends and plays a frame for every 20 ms that have passed by the clock, however late the machine wakes us. */
  const pace = (leg: Leg, socket: WebSocket, say: (message: object) => void): void => {
    const from = performance.now()
    const tick = (): void => {
      if (socket.readyState !== WebSocket.OPEN || isOver(leg)) return
      while (leg.frames * TICK_MS <= performance.now() - from) {
        const payload = Buffer.from(nextFrame(leg.phone)).toString('base64')
        leg.frames++
        const place = { chunk: String(leg.frames), timestamp: String(leg.frames * TICK_MS) }
        say({ event: 'media', sequenceNumber: String(leg.frames + 1), media: { track: 'inbound', ...place, payload } })
        play(leg, say)
      }
      setTimeout(tick, 5)
    }
    tick()
  }
  const stopStream = (leg: Leg): void => {
    const { socket } = leg
    leg.socket = null
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ event: 'stop' }))
    socket?.close()
  }

  const create = (fields: URLSearchParams): { readonly status: number; readonly body: object } => {
    const to = fields.get('To') ?? ''
    const phone = phones.get(to)
    if (phone === undefined) return refusal(400, 21_211, `The 'To' number ${to} is not a valid phone number.`)
    if (!/^\+\d+$/.test(fields.get('From') ?? '')) return refusal(400, 21_212, 'Invalid From number')
    const twiml = fields.get('Twiml')
    if (twiml === null) return refusal(400, 21_205, 'Url parameter is required.')
    const all = new Map([...fields, ['events', fields.getAll('StatusCallbackEvent').join(' ')]])
    const leg = newLeg(sid('CA'), phone, all, 'outbound-api')
    phone.leg = leg
    legs.set(leg.sid, leg)
    setTimeout(() => void (isOver(leg) || placed(leg, twiml)), 1)
    return { status: 201, body: { sid: leg.sid, status: leg.status, to, from: fields.get('From') } }
  }
  const placed = (leg: Leg, twiml: string): void => {
    const { behaves } = leg.phone
    status(leg, 'initiated')
    leg.phone.state = 'ringing'
    status(leg, 'ringing', { SipResponseCode: '180' })
    // Twilio lets it ring five seconds longer than it is told.
    later(leg, Number(leg.fields.get('Timeout') ?? 60) * 1_000 + 5_000, () => {
      if (leg.phone.state === 'ringing') over(leg, 'no-answer')
    })
    const { then } = behaves
    if (then.kind === 'never') return
    later(leg, behaves.ringMs, () => {
      if (then.kind === 'answers') return answered(leg, twiml)
      const [state, sip] = SIP[then.how]
      over(leg, state, { SipResponseCode: String(sip) })
    })
  }
  const update = (leg: Leg, fields: URLSearchParams): { readonly status: number; readonly body: object } => {
    const wanted = fields.get('Status')
    const twiml = fields.get('Twiml')
    if (isOver(leg)) return refusal(400, 21_220, 'Call is not in-progress. Cannot redirect.')
    if (twiml !== null) run(leg, twiml)
    else if (wanted === 'canceled' && leg.phone.state !== 'up') over(leg, 'canceled')
    else if (wanted === 'completed') over(leg, leg.phone.state === 'up' ? 'completed' : 'canceled')
    return { status: 200, body: { sid: leg.sid, status: leg.status } }
  }
  const open = async (): Promise<void> => {
    const key = `Basic ${Buffer.from(`${ACCOUNT.accountSid}:${ACCOUNT.authToken}`).toString('base64')}`
    const made = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const fields = new URLSearchParams(Buffer.concat(parts).toString())
        const { status: code, body } =
          request.headers.authorization === key
            ? answerTo(request.url ?? '', fields)
            : refusal(401, 20_003, 'Authenticate')
        response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      })
    })
    await new Promise<void>((done) => made.listen(port, '127.0.0.1', done))
    port = (made.address() as AddressInfo).port
    server = made
  }
  const answerTo = (path: string, fields: URLSearchParams): { readonly status: number; readonly body: object } => {
    const base = `/2010-04-01/Accounts/${ACCOUNT.accountSid}`
    if (path === `${base}.json`) return { status: 200, body: { sid: ACCOUNT.accountSid, status: 'active' } }
    if (path === `${base}/Calls.json`) return create(fields)
    const leg = legs.get(/\/Calls\/(CA\w+)\.json$/.exec(path)?.[1] ?? '')
    return leg === undefined
      ? refusal(404, 20_404, `The requested resource ${path} was not found`)
      : update(leg, fields)
  }
  const die = async (): Promise<void> => {
    for (const leg of legs.values()) {
      for (const timer of leg.timers) clearTimeout(timer)
      leg.phone.state = 'over'
      leg.status = 'completed'
      leg.socket?.close()
    }
    server?.closeAllConnections()
    await new Promise((done) => server?.close(done) ?? done(undefined))
    server = null
  }
  const newPhone = (behaves: Behaviour): Phone => {
    const number = `+1212555${String(1_000 + numbers++).slice(-4)}`
    const phone: Phone = { number, behaves, state: 'idle', heard: [], saying: NOTHING, saidFrames: 0, leg: null }
    if (behaves.then.kind === 'answers') phone.saying = behaves.then.says
    phones.set(number, phone)
    return phone
  }
  const lineOf = (phone: Phone): FarLine => ({
    to: phone.number,
    state: () => phone.state,
    heard: () => Uint8Array.from(phone.heard.flatMap((part) => [...part])),
    digits: () => digitsIn(Uint8Array.from(phone.heard.flatMap((part) => [...part]))),
    says(sound) {
      phone.saying = sound
      phone.saidFrames = 0
    },
    async hangup() {
      if (phone.leg !== null) over(phone.leg, phone.state === 'up' ? 'completed' : 'no-answer')
    }
  })
  const comesIn = async (leg: Leg): Promise<void> => {
    for (let twiml = await tell(voiceUrl, leg); !isOver(leg);) {
      if (twiml.includes('<Reject')) return over(leg, 'busy')
      const again = /<Pause length="(\d+)"\/><Redirect method="POST">([^<]+)</.exec(twiml)
      if (again === null) return answered(leg, twiml)
      await new Promise((done) => setTimeout(done, Number(again[1]) * 1_000))
      if (!isOver(leg)) twiml = await tell(unescaped(again[2]!), leg)
    }
  }
  await open()
  return {
    get apiUrl() {
      return `http://127.0.0.1:${port}`
    },
    callsInto: (url) => void (voiceUrl = url),
    line: (behaves) => lineOf(newPhone(behaves)),
    async rings(from, says) {
      const phone = newPhone({ early: null, ringMs: 0, then: { kind: 'answers', says, staysMs: null } })
      const fields = new Map([
        ...([
          ['From', from],
          ['To', '+12125550100'],
          ['events', 'completed']
        ] as const),
        ['StatusCallback', voiceUrl.replace(/voice$/, 'status')] as const
      ])
      const leg = newLeg(sid('CA'), phone, fields, 'inbound')
      phone.leg = leg
      phone.state = 'ringing'
      leg.status = 'ringing'
      legs.set(leg.sid, leg)
      void comesIn(leg).catch(() => over(leg, 'failed'))
      return lineOf(phone)
    },
    die,
    comeBack: open,
    [Symbol.asyncDispose]: die
  }
}

const NOTHING = new Uint8Array()
const finals = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])
const isOver = ({ status }: Leg): boolean => finals.has(status)
const unescaped = (text: string): string => text.replaceAll('&amp;', '&')
const refusal = (status: number, code: number, message: string) => ({ status, body: { code, message, status } })
const newLeg = (sid: string, phone: Phone, fields: ReadonlyMap<string, string>, direction: Leg['direction']): Leg => ({
  ...{ sid, phone, fields, direction, status: 'queued', socket: null, queue: [], frames: 0, partner: null },
  timers: new Set()
})

/** The next 20 ms of what the telephone says; silence once it has nothing to say. */
function nextFrame(phone: Phone): Uint8Array {
  const from = phone.saidFrames++ * FRAME
  const frame = silence(msOf(new Uint8Array(FRAME)))
  frame.set(phone.saying.subarray(from, from + FRAME))
  return frame
}

/** Plays 20 ms of what was sent, and says which marks it has come past. */
function play(leg: Leg, say: (message: object) => void): void {
  const frame: number[] = []
  while (leg.queue.length > 0) {
    const [first] = leg.queue
    if (first instanceof Uint8Array) {
      if (frame.length === FRAME) break
      const part = first.subarray(0, FRAME - frame.length)
      frame.push(...part)
      if (part.length === first.length) leg.queue.shift()
      else leg.queue[0] = first.subarray(part.length)
    } else {
      leg.queue.shift()
      say({ event: 'mark', mark: { name: (first as { mark: string }).mark } })
    }
  }
  if (frame.length > 0) leg.phone.heard.push(Uint8Array.from(frame))
}

const rows = [697, 770, 852, 941]
const columns = [1209, 1336, 1477, 1633]

/** Keys that were pressed, by their tones: one for each stretch of sound. */
function digitsIn(heard: Uint8Array): string {
  let digits = ''
  let last = ''
  for (let at = 0; at + samplesIn(40) <= heard.length; at += samplesIn(20)) {
    const piece = heard.subarray(at, at + samplesIn(40))
    const row = rows.findIndex((hz) => share(piece, hz) > 0.3)
    const column = columns.findIndex((hz) => share(piece, hz) > 0.3)
    const key = row < 0 || column < 0 ? '' : '123A456B789C*0#D'[row * 4 + column]!
    if (key !== last && key !== '') digits += key
    last = key
  }
  return digits
}
