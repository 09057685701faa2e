import { type AtVoicemail, type CallNews } from '../../call/call-event.ts'
import { type CallOutcome, type CallPlan, type DialMode } from '../../call/call-state.ts'
import { type Zone } from '../../clock/zone.ts'
import { type CarrierName } from '../../outcome/lists.ts'
import { messageOf } from '../command/complaint.ts'
import { writePlaced } from '../lines/line-call.ts'
import { numberFor } from '../lines/number-for.ts'
import { type OpenEars, watchedCarrier, watchedEars, type WriteLearned, learnedWriter } from '../lines/watched-line.ts'
import { writeDelivery } from '../recordings/delivery.ts'
import { playable } from '../recordings/recordings.ts'
import { type Carrier } from '../telephony/carrier.ts'
import { type LiveCall, liveCall } from '../telephony/live-call.ts'
import { type Delivered } from '../telephony/live-drops.ts'
import { type Timers, machineTimers } from '../telephony/timers.ts'
import { type AdviceWords } from './card.ts'
import { type CallPhase, type Desk, type DeskEvent } from './desk.ts'
import { type Line, type Placed } from './line.ts'
import { lineWords, saidByLine, spentByLine } from './line-outcome.ts'
import { type RepSession } from './rep-session.ts'
import { machineVerdict, sayCall } from './say-call.ts'

/** What a session needs for calls that a carrier dials. */
export type RealWish = {
  readonly session: RepSession
  readonly carrier: Carrier
  readonly name: CarrierName
  readonly mode: DialMode
  readonly zone: Zone
  /** The rep’s own leg, by its id; null while there is none. */
  readonly leg: () => string | null
  /** A detector for each call; null where nobody listens but the rep. */
  readonly openEars: OpenEars | null
  /** Numbers of the area of who is called are shown before others. */
  readonly isLocal: boolean
  readonly hear: (event: DeskEvent) => void
  readonly desk: () => Desk
  readonly timers?: Timers
}

/** Long enough for a mailbox to answer, and short of what a carrier takes for a fault (features V4). */
const RING_MS = 28_000
const MAX_MS = 3 * 3_600_000

/** A call that is out. */
type Out = {
  readonly id: number
  readonly placed: Placed
  readonly learn: WriteLearned
  live: LiveCall | null
  order: AtVoicemail
  /** Waits for the recommendation, where the rep’s key asked for it. */
  wanted: PromiseWithResolvers<AdviceWords> | null
  /** The rep has gone on to the next, and this is what stood on the screen. */
  left: CallPhase | null
}

/**
 * The line of a carrier that dials: keys and what is heard lead the call on by `callStep`, and what comes of it is told to the
 * desk. A call that goes on alone, because a message is being left, is put away by itself once it is over.
 */
