import { businessFlags, endpointFlags } from '../../../facts/outcome-lists.ts'
import { rest } from '../../../listen/made-sound.ts'
import * as sounds from '../../../simulate/line-sound.ts'
import { type Answered, type Finished, type FloorCall, type LeftHow, type People } from '../../../simulate/people.ts'
import { type Ended, type Order } from '../carrier.ts'
import { type FarEnd, type FarEndOf, type FarSide } from './far-end.ts'
import { type Mailbox, type Taken, mailbox } from './mailbox.ts'

/** Who is called, as the invented people are asked. */
export type PeopleNetwork = {
  readonly people: People
  /** Whom an order reaches, as the people are asked about a call. */
  readonly callOf: (order: Order) => FloorCall
}

/** What really came of a call: what the floor knows, and a rep can only have heard. */
export type PeopleTruth = {
  readonly answered: Answered
  readonly finished: Finished | null
  /** What lies in the mailbox; null where none answered. */
  readonly mailbox: Taken | null
}

/** Until a network has found the other end. */
const DIAL_MS = 600
const NOTHING: LeftHow = { how: 'none', plannedMs: 0 }

/** The other ends of calls to invented people: who answers is theirs to say, when it happens and how it sounds is ours. */
export function peopleEnds({ people, callOf }: PeopleNetwork): FarEndOf<PeopleTruth> {
  return (order, side) => {
    const call = callOf(order)
    const answered = people.answer(call)
    let finished: Finished | null = null
    let box: Mailbox | null = null
    const finish = (left: LeftHow): Finished => (finished ??= people.finish(call, answered, left))
    return {
      called() {
        side.later(DIAL_MS, side.rings)
        const early = sounds.announcement(answered.endpoint)
        if (early !== null) side.later(DIAL_MS, () => side.early(early))
        side.later(DIAL_MS + answered.ringMs, () => {
          box = answer(side, call.key, answered, finish)
        })
      },
      spoken: (how, plannedMs) => box?.spoken(how, plannedMs),
      hears: (frame) => box?.hears(frame),
      taken: () => undefined,
      quiet: (isWhole) => box?.quiet(isWhole),
      pressed: () => undefined,
      over: () => {
        box?.over()
        finish(NOTHING)
      },
      truth: () => ({ answered, finished, mailbox: box?.taken() ?? null })
    } satisfies FarEnd<PeopleTruth>
  }
}

type Finish = (left: LeftHow) => Finished

/** Somebody or something answers, or the network gives up; the mailbox, where it is one that takes messages. */
function answer(side: FarSide, key: number, answered: Answered, finish: Finish): Mailbox | null {
  const { endpoint, greetingMs } = answered
  const { answeredBy, says } = endpointFlags(endpoint)
  if (answeredBy === 'nothing' && endpoint !== 'dead_air') {
    side.ends(unanswered[endpoint] ?? 'no_answer', 'carrier')
    return null
  }
  side.answers()
  if (answeredBy === 'person') {
    talk(side, key, finish(NOTHING), says)
    return null
  }
  side.caption(greetings[endpoint] ?? `${says} …`)
  side.says(() => saidBy(endpoint, key, greetingMs))
  if (endpoint === 'mailbox_full' || endpoint === 'fax' || endpoint === 'dead_air') {
    side.later(greetingMs, () => side.ends('completed', 'them'))
    return null
  }
  return mailbox(side, key, { greetingMs, beeps: endpoint !== 'screener' && endpoint !== 'ivr_tree' }, finish)
}

function saidBy(endpoint: Answered['endpoint'], key: number, greetingMs: number): Float64Array {
  if (endpoint === 'fax') return sounds.fax()
  return endpoint === 'dead_air' ? rest(0) : sounds.greeting(key, greetingMs)
}

/** A person speaks, says what they have to say, and hangs up. */
function talk(side: FarSide, key: number, { said, talkMs }: Finished, says: string): void {
  side.caption(`"Hello?" (${says})`)
  side.says(() => sounds.hello(key))
  side.later(Math.min(talkMs / 2, 5_000), () => {
    if (said !== null) side.caption(`${businessFlags(said.what).says}${said.note === null ? '' : `: ${said.note}`}`)
  })
  for (let at = TURN_MS; at + TURN_MS < Math.min(talkMs, TALK_MAX_MS); at += 2 * TURN_MS)
    side.later(at, () => side.says(() => sounds.turn(key, TURN_MS)))
  side.later(talkMs, () => side.ends('completed', 'them'))
}
/** They and the rep speak in turns. */
const TURN_MS = 2_500
const TALK_MAX_MS = 600_000

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
