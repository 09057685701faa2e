import { businessFlags, endpointFlags } from '../../../facts/outcome-lists.ts'
import { type Answered, type Finished, type FloorCall, type LeftHow, type People } from '../../../simulate/people.ts'
import { type Abilities, type Call, type Carrier, type Ended, type Order } from '../carrier.ts'
import { type CallLife, callLife } from '../call-life.ts'
import { noSeats, refusals } from '../refusals.ts'
import { type Timers, machineTimers } from '../timers.ts'

/** A call to invented people, in real time. There is no sound yet: what is heard comes as text. */
export type SimulatedCall = Call & {
  /** We speak a message into the mailbox, which takes so long; the line says how much of it the mailbox took. */
  readonly speak: (plannedMs: number) => void
  /** What really came of the call, once it is over: what the floor knows, and a rep can only have heard. */
  readonly truth: () => { readonly answered: Answered; readonly finished: Finished | null }
}
export type SimulatedCarrier = Omit<Carrier, 'place'> & { readonly place: (order: Order) => Promise<SimulatedCall> }

export type SimulatedNetwork = {
  readonly people: People
  /** Whom an order reaches, as the people are asked about a call. */
  readonly callOf: (order: Order) => FloorCall
}

const can: Abilities = {
  ...{ dials: true, sound: false, earlyMedia: false, ownDetector: false, bridge: false, drop: false },
  ...{ inbound: false },
  ...{ hold: true, mute: true, keypad: true, transfer: false, record: false, survivesUs: false }
}
/** Until a network has found the other end. */
const DIAL_MS = 600
/** A mailbox that hears nothing hangs up after so long. */
const PATIENCE_MS = 10_000

/** A telephone network in the process: every call runs its course by the timers it is given. */
export function simulatedCarrier(network: SimulatedNetwork, timers: Timers = machineTimers): SimulatedCarrier {
  let placed = 0
  return {
    name: 'simulated',
    can,
    place: async (order) => simulatedCall(`simulated-${++placed}`, order, network, timers),
    seat: noSeats('simulated'),
    async *adopt() {
      // These people live in the process and die with it.
    },
    health: async () => ({ ok: true, detail: 'invented people, in this process', nodes: [] }),
    on: () => () => undefined
  }
}

function simulatedCall(id: string, order: Order, { people, callOf }: SimulatedNetwork, timers: Timers): SimulatedCall {
  const life = callLife(order, timers)
  const call = callOf(order)
  const answered = people.answer(call)
  let finished: Finished | null = null
  const finish = (left: LeftHow): Finished => (finished ??= people.finish(call, answered, left))
  const hear = (text: string): void => life.tell('heard', { text, atMs: timers.now() })

  life.later(DIAL_MS, () => void life.reach('ringing'))
  life.later(DIAL_MS + answered.ringMs, () => {
    const { answeredBy, says } = endpointFlags(answered.endpoint)
    if (answeredBy === 'nothing' && answered.endpoint !== 'dead_air') {
      finish(NOTHING)
      return void life.end({ outcome: unanswered[answered.endpoint] ?? 'no_answer', by: 'carrier' })
    }
    life.reach('up')
    if (answeredBy === 'person') talk(life, finish(NOTHING), hear, says)
    else greet(life, answered, finish, hear, says, () => finished !== null)
  })
  return {
    ...refusals('simulated'),
    ...{ id, attemptId: order.attemptId, to: order.to, node: 'simulated', state: life.state, on: life.on },
    ...{ hold: async () => undefined, mute: async () => undefined, press: async () => undefined },
    truth: () => ({ answered, finished }),
    speak(plannedMs) {
      if (life.state() !== 'up' || finished !== null) return
      const { message, messageMs } = finish({ how: 'live', plannedMs })
      life.later(messageMs, () => {
        if (message === 'truncated') hear('The mailbox cuts you off: beep beep beep')
        if (message === 'talked_over') hear('Somebody picks up: "Hello? Hello?"')
        if (message === 'truncated') life.end({ outcome: 'completed', by: 'them' })
      })
    },
    hangup: async () => {
      if (life.state() === 'ended') return
      finish(NOTHING)
      life.end({ outcome: life.state() === 'up' ? 'completed' : 'cancelled', by: 'us' })
    }
  }
}

const NOTHING: LeftHow = { how: 'none', plannedMs: 0 }

/** A person speaks, says what they have to say, and hangs up. */
function talk(life: CallLife, { said, talkMs }: Finished, hear: (text: string) => void, says: string): void {
  hear(`"Hello?" (${says})`)
  life.later(Math.min(talkMs / 2, 5_000), () => {
    if (said !== null) hear(`${businessFlags(said.what).says}${said.note === null ? '' : `: ${said.note}`}`)
  })
  life.later(talkMs, () => void life.end({ outcome: 'completed', by: 'them' }))
}

/** A machine greets and beeps, and does not wait for ever. */
function greet(
  life: CallLife,
  { endpoint, greetingMs }: Answered,
  finish: (left: LeftHow) => Finished,
  hear: (text: string) => void,
  says: string,
  isSpoken: () => boolean
): void {
  hear(greetings[endpoint] ?? `${says} …`)
  life.later(greetingMs, () => {
    if (endpoint === 'mailbox_full' || endpoint === 'fax' || endpoint === 'dead_air') {
      finish(NOTHING)
      return void life.end({ outcome: 'completed', by: 'them' })
    }
    hear('Beep.')
    // Whoever speaks is heard out: the life of the call is bounded by its order alone.
    life.later(PATIENCE_MS, () => {
      if (isSpoken()) return
      finish(NOTHING)
      life.end({ outcome: 'completed', by: 'them' })
    })
  })
}

const greetings: Readonly<Record<string, string>> = {
  machine: 'A mailbox: "You have reached my mailbox. Please leave a message after the tone …"',
  machine_name_match: 'A mailbox that says their name: "… please leave a message after the tone …"',
  machine_put_through: 'A colleague puts you through, and a mailbox answers: "… after the tone …"',
  mailbox_full: 'A mailbox: "This mailbox is full and takes no more messages. Good-bye."',
  screener: 'An assistant: "Please say your name and why you are calling."',
  fax: 'A fax machine: a long whistle',
  ivr_tree: 'A menu: "For sales, press one. For service, press two …"',
  dead_air: 'Somebody or something has answered, and says nothing.'
}

const unanswered: Readonly<Record<string, Ended['outcome']>> = {
  ...{ no_answer: 'no_answer', busy: 'busy', rejected: 'rejected', cancelled: 'cancelled' },
  ...{ vacant_number: 'invalid_number', changed_number: 'redirected' },
  ...{ congestion: 'carrier_fault', no_circuit: 'carrier_fault', failed: 'carrier_fault' }
}
