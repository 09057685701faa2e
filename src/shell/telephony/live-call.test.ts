import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainListener } from '../../../test/plain-listener.ts'
import { found, tone, unlike } from '../../../test/phone-sound.ts'
import { type TurnedClock, turnedClock } from '../../../test/turned-clock.ts'
import { type AtVoicemail, type CallNews, type RepKey } from '../../call/call-event.ts'
import { type CallPlan } from '../../call/call-state.ts'
import { type Endpoint, type Message, endpointFlags, endpoints } from '../../facts/outcome-lists.ts'
import { type FloorCall, type Finished, type People } from '../../simulate/people.ts'
import { type Carrier } from './carrier.ts'
import { earsOf } from './ears.ts'
import { type CallHouse, type StoredVerdict } from './call-house.ts'
import { type LiveCall, liveCall } from './live-call.ts'
import { type Delivered } from './live-drops.ts'
import { manualCarrier } from './manual/manual-carrier.ts'
import { peopleEnds } from './simulated/people-ends.ts'
import { simulatedCarrier } from './simulated/simulated-carrier.ts'
import { type SimulatedCall } from './simulated/simulated-call.ts'
import { type PeopleTruth } from './simulated/people-ends.ts'
import { type SimulatedLeg } from './simulated/simulated-leg.ts'

const ORDER = { attemptId: '7', to: '+12125550100', from: '+12125550199', ringMs: 30_000, maxMs: 300_000 }
const PLAN: CallPlan = {
  mode: 'progressive',
  ears: 'verdict',
  bridges: true,
  drops: true,
  ringMs: 30_000,
  maxMs: 300_000
}
const CALLED: FloorCall = { key: 4711, attempt: 1, number: 0, vector: new Float64Array(0), localMinute: 0 }
const MESSAGE_MS = 8_000
const RECORDING = unlike(5, MESSAGE_MS)
const LEAVE: AtVoicemail = { kind: 'message', recording: { id: 'r1', lengthMs: MESSAGE_MS } }

/** One invented person, of whom everything is known beforehand. */
function somebody(endpoint: Endpoint, more: Partial<Finished> = {}): People {
  const finished: Finished = {
    ...{ message: 'none_planned', messageMs: 0, talkMs: 20_000, wrapMs: 0, said: null },
    ...{ recognised: null, reaction: null, objection: null, ...more }
  }
  return {
    answer: () => ({ endpoint, ringMs: 4_000, greetingMs: 6_000 }),
    finish: (_call, _answered, { how }) =>
      how === 'none' ? { ...finished, message: 'none_planned', messageMs: 0 } : finished,
    ...{ afterCall: () => [], afterTouch: () => [], inbound: () => finished, afterMeeting: () => [] }
  }
}

type Scene = {
  readonly clock: TurnedClock
  readonly live: LiveCall
  readonly leg: SimulatedLeg
  readonly repHeard: () => Uint8Array
  readonly truth: () => PeopleTruth
  readonly said: readonly (readonly [atMs: number, what: string])[]
  readonly verdicts: readonly StoredVerdict[]
  readonly delivered: readonly Delivered[]
  readonly failed: readonly string[]
  readonly news: readonly CallNews[]
  /** Lets time pass, and everything that waits for a promise. */
  readonly pass: (ms: number) => Promise<void>
  readonly until: (what: string, isSo: () => boolean, withinMs?: number) => Promise<void>
  readonly carrier: ReturnType<typeof simulatedCarrier<PeopleTruth>>
  readonly when: (what: string) => number
}

