import { type Endpoint, type Message, endpointFlags } from '../facts/outcome-lists.ts'
import { type Assumptions } from './assumptions.ts'
import { type Chance } from './chance.ts'
import { type LeftHow } from './people.ts'

/** No message is longer, whatever is planned or assumed. */
export const MESSAGE_MOST_MS = 30_000

export type Left = { readonly message: Message; readonly messageMs: number }

/** What came of the wish to leave something: nothing on a person, nothing in a mailbox that takes none. */
export function leftAt(a: Assumptions, endpoint: Endpoint, left: LeftHow, of: Chance): Left {
  if (left.how === 'none') return nothing
  if (endpoint === 'gatekeeper' && left.how === 'live' && of('withColleague') < a['message.withColleague'])
    return { message: 'left_with_person', messageMs: spokenMs(a, left, of) }
  if (!takesMessages(endpoint)) return endpointFlags(endpoint).answeredBy === 'machine' ? blocked : nothing
  const wholeMs = left.how === 'live' ? spokenMs(a, left, of) : mostMs(a, left)
  const partMs = Math.round(wholeMs * (0.2 + 0.6 * of('part')))
  if (of('pickUp') < a['mailbox.pickUp']) return { message: 'talked_over', messageMs: partMs }
  if (of('cut') < a['mailbox.cuts']) return { message: 'truncated', messageMs: partMs }
  return { message: left.how === 'live' ? 'left_live_by_rep' : 'complete', messageMs: wholeMs }
}

/** A mailbox that records, or the phone's assistant, which writes down what is said. */
export function takesMessages(endpoint: Endpoint): boolean {
  return endpointFlags(endpoint).answeredBy === 'machine' && !['mailbox_full', 'fax', 'ivr_tree'].includes(endpoint)
}

const nothing: Left = { message: 'none_planned', messageMs: 0 }
const blocked: Left = { message: 'none_blocked', messageMs: 0 }

const mostMs = (a: Assumptions, { plannedMs }: LeftHow): number =>
  Math.floor(Math.max(0, Math.min(plannedMs, 1000 * a['message.most'], MESSAGE_MOST_MS)))

function spokenMs(a: Assumptions, left: LeftHow, of: Chance): number {
  const shortest = a['message.live.shortest']
  return Math.floor(mostMs(a, left) * (shortest + (1 - shortest) * of('spoken')))
}