export function realLine(wish: RealWish): Line {
  const { session, carrier, hear, name } = wish
  const { store, org, clock } = session
  const timers = wish.timers ?? { ...machineTimers, now: clock }
  const plan: CallPlan = {
    ...{ mode: wish.mode, bridges: carrier.can.bridge, drops: carrier.can.drop, ringMs: RING_MS, maxMs: MAX_MS },
    ears: wish.openEars === null ? 'rep' : wish.mode === 'rep_hears' ? 'start' : 'verdict'
  }
  /** The call of the desk; those that go on alone are in `alone`. */
  let out: Out | null = null
  const alone = new Set<Promise<void>>()
  const failed = (what: string, error: unknown): void => hear({ kind: 'noted', says: `${what}: ${messageOf(error)}` })

  const houseOf = (call: Out): Parameters<typeof liveCall>[3] => ({
    repLeg: wish.leg,
    released: () => released(call),
    async storeVerdict({ endpoint, by }) {
      const { leadId, touch } = call.placed
      const { words, order } = await machineVerdict(session, { leadId, touch, endpoint })
      call.order = order
      if (call.wanted !== null) return call.wanted.resolve(words)
      if (out !== call || by !== 'detector') return
      hear({ kind: 'detected', who: 'machine', endpoint, says: 'A machine, by the detector' })
      hear({ kind: 'decided', words })
    },
    decide: async () => call.order,
    async recording(id) {
      const found = await playable(store, org, { slot: Number(id) })
      if (found === null) throw new Error(`there is no recording at place ${id}`)
      return { kind: 'ulaw', ulaw: found.ulaw }
    },
    delivered: (delivered) => void writing(call, 'The delivery', deliver(call.placed, delivered)),
    tell: (news) => {
      if (out === call) told(news)
    },
    failed
  })

  const deliver = async ({ leadId, touch, touchAt }: Placed, delivered: Delivered): Promise<void> => {
    const { nth, recording, orderedAtMs, startedAtMs, playedMs, isComplete, ended } = delivered
    const found = await playable(store, org, { slot: Number(recording) })
    await writeDelivery(store, org, {
      ...{ leadId, touch, touchAt, seq: nth, recordingId: found?.id ?? 0, startedAt: startedAtMs, heard: null },
      ...{ firstPacketMs: startedAtMs === null ? null : startedAtMs - orderedAtMs, playedMs, isComplete, ended },
      bytes: Math.min(found?.ulaw.length ?? 0, Math.round(playedMs * 8))
    })
  }
  const writing = (_: Out, what: string, written: Promise<void>): Promise<void> =>
    written.catch((error: unknown) => failed(what, error))

  const told = (news: CallNews): void => {
    const event = newsEvent(news)
    if (event !== null) hear(event)
  }

  /** The rep is free while the message goes on; what came of it is stored when it is over. */
  const released = (call: Out): void => {
    const { phase } = wish.desk()
    if (out !== call || phase.kind !== 'call' || phase.card.leadId !== call.placed.leadId) return
    call.left = phase
    out = null
    hear({ kind: 'released', says: `${phase.card.name}: the message goes on alone` })
  }

  const ended = async (call: Out, outcome: CallOutcome): Promise<void> => {
    if (call.wanted !== null) call.wanted.reject(new Error('the call was over before anything was decided'))
    if (call.left === null) {
      if (out === call) hear({ kind: 'line', state: 'ended', says: lineWords(outcome), outcome })
      return
    }
    const { left } = call
    const phase = { ...left, draft: saidByLine(left.draft, outcome), call: spentByLine(left.call, outcome) }
    await sayCall(session, phase, clock())
    hear({ kind: 'noted', says: `${left.card.name}: ${lineWords(outcome)}` })
  }

  return {
    async place(placed) {
      const from = await numberFor({ store, org }, placed, { zone: wish.zone, isLocal: wish.isLocal, now: clock() })
      const [id = 0] = await store.ids.take(1)
      const learn = learnedWriter(store, org, id, failed)
      const call: Out = { id, placed, learn, live: null, order: NOTHING, wanted: null, left: null }
      const { leadId, touch: seq, touchAt } = placed
      await writePlaced(store, org, {
        ...{ id, touch: { leadId, at: touchAt, seq }, leadId, sessionId: session.sessionId, carrier: name, node: '' },
        ...{ numberId: from?.id ?? null, isInbound: false, placedAt: clock() }
      })
      out = call
      const order = {
        attemptId: placed.attemptId,
        to: placed.number,
        from: from?.e164 ?? null,
        ringMs: RING_MS,
        maxMs: MAX_MS
      }
      const ears = wish.openEars === null ? null : watchedEars(wish.openEars, learn)
      call.live = liveCall(watchedCarrier(carrier, learn), order, plan, houseOf(call), ears, timers)
      const over = call.live.outcome
        .then((outcome) => ended(call, outcome))
        .catch((error: unknown) => failed(`What came of the call to ${placed.number} was not stored`, error))
        .finally(() => void (alone.delete(over), call.live?.wrapped()))
      alone.add(over)
    },
    answered() {
      out?.learn({ what: 'said', key: 'human' })
      out?.live?.key('human')
    },
    async machine(asked) {
      const call = out
      // A call that is over, or that an earlier session made, is asked about at the store alone.
      if (call?.live == null || call.placed.touch !== asked.touch) return (await machineVerdict(session, asked)).words
      call.wanted = Promise.withResolvers()
      call.learn({ what: 'said', key: 'machine' })
      if (asked.endpoint === 'machine') call.live.key('machine')
      else call.live.learned(asked.endpoint as Parameters<LiveCall['learned']>[0])
      return await call.wanted.promise.finally(() => (call.wanted = null))
    },
    speak: () => out?.live?.key(out.order.kind === 'message' ? 'beep_now' : 'live_voicemail'),
    over() {
      out?.live?.key('hang_up')
      out = null
    },
    async atRest() {
      out?.live?.key('hang_up')
      await Promise.all(alone)
    }
  }
}

const NOTHING: AtVoicemail = { kind: 'hang_up', blockedBy: null }

/** What the rep is told of a call as it goes on; null where nothing is. */
function newsEvent(news: CallNews): DeskEvent | null {
  switch (news.kind) {
    case 'stage':
      return stageEvent(news.stage)
    case 'sounds_like':
      return { kind: 'noted', says: `It sounds like ${news.verdict.replaceAll('_', ' ')}: V if it is a machine` }
    case 'speak':
      return { kind: 'heard', says: `Speak: ${Math.ceil(news.leftMs / 1_000)} seconds left` }
    case 'cannot':
      return { kind: 'noted', says: cannotWords[news.because] }
    case 'decided':
    case 'outcome':
      return null
  }
}

const cannotWords = {
  no_recording: 'There is no recording for it: speak, or N for none',
  forbidden: 'No message may be left here',
  no_drop: 'This carrier plays no recordings: speak, or N for none'
} as const

function stageEvent(stage: Extract<CallNews, { kind: 'stage' }>['stage']): DeskEvent | null {
  switch (stage) {
    case 'ringing':
    case 'early':
      return { kind: 'noted', says: 'It rings' }
    case 'answered':
      return { kind: 'line', state: 'up', says: 'Something has answered: H human, V machine' }
    case 'listening':
      return { kind: 'line', state: 'up', says: 'Answered: who it is is being heard. H and V hold at any time' }
    case 'human':
      return { kind: 'detected', who: 'human', endpoint: 'human_right_party', says: 'You are through' }
    case 'ivr':
      return { kind: 'line', state: 'up', says: 'A menu answers: press your way, or X' }
    case 'talked_over':
      return { kind: 'noted', says: 'Somebody speaks into the message: it was stopped' }
    case 'leaving':
      return { kind: 'noted', says: 'The message is being left' }
    default:
      return null
  }
}
