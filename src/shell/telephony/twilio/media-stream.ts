import { type RawData, type WebSocket } from 'ws'
import { ULAW_RATE } from '../../../sound/ulaw.ts'
import { type Timers } from '../timers.ts'
import { type Dropped } from '../carrier.ts'

/** The sound of one call, both ways, by Twilio’s bidirectional stream. */
export type MediaStream = {
  /** Which call it is, and which stream. */
  readonly callSid: string
  readonly send: (frame: Uint8Array) => void
  readonly drop: (ulaw: Uint8Array, played: (ms: number) => void) => Promise<Dropped>
  readonly stopDrop: () => void
  readonly close: () => void
}

export type StreamEars = {
  readonly frame: (ulaw: Uint8Array) => void
  readonly digit: (digit: string) => void
  /** The call has left the stream, or the socket is gone; exactly once. */
  readonly over: () => void
}

/** One message of Twilio, as far as anything of it is used. */
export type StreamMessage =
  | { readonly kind: 'start'; readonly streamSid: string; readonly callSid: string; readonly token: string }
  | { readonly kind: 'media'; readonly ulaw: Uint8Array }
  | { readonly kind: 'mark'; readonly name: string }
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'stop' }
  | { readonly kind: 'other' }

/** A mark stands behind each second of a message. */
const MARK_BYTES = ULAW_RATE
/** One message to Twilio holds so much: small enough for any socket on the way. */
const CHUNK_BYTES = 1_600
const msOf = (bytes: number): number => (bytes * 1_000) / ULAW_RATE

export function readMessage(raw: RawData): StreamMessage {
  const said = parsed(raw)
  const inner = (name: string): Record<string, unknown> => record(said[name])
  switch (said['event']) {
    case 'start': {
      const start = inner('start')
      const token = text(record(start['customParameters'])['token'])
      return { kind: 'start', streamSid: text(start['streamSid']), callSid: text(start['callSid']), token }
    }
    case 'media':
      return { kind: 'media', ulaw: new Uint8Array(Buffer.from(text(inner('media')['payload']), 'base64')) }
    case 'mark':
      return { kind: 'mark', name: text(inner('mark')['name']) }
    case 'dtmf':
      return { kind: 'digit', digit: text(inner('dtmf')['digit']) }
    case 'stop':
      return { kind: 'stop' }
    default:
      return { kind: 'other' }
  }
}

function parsed(raw: RawData): Record<string, unknown> {
  try {
    return record(JSON.parse(String(raw)))
  } catch {
    // Whatever is no JSON is no message of theirs, and is passed over like any other that is not known.
    return {}
  }
}
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

type Playing = {
  readonly id: number
  readonly startedAtMs: number
  readonly lengthMs: number
  readonly played: (ms: number) => void
  readonly settle: (dropped: Dropped) => void
}

/** Takes over a socket on which `start` has been said. */
export function mediaStream(
  socket: WebSocket,
  { callSid, streamSid }: Extract<StreamMessage, { kind: 'start' }>,
  ears: StreamEars,
  timers: Timers
): MediaStream {
  let playing: Playing | null = null
  let drops = 0
  let isOver = false
  const say = (message: object): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ ...message, streamSid }))
  }
  const media = (ulaw: Uint8Array): void =>
    say({
      event: 'media',
      media: { payload: Buffer.from(ulaw.buffer, ulaw.byteOffset, ulaw.length).toString('base64') }
    })
  const finish = (isComplete: boolean): void => {
    if (playing === null) return
    const { startedAtMs, lengthMs, settle } = playing
    playing = null
    const endedAtMs = timers.now()
    const playedMs = isComplete ? lengthMs : Math.min(lengthMs, endedAtMs - startedAtMs)
    settle({ playedMs, isComplete, startedAtMs, endedAtMs })
  }
  const over = (): void => {
    if (isOver) return
    isOver = true
    finish(false)
    ears.over()
  }
  const marked = (name: string): void => {
    const [id, place] = name.split('/')
    if (playing === null || id !== String(playing.id)) return
    if (place === 'end') finish(true)
    else playing.played(Number(place))
  }
  socket.on('message', (raw) => {
    const message = readMessage(raw)
    if (message.kind === 'media') ears.frame(message.ulaw)
    else if (message.kind === 'mark') marked(message.name)
    else if (message.kind === 'digit') ears.digit(message.digit)
    else if (message.kind === 'stop') over()
  })
  socket.on('close', over)
  socket.on('error', () => socket.terminate())
  return {
    callSid,
    send: (frame) => media(frame),
    drop(ulaw, played) {
      const id = ++drops
      return new Promise((settle, refuse) => {
        const startedAtMs = timers.now()
        if (playing !== null)
          return refuse(new Error(`something is being played into the call ${callSid} already: stop it first`))
        if (isOver) return settle({ playedMs: 0, isComplete: false, startedAtMs, endedAtMs: startedAtMs })
        playing = { id, startedAtMs, lengthMs: msOf(ulaw.length), played, settle }
        for (let at = 0; at < ulaw.length; at += CHUNK_BYTES) {
          media(ulaw.subarray(at, at + CHUNK_BYTES))
          const end = at + CHUNK_BYTES
          if (end % MARK_BYTES === 0 && end < ulaw.length) say({ event: 'mark', mark: { name: `${id}/${msOf(end)}` } })
        }
        say({ event: 'mark', mark: { name: `${id}/end` } })
        played(0)
      })
    },
    stopDrop() {
      // The marks that Twilio gives back for what it throws away are of a drop that is over.
      if (playing === null) return
      say({ event: 'clear' })
      finish(false)
    },
    close: () => socket.close()
  }
}
