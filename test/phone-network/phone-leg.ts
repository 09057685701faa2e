import { randomBytes } from 'node:crypto'
import { type HeardPacket, type RtpLine } from './rtp-line.ts'
import { type Script, type Step } from './script.ts'
import { type Peer, type SipSocket } from './sip-socket.ts'
import { type SipMessage, header, mirrored, readSdp, tagOf, uriOf, userOf, writeSdp, writeSip } from './sip-message.ts'

/** One call at a telephone of the network, whoever began it. */
export type PhoneLeg = {
  readonly id: string
  readonly number: string
  /** Who is shown to call; what else stands in the invitation. */
  readonly from: string
  readonly invite: SipMessage | null
  readonly state: () => 'ringing' | 'up' | 'over'
  readonly events: readonly LegEvent[]
  readonly sound: RtpLine
  /** What was heard since the answer. */
  readonly heard: () => readonly HeardPacket[]
  readonly hangup: () => void
  /** A message of the exchange within this call. */
  readonly take: (message: SipMessage, peer: Peer) => void
  readonly over: Promise<void>
}

export type LegEvent = { readonly what: string; readonly atMs: number }

const KEYS = 101
const reasons: Readonly<Record<number, string>> = {
  ...{ 100: 'Trying', 180: 'Ringing', 183: 'Session Progress', 200: 'OK', 302: 'Moved Temporarily' },
  ...{ 403: 'Forbidden', 404: 'Not Found', 408: 'Request Timeout', 410: 'Gone', 480: 'Temporarily Unavailable' },
  ...{ 484: 'Address Incomplete', 486: 'Busy Here', 487: 'Request Terminated', 488: 'Not Acceptable Here' },
  ...{ 500: 'Server Internal Error', 503: 'Service Unavailable', 600: 'Busy Everywhere', 603: 'Decline' },
  ...{ 607: 'Unwanted', 608: 'Rejected' }
}

export const nowMs = (): number => performance.timeOrigin + performance.now()
export const newTag = (): string => randomBytes(6).toString('hex')