async function scene(
  people: People,
  change: { plan?: Partial<CallPlan>; house?: Partial<CallHouse> } = {}
): Promise<Scene> {
  const clock = turnedClock(1_000_000)
  const carrier = simulatedCarrier(peopleEnds({ people, callOf: () => CALLED }), clock)
  const leg = await carrier.seat({ rep: '1', at: { kind: 'softphone', name: 'rep' } })
  const [said, verdicts, delivered, failed, news, heard] = [[], [], [], [], [], []] as [
    [number, string][],
    StoredVerdict[],
    Delivered[],
    string[],
    CallNews[],
    Uint8Array[]
  ]
  leg.hears((frame) => heard.push(frame))
  const note = (what: string): void => void said.push([clock.now(), what])
  let placed: SimulatedCall<PeopleTruth> | null = null
  const watched: Carrier = {
    ...carrier,
    async place(order) {
      placed = await carrier.place(order)
      placed.on('played', ({ playedMs }) => note(`played ${playedMs}`))
      return placed
    }
  }
  const house: CallHouse = {
    repLeg: () => (leg.isUp() ? leg.id : null),
    released: () => note('released'),
    async storeVerdict(verdict) {
      verdicts.push(verdict)
      note('stored')
    },
    decide: async () => LEAVE,
    recording: async () => ({ kind: 'ulaw', ulaw: RECORDING }),
    delivered: (each) => delivered.push(each),
    tell: (told) => {
      news.push(told)
      if (told.kind === 'stage') note(told.stage)
    },
    failed: (what) => failed.push(what),
    ...change.house
  }
  const live = liveCall(
    watched,
    ORDER,
    { ...PLAN, ...change.plan },
    house,
    (hear) => earsOf(plainListener(), hear),
    clock
  )
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 20) {
      clock.turn(Math.min(20, ms - passed))
      await new Promise(setImmediate)
    }
  }
  const until: Scene['until'] = async (what, isSo, withinMs = 60_000) => {
    for (let passed = 0; !isSo(); passed += 20) {
      if (passed > withinMs) expect.fail(`${what}: not within ${withinMs} ms; ${JSON.stringify(said)}`)
      await pass(20)
    }
  }
  return {
    ...{ clock, live, leg, carrier, said, verdicts, delivered, failed, news, pass, until },
    repHeard: () => Buffer.concat(heard),
    truth: () => placed!.truth(),
    when: (what) => said.find((each) => each[1] === what)![0]
  }
}

const outcomeOf = async ({ live, until }: Scene, withinMs?: number) => {
  let isKnown = false
  void live.outcome.then(() => void (isKnown = true))
  await until('the outcome', () => isKnown, withinMs)
  return await live.outcome
}
const isAt = (s: Scene, stage: string) => (): boolean => s.live.state().stage.kind === stage

describe('a mailbox', () => {
  test('002-12 gets the whole message, byte by byte, while the rep is long with the next', async () => {
    const s = await scene(somebody('machine', { message: 'complete', messageMs: MESSAGE_MS }))
    expect(await outcomeOf(s)).toMatchObject({
      endpoint: 'machine',
      message: 'complete',
      cause: 'message_over',
      playedMs: MESSAGE_MS
    })
    const { mailbox } = s.truth()
    expect(found(mailbox!.heard, RECORDING)?.bytes).toBe(RECORDING.length)
    expect(mailbox).toMatchObject({ tooEarly: 0, isTruncated: false, isTalkedOver: false })
    expect(s.when('released') - s.when('machine')).toBeLessThanOrEqual(1_000)
    expect(s.when('stored')).toBeLessThanOrEqual(s.when('released'))
    expect(s.when('played 0') - s.when('beep')).toBeLessThanOrEqual(60)
    expect(s.verdicts).toMatchObject([{ endpoint: 'machine', by: 'detector' }])
    expect(s.delivered).toMatchObject([
      { nth: 1, recording: 'r1', playedMs: MESSAGE_MS, isComplete: true, ended: 'whole' }
    ])
    expect(s.repHeard()).toHaveLength(0)
    expect(s.live.state().stage.kind).toBe('wrapped')
    expect(s.failed).toEqual([])
  })

  test('that cuts the message: what lies in it is what is said of it', async () => {
    const s = await scene(somebody('machine', { message: 'truncated', messageMs: 3_000 }))
    const outcome = await outcomeOf(s)
    expect(outcome).toMatchObject({ message: 'truncated', cause: 'they_hung_up' })
    expect(s.truth().mailbox?.isTruncated).toBe(true)
    expect(Math.abs(outcome.playedMs! - found(s.truth().mailbox!.heard, RECORDING)!.bytes / 8)).toBeLessThanOrEqual(20)
    expect(s.delivered).toMatchObject([{ isComplete: false, ended: 'hung_up' }])
  })

  test('somebody picks up: not 300 ms more of it, and the rep is fetched', async () => {
    const s = await scene(somebody('machine', { message: 'talked_over', messageMs: 2_000 }))
    await s.until('they are talking', isAt(s, 'human'))
    await s.pass(500)
    const { heard, isTalkedOver } = s.truth().mailbox!
    expect(isTalkedOver).toBe(true)
    expect(found(heard, RECORDING)!.bytes / 8).toBeLessThanOrEqual(2_300)
    expect(s.delivered).toMatchObject([{ ended: 'voice', isComplete: false }])
    expect(s.repHeard().length).toBeGreaterThan(0)
    s.live.key('hang_up')
    expect(await outcomeOf(s)).toMatchObject({ endpoint: 'human_right_party', message: 'talked_over', cause: 'rep' })
  })

  test('a rep who plays it into the greeting is stopped, and plays it again: the mailbox has it from its first byte', async () => {
    const s = await scene(somebody('machine', { message: 'complete', messageMs: MESSAGE_MS }), {
      plan: { mode: 'rep_hears', ears: 'start' }
    })
    await s.until('the rep hears them', isAt(s, 'answered'))
    s.live.key('machine')
    await s.pass(200)
    s.live.key('beep_now')
    await s.until('it beeps', () => s.truth().mailbox!.heard.length > 0, 20_000)
    s.live.key('beep_now')
    expect(await outcomeOf(s)).toMatchObject({ message: 'complete', by: 'rep' })
    expect(s.truth().mailbox!.tooEarly).toBeGreaterThan(0)
    expect(s.truth().mailbox!.tooEarly).toBeLessThanOrEqual(8 * 300)
    expect(found(s.truth().mailbox!.heard, RECORDING)?.bytes).toBe(RECORDING.length)
    expect(s.delivered.map(({ nth, ended }) => [nth, ended])).toEqual([
      [1, 'voice'],
      [2, 'whole']
    ])
  })

  test('the rep speaks it: what they say lies in it', async () => {
    const spoken = unlike(6, 4_000)
    const s = await scene(somebody('machine', { message: 'complete', messageMs: 4_000 }), {
      plan: { mode: 'preview' },
      house: { decide: async () => ({ kind: 'live', maxMs: 30_000 }) }
    })
    await s.until('the rep speaks', isAt(s, 'leaving'))
    s.leg.says(() => spoken)
    await s.pass(4_500)
    s.live.key('hang_up')
    expect(await outcomeOf(s)).toMatchObject({ message: 'left_live_by_rep', cause: 'rep' })
    expect(found(s.truth().mailbox!.heard, spoken)?.bytes).toBe(spoken.length)
    const countdown = s.news.flatMap((each) => (each.kind === 'speak' ? [each.leftMs] : []))
    expect(countdown).toEqual([30_000, 29_000, 28_000, 27_000, 26_000])
  })
})

