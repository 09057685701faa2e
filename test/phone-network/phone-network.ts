import { callingLeg } from './calling-leg.ts'
import { pacer } from './pacer.ts'
import { type PhoneLeg, calledLeg } from './phone-leg.ts'
import { rtpLine } from './rtp-line.ts'
import { type Script } from './script.ts'
import { type Peer, sipSocket } from './sip-socket.ts'
import { header, userOf } from './sip-message.ts'

/** A telephone network of our own: every number does what its script says, and keeps all that it hears. */
export type PhoneNetwork = AsyncDisposable & {
  readonly host: string
  readonly port: number
  /** What a number does from now on; null takes it out of service (404). */
  readonly script: (number: string, script: Script | null) => void
  /** The calls of a number, the latest last. */
  readonly legs: (number: string) => readonly PhoneLeg[]
  readonly onLeg: (hear: (leg: PhoneLeg) => void) => void
  /** A telephone rings somebody through the exchange. */
  readonly rings: (from: string, to: string, exchange: Peer, says: Uint8Array) => Promise<PhoneLeg>
  /** Nothing is heard of the network while it is away: no answer to anything. */
  readonly isAway: (isAway: boolean) => void
}

const vacant: Script = [{ kind: 'status', code: 404 }]

export async function phoneNetwork(host = '127.0.0.1', port = 0): Promise<PhoneNetwork> {
  const scripts = new Map<string, Script>()
  const legs = new Map<string, PhoneLeg>()
  const byNumber = new Map<string, PhoneLeg[]>()
  const invited = new Set<string>()
  const pace = pacer()
  const ears: ((leg: PhoneLeg) => void)[] = []
  let away = false
  const keep = (leg: PhoneLeg): PhoneLeg => {
    legs.set(leg.id, leg)
    byNumber.set(leg.number, [...(byNumber.get(leg.number) ?? []), leg])
    for (const hear of ears) hear(leg)
    return leg
  }
  const sip = await sipSocket(host, port, (message, peer) => {
    if (away) return
    const id = header(message, 'call-id')
    const leg = legs.get(id)
    if (leg !== undefined) return leg.take(message, peer)
    if (message.start.kind === 'response') return
    const { method, uri } = message.start
    if (method === 'OPTIONS') return void sip.answer(message, peer, 200, 'OK')
    if (method !== 'INVITE') {
      if (method !== 'ACK') sip.answer(message, peer, 481, 'Call/Transaction Does Not Exist')
      return
    }
    // An invitation that is heard again while its telephone is being made ready is the same one.
    if (invited.has(id)) return
    invited.add(id)
    void rtpLine(host, pace).then((sound) =>
      keep(calledLeg(sip, sound, message, peer, scripts.get(userOf(`<${uri}>`)) ?? vacant))
    )
  })
  return {
    ...{ host, port: sip.port },
    script: (number, script) => void (script === null ? scripts.delete(number) : scripts.set(number, script)),
    legs: (number) => byNumber.get(number) ?? [],
    onLeg: (hear) => void ears.push(hear),
    async rings(from, to, exchange, says) {
      const sound = await rtpLine(host, pace)
      return keep(callingLeg(sip, sound, { from, to, exchange, says }))
    },
    isAway: (isAway) => void (away = isAway),
    async [Symbol.asyncDispose]() {
      for (const leg of legs.values()) if (leg.state() !== 'over') leg.hangup()
      // What was just sent has to be heard before the socket goes.
      await new Promise((resolve) => setTimeout(resolve, 50))
      sip.close()
    }
  }
}
