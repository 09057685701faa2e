import { type CallState, type HangupWhy, type InboundCall } from '../carrier.ts'
import { callLife } from '../call-life.ts'
import { type Timers } from '../timers.ts'
import { type AsteriskNode } from './asterisk-node.ts'
import { drops } from './call-drop.ts'
import { type CallInside, turns } from './call-inside.ts'
import { parties } from './call-parties.ts'
import { recorder } from './call-recording.ts'
import { callSound } from './call-sound.ts'
import { type AriEvent } from './generated/ari-types.ts'
import { bridgeOf, line } from './line.ts'
import { outcomeOf } from './outcome.ts'
import { type SeatedRep } from './rep-legs.ts'

/** What a call is from its first instant. */
export type CallBirth = {
  readonly channelId: string
  readonly bridgeId: string | null
  readonly attemptId: string | null
  readonly to: string
  /** Who rings us; null where we ring them, or where it is withheld. */
  readonly from: string | null
  readonly isInbound: boolean
  readonly ringMs: number
  readonly maxMs: number
}

/** What a call needs besides its node. */
export type CallHouse = {
  readonly seats: ReadonlyMap<string, SeatedRep>
  readonly timers: Timers
  readonly endpointOf: (number: string) => string
  /** The sound of a notice that a call is recorded, µ-law. */
  readonly noticeOf: (notice: string) => Promise<Uint8Array>
}

/** A call from the inside. */
export type LivingCall = {
  readonly call: InboundCall
  /** Puts our ear to it. `isAlone` is false where a rep is with the callee already. */
  readonly open: (isAlone: boolean) => Promise<void>
  readonly dial: () => Promise<void>
  /** Asterisk says how it stands, after we heard nothing for a while; null where it knows nothing of it. */
  readonly recall: (state: string | null) => void
  readonly adoptRep: (rep: SeatedRep) => void
  readonly over: Promise<void>
}

/** Asterisk ends a call by itself so much later than we, who may be dead by then. */
export const BACKUP_MS = 1_000
/** Until a call is dialled, and until Asterisk has said how it ended, at the very most. */
const LAST_RESORT_MS = 20_000
/** An ear that was lost is opened again, so often in one call. */
const EARS_MAX = 5