describe('a person', () => {
  test('is with the rep within 60 ms of the verdict, hears them, and is heard', async () => {
    const s = await scene(somebody('human_right_party', { talkMs: 15_000 }))
    await s.until('they are together', () => s.live.state().rep === 'on')
    expect(s.clock.now() - s.when('human')).toBeLessThanOrEqual(60)
    s.leg.says(() => tone(1_000, 500))
    await s.pass(4_000)
    expect(s.repHeard().length).toBeGreaterThan(8 * 3_000)
    expect(await outcomeOf(s)).toMatchObject({
      endpoint: 'human_right_party',
      cause: 'they_hung_up',
      message: 'none_planned'
    })
    expect(s.said.map(([, what]) => what)).not.toContain('released')
    s.live.wrapped()
    await s.pass(20)
    expect(s.said.map(([, what]) => what)).toContain('released')
  })

  test('no rep is there: hung up, and called abandoned', async () => {
    const s = await scene(somebody('human_right_party'), { house: { repLeg: () => null } })
    expect(await outcomeOf(s)).toMatchObject({ endpoint: 'abandoned', cause: 'no_rep' })
  })
})

describe('what goes wrong', () => {
  test('the verdict cannot be stored: nothing is asked, nothing is played', async () => {
    let asked = 0
    const s = await scene(somebody('machine'), {
      house: {
        storeVerdict: () => Promise.reject(new Error('the disk is full')),
        decide: async () => (asked++, LEAVE)
      }
    })
    expect(await outcomeOf(s)).toMatchObject({ endpoint: 'machine', cause: 'undecided', message: 'none_planned' })
    expect([asked, s.delivered.length]).toEqual([0, 0])
    expect(s.failed).toEqual(['storing the verdict'])
  })

  test('no decision, or no recording', async () => {
    const s = await scene(somebody('machine'), { house: { decide: () => Promise.reject(new Error('gone')) } })
    expect((await outcomeOf(s)).cause).toBe('undecided')
    const lost = await scene(somebody('machine'), { house: { recording: () => Promise.reject(new Error('gone')) } })
    expect(await outcomeOf(lost)).toMatchObject({ cause: 'drop_failed', message: 'none_planned' })
    expect(lost.failed).toContain('playing the recording r1')
  })

  test('the carrier is dead, or dies in the middle of the message', async () => {
    const clock = turnedClock()
    const dead = simulatedCarrier(peopleEnds({ people: somebody('machine'), callOf: () => CALLED }), clock)
    dead.die()
    const told: string[] = []
    const house = {
      failed: (what: string) => told.push(what),
      tell: () => undefined,
      released: () => undefined
    } as unknown as CallHouse
    expect(await liveCall(dead, ORDER, PLAN, house, null, clock).outcome).toMatchObject({
      cause: 'refused',
      endpoint: 'failed'
    })
    expect(told).toEqual(['placing the call'])

    const s = await scene(somebody('machine', { message: 'complete', messageMs: MESSAGE_MS }))
    await s.until('it plays', isAt(s, 'leaving'))
    await s.pass(2_000)
    s.carrier.die()
    const outcome = await outcomeOf(s)
    expect(outcome).toMatchObject({ cause: 'carrier_fault', message: 'truncated' })
    expect(Math.abs(outcome.playedMs! - 2_000)).toBeLessThanOrEqual(60)
  })

  test('hung up before the carrier has taken it: hung up as soon as it has', async () => {
    const s = await scene(somebody('machine'))
    s.live.key('hang_up')
    expect(await outcomeOf(s)).toMatchObject({ endpoint: 'cancelled', cause: 'rep' })
    s.live.wrapped()
    await s.pass(100)
    expect(s.clock.pending()).toBe(0)
  })

  test('we stop: the call is hung up, and that is waited for', async () => {
    const s = await scene(somebody('human_right_party', { talkMs: 200_000 }))
    await s.until('they are together', () => s.live.state().rep === 'on')
    await s.live[Symbol.asyncDispose]()
    expect(await s.live.outcome).toMatchObject({ cause: 'shutdown' })
    expect(s.clock.pending()).toBe(0)
  })
})

