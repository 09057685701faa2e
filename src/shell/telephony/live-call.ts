import {
  type AtVoicemail,
  type CallAct,
  type CallEvent,
  type CallNews,
  type MachineEndpoint,
  type RepKey
} from '../../call/call-event.ts'
import { type CallOutcome, type CallPlan, type CallState, type HangUpWhy, newCall } from '../../call/call-state.ts'
import { callStep } from '../../call/call-step.ts'
import { isOver } from '../../call/ending.ts'
import { type Endpoint } from '../../facts/outcome-lists.ts'
import { type Heard } from '../../listen/heard.ts'
import { type Call, type Carrier, type HangupWhy, type Off, type Order, type Sound } from './carrier.ts'
import { type Ears } from './ears.ts'
import { type Delivered, liveDrops } from './live-drops.ts'
import { type Timers, machineTimers } from './timers.ts'

/** What a call needs of the house around it. */
export type CallHouse = {
  /** The leg of the rep who is booked for this call, or of one who is free by now; null where there is none. */
  readonly repLeg: () => string | null | Promise<string | null>
  /** The rep is off the line and free for the next call. */
  readonly released: () => void
  /** Stored before anybody asks what to do. */
  readonly storeVerdict: (verdict: StoredVerdict) => Promise<void>
  readonly decide: (endpoint: Endpoint) => Promise<AtVoicemail>
  readonly recording: (id: string) => Promise<Sound>
  /** What became of each recording that was ordered into the line. */
  readonly delivered: (delivered: Delivered) => void
  readonly tell: (news: CallNews) => void
  /** Something failed on the way; the call goes on or ends as it can. */
  readonly failed: (what: string, error: unknown) => void
}
export type StoredVerdict = {
  readonly endpoint: Endpoint
  readonly by: 'nobody' | 'detector' | 'rep'
  readonly confidence: number | null
  readonly atMs: number
}

export type LiveCall = AsyncDisposable & {
  readonly state: () => CallState
  readonly key: (key: RepKey) => void
  readonly learned: (endpoint: MachineEndpoint) => void
  /** The rep’s leg broke. */
  readonly repGone: () => void
  /** Everything is said of it. */
  readonly wrapped: () => void
  /** What came of it, as soon as that is known. */
  readonly outcome: Promise<CallOutcome>
}

/** How long a person who is with a rep is listened to: whether it is a mailbox that said hello shows by then. */
const LISTENS_MS = 30_000

/**
 * Runs one call: what happens on the line, what is heard and what the rep presses goes into `callStep`; what that says
 * is done here, and nothing else. The order is for a touch that is stored already.
 */
