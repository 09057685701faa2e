import fc from 'fast-check'
import { zoneNamed } from '../clock/zone.ts'
import { channels } from '../facts/channel.ts'
import { type LogEntry } from '../facts/log-entry.ts'
import { businesses, endpoints, messages } from '../facts/outcome-lists.ts'
import { outcome, sent, signal, touch, undone } from '../facts/story.ts'
import { exposureShipped } from '../guard/exposure-table.ts'
import { bareLaw, withFreshLists } from '../guard/in-force.ts'
import { law } from '../guard/law.ts'
import { lawBook } from '../guard/lawful.ts'
import { objections, overrides, reactions } from '../outcome/lists.ts'
import { doubting } from './doubting.ts'
import { type CallOf, type Life, dialModes, plainLife } from './life.ts'
import { desks, taskStates } from '../outcome/lists.ts'
import { type DecisionOf } from './row.ts'

const START = 1_799_074_800_000
const HOUR = 3_600_000
const keysOf = <K extends string>(table: Readonly<Record<K, unknown>>) =>
  fc.constantFrom(...(Object.keys(table) as K[]))
const orNull = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some, { nil: null })
const ms = fc.integer({ min: 0, max: 200_000 })
const zone = zoneNamed('America/Chicago')!

const callOf: fc.Arbitrary<CallOf> = fc.record({
  rep: fc.integer({ min: 1, max: 3 }),
  mode: fc.constantFrom(...dialModes),
  line: orNull(
    fc.record({
      heard: orNull(fc.record({ verdict: fc.constantFrom('human', 'machine_greeting'), afterMs: ms })),
      said: orNull(fc.constantFrom('human', 'machine'))
    })
  ) as fc.Arbitrary<CallOf['line']>,
  spent: fc.record({ dialMs: ms, greetingMs: ms, messageMs: ms, talkMs: ms, wrapMs: ms }),
  override: orNull(keysOf(overrides)),
  reaction: orNull(keysOf(reactions)),
  objection: orNull(keysOf(objections))
})
const action = fc.constantFrom('leave', 'skip', 'ask' as const) as fc.Arbitrary<'leave' | 'skip' | 'ask'>
const decisionOf: fc.Arbitrary<DecisionOf> = fc.record({
  ...{ action, wanted: action, rule: fc.constantFrom('first', 'second'), arm: fc.constant(-1) },
  hindered: orNull(fc.constantFrom('HOUSE-HOURS', 'no rep on the line to speak it')),
  mode: fc.constantFrom('none', 'live', 'drop' as const) as fc.Arbitrary<'none' | 'live' | 'drop'>,
  parks: fc.boolean()
})

/** What happened next: some hours later, a call with what came of it, or another thing. */
const deed = fc.record({
  hours: fc.integer({ min: 1, max: 200 }),
  what: fc.constantFrom('call', 'call', 'call', 'other', 'inbound', 'signal', 'undo', 'correct'),
  endpoint: keysOf(endpoints),
  message: keysOf(messages),
  said: orNull(keysOf(businesses)),
  cause: fc.constantFrom('message', 'missed_call', 'other', 'unknown' as const),
  channel: fc.constantFrom(...channels.slice(1)),
  promise: fc.boolean(),
  call: orNull(callOf),
  decision: orNull(decisionOf)
})
type Deed = {
  readonly [name in keyof (typeof deed extends fc.Arbitrary<infer D> ? D : never)]: (typeof deed extends fc.Arbitrary<
    infer D
  >
    ? D
    : never)[name]
}

/** People as a floor leaves them, corrections and things taken back included. */
export const anyLife: fc.Arbitrary<Life> = fc
  .record({
    lead: fc.integer({ min: 1, max: 1_000_000 }),
    deeds: fc.array(deed, { maxLength: 14 }),
    list: fc.constantFrom('spring', '')
  })
  .map(({ lead, deeds, list }) => lifeOf(lead, list, deeds))