/** A telephone that was called: does what its script says, and answers what a telephone must answer. */
export function calledLeg(sip: SipSocket, sound: RtpLine, invite: SipMessage, peer: Peer, script: Script): PhoneLeg {
  const number = userOf(invite.start.kind === 'request' ? `<${invite.start.uri}>` : '')
  const ours = `${header(invite, 'to')};tag=${newTag()}`
  const contact = ['Contact', `<sip:${number}@${sip.host}:${sip.port}>`] as const
  const events: LegEvent[] = [{ what: 'invited', atMs: nowMs() }]
  let state: 'ringing' | 'up' | 'over' = 'ringing'
  let last = ''
  let stopAgain: () => void = () => undefined
  let upAt = 0
  let ourCseq = 1
  let [isHeard, isLeaving] = [false, false]
  const done = Promise.withResolvers<void>()
  const note = (what: string): void => void events.push({ what, atMs: nowMs() })
  const media = readSdp(invite.body)
  if (media !== null) sound.towards(media.host, media.port, media.keys)
  sound.onDigit((digit) => note(`digit ${digit}`))

  const finish = (what: string): void => {
    if (state === 'over') return
    state = 'over'
    note(what)
    stopAgain()
    sound.close()
    done.resolve()
  }
  const answer = (code: number, body = '', more: Parameters<SipSocket['answer']>[4] = []): void => {
    last = sip.answer(invite, peer, code, reasons[code] ?? 'Unknown', [['To', ours], contact, ...more], body)
    stopAgain()
    if (code >= 200) stopAgain = sip.persist(last, peer)
  }
  const offer = (): string => writeSdp(sip.host, sound.port, media?.keys ?? KEYS, 'sendrecv')
  const hangup = (): void => {
    if (state === 'over') return
    if (state === 'ringing') return (answer(480), finish('refused 480'))
    // A callee says no good-bye before it has heard that its answer was heard (RFC 3261, 15).
    if (!isHeard) return void (isLeaving = true)
    // From here on we are the one who asks: what was their From is our To.
    const headers = [
      ['Via', `SIP/2.0/UDP ${sip.host}:${sip.port};branch=z9hG4bK${newTag()}`],
      ...[
        ['Max-Forwards', '70'],
        ['From', ours],
        ['To', header(invite, 'from')]
      ],
      ...[
        ['Call-ID', header(invite, 'call-id')],
        ['CSeq', `${ourCseq++} BYE`]
      ]
    ] as const
    const target = uriOf(header(invite, 'contact'))
    const bye = writeSip(`BYE ${target} SIP/2.0`, headers as never)
    sip.send(bye, peer)
    finish('hung up')
    stopAgain = sip.persist(bye, peer)
  }
  const act = async (step: Step): Promise<void> => {
    switch (step.kind) {
      case 'nothing':
        return
      case 'status':
        answer(step.code, '', step.contact === undefined ? [] : [['Contact', `<${step.contact}>`]])
        note(`status ${step.code}`)
        if (step.code >= 300) finish(`refused ${step.code}`)
        return
      case 'early':
        answer(183, offer())
        sound.begin()
        return note('early')
      case 'answer':
        answer(200, offer())
        state = 'up'
        upAt = sound.heard.length
        sound.begin()
        return note('answered')
      case 'wait':
        return await new Promise((resolve) => setTimeout(resolve, step.ms))
      case 'say':
        note('says')
        await sound.says(step.sound)
        return note('has said')
      case 'speak':
        void sound.says(step.sound)
        return note('says')
      case 'press':
        return await sound.press(step.digits)
      case 'until_heard':
        return await untilHeard(sound, step.ms, done.promise)
      case 'hang_up':
        return hangup()
    }
  }
  const run = async (): Promise<void> => {
    if (script[0]?.kind !== 'nothing') answer(100)
    for (const step of script) if (state !== 'over') await act(step)
  }
  void run()

  return {
    ...{ id: header(invite, 'call-id'), number, from: userOf(header(invite, 'from')), invite, events, sound, hangup },
    ...{ state: () => state, heard: () => sound.heard.slice(upAt), over: done.promise },
    take(message, from) {
      if (message.start.kind === 'response') return void (message.start.code >= 200 && stopAgain())
      const { method } = message.start
      if (method === 'ACK') {
        isHeard = true
        stopAgain()
        if (isLeaving) hangup()
        return
      }
      if (method === 'INVITE' && tagOf(header(message, 'to')) === '') return sip.send(last, from)
      if (method === 'INVITE' || method === 'UPDATE') {
        const theirs = readSdp(message.body)
        if (theirs !== null) sound.towards(theirs.host, theirs.port, theirs.keys)
        note(`${method} ${theirs?.direction ?? ''}`)
        const body = writeSdp(sip.host, sound.port, KEYS, mirrored(theirs?.direction ?? 'sendrecv'))
        return void sip.answer(message, from, 200, 'OK', [contact], theirs === null ? '' : body)
      }
      sip.answer(message, from, 200, 'OK')
      if (method === 'BYE') finish('they hung up')
      if (method === 'CANCEL' && state === 'ringing') {
        answer(487)
        const again = stopAgain
        stopAgain = () => undefined
        finish('cancelled')
        stopAgain = again
      }
    }
  }
}

/** So much of what is heard is louder than a quiet line. */
function untilHeard(sound: RtpLine, ms: number, over: Promise<void>): Promise<void> {
  let heardMs = 0
  return new Promise((resolve) => {
    void over.then(resolve)
    const off = sound.onHeard(({ ulaw }) => {
      if (ulaw.some((byte) => (byte & 0x7f) < 0x60)) heardMs += ulaw.length / 8
      if (heardMs < ms) return
      off()
      resolve()
    })
  })
}
