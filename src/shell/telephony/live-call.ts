import { type CallAct, type CallEvent, type MachineEndpoint, type RepKey } from '../../call/call-event.ts'
import { type CallOutcome, type CallPlan, type CallState, type HangUpWhy, newCall } from '../../call/call-state.ts'
import { callStep } from '../../call/call-step.ts'
import { isOver } from '../../call/ending.ts'
import { type Heard } from '../../listen/heard.ts'
import { type CallHouse, liveQuestions } from './call-house.ts'
import { type Call, type Carrier, type HangupWhy, type Off, type Order } from './carrier.ts'
import { type Ears } from './ears.ts'
import { liveDrops } from './live-drops.ts'
import { liveRep } from './live-rep.ts'
import { type Timers, machineTimers } from './timers.ts'

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

/** How long a person of whom we are sure is listened to: whether it is a mailbox that said hello shows by then. */
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
  let sureSince: number | null = null
  const outcome = Promise.withResolvers<CallOutcome>()
  const ears = openEars?.((heard) => happens({ kind: 'heard', heard })) ?? null
  const drops = liveDrops(house, timers, happens, (is) => ears?.dropping(is))
  const rep = liveRep(house, () => call, happens)
  const questions = liveQuestions(house, timers, happens, drops.fetch)

  function happens(event: Untimed): void {
    const before = state
    const { state: next, acts } = callStep(before, { ...event, atMs: timers.now() } as CallEvent)
    state = next
    if (next.who !== before.who) toldBy(next.who)
    if (next.stage.kind !== before.stage.kind) moved(before)
    sureSince = next.stage.kind === 'human' && next.stage.isSure ? (sureSince ?? timers.now()) : null
    for (const act of acts) carryOut(act, event)
  }

  function toldBy({ by, endpoint }: CallState['who']): void {
    if (by === 'rep' && endpoint !== null) ears?.told(endpoint === 'human_right_party' ? 'human' : 'machine')
  }

  function moved(before: CallState): void {
    if (before.line.answeredAtMs === null && state.line.answeredAtMs !== null && call !== null) answeredByHand(call)
    if (speaksLive(state) !== speaksLive(before)) ears?.dropping(speaksLive(state))
    if (isOver(state)) ears?.close()
  }

  function carryOut(act: CallAct, event: Untimed): void {
    switch (act.kind) {
      case 'place':
        return void place()
      case 'bridge_rep':
        return rep.bridge()
      case 'unbridge_rep':
        return rep.unbridge()
      case 'release_rep':
        return rep.release()
      case 'store_verdict':
        return questions.store(act.nth, act)
      case 'ask_decision':
        return questions.ask(act.nth, act.endpoint)
      case 'start_drop':
        return drops.start(call!, act.nth, act.recording)
      case 'stop_drop':
        return drops.stop(act.nth, stopWhy(event))
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
    if (isOver(state)) hangUp('watchdog')
    happens({ kind: 'placed' })
    attend(call)
  }

  function attend(placed: Call): void {
    const reached = (at: ReturnType<Call['state']>): void => {
      if (at === 'up') ears?.answered()
      if (at === 'ringing' || at === 'early' || at === 'up') happens({ kind: at })
    }
    placed.on('sound', (frame) => {
      if (isListenedTo()) ears?.sound(frame)
    })
    placed.on('played', drops.played)
    placed.on('ended', (end) => {
      drops.lineEnded()
      happens({ kind: 'ended', end })
    })
    reached(placed.state())
    placed.on('state', (said) => reached(said.state))
  }

  function isListenedTo(): boolean {
    return !isOver(state) && (sureSince === null || timers.now() - sureSince <= LISTENS_MS)
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
      await rep.settled()
    }
  }
}

/** An event without its instant, which is that of the clock here. */
type Untimed = CallEvent extends infer E ? (E extends CallEvent ? Omit<E, 'atMs'> : never) : never

const speaksLive = ({ stage }: CallState): boolean => stage.kind === 'leaving' && stage.how === 'live'

function stopWhy(event: Untimed): 'voice' | 'again' | 'key' {
  if (event.kind !== 'heard') return 'key'
  return event.heard.kind === 'restart' ? 'again' : 'voice'
}

const reason: Partial<Record<HangUpWhy, HangupWhy>> = {
  ...{ rep: 'rep', shutdown: 'shutdown', watchdog: 'watchdog', no_rep: 'watchdog', no_start: 'watchdog' },
  ...{ undecided: 'watchdog', drop_failed: 'watchdog' }
}

/** On a telephone of the rep’s own the carrier learns of the answer from the rep’s key. */
function answeredByHand(call: Call): void {
  if (call.state() !== 'up' && 'answered' in call && typeof call.answered === 'function') call.answered()
}