export function liveCall(
  carrier: Carrier,
  order: Order,
  plan: CallPlan,
  house: CallHouse,
  openEars: ((hear: (heard: Heard) => void) => Ears) | null,
  timers: Timers = machineTimers
): LiveCall {
  let state = newCall(plan)
  let call: Call | null = null
  let isHungUp = false
  let alarm: Off = () => undefined
  let withPersonSince: number | null = null
  /** What is done with the rep’s leg is done one after the other. */
  let leg: Promise<void> = Promise.resolve()
  const outcome = Promise.withResolvers<CallOutcome>()
  const ears = openEars?.((heard) => happens({ kind: 'heard', heard })) ?? null
  const drops = liveDrops(
    house,
    timers,
    (event) => happens(event),
    (is) => ears?.dropping(is)
  )

  function happens(event: Untimed): void {
    const { state: next, acts } = callStep(state, { ...event, atMs: timers.now() } as CallEvent)
    const before = state
    state = next
    if (next.who !== before.who) toldBy(next.who)
    if (next.stage.kind !== before.stage.kind) moved(before)
    for (const act of acts) carryOut(act, event)
  }

  function toldBy({ by, endpoint }: CallState['who']): void {
    if (by === 'rep' && endpoint !== null) ears?.told(endpoint === 'human_right_party' ? 'human' : 'machine')
  }

  function moved(before: CallState): void {
    const { stage, line } = state
    if (before.line.answeredAtMs === null && line.answeredAtMs !== null && call !== null) answeredByHand(call)
    const isLive = stage.kind === 'leaving' && stage.how === 'live'
    const wasLive = before.stage.kind === 'leaving' && before.stage.how === 'live'
    if (isLive !== wasLive) ears?.dropping(isLive)
    withPersonSince = stage.kind === 'human' ? timers.now() : null
    if (isOver(state)) ears?.close()
  }

  function carryOut(act: CallAct, event: Untimed): void {
    switch (act.kind) {
      case 'place':
        return void place()
      case 'bridge_rep':
        return onLeg('putting the rep through', bridge)
      case 'unbridge_rep':
        return onLeg('taking the rep off', async () => call?.disconnect())
      case 'release_rep':
        return onLeg('letting the rep go', async () => house.released())
      case 'store_verdict':
        return void stored(act)
      case 'ask_decision':
        return void asked(act.nth, act.endpoint)
      case 'start_drop':
        return drops.start(call!, act.nth, act.recording)
      case 'stop_drop':
        return drops.stop(
          act.nth,
          event.kind === 'heard' ? (event.heard.kind === 'restart' ? 'again' : 'voice') : 'key'
        )
      case 'hang_up':
        return hangUp(act.why)
      case 'set_watchdog':
        alarm()
        alarm = timers.after(act.ms, () => happens({ kind: 'watchdog' }))
        return
      case 'clear_watchdog':
        return alarm()
      case 'tell':
        if (act.news.kind === 'outcome') outcome.resolve(act.news.outcome)
        return house.tell(act.news)
    }
  }

  async function place(): Promise<void> {
    try {
      call = await carrier.place(order)
    } catch (error) {
      house.failed('placing the call', error)
      return happens({ kind: 'refused' })
    }
    if (isOver(state)) return hangUp('watchdog')
    happens({ kind: 'placed' })
    attend(call)
  }

  function attend(placed: Call): void {
    const reached = (at: ReturnType<Call['state']>): void => {
      if (at === 'up') ears?.answered()
      if (at === 'ringing' || at === 'early' || at === 'up') happens({ kind: at })
    }
    placed.on('sound', (frame) => {
      if (ears === null || isOver(state)) return
      const isLong = withPersonSince !== null && timers.now() - withPersonSince > LISTENS_MS
      if (!isLong || state.rep !== 'on') ears.sound(frame)
    })
    placed.on('played', ({ playedMs }) => drops.played(playedMs))
    placed.on('ended', (end) => {
      drops.lineEnded()
      happens({ kind: 'ended', end })
    })
    reached(placed.state())
    placed.on('state', (said) => reached(said.state))
  }

  function onLeg(what: string, act: () => Promise<unknown>): void {
    leg = leg.then(act).then(
      () => undefined,
      (error: unknown) => house.failed(what, error)
    )
  }

  async function bridge(): Promise<void> {
    try {
      const to = await house.repLeg()
      if (to === null) return happens({ kind: 'rep_gone' })
      await call!.connect(to)
      happens({ kind: 'bridged' })
    } catch (error) {
      house.failed('putting the rep through', error)
      happens({ kind: 'rep_gone' })
    }
  }

  async function stored({
    nth,
    endpoint,
    by,
    confidence
  }: CallAct & { readonly kind: 'store_verdict' }): Promise<void> {
    try {
      await house.storeVerdict({ endpoint, by, confidence, atMs: timers.now() })
      happens({ kind: 'verdict_stored', nth })
    } catch (error) {
      house.failed('storing the verdict', error)
      happens({ kind: 'undecided', nth })
    }
  }

  async function asked(nth: number, endpoint: Endpoint): Promise<void> {
    try {
      const decision = await house.decide(endpoint)
      for (const id of recordingsIn(decision)) drops.fetch(id)
      happens({ kind: 'decision', nth, decision })
    } catch (error) {
      house.failed('asking what to do', error)
      happens({ kind: 'undecided', nth })
    }
  }

  function hangUp(why: HangUpWhy): void {
    if (call === null || isHungUp) return
    isHungUp = true
    call.hangup(reason[why] ?? 'machine').catch((error: unknown) => house.failed('hanging up', error))
  }

  happens({ kind: 'start' })
  return {
    state: () => state,
    key: (key) => happens({ kind: 'key', key }),
    learned: (endpoint) => happens({ kind: 'learned', endpoint }),
    repGone: () => happens({ kind: 'rep_gone' }),
    wrapped: () => happens({ kind: 'wrapped' }),
    outcome: outcome.promise,
    async [Symbol.asyncDispose]() {
      happens({ kind: 'shutdown' })
      await outcome.promise
      happens({ kind: 'wrapped' })
      await leg
    }
  }
}

/** An event without its instant, which is that of the clock here. */
type Untimed = CallEvent extends infer E ? (E extends CallEvent ? Omit<E, 'atMs'> : never) : never

const reason: Partial<Record<HangUpWhy, HangupWhy>> = {
  ...{ rep: 'rep', shutdown: 'shutdown', watchdog: 'watchdog', no_rep: 'watchdog', no_start: 'watchdog' },
  ...{ undecided: 'watchdog', drop_failed: 'watchdog' }
}

/** On a telephone of the rep’s own the carrier learns of the answer from the rep’s key. */
function answeredByHand(call: Call): void {
  if (call.state() !== 'up' && 'answered' in call && typeof call.answered === 'function') call.answered()
}

function recordingsIn(decision: AtVoicemail): readonly string[] {
  if (decision.kind === 'message') return [decision.recording.id]
  return decision.kind === 'ask' ? recordingsIn(decision.how) : []
}