test('on the rep’s own telephone the rep’s keys are the line', async () => {
  const clock = turnedClock()
  const shown: string[] = []
  const house = { tell: () => undefined, released: () => undefined, failed: () => undefined } as unknown as CallHouse
  const plan: CallPlan = { ...PLAN, mode: 'manual', ears: 'rep', bridges: false, drops: false }
  const live = liveCall(
    manualCarrier((number) => shown.push(number), clock),
    ORDER,
    plan,
    house,
    null,
    clock
  )
  await new Promise(setImmediate)
  clock.turn(5_000)
  live.key('human')
  clock.turn(60_000)
  live.key('hang_up')
  expect(await live.outcome).toMatchObject({
    endpoint: 'human_right_party',
    cause: 'rep',
    answeredAtMs: 5_000,
    endedAtMs: 65_000
  })
  expect(shown).toEqual([ORDER.to])
})

test('whoever is called, and whatever the rep presses: one outcome, the truth of the mailbox, no recording to a person', async () => {
  const keys: readonly RepKey[] = ['human', 'machine', 'beep_now', 'no_message', 'hang_up', 'live_voicemail']
  const press = fc.tuple(fc.constantFrom(...keys), fc.integer({ min: 0, max: 9_000 }))
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(Object.keys(endpoints) as Endpoint[])),
      fc.constantFrom<Message>('complete', 'truncated', 'talked_over'),
      fc.array(press, { maxLength: 3 }),
      async (endpoint, message, presses) => {
        const s = await scene(somebody(endpoint, { message, messageMs: 2_500, talkMs: 6_000 }))
        for (const [key, ms] of presses) {
          await s.pass(ms)
          s.live.key(key)
        }
        const outcome = await outcomeOf(s, 120_000)
        s.live.wrapped()
        await s.pass(100)
        expect(s.live.state().stage.kind).toBe('wrapped')
        expect(s.said.filter(([, what]) => what === 'released').length).toBeGreaterThan(0)
        const isSaid = presses.some(([key]) => ['machine', 'beep_now', 'live_voicemail'].includes(key))
        if (endpointFlags(endpoint).human && !isSaid) expect(s.delivered).toEqual([])
        const { mailbox } = s.truth()
        if (outcome.message === 'complete' && mailbox?.tooEarly === 0)
          expect(found(mailbox.heard, RECORDING)?.bytes).toBe(RECORDING.length)
        expect(s.failed).toEqual([])
      }
    ),
    { numRuns: 15 }
  )
})
