import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endpoints, messages } from '../facts/outcome-lists.ts'
import { type CallAct, type CallEvent } from './call-event.ts'
import { type CallPlan, type CallState, newCall } from './call-state.ts'
import { callStep } from './call-step.ts'
import { type Happens, aPlan, aStory } from './call.arbitrary.ts'

/** One step of a call, as whoever carries out its acts sees it. */
type Step = {
  readonly before: CallState
  readonly event: CallEvent
  readonly after: CallState
  readonly acts: readonly CallAct[]
}

/** Plays a story; `nth` counts back from the newest verdict or drop. After it, time alone goes on until nothing waits. */
function played(plan: CallPlan, story: readonly Happens[], isClosed = true): readonly Step[] {
  const steps: Step[] = []
  let state = newCall(plan)
  let atMs = 1_000_000
  let alarmAtMs: number | null = null
  const take = (event: CallEvent): void => {
    const { state: after, acts } = callStep(state, event)
    steps.push({ before: state, event, after, acts })
    state = after
    for (const act of acts) {
      if (act.kind === 'set_watchdog') alarmAtMs = event.atMs + act.ms
      if (act.kind === 'clear_watchdog') alarmAtMs = null
    }
  }
  for (const { afterMs, event } of story) {
    atMs += afterMs
    while (alarmAtMs !== null && alarmAtMs <= atMs && steps.length < 500) take({ kind: 'watchdog', atMs: alarmAtMs })
    const newest = event.kind === 'drop_started' || event.kind === 'drop_done' ? state.drops : state.asked
    take({ ...event, ...('nth' in event ? { nth: newest - event.nth } : {}), atMs } as CallEvent)
  }
  while (isClosed && alarmAtMs !== null && steps.length < 500) take({ kind: 'watchdog', atMs: alarmAtMs })
  return steps
}

const law = (says: string, holds: (steps: readonly Step[], plan: CallPlan) => void): void =>
  test(says, () => {
    fc.assert(
      fc.property(aPlan, aStory, (plan, story) => holds(played(plan, story), plan)),
      { numRuns: 400 }
    )
  })

const actsOf = (steps: readonly Step[]): readonly CallAct[] => steps.flatMap(({ acts }) => acts)
const count = (steps: readonly Step[], kind: CallAct['kind']): number =>
  actsOf(steps).filter((act) => act.kind === kind).length
const mailboxes = ['machine', 'machine_name_match', 'machine_put_through']

