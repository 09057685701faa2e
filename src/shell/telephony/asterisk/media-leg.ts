import { type Ari, type AriAddress, authorizationOf } from './ari.ts'
import { type Off } from '../carrier.ts'

/** The sound of a call to us and back: one socket, µ-law, a message for every 20 ms that are heard. */
export type MediaLeg = {
  readonly channelId: string
  readonly onFrame: (hear: (ulaw: Uint8Array) => void) => void
  readonly onSaid: (hear: (said: MediaSaid) => void) => Off
  readonly send: (ulaw: Uint8Array) => void
  readonly tell: (command: string, mark?: string) => void
  readonly isOpen: () => boolean
  readonly closed: Promise<void>
  readonly close: () => void
}

/** What Asterisk says of the sound that we send. */
export type MediaSaid =
  | { readonly event: 'MEDIA_XOFF' | 'MEDIA_XON' | 'QUEUE_DRAINED' | 'MEDIA_BUFFERING_COMPLETED' | 'MEDIA_START' }
  | { readonly event: 'MEDIA_MARK_PROCESSED'; readonly correlation_id: string }

/** Makes the channel and opens its socket; the channel is in Stasis once `entered` of its id has come. */
export async function openMediaLeg(ari: Ari, address: AriAddress, channelId: string): Promise<MediaLeg> {
  const made = await ari.ask('POST /channels/externalMedia', {
    query: {
      ...{ channelId, app: address.application, external_host: 'INCOMING', encapsulation: 'none', format: 'ulaw' },
      ...{ transport: 'websocket', connection_type: 'server', transport_data: 'f(json)', direction: 'both' }
    }
  })
  const named = (made.channelvars as Readonly<Record<string, string>> | undefined)?.['MEDIA_WEBSOCKET_CONNECTION_ID']
  const connection = named ?? (await connectionOf(ari, channelId))
  const socket = new WebSocket(`${address.url.replace(/^http/, 'ws')}/media/${connection}`, {
    protocols: ['media'],
    headers: { authorization: authorizationOf(address) }
  } as never)
  socket.binaryType = 'arraybuffer'
  const said = new Set<(said: MediaSaid) => void>()
  let hearFrame: (ulaw: Uint8Array) => void = () => undefined
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  socket.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') return hearFrame(new Uint8Array(data as ArrayBuffer))
    const message = JSON.parse(data) as MediaSaid
    for (const hear of [...said]) hear(message)
  })
  socket.addEventListener('close', () => resolve())
  await new Promise<void>((opened, failed) => {
    socket.addEventListener('open', () => opened())
    socket.addEventListener('error', () => {
      resolve()
      failed(new Error('the sound of the call could not be opened: Asterisk closed its media socket'))
    })
  })
  return {
    ...{ channelId, closed, isOpen: () => socket.readyState === WebSocket.OPEN },
    onFrame: (hear) => void (hearFrame = hear),
    onSaid(hear) {
      said.add(hear)
      return () => void said.delete(hear)
    },
    send: (ulaw) => void (socket.readyState === WebSocket.OPEN && socket.send(Uint8Array.from(ulaw))),
    tell(command, mark) {
      if (socket.readyState !== WebSocket.OPEN) return
      socket.send(JSON.stringify({ command, ...(mark === undefined ? {} : { correlation_id: mark }) }))
    },
    close: () => socket.close()
  }
}

async function connectionOf(ari: Ari, channelId: string): Promise<string> {
  const variable = 'MEDIA_WEBSOCKET_CONNECTION_ID'
  return (await ari.ask('GET /channels/{channelId}/variable', { path: { channelId }, query: { variable } })).value
}