export function asteriskCall(node: AsteriskNode, birth: CallBirth, house: CallHouse): LivingCall {
  const { channelId, ringMs, maxMs } = birth
  const { timers, seats, endpointOf, noticeOf } = house
  const { ari, tidy } = node
  // Our own clock is the last resort; what came of the call is said by Asterisk.
  const life = callLife({ ringMs: ringMs + LAST_RESORT_MS, maxMs: maxMs + 2 * BACKUP_MS }, timers)
  const bornAtMs = timers.now()
  const over = Promise.withResolvers<void>()
  let endedBy: 'rang_out' | 'we_hung_up' | 'nobody_of_us' = 'nobody_of_us'
  let isPastMax = false
  let [hasRung, ears] = [false, 0]

  const sound = callSound(life, timers)
  const way = line(node, channelId, birth.bridgeId ?? bridgeOf(channelId), sound.hear, () => {
    if (life.state() === 'ended' || !ari.isOpen() || ++ears > EARS_MAX) return
    void inside.inTurn(() => way.listen(people.isAlone())).catch(() => undefined)
  })
  const inside: CallInside = { node, channelId, life, line: way, timers, inTurn: turns() }
  const destroy = (): Promise<void> =>
    tidy(
      ari.ask('DELETE /channels/{channelId}', { path: { channelId }, query: { reason: reasonOf(birth, life.state()) } })
    )
  const hangup = async (): Promise<void> => {
    if (life.state() === 'ended') return
    if (endedBy === 'nobody_of_us') endedBy = 'we_hung_up'
    await destroy()
    await Promise.race([over.promise, new Promise<void>((resolve) => timers.after(1_000, resolve))])
  }
  const people = parties(inside, seats, endpointOf, async () => {
    await destroy()
  })
  const message = drops(inside, people.alone, hangup, () => bornAtMs + maxMs + BACKUP_MS)
  const tape = recorder(inside, noticeOf, people.isAlone)

  const end = (how: Parameters<typeof life.end>[0]): void => {
    life.end(isPastMax && how.outcome === 'completed' ? { ...how, by: 'timeout' } : how)
  }
  life.on('ended', () => {
    off()
    void Promise.all([people.over(), way.close()]).catch(() => undefined)
    // Where our own clock ended it, the channel may be there still.
    void destroy().catch(() => undefined)
    over.resolve()
  })
  const off = node.attend(channelId, (event) => {
    if (hearEvent(event)) return
    const gone = birth.isInbound ? event.type === 'StasisEnd' : event.type === 'ChannelDestroyed'
    if (!gone) return
    const wasAnswered = life.state() === 'up'
    if (birth.isInbound && !wasAnswered) return end(unanswered(endedBy))
    const { cause = 16, tech_cause: sip = null } = event.type === 'ChannelDestroyed' ? event : {}
    end(outcomeOf({ cause, sip: sip ?? null, wasAnswered, hasRung, endedBy }))
  })
  const hearEvent = (event: AriEvent): boolean => {
    if (event.type === 'Dial') {
      if (event.dialstatus === 'RINGING') rung('ringing')
      if (event.dialstatus === 'PROGRESS') rung('early')
      return true
    }
    if (event.type === 'ChannelStateChange') {
      if (event.channel.state === 'Up') life.reach('up')
      if (event.channel.state === 'Ringing') rung('ringing')
      return true
    }
    if (event.type === 'ChannelDtmfReceived') life.tell('digit', { digit: event.digit, atMs: timers.now() })
    return false
  }
  const rung = (state: 'ringing' | 'early'): void => {
    hasRung = true
    life.reach(state)
  }
  // Counted from the dialling on: until then nobody can have heard it ring.
  let isCounting = false
  const countRinging = (): void => {
    if (isCounting) return
    isCounting = true
    life.later(ringMs, () => {
      if (life.state() === 'up') return
      if (endedBy === 'nobody_of_us') endedBy = 'rang_out'
      void destroy().catch(() => undefined)
    })
  }
  if (birth.isInbound) {
    life.reach('ringing')
    countRinging()
  }
  life.later(maxMs, () => {
    isPastMax = true
    void destroy().catch(() => undefined)
  })
  const call: InboundCall = {
    ...{ id: channelId, attemptId: birth.attemptId, to: birth.to, from: birth.from, node: node.name },
    ...{ state: life.state, on: sound.on, hangup: (_: HangupWhy) => hangup() },
    ...{ connect: people.connect, disconnect: people.disconnect, hold: people.hold, mute: people.mute },
    ...{ transfer: people.transfer, drop: message.drop, stopDrop: message.stopDrop, record: tape.record },
    press: (digits) => pressOn(node, channelId, digits),
    async answer() {
      await ari.ask('POST /channels/{channelId}/answer', { path: { channelId } })
      life.reach('up')
    }
  }
  return {
    ...{ call, adoptRep: people.adopt, over: over.promise },
    open: (isAlone) => inside.inTurn(() => way.open(isAlone)),
    async dial() {
      // A whole second more than we wait ourselves: this is for the case that we are gone.
      const timeout = Math.ceil(ringMs / 1_000) + 1
      await ari.ask('POST /channels/{channelId}/dial', { path: { channelId }, query: { timeout } })
      countRinging()
    },
    recall(state) {
      if (state === null) end({ outcome: life.state() === 'up' ? 'completed' : 'unknown', by: 'carrier' })
      if (state === 'Up') life.reach('up')
      else if (state !== null) countRinging()
      if (state === 'Ringing') rung('ringing')
      if (state !== null && way.media() === null)
        void inside.inTurn(() => way.listen(people.isAlone())).catch(() => undefined)
    }
  }
}

/** Whom we do not take hears that nobody is there. */
const reasonOf = ({ isInbound }: CallBirth, state: CallState): 'no_answer' | 'normal' =>
  isInbound && state !== 'up' ? 'no_answer' : 'normal'

function unanswered(endedBy: string): {
  readonly outcome: 'cancelled' | 'rejected' | 'no_answer'
  readonly by: 'us' | 'them' | 'timeout'
} {
  if (endedBy === 'we_hung_up') return { outcome: 'rejected', by: 'us' }
  if (endedBy === 'rang_out') return { outcome: 'no_answer', by: 'timeout' }
  return { outcome: 'cancelled', by: 'them' }
}

/** Keys go out one after the other, as a person presses them. */
async function pressOn({ ari }: AsteriskNode, channelId: string, digits: string): Promise<void> {
  const query = { dtmf: digits, between: 100, duration: 100 }
  await ari.ask('POST /channels/{channelId}/dtmf', { path: { channelId }, query })
}