describe('whatever happens to a call, and in whatever order', () => {
  law('it ends exactly once, with an endpoint, a message and a cause, and stays ended', (steps) => {
    if (!steps.some(({ event }) => event.kind === 'start')) return
    const told = actsOf(steps).flatMap((act) =>
      act.kind === 'tell' && act.news.kind === 'outcome' ? [act.news.outcome] : []
    )
    expect(told).toHaveLength(1)
    const { endpoint, message, cause } = told[0]!
    expect(endpoint in endpoints && message in messages).toBe(true)
    expect(cause).toMatch(/^[a-z_]+$/)
    expect(steps.at(-1)!.after.stage.kind).toBe('wrapped')
    const over = steps.findIndex(({ after }) => after.stage.kind === 'wrapped')
    expect(actsOf(steps.slice(over + 1))).toEqual([])
  })

  law(
    'it is never left open: hung up once at most, and no outcome before the line is dead or was given up',
    (steps) => {
      expect(count(steps, 'hang_up')).toBeLessThanOrEqual(1)
      const told = steps.findIndex(({ acts }) => acts.some((act) => act.kind === 'tell' && act.news.kind === 'outcome'))
      if (told < 0) return
      const until = steps.slice(0, told + 1)
      const isDead = until.some(({ event }) => event.kind === 'ended' || event.kind === 'refused')
      expect(isDead || count(until, 'hang_up') === 1).toBe(true)
    }
  )

  law('every stage ends in bounded time, with nothing but its watchdog', (steps, plan) => {
    for (const { after, event } of steps) {
      if (after.stage.kind === 'created' || after.stage.kind === 'wrapped') expect(after.watchdogAtMs).toBeNull()
      else expect(after.watchdogAtMs).toBeGreaterThanOrEqual(event.atMs)
    }
    const start = steps.find(({ after }) => after.stage.kind === 'media')
    const over = steps.find(({ after }) => ['ended', 'wrapped'].includes(after.stage.kind))
    if (start !== undefined) expect(over!.event.atMs - start.event.atMs).toBeLessThanOrEqual(plan.maxMs + 36_000)
    expect(steps.length).toBeLessThan(500)
  })

  law('a recording starts over a machine verdict alone that is stored, and a decision for it', (steps) => {
    const stored = new Set<number>()
    let endpoint: string | null = null
    let isDecided = false
    for (const { before, event, acts } of steps) {
      if (event.kind === 'verdict_stored') stored.add(event.nth)
      const isFor = event.kind === 'decision' && event.nth === before.asked && stored.has(before.asked)
      if (isFor && event.decision.kind !== 'hang_up') isDecided = true
      for (const act of acts) {
        if (act.kind === 'store_verdict') {
          endpoint = act.endpoint
          isDecided = false
        }
        if (act.kind !== 'start_drop') continue
        expect(isDecided, 'decided').toBe(true)
        expect(mailboxes).toContain(endpoint)
      }
    }
  })

  law('the decision is asked once for each verdict, after it was stored', (steps) => {
    const stored = new Set<number>()
    const asked: number[] = []
    for (const { event, acts } of steps) {
      if (event.kind === 'verdict_stored') stored.add(event.nth)
      for (const act of acts) {
        if (act.kind !== 'ask_decision') continue
        expect(stored).toContain(act.nth)
        asked.push(act.nth)
      }
    }
    expect(new Set(asked).size).toBe(asked.length)
  })

  law('nothing is played to a person, to a screener, or while it is not sure', (steps) => {
    const playing = new Set<number>()
    for (const { after, acts, event } of steps) {
      if (event.kind === 'drop_done') playing.delete(event.nth)
      for (const act of acts) {
        if (act.kind === 'start_drop') playing.add(act.nth)
        if (act.kind === 'stop_drop') playing.delete(act.nth)
      }
      const isOver = ['hanging_up', 'ended', 'wrapped'].includes(after.stage.kind)
      const mayPlay = after.stage.kind === 'beep' || (after.stage.kind === 'leaving' && after.stage.how === 'drop')
      if (!isOver) expect(playing.size, after.stage.kind).toBeLessThanOrEqual(mayPlay ? 1 : 0)
    }
  })

  law('whoever was handed to the rep is a mailbox by the rep’s word or by a beep, and by nothing else', (steps) => {
    let beepAtMs = -Infinity
    for (const { before, event, after } of steps) {
      const heard = event.kind === 'heard' ? event.heard : null
      if (heard?.kind === 'tone' && heard.tone === 'beep') beepAtMs = event.atMs
      if (before.stage.kind !== 'human' || !['machine', 'screener', 'greeting', 'beep'].includes(after.stage.kind))
        continue
      if (event.kind === 'key' || event.kind === 'learned') continue
      expect(heard?.kind === 'start' || heard?.kind === 'restart').toBe(true)
      expect(before.stage.isSure).toBe(false)
      expect(event.atMs - beepAtMs).toBeLessThanOrEqual(1_000)
    }
  })

  law('a voice during a drop stops it at once, whoever said that it is a machine', (steps) => {
    for (const { before, event, acts, after } of steps) {
      if (event.kind !== 'heard' || event.heard.kind !== 'voice') continue
      if (before.stage.kind !== 'leaving' || before.stage.how !== 'drop') continue
      expect(acts[0]).toEqual({ kind: 'stop_drop', nth: before.left.open })
      expect(after.left.is).toBe('talked_over')
    }
  })

  law('a message that was cut is never said to be whole', (steps) => {
    const whole = new Set<number>()
    const started: number[] = []
    for (const { event, acts } of steps) {
      if (event.kind === 'drop_done' && event.isComplete) whole.add(event.nth)
      for (const act of acts) {
        if (act.kind === 'start_drop') started.push(act.nth)
        if (act.kind !== 'tell' || act.news.kind !== 'outcome') continue
        const { message, playedMs, recording } = act.news.outcome
        if (message === 'complete') expect(whole).toContain(started.at(-1))
        if (message === 'complete' || message === 'truncated' || message === 'talked_over')
          expect(recording === null ? playedMs : 'played').toBe(recording === null ? null : 'played')
      }
    }
  })
})

