import fc from 'fast-check'
import { type Heard, type Verdict } from '../listen/heard.ts'
import { type AtVoicemail, type CallEvent, type MachineEndpoint, type RepKey } from './call-event.ts'
import { type CallPlan, type DialMode, type LineEnd } from './call-state.ts'

/** Anything that can happen to a call, in any order, sensible or not. */

const verdicts: readonly Verdict[] = [
  ...(['human', 'machine_greeting', 'beep_only', 'sit', 'fax', 'ringback', 'busy', 'music', 'ivr'] as const),
  ...(['screening', 'silence'] as const)
]
const keys: readonly RepKey[] = ['human', 'machine', 'beep_now', 'no_message', 'hang_up', 'live_voicemail']
const machines: readonly MachineEndpoint[] = [
  ...(['machine', 'machine_name_match', 'machine_put_through', 'mailbox_full', 'screener', 'ivr_tree'] as const)
]
const outcomes: readonly LineEnd['outcome'][] = [
  ...(['completed', 'busy', 'no_answer', 'rejected', 'blocked', 'invalid_number', 'redirected'] as const),
  ...(['carrier_fault', 'cancelled', 'unknown'] as const)
]

export const aPlan: fc.Arbitrary<CallPlan> = fc.record({
  mode: fc.constantFrom<DialMode>('manual', 'preview', 'progressive', 'rep_hears'),
  ears: fc.constantFrom('rep', 'start', 'verdict', 'verdict'),
  bridges: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
  drops: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
  ringMs: fc.integer({ min: 1_000, max: 60_000 }),
  maxMs: fc.integer({ min: 10_000, max: 600_000 })
})

const recording = fc.record({ id: fc.constantFrom('r1', 'r2'), lengthMs: fc.integer({ min: 1_000, max: 30_000 }) })
const message = recording.map((each): Extract<AtVoicemail, { kind: 'message' }> => ({
  kind: 'message',
  recording: each
}))
const live = fc
  .integer({ min: 1_000, max: 60_000 })
  .map((maxMs): Extract<AtVoicemail, { kind: 'live' }> => ({ kind: 'live', maxMs }))
const decision: fc.Arbitrary<AtVoicemail> = fc.oneof(
  { weight: 4, arbitrary: message },
  live,
  fc.constantFrom<AtVoicemail>({ kind: 'hang_up', blockedBy: null }, { kind: 'hang_up', blockedBy: 'US-TCPA-1' }),
  fc.record({
    kind: fc.constant('ask' as const),
    suggest: fc.constantFrom('leave', 'skip'),
    how: fc.oneof(message, live)
  })
)

const heard: fc.Arbitrary<Heard> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(...verdicts).map((verdict): Heard => ({
      ...{ kind: 'verdict', verdict, atMs: 0, confidence: 0.9, evidence: {} }
    }))
  },
  fc.constantFrom<Heard>(
    { kind: 'unsure', atMs: 0 },
    { kind: 'tone', tone: 'sit', atMs: 0, sinceMs: 0, sit: 'vacant' },
    { kind: 'tone', tone: 'beep', atMs: 0, sinceMs: 0, hz: 1000 },
    { kind: 'start', atMs: 0 },
    { kind: 'start', atMs: 0 },
    { kind: 'restart', atMs: 0 },
    { kind: 'voice', atMs: 0 }
  )
)

type Bare = CallEvent extends infer E ? (E extends CallEvent ? Omit<E, 'atMs'> : never) : never
const plain = (...kinds: readonly string[]): fc.Arbitrary<Bare> =>
  fc.constantFrom(...kinds).map((kind) => ({ kind }) as Bare)
/** Mostly the newest, sometimes an old one: `0` stands for the newest (see `told`). */
const back = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 2 }))

const often = (arbitrary: fc.Arbitrary<Bare>, weight: number) => ({ weight, arbitrary })
const bare: fc.Arbitrary<Bare> = fc.oneof(
  often(plain('placed', 'ringing', 'early', 'up', 'start', 'wrapped'), 2),
  often(plain('bridged', 'bridged', 'rep_gone', 'watchdog'), 8),
  often(
    heard.map((each) => ({ kind: 'heard', heard: each }) as Bare),
    16
  ),
  often(
    fc.constantFrom(...keys).map((key) => ({ kind: 'key', key }) as Bare),
    5
  ),
  often(
    back.map((nth) => ({ kind: 'verdict_stored', nth }) as Bare),
    14
  ),
  often(
    fc.tuple(back, decision).map(([nth, each]) => ({ kind: 'decision', nth, decision: each }) as Bare),
    14
  ),
  often(
    back.map((nth) => ({ kind: 'drop_started', nth }) as Bare),
    14
  ),
  often(
    fc
      .tuple(back, fc.integer({ min: 0, max: 30_000 }), fc.boolean())
      .map(([nth, playedMs, isComplete]) => ({ kind: 'drop_done', nth, playedMs, isComplete }) as Bare),
    6
  ),
  often(
    fc.constantFrom(...machines).map((endpoint) => ({ kind: 'learned', endpoint }) as Bare),
    3
  ),
  often(
    fc
      .tuple(fc.constantFrom(...outcomes), fc.constantFrom('us', 'them', 'carrier', 'timeout'))
      .map(([outcome, by]) => ({ kind: 'ended', end: { outcome, by } }) as Bare),
    1
  ),
  often(plain('shutdown', 'refused'), 1),
  often(
    back.map((nth) => ({ kind: 'undecided', nth }) as Bare),
    1
  )
)

/** Something happens so long after what happened before it. */
export type Happens = { readonly afterMs: number; readonly event: Bare }
const happens = fc.record({ afterMs: fc.integer({ min: 0, max: 1_500 }), event: bare })

const drop: AtVoicemail = { kind: 'message', recording: { id: 'r1', lengthMs: 20_000 } }
const greeting: Heard = { kind: 'verdict', verdict: 'machine_greeting', atMs: 0, confidence: 1, evidence: {} }
const usual = [
  ...['start', 'placed', 'ringing', 'up'].map((kind) => ({ kind })),
  ...[
    { kind: 'heard', heard: greeting },
    { kind: 'verdict_stored', nth: 0 },
    { kind: 'decision', nth: 0, decision: drop }
  ],
  ...[
    { kind: 'heard', heard: { kind: 'start', atMs: 0 } },
    { kind: 'drop_started', nth: 0 }
  ]
].map((event) => ({ afterMs: 10, event }) as Happens)

/** A call that begins as calls do, for so long, and goes on in any way at all. */
export const aStory: fc.Arbitrary<readonly Happens[]> = fc
  .tuple(fc.constantFrom(0, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 9), fc.array(happens, { maxLength: 30 }))
  .map(([known, rest]) => [...usual.slice(0, known), ...rest])
