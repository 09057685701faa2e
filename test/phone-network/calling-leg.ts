import { type PhoneLeg, type LegEvent, newTag, nowMs } from './phone-leg.ts'
import { type RtpLine } from './rtp-line.ts'
import { type Peer, type SipSocket } from './sip-socket.ts'
import { type SipMessage, header, mirrored, readSdp, tagOf, uriOf, writeSdp, writeSip } from './sip-message.ts'

/** A telephone that rings somebody through the exchange: says its sound from the answer on. */
export function callingLeg(
  sip: SipSocket,
  sound: RtpLine,
  order: { readonly from: string; readonly to: string; readonly exchange: Peer; readonly says: Uint8Array }
): PhoneLeg {
  const { from, to, exchange, says } = order
  const id = `${newTag()}@${sip.host}`
  const tag = newTag()
  const branch = `z9hG4bK${newTag()}`
  const ours = `<sip:${from}@${sip.host}>;tag=${tag}`
  const events: LegEvent[] = [{ what: 'rings', atMs: nowMs() }]
  let state: 'ringing' | 'up' | 'over' = 'ringing'
  let theirs = `<sip:${to}@${exchange.host}>`
  let target = `sip:${to}@${exchange.host}:${exchange.port}`
  let isWanted = true
  const done = Promise.withResolvers<void>()
  const note = (what: string): void => void events.push({ what, atMs: nowMs() })
  const request = (method: string, cseq: string, at: string, via = `z9hG4bK${newTag()}`, body = ''): string =>
    writeSip(
      `${method} ${at} SIP/2.0`,
      [
        ['Via', `SIP/2.0/UDP ${sip.host}:${sip.port};rport;branch=${via}`],
        ...([
          ['Max-Forwards', '70'],
          ['From', ours],
          ['To', theirs],
          ['Call-ID', id],
          ['CSeq', cseq]
        ] as const),
        ['Contact', `<sip:${from}@${sip.host}:${sip.port}>`]
      ],
      body
    )
  const invitation = request('INVITE', '1 INVITE', target, branch, writeSdp(sip.host, sound.port, 101, 'sendrecv'))
  sip.send(invitation, exchange)
  let stopAgain = sip.persist(invitation, exchange)
  const finish = (what: string): void => {
    if (state === 'over') return
    state = 'over'
    note(what)
    sound.close()
    done.resolve()
  }
  const sayBye = (): void => {
    const bye = request('BYE', '2 BYE', target)
    sip.send(bye, exchange)
    stopAgain = sip.persist(bye, exchange)
  }
  const hangup = (): void => {
    if (state === 'over') return
    if (state === 'up') {
      sayBye()
      return finish('hung up')
    }
    isWanted = false
    const unto = `sip:${to}@${exchange.host}:${exchange.port}`
    sip.send(request('CANCEL', '1 CANCEL', unto, branch), exchange)
  }
  const answered = (message: SipMessage, code: number): void => {
    stopAgain()
    if (code < 200) return
    theirs = header(message, 'to')
    if (code >= 300) {
      const ack = request('ACK', '1 ACK', `sip:${to}@${exchange.host}:${exchange.port}`, branch)
      sip.send(ack, exchange)
      return finish(isWanted ? `refused ${code}` : 'gave up')
    }
    target = uriOf(header(message, 'contact'))
    sip.send(request('ACK', '1 ACK', target), exchange)
    if (state !== 'ringing') return
    if (!isWanted) return (sayBye(), finish('gave up'))
    const media = readSdp(message.body)
    if (media !== null) sound.towards(media.host, media.port, media.keys)
    state = 'up'
    note('answered')
    sound.begin()
    void sound.says(says)
  }
  return {
    ...{ id, number: from, from, invite: null, events, sound, hangup, state: () => state, over: done.promise },
    heard: () => sound.heard,
    take(message, peer) {
      const { start } = message
      if (start.kind === 'response') {
        if (header(message, 'cseq').endsWith('INVITE')) return answered(message, start.code)
        return void (start.code >= 200 && header(message, 'cseq').endsWith('BYE') && stopAgain())
      }
      if (start.method === 'ACK') return
      const media = readSdp(message.body)
      if (media !== null) {
        sound.towards(media.host, media.port, media.keys)
        const body = writeSdp(sip.host, sound.port, 101, mirrored(media.direction))
        return void sip.answer(message, peer, 200, 'OK', [['Contact', `<sip:${from}@${sip.host}:${sip.port}>`]], body)
      }
      sip.answer(message, peer, 200, 'OK')
      if (start.method === 'BYE' && tagOf(header(message, 'to')) === tag) finish('they hung up')
    }
  }
}
