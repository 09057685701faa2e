import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type SipMessage, header, readSip, writeSip } from './sip-message.ts'

export type Headers = readonly (readonly [name: string, value: string])[]
export type Peer = { readonly host: string; readonly port: number }

/** SIP over UDP as far as telephones need it: answers and requests that are sent again until they are heard. */
export type SipSocket = {
  readonly host: string
  readonly port: number
  readonly answer: (
    request: SipMessage,
    peer: Peer,
    code: number,
    reason: string,
    more?: Headers,
    body?: string
  ) => string
  /** Sends it again and again, ever more rarely, until the returned function is called, for half a minute at most. */
  readonly persist: (text: string, peer: Peer) => () => void
  readonly send: (text: string, peer: Peer) => void
  readonly close: () => void
}

const T1_MS = 500
const GIVE_UP_MS = 32_000

export async function sipSocket(
  host: string,
  port: number,
  hear: (message: SipMessage, peer: Peer) => void
): Promise<SipSocket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 21 })
  socket.bind(port, host)
  await once(socket, 'listening')
  const persisting = new Set<() => void>()
  let isClosed = false
  const send = (text: string, peer: Peer): void => {
    if (!isClosed) socket.send(text, peer.port, peer.host)
  }
  socket.on('message', (packet, from) => {
    const message = readSip(packet.toString())
    if (message !== null) hear(message, { host: from.address, port: from.port })
  })
  return {
    ...{ host, port: socket.address().port, send },
    answer(request, peer, code, reason, more = [], body = '') {
      const kept = request.headers.filter(([name]) => ['via', 'from', 'call-id', 'cseq', 'record-route'].includes(name))
      const to = more.some(([name]) => name === 'To') ? [] : [['To', header(request, 'to')] as const]
      const text = writeSip(`SIP/2.0 ${code} ${reason}`, [...kept, ...to, ...more], body)
      send(text, peer)
      return text
    },
    persist(text, peer) {
      let waitMs = T1_MS
      let waited = 0
      const again = (): void => {
        waited += waitMs
        if (waited > GIVE_UP_MS) return stop()
        send(text, peer)
        waitMs = Math.min(4_000, waitMs * 2)
        timer = setTimeout(again, waitMs)
      }
      let timer = setTimeout(again, waitMs)
      const stop = (): void => {
        clearTimeout(timer)
        persisting.delete(stop)
      }
      persisting.add(stop)
      return stop
    },
    close() {
      isClosed = true
      for (const stop of [...persisting]) stop()
      socket.close()
    }
  }
}