describe('the rep’s keys win over the detector', () => {
  const stageAfter = (steps: readonly Step[], key: string) =>
    steps.filter(({ event, before }) => event.kind === 'key' && event.key === key && isLive(before))
  const isLive = ({ stage }: CallState): boolean =>
    !['created', 'hanging_up', 'sit', 'fax', 'ended', 'wrapped'].includes(stage.kind)

  law('"I am talking" stops everything, and the detector changes nothing of it', (steps) => {
    for (const { before, after } of stageAfter(steps, 'human')) {
      if (before.line.answeredAtMs === null) continue
      expect(['human', 'hanging_up']).toContain(after.stage.kind)
      expect(after.who).toMatchObject({ endpoint: 'human_right_party', by: 'rep' })
    }
    for (const { before, event, after } of steps) {
      if (event.kind !== 'heard' || before.who.by !== 'rep' || before.stage.kind !== 'human') continue
      expect(after.stage).toEqual(before.stage)
    }
  })

  law('"no message" and "hang up" end the call, whatever was decided', (steps) => {
    for (const key of ['no_message', 'hang_up']) {
      for (const { after } of stageAfter(steps, key)) expect(after.stage.kind).toBe('hanging_up')
    }
  })

  law('"a machine" is a machine, and the detector says otherwise in vain', (steps) => {
    for (const { before, after } of stageAfter(steps, 'machine')) {
      if (before.line.answeredAtMs === null) continue
      expect(after.who.by).toBe('rep')
      expect(['machine', 'greeting', 'beep', 'leaving', 'hanging_up']).toContain(after.stage.kind)
    }
    for (const { before, event, after } of steps) {
      if (event.kind !== 'heard' || before.who.by !== 'rep' || before.who.endpoint !== 'machine') continue
      if (event.heard.kind === 'verdict' && before.stage.kind !== 'leaving') expect(after.who).toEqual(before.who)
      if (event.heard.kind === 'unsure') expect(after.who).toEqual(before.who)
    }
  })

  law('"play it now" plays a recording that is known at once', (steps) => {
    for (const { before, acts } of stageAfter(steps, 'beep_now')) {
      const { stage } = before
      const isKnown = stage.kind === 'greeting' && stage.leaves.kind === 'drop'
      if (isKnown || stage.kind === 'beep') expect(acts.some((act) => act.kind === 'start_drop')).toBe(true)
    }
  })
})

describe('the rep', () => {
  law('is free again exactly once for each time that they were held', (steps) => {
    let isHeld = true
    for (const act of actsOf(steps)) {
      if (act.kind === 'bridge_rep') isHeld = true
      if (act.kind === 'release_rep') {
        expect(isHeld).toBe(true)
        isHeld = false
      }
    }
    if (steps.some(({ event }) => event.kind === 'start')) expect(isHeld).toBe(false)
  })

  law(
    'is off the line and free as soon as a recording is decided, where somebody else hears the beep',
    (steps, plan) => {
      for (const { event, before, after } of steps) {
        const isDrop =
          after.stage.kind === 'beep' || (after.stage.kind === 'greeting' && after.stage.leaves.kind === 'drop')
        if (event.kind === 'decision' && isDrop && plan.ears !== 'rep' && after !== before)
          expect(after.rep).toBe('released')
      }
    }
  )
})

test('the same state and event give the same step', () => {
  fc.assert(
    fc.property(aPlan, aStory, (plan, story) => {
      const frozen = played(plan, story).map(({ after, acts }) => ({ after, acts }))
      expect(played(plan, story).map(({ after, acts }) => ({ after, acts }))).toEqual(frozen)
    }),
    { numRuns: 100 }
  )
})