function lifeOf(lead: number, list: string, deeds: readonly Deed[]): Life {
  const log: LogEntry[] = [
    signal(1, START - HOUR, { kind: 'profile', changes: { 'lead.origin': 'cold_list', 'lead.market': 'b2b' } })
  ]
  const calls = new Map<number, CallOf>()
  const decisions = new Map<number, DecisionOf>()
  const inbound: [
    number,
    { takenBy: number; desk: (typeof desks)[number]; waitMs: number; talkMs: number; lostMs: number }
  ][] = []
  let at = START
  let lastCall: { id: number; at: number } | null = null
  for (const each of deeds) {
    at += each.hours * HOUR
    const id = log.length + 1
    const isTold = each.said !== null && businesses[each.said] !== undefined
    const story = {
      ...{ endpoint: each.endpoint, message: each.message, said: isTold ? each.said : null },
      ...(each.promise ? { callAt: at + 48 * HOUR } : {})
    }
    if (each.what === 'call') {
      log.push(touch(id, at), outcome(id, at, story))
      lastCall = { id, at }
      if (each.call !== null) calls.set(id, each.call)
      if (each.decision !== null) decisions.set(id, each.decision)
    } else if (each.what === 'other') log.push(touch(id, at, each.channel), sent(id, at, each.channel, each.said))
    else if (each.what === 'inbound') {
      log.push(
        signal(id, at, each.hours % 3 === 0 ? { kind: 'missed_inbound' } : { kind: 'callback', cause: each.cause })
      )
      inbound.push([id, { takenBy: 2, desk: desks[each.hours % 4]!, waitMs: 4000, talkMs: 9000, lostMs: 1000 }])
    } else if (each.what === 'signal')
      log.push(
        signal(
          id,
          at,
          each.hours % 2 === 0
            ? { kind: 'reply', channel: each.channel }
            : { kind: 'deal_won', valueCents: 5000, currency: 'USD' }
        )
      )
    else if (each.what === 'undo' && lastCall !== null)
      log.push(undone(each.hours % 2 === 0 ? 'touch' : 'outcome', lastCall.id, at))
    else if (each.what === 'correct' && lastCall !== null) log.push(outcome(lastCall.id, lastCall.at, story))
  }
  const touches = log.flatMap((entry) => (entry.kind === 'touch' ? [entry.touch] : []))
  return {
    ...plainLife(lead, log, zone),
    ...{ list, source: list, industry: lead % 2 === 0 ? 'Retail' : '', calls, decisions, inbound: new Map(inbound) },
    // Who is asked about in law: of some no place is known.
    place: lead % 5 === 0 ? null : { country: 'US', region: null, timeZone: null, number: '+13125550100' },
    proofs: lead % 3 === 0 ? [{ at: START, group: 'voice', isGrant: true, proof: 'word' } as const] : [],
    playbooks: new Map(touches.map((id) => [id, id % 2 === 0 ? 'one@1' : 'two@1'])),
    tasks: taskStates.map((state, id) => ({ id, what: 'email', state, dueAt: START + id * HOUR, owner: id % 3 })),
    runs: [{ run: 1, playbook: 'one@1', startedAt: START, ...endingOf(lead, at) }],
    refusals: refusalsOf(lead, at)
  }
}

/** What touches may cost under the bare law, as a report asks it. */
export const doubts = doubting(withFreshLists(bareLaw(lawBook(law))), exposureShipped)

export const asOf = START + 4000 * HOUR

const endingOf = (lead: number, at: number): Pick<Life['runs'][number], 'endedAt' | 'ending' | 'endedBy'> =>
  lead % 2 === 0
    ? { endedAt: at, ending: lead % 4 === 0 ? 'capped' : 'exit', endedBy: lead % 4 === 0 ? 'US-DNC-NATIONAL' : null }
    : { endedAt: null, ending: null, endedBy: null }

/** Some are refused, of these some to the dialler alone. */
const refusalsOf = (lead: number, at: number): Life['refusals'] =>
  lead % 3 > 0
    ? []
    : [
        {
          ...{ seq: 900, at, rule: lead % 2 === 0 ? 'HOUSE-HOURS' : 'US-FL-AUTO', channel: 'call' as const, rep: 1 },
          isPreviewed: lead % 2 === 1
        }
      ]
