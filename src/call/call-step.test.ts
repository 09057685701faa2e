import { describe, expect, test } from 'vitest'
import { type Heard, type SitKind, type Verdict } from '../listen/heard.ts'
import { type AtVoicemail, type CallAct, type CallEvent, type RepKey } from './call-event.ts'
import { type CallOutcome, type CallPlan, type CallState, type LineEnd, newCall } from './call-state.ts'
import { callStep } from './call-step.ts'

/** Single calls as they are told; the laws that hold for all of them are in call-laws.test.ts. */

const PLAN: CallPlan = {
  mode: 'progressive',
  ears: 'verdict',
  bridges: true,
  drops: true,
  ringMs: 30_000,
  maxMs: 600_000
}
const RECORDING = { id: 'audit question', lengthMs: 20_000 }
const MESSAGE: AtVoicemail = { kind: 'message', recording: RECORDING }

type Told = Omit<CallEvent, 'atMs'> & Record<string, unknown>

/** A call under way. Time goes on by itself only where `wait` says so, and the watchdog bites on its way. */
function call(plan: Partial<CallPlan> = {}) {
  let state: CallState = newCall({ ...PLAN, ...plan })
  let now = 0
  let alarm: number | null = null
  const acts: CallAct[] = []
  const take = (event: Told): void => {
    const stepped = callStep(state, { ...event, atMs: now } as unknown as CallEvent)
    state = stepped.state
    acts.push(...stepped.acts)
    for (const act of stepped.acts) {
      if (act.kind === 'set_watchdog') alarm = now + act.ms
      if (act.kind === 'clear_watchdog') alarm = null
    }
  }
  const told = {
    tell: (...events: readonly Told[]) => (events.forEach(take), told),
    heard: (heard: Omit<Heard, 'atMs'> & Record<string, unknown>) =>
      told.tell({ kind: 'heard', heard: { ...heard, atMs: now } }),
    verdict: (verdict: Verdict) => told.heard({ kind: 'verdict', verdict, confidence: 0.9, evidence: {} }),
    key: (key: RepKey) => told.tell({ kind: 'key', key }),
    answered: () =>
      told.tell({ kind: 'start' }, { kind: 'placed' }, { kind: 'ringing' }).wait(5_000).tell({ kind: 'up' }),
    decided: (decision: AtVoicemail) =>
      told.tell({ kind: 'verdict_stored', nth: state.asked }, { kind: 'decision', nth: state.asked, decision }),
    dropping: () => told.tell({ kind: 'drop_started', nth: state.drops }),
    dropped: (playedMs: number, isComplete: boolean) =>
      told.tell({ kind: 'drop_done', nth: state.drops, playedMs, isComplete }),
    ended: (outcome: LineEnd['outcome'], by: LineEnd['by'], q850?: number) =>
      told.tell({ kind: 'ended', end: { outcome, by, ...(q850 === undefined ? {} : { q850 }) } }),
    wait: (ms: number) => {
      const until = now + ms
      while (alarm !== null && alarm <= until) {
        now = Math.max(now, alarm)
        alarm = null
        take({ kind: 'watchdog' })
      }
      now = until
      return told
    },
    stage: () => state.stage.kind,
    state: () => state,
    /** What was done since it was last asked, apart from what only a screen or a clock wants. */
    did: () =>
      acts
        .splice(0)
        .filter(({ kind }) => !['tell', 'set_watchdog', 'clear_watchdog'].includes(kind))
        .map((act) =>
          act.kind === 'hang_up' ? `hang_up ${act.why}` : 'nth' in act ? `${act.kind} ${act.nth}` : act.kind
        ),
    news: <K extends string>(kind: K) =>
      acts.flatMap((act) =>
        act.kind === 'tell' && act.news.kind === kind
          ? [act.news as unknown as { readonly kind: K } & Record<string, unknown>]
          : []
      ),
    outcome: (): CallOutcome | null => ('outcome' in state.stage ? state.stage.outcome : null)
  }
  return told
}

const machine = () => call().answered().verdict('machine_greeting')
/** A drop that runs. */
const leaving = () => machine().decided(MESSAGE).heard({ kind: 'start' }).dropping()

describe('a person answers', () => {
  test('the rep is put through at once, and what the detector says later is only told', () => {
    const told = call().answered().verdict('human')
    expect(told.stage()).toBe('human')
    expect(told.did()).toEqual(['place', 'bridge_rep'])
    told.tell({ kind: 'bridged' }).verdict('machine_greeting').heard({ kind: 'start' })
    expect(told.stage()).toBe('human')
    expect(told.news('sounds_like')).toMatchObject([{ verdict: 'machine_greeting', confidence: 0.9 }])
    told.wait(60_000).ended('completed', 'them')
    expect(told.outcome()).toMatchObject({
      ...{ endpoint: 'human_right_party', message: 'none_planned', cause: 'they_hung_up', by: 'detector' },
      ...{ ringMs: 5_000, answeredAtMs: 5_000, endedAtMs: 65_000, beepMs: null, playedMs: null, recording: null }
    })
    expect(told.did()).toEqual(['unbridge_rep'])
    expect(told.tell({ kind: 'wrapped' }).did()).toEqual(['release_rep'])
  })

  const unsure = () => call().answered().heard({ kind: 'unsure' }).tell({ kind: 'bridged' })

  test('nobody is sure: the rep comes, and what sounds like a mailbox since then is only told', () => {
    const told = unsure()
    expect(told.state().stage).toEqual({ kind: 'human', isSure: false })
    told.did()
    told.heard({ kind: 'start' }).verdict('music').verdict('silence').verdict('ringback').verdict('screening')
    told.verdict('machine_greeting').heard({ kind: 'start' })
    expect(told.news('sounds_like').map(({ verdict }) => verdict)).toEqual(['screening', 'machine_greeting'])
    expect(told.did()).toEqual([])
    expect(told.wait(60_000).stage()).toBe('human')
  })

  test('nobody was sure, and then it beeps: a mailbox, and the message starts', () => {
    const told = unsure().verdict('machine_greeting').wait(5_000)
    told.did()
    told.heard({ kind: 'tone', tone: 'beep', sinceMs: 0, hz: 1000 }).heard({ kind: 'start' })
    expect(told.did()).toEqual(['store_verdict 1'])
    expect(told.decided(MESSAGE).did()).toEqual(['ask_decision 1', 'unbridge_rep', 'release_rep', 'start_drop 1'])
  })

  test('a beep alone is no mailbox, and neither is a start that another beep was for', () => {
    const beeped = unsure().heard({ kind: 'tone', tone: 'beep', sinceMs: 0 }).heard({ kind: 'start' })
    expect(beeped.stage()).toBe('human')
    const late = unsure()
      .verdict('beep_only')
      .heard({ kind: 'tone', tone: 'beep', sinceMs: 0 })
      .wait(1_001)
      .heard({ kind: 'start' })
    expect(late.stage()).toBe('human')
    const sure = unsure().key('human').verdict('machine_greeting').heard({ kind: 'tone', tone: 'beep', sinceMs: 0 })
    expect(sure.heard({ kind: 'start' }).stage()).toBe('human')
    const person = unsure()
      .verdict('machine_greeting')
      .verdict('human')
      .heard({ kind: 'tone', tone: 'beep', sinceMs: 0 })
    expect(person.heard({ kind: 'start' }).stage()).toBe('human')
  })

  test('nobody was sure, it sounded like a mailbox, and nobody said more: that is what it was', () => {
    expect(unsure().verdict('machine_greeting').ended('completed', 'them').outcome()).toMatchObject({
      endpoint: 'machine'
    })
    expect(unsure().ended('completed', 'them').outcome()).toMatchObject({ endpoint: 'human_right_party' })
  })

  test('nobody was sure, and it is a fax, busy or a menu', () => {
    expect(unsure().verdict('fax').stage()).toBe('fax')
    expect(unsure().verdict('busy').stage()).toBe('hanging_up')
    expect(unsure().verdict('ivr').stage()).toBe('ivr')
  })

  test('nobody was sure: the rep’s key is enough', () => {
    const told = unsure()
    told.did()
    expect(told.key('machine').did()).toEqual(['store_verdict 1'])
    expect(told.decided(MESSAGE).did()).toEqual(['ask_decision 1', 'unbridge_rep', 'release_rep'])
  })

  test('without any verdict they are treated as a person after eight seconds', () => {
    const told = call().answered().wait(7_999)
    expect(told.stage()).toBe('listening')
    expect(told.wait(1).stage()).toBe('human')
  })

  test('no rep within two seconds: hung up, and counted as abandoned', () => {
    const told = call().answered().wait(1_000).verdict('human').wait(1_999)
    expect(told.stage()).toBe('human')
    told.wait(1).ended('completed', 'us')
    expect(told.outcome()).toMatchObject({ endpoint: 'abandoned', cause: 'no_rep' })
  })

  test('they hang up while nobody is there: abandoned after two seconds, dead air before', () => {
    expect(call().answered().wait(2_000).ended('completed', 'them').outcome()?.endpoint).toBe('dead_air')
    expect(call().answered().wait(2_001).ended('completed', 'them').outcome()?.endpoint).toBe('abandoned')
    const quick = call().answered().wait(500).verdict('human').wait(100).ended('completed', 'them')
    expect(quick.outcome()?.endpoint).toBe('human_right_party')
  })

  test('silence goes to the rep, and is dead air where they say nothing else', () => {
    const told = call().answered().verdict('silence').tell({ kind: 'bridged' }).wait(9_000).ended('completed', 'them')
    expect(told.outcome()).toMatchObject({ endpoint: 'dead_air', cause: 'they_hung_up' })
  })

  test('the rep’s leg breaks in the talk: nobody is left with silence', () => {
    const told = call().answered().verdict('human').tell({ kind: 'bridged' }).wait(30_000)
    told.did()
    expect(told.tell({ kind: 'rep_gone' }).did()).toEqual(['hang_up no_rep'])
    expect(told.ended('completed', 'us').outcome()).toMatchObject({ endpoint: 'human_right_party', cause: 'no_rep' })
  })
})

describe('a mailbox answers', () => {
  test('stored, asked, the rep is free, and the drop goes on alone to its last byte', () => {
    const told = machine()
    expect(told.did()).toEqual(['place', 'store_verdict 1'])
    expect(told.decided(MESSAGE).did()).toEqual(['ask_decision 1', 'release_rep'])
    expect(told.stage()).toBe('greeting')
    expect(told.wait(9_000).heard({ kind: 'start' }).did()).toEqual(['start_drop 1'])
    expect(told.stage()).toBe('beep')
    expect(told.dropping().stage()).toBe('leaving')
    expect(told.wait(20_000).dropped(20_000, true).did()).toEqual(['hang_up message_over'])
    told.ended('completed', 'us')
    expect(told.outcome()).toMatchObject({
      ...{ endpoint: 'machine', message: 'complete', cause: 'message_over', recording: 'audit question' },
      ...{ playedMs: 20_000, beepMs: 9_000 }
    })
    expect(told.stage()).toBe('wrapped')
    expect(told.did()).toEqual([])
  })

  test('the beep came before the decision: the message starts with the decision, if that is soon', () => {
    const soon = machine().heard({ kind: 'start' }).wait(4_000).decided(MESSAGE)
    expect(soon.stage()).toBe('beep')
    const late = call().answered().heard({ kind: 'start' }).wait(6_001).verdict('machine_greeting').decided(MESSAGE)
    expect(late.stage()).toBe('greeting')
  })

  test('the mailbox cuts it: said, with what it took', () => {
    const told = leaving().wait(9_000).ended('completed', 'them')
    expect(told.outcome()).toBeNull()
    told.dropped(8_980, false)
    expect(told.outcome()).toMatchObject({ message: 'truncated', playedMs: 8_980, cause: 'they_hung_up' })
  })

  test('the line dies and nothing is ever known of the drop: begun, and its end not known', () => {
    const told = leaving().ended('carrier_fault', 'carrier').wait(1_999)
    expect(told.outcome()).toBeNull()
    expect(told.wait(1).outcome()).toMatchObject({ message: 'started', cause: 'carrier_fault', endpoint: 'machine' })
  })

  test('nothing of it was played: then nothing was left', () => {
    const told = machine().decided(MESSAGE).heard({ kind: 'start' }).dropped(0, false).ended('completed', 'us')
    expect(told.outcome()).toMatchObject({
      message: 'none_planned',
      playedMs: null,
      recording: null,
      cause: 'drop_failed'
    })
  })

  test('another beep: from the beginning, and the last start counts', () => {
    const told = leaving().wait(3_000)
    told.did()
    expect(told.heard({ kind: 'restart' }).did()).toEqual(['stop_drop 1', 'start_drop 2'])
    told.tell({ kind: 'drop_done', nth: 1, playedMs: 2_980, isComplete: false })
    expect(told.stage()).toBe('beep')
    told.dropping().wait(20_000).dropped(20_000, true).ended('completed', 'us')
    expect(told.outcome()).toMatchObject({ message: 'complete', playedMs: 20_000, beepMs: 3_000 })
  })

  test('beep after beep: the fourth start is the last', () => {
    const told = leaving()
    for (let i = 0; i < 6; i++) told.heard({ kind: 'restart' }).dropping()
    expect(told.state().drops).toBe(4)
  })

  test('the decision is to leave nothing: hung up, and the rep is free at once', () => {
    const told = machine()
    told.did()
    expect(told.decided({ kind: 'hang_up', blockedBy: null }).did()).toEqual([
      'ask_decision 1',
      'release_rep',
      'hang_up no_message'
    ])
    expect(told.ended('completed', 'us').outcome()).toMatchObject({
      message: 'none_planned',
      blockedBy: null,
      cause: 'no_message'
    })
  })

  test('a rule forbids it: that is said with its id', () => {
    const told = machine().decided({ kind: 'hang_up', blockedBy: 'US-TCPA-1' }).ended('completed', 'us')
    expect(told.outcome()).toMatchObject({ message: 'none_blocked', blockedBy: 'US-TCPA-1' })
  })

  test('a person picks up during the greeting: the rep is fetched back, and nothing is played', () => {
    const told = machine().decided(MESSAGE)
    told.did()
    expect(told.verdict('human').did()).toEqual(['bridge_rep'])
    expect(told.heard({ kind: 'start' }).did()).toEqual([])
    const unsure = machine().decided(MESSAGE).heard({ kind: 'unsure' }).heard({ kind: 'start' })
    expect(unsure.stage()).toBe('human')
  })

  test('the verdict cannot be stored, or no decision comes: nothing is played', () => {
    const failed = machine()
    failed.did()
    expect(failed.tell({ kind: 'undecided', nth: 1 }).did()).toEqual(['hang_up undecided'])
    const silent = machine().tell({ kind: 'verdict_stored', nth: 1 }).wait(6_000)
    expect(silent.ended('completed', 'us').outcome()).toMatchObject({ endpoint: 'machine', cause: 'undecided' })
    const old = machine().tell({ kind: 'undecided', nth: 0 })
    expect(old.stage()).toBe('machine')
  })

  test('an answer to an older verdict counts for nothing', () => {
    const told = machine()
      .tell({ kind: 'verdict_stored', nth: 1 })
      .tell({ kind: 'learned', endpoint: 'machine_name_match' })
    told.tell({ kind: 'decision', nth: 1, decision: MESSAGE })
    expect(told.stage()).toBe('machine')
    expect(told.decided(MESSAGE).stage()).toBe('greeting')
  })

  test('a decision before the verdict is stored counts for nothing', () => {
    expect(machine().tell({ kind: 'decision', nth: 1, decision: MESSAGE }).stage()).toBe('machine')
  })

  test('a mailbox that is full takes nothing, whatever is decided', () => {
    const told = machine().decided(MESSAGE)
    told.did()
    told.tell({ kind: 'learned', endpoint: 'mailbox_full' })
    expect(told.did()).toEqual(['store_verdict 2'])
    expect(told.decided(MESSAGE).did()).toEqual(['ask_decision 2', 'hang_up no_message'])
  })

  test('a carrier that cannot drop: the rep speaks it where one is there, else nothing is left', () => {
    const alone = call({ drops: false }).answered().verdict('machine_greeting').decided(MESSAGE)
    expect(alone.stage()).toBe('hanging_up')
    const preview = call({ drops: false, mode: 'preview' }).answered().verdict('machine_greeting').decided(MESSAGE)
    expect(preview.state().stage).toMatchObject({ kind: 'greeting', leaves: { kind: 'live' } })
    expect(preview.news('cannot')).toHaveLength(1)
  })
})

describe('somebody speaks into the drop', () => {
  test('it stops, the rep comes, and they talk', () => {
    const told = leaving().wait(4_000)
    told.did()
    expect(told.heard({ kind: 'voice' }).did()).toEqual(['stop_drop 1', 'bridge_rep'])
    expect(told.stage()).toBe('talked_over')
    told.dropped(4_120, false).tell({ kind: 'bridged' })
    expect(told.stage()).toBe('human')
    told.wait(30_000).ended('completed', 'them')
    expect(told.outcome()).toMatchObject({ endpoint: 'human_right_party', message: 'talked_over', playedMs: 4_120 })
    expect(told.tell({ kind: 'wrapped' }).did()).toEqual(['unbridge_rep', 'release_rep'])
  })

  test('no rep is free: hung up within five seconds, and not a byte more is played', () => {
    const told = leaving().heard({ kind: 'voice' }).dropped(100, false).wait(3_000).tell({ kind: 'rep_gone' })
    told.did()
    expect(told.wait(1_999).did()).toEqual([])
    expect(told.wait(1).did()).toEqual(['hang_up no_rep'])
    expect(told.ended('completed', 'us').outcome()).toMatchObject({
      ...{ endpoint: 'machine', message: 'talked_over', cause: 'no_rep', playedMs: 100 }
    })
  })

  test('it was the greeting, going on after a pause: the message begins anew, and the rep is let go', () => {
    const told = leaving().heard({ kind: 'voice' }).dropped(900, false)
    told.did()
    expect(told.wait(3_000).heard({ kind: 'start' }).did()).toEqual([])
    expect(told.heard({ kind: 'restart' }).did()).toEqual(['unbridge_rep', 'release_rep', 'start_drop 2'])
    told.dropping().wait(20_000).dropped(20_000, true).ended('completed', 'us')
    expect(told.outcome()).toMatchObject({ endpoint: 'machine', message: 'complete', playedMs: 20_000 })
  })

  test('what the rep has started begins anew by their key alone', () => {
    const told = machine().decided(MESSAGE).key('beep_now').dropping().heard({ kind: 'voice' }).dropped(900, false)
    told.did()
    expect(told.heard({ kind: 'restart' }).did()).toEqual([])
    expect(told.key('beep_now').did()).toEqual(['unbridge_rep', 'release_rep', 'start_drop 2'])
  })

  test('before its first packet nothing was said over', () => {
    const told = machine().decided(MESSAGE).heard({ kind: 'start' }).heard({ kind: 'voice' }).dropped(0, false)
    expect(told.tell({ kind: 'bridged' }).ended('completed', 'them').outcome()?.message).toBe('none_planned')
  })

  test('a verdict "a person" in the middle of it is a voice', () => {
    expect(leaving().verdict('human').stage()).toBe('talked_over')
  })

  test('the rep takes it with a key', () => {
    const told = leaving()
    told.did()
    expect(told.key('human').did()).toEqual(['stop_drop 1', 'bridge_rep'])
    expect(told.dropped(50, false).tell({ kind: 'bridged' }).ended('completed', 'them').outcome()).toMatchObject({
      ...{ endpoint: 'human_right_party', message: 'talked_over', by: 'rep' }
    })
  })
})

describe('the rep speaks the message', () => {
  const LIVE: AtVoicemail = { kind: 'live', maxMs: 30_000 }
  const spoken = () => call({ mode: 'preview' }).answered().verdict('machine_greeting').decided(LIVE)

  test('after the beep, with a clock that counts down from thirty', () => {
    const told = spoken()
    expect(told.did()).toEqual(['place', 'store_verdict 1', 'ask_decision 1', 'bridge_rep'])
    told.tell({ kind: 'bridged' }).wait(7_000).heard({ kind: 'start' }).wait(3_500)
    expect(told.news('speak').map(({ leftMs }) => leftMs)).toEqual([30_000, 29_000, 28_000, 27_000])
    told.key('hang_up').ended('completed', 'us')
    expect(told.outcome()).toMatchObject({
      message: 'left_live_by_rep',
      cause: 'rep',
      recording: null,
      playedMs: null,
      beepMs: 7_000
    })
  })

  test('004-18 thirty seconds and no more, whatever was decided', () => {
    const told = call({ mode: 'preview' })
      .answered()
      .verdict('machine_greeting')
      .decided({ kind: 'live', maxMs: 90_000 })
    told.heard({ kind: 'start' }).tell({ kind: 'bridged' }).wait(29_999)
    expect(told.stage()).toBe('leaving')
    told.wait(1).ended('completed', 'us')
    expect(told.outcome()).toMatchObject({ message: 'left_live_by_rep', cause: 'message_over' })
  })

  test('cut by the mailbox, or somebody picks up', () => {
    const live = () => spoken().tell({ kind: 'bridged' }).heard({ kind: 'start' }).wait(5_000)
    expect(live().ended('completed', 'them').outcome()?.message).toBe('truncated')
    const picked = live().heard({ kind: 'voice' })
    expect(picked.stage()).toBe('human')
    expect(picked.ended('completed', 'them').outcome()).toMatchObject({
      message: 'talked_over',
      endpoint: 'human_right_party'
    })
  })

  test('another beep: the clock begins anew', () => {
    const told = spoken().tell({ kind: 'bridged' }).heard({ kind: 'start' }).wait(5_000).heard({ kind: 'restart' })
    expect(told.news('speak').at(-1)).toMatchObject({ leftMs: 30_000 })
  })

  test('without a rep on the line nobody speaks', () => {
    expect(machine().decided(LIVE).stage()).toBe('hanging_up')
  })

  test('their own wish, instead of the recording', () => {
    const told = call({ mode: 'preview' }).answered().verdict('machine_greeting').key('live_voicemail').decided(MESSAGE)
    expect(told.state().stage).toMatchObject({ kind: 'greeting', leaves: { kind: 'live' } })
    const playing = leaving()
    playing.did()
    expect(playing.key('live_voicemail').did()).toEqual(['stop_drop 1', 'bridge_rep'])
    expect(playing.stage()).toBe('leaving')
  })

  test('advised to skip, they may; forbidden by a rule, they may not', () => {
    const asked = () => call({ mode: 'preview' }).answered().verdict('machine_greeting').key('live_voicemail')
    expect(asked().decided({ kind: 'hang_up', blockedBy: null }).stage()).toBe('greeting')
    const forbidden = asked().decided({ kind: 'hang_up', blockedBy: 'US-TCPA-1' })
    expect(forbidden.stage()).toBe('hanging_up')
    expect(forbidden.news('cannot')).toMatchObject([{ key: 'live_voicemail', because: 'forbidden' }])
  })
})

describe('the rep is asked', () => {
  const asked = (suggest: 'leave' | 'skip') =>
    call({ mode: 'preview' })
      .answered()
      .verdict('machine_greeting')
      .decided({ kind: 'ask', suggest, how: { kind: 'message', recording: RECORDING } })

  test('says nothing: the suggestion is done when the message may start', () => {
    expect(asked('leave').heard({ kind: 'start' }).stage()).toBe('beep')
    expect(asked('skip').heard({ kind: 'start' }).stage()).toBe('hanging_up')
  })

  test('"a machine" leaves it, "no message" does not, "play it now" plays it', () => {
    expect(asked('skip').key('machine').state().stage).toMatchObject({ kind: 'greeting', leaves: { kind: 'drop' } })
    expect(asked('leave').key('no_message').stage()).toBe('hanging_up')
    expect(asked('skip').key('beep_now').stage()).toBe('beep')
  })
})

describe('what is no mailbox', () => {
  test('a screener: live or skip, never a drop', () => {
    const alone = call().answered().verdict('screening').decided(MESSAGE)
    expect(alone.stage()).toBe('hanging_up')
    expect(alone.ended('completed', 'us').outcome()).toMatchObject({ endpoint: 'screener', message: 'none_planned' })
    const withRep = call({ mode: 'preview' }).answered().verdict('screening').decided(MESSAGE)
    expect(withRep.state().stage).toEqual({ kind: 'screener', step: 'live' })
    withRep.tell({ kind: 'bridged' }).heard({ kind: 'start' })
    expect(withRep.did()).not.toContain('start_drop 1')
    expect(withRep.verdict('human').stage()).toBe('human')
    const skipped = call({ mode: 'preview' })
      .answered()
      .verdict('screening')
      .decided({ kind: 'hang_up', blockedBy: null })
    expect(skipped.stage()).toBe('hanging_up')
  })

  test('a screener that hands over to the mailbox is asked about anew', () => {
    const told = call({ mode: 'preview' }).answered().verdict('screening').decided({ kind: 'live', maxMs: 30_000 })
    told.did()
    expect(told.verdict('beep_only').did()).toEqual(['store_verdict 2'])
  })

  test('a mailbox that turns out to be a screener stops what was decided', () => {
    const told = machine().decided(MESSAGE)
    told.did()
    expect(told.verdict('screening').did()).toEqual(['store_verdict 2'])
    expect(told.heard({ kind: 'start' }).did()).toEqual([])
  })

  test('a menu goes to the rep', () => {
    const told = call().answered().verdict('ivr')
    expect(told.did()).toEqual(['place', 'bridge_rep'])
    expect(told.tell({ kind: 'bridged' }).ended('completed', 'them').outcome()?.endpoint).toBe('ivr_tree')
  })

  test('a fax is hung up on', () => {
    const told = call().answered().verdict('fax')
    expect(told.did()).toEqual(['place', 'hang_up tone'])
    expect(told.ended('completed', 'us').outcome()).toMatchObject({ endpoint: 'fax', cause: 'tone' })
  })

  test('the busy tone after an answer is busy', () => {
    expect(call().answered().verdict('busy').ended('completed', 'us').outcome()?.endpoint).toBe('busy')
  })

  test.for<[SitKind, string]>([
    ['vacant', 'vacant_number'],
    ['intercept', 'changed_number'],
    ['reorder', 'congestion'],
    ['no_circuit', 'no_circuit'],
    ['unknown', 'failed']
  ])('the three tones of the network before an answer: %s is %s', ([sit, endpoint]) => {
    const told = call().tell({ kind: 'start' }, { kind: 'placed' }, { kind: 'early' })
    told.heard({ kind: 'tone', tone: 'sit', sinceMs: 0, sit })
    expect(told.did()).toEqual(['place', 'hang_up tone'])
    expect(told.ended('cancelled', 'us').outcome()).toMatchObject({ endpoint, cause: 'tone' })
  })

  test('a beep, music or ringback alone is no verdict', () => {
    const told = call().answered()
    for (const tone of ['beep', 'music', 'ringback', 'fax', 'busy'] as const)
      told.heard({ kind: 'tone', tone, sinceMs: 0 })
    expect(told.verdict('ringback').verdict('music').stage()).toBe('listening')
  })
})

describe('nobody answers', () => {
  test.for<[LineEnd['outcome'], number | undefined, string]>([
    ['busy', undefined, 'busy'],
    ['no_answer', undefined, 'no_answer'],
    ['rejected', 21, 'rejected'],
    ['cancelled', undefined, 'cancelled'],
    ['invalid_number', 1, 'vacant_number'],
    ['invalid_number', 22, 'changed_number'],
    ['blocked', 127, 'failed'],
    ['redirected', 23, 'failed'],
    ['carrier_fault', 34, 'no_circuit'],
    ['carrier_fault', 42, 'congestion'],
    ['carrier_fault', 38, 'failed'],
    ['carrier_fault', undefined, 'failed'],
    ['unknown', undefined, 'no_answer']
  ])('the carrier says %s (%s): %s', ([outcome, q850, endpoint]) => {
    const told = call().tell({ kind: 'start' }, { kind: 'placed' }, { kind: 'ringing' }).ended(outcome, 'carrier', q850)
    expect(told.outcome()).toMatchObject({
      endpoint,
      message: 'none_planned',
      cause: outcome,
      answeredAtMs: null,
      ringMs: null
    })
  })

  test('a carrier that does not take the call: it never left', () => {
    const told = call().tell({ kind: 'start' }, { kind: 'refused' })
    expect(told.outcome()).toMatchObject({ endpoint: 'failed', cause: 'refused' })
    expect(told.did()).toEqual(['place'])
  })

  test('the rep lets it ring no longer, or is gone', () => {
    const told = call().tell({ kind: 'start' }, { kind: 'placed' }, { kind: 'ringing' }).key('hang_up')
    expect(told.ended('cancelled', 'us').outcome()).toMatchObject({ endpoint: 'cancelled', cause: 'rep' })
    const gone = call().tell({ kind: 'start' }, { kind: 'placed' }, { kind: 'rep_gone' })
    expect(gone.did()).toEqual(['place', 'hang_up no_rep'])
  })

  test('answered as we hang up: it stays hung up', () => {
    const told = call()
      .tell({ kind: 'start' }, { kind: 'placed' }, { kind: 'ringing' })
      .key('hang_up')
      .tell({ kind: 'up' })
    expect(told.ended('completed', 'us').outcome()).toMatchObject({ cause: 'rep', endpoint: 'no_answer' })
  })

  test('"a machine" seen early counts when it answers', () => {
    const told = call({ mode: 'rep_hears', ears: 'start' })
      .tell({ kind: 'start' }, { kind: 'placed' }, { kind: 'early' })
      .key('machine')
    expect(told.tell({ kind: 'up' }).stage()).toBe('machine')
    const person = call().tell({ kind: 'start' }, { kind: 'placed' }).key('human').tell({ kind: 'up' })
    expect(person.stage()).toBe('human')
  })

  test('what was said early is not what answered when nobody did', () => {
    const told = call()
      .tell({ kind: 'start' }, { kind: 'placed' }, { kind: 'ringing' })
      .key('human')
      .ended('no_answer', 'carrier')
    expect(told.outcome()?.endpoint).toBe('no_answer')
  })
})

describe('the rep alone listens', () => {
  const hears = (ears: 'rep' | 'start') => call({ mode: 'rep_hears', ears }).answered().tell({ kind: 'bridged' })

  test('they hear the answer; one key when it is a machine, and they are free', () => {
    const told = hears('start')
    expect(told.did()).toEqual(['place', 'bridge_rep'])
    expect(told.verdict('machine_greeting').stage()).toBe('answered')
    expect(told.key('machine').did()).toEqual(['store_verdict 1'])
    expect(told.decided(MESSAGE).did()).toEqual(['ask_decision 1', 'unbridge_rep', 'release_rep'])
    expect(told.heard({ kind: 'start' }).did()).toEqual(['start_drop 1'])
  })

  test('where nothing listens beside them they stay for the beep', () => {
    const told = hears('rep').key('machine').decided(MESSAGE)
    told.did()
    expect(told.key('beep_now').did()).toEqual(['unbridge_rep', 'release_rep', 'start_drop 1'])
  })

  test('"play it now" before the decision is there: played as it comes', () => {
    const told = hears('start').key('beep_now')
    told.did()
    expect(told.decided(MESSAGE).did()).toEqual(['ask_decision 1', 'unbridge_rep', 'release_rep', 'start_drop 1'])
    expect(told.dropping().heard({ kind: 'restart' }).did()).toEqual([])
    expect(told.key('beep_now').did()).toEqual(['stop_drop 1', 'start_drop 2'])
  })

  test('"no message": the verdict is stored, and it is hung up', () => {
    const told = hears('start')
    told.did()
    expect(told.key('no_message').did()).toEqual([
      'store_verdict 1',
      'unbridge_rep',
      'release_rep',
      'hang_up no_message'
    ])
    expect(told.ended('completed', 'us').outcome()).toMatchObject({
      endpoint: 'machine',
      by: 'rep',
      message: 'none_planned'
    })
  })

  test('a recording that is wanted and not there', () => {
    const told = hears('start').key('beep_now').decided({ kind: 'hang_up', blockedBy: null })
    expect(told.news('cannot')).toMatchObject([{ key: 'beep_now', because: 'no_recording' }])
    expect(told.stage()).toBe('hanging_up')
  })

  test('on a telephone of their own their key is the answer', () => {
    const told = call({ mode: 'manual', ears: 'rep', bridges: false, drops: false }).tell(
      { kind: 'start' },
      { kind: 'placed' },
      { kind: 'ringing' }
    )
    told.wait(8_000).key('human').wait(60_000).key('hang_up').ended('completed', 'us')
    expect(told.outcome()).toMatchObject({ endpoint: 'human_right_party', cause: 'rep', answeredAtMs: 8_000 })
    expect(told.did()).toEqual(['place', 'hang_up rep'])
  })
})

describe('the watchdog closes every stage', () => {
  const stages: readonly [string, () => ReturnType<typeof call>, number, string][] = [
    ['media', () => call().tell({ kind: 'start' }), 10_000, 'watchdog'],
    ['ringing', () => call().tell({ kind: 'start' }, { kind: 'placed' }, { kind: 'ringing' }), 35_000, 'watchdog'],
    ['human', () => call().answered().verdict('human').tell({ kind: 'bridged' }), 610_000, 'watchdog'],
    ['ivr', () => call().answered().verdict('ivr'), 2_000, 'no_rep'],
    ['answered', () => call({ ears: 'rep' }).answered(), 2_000, 'no_rep'],
    ['machine', machine, 6_000, 'undecided'],
    ['screener', () => call().answered().verdict('screening'), 6_000, 'undecided'],
    ['greeting', () => machine().decided(MESSAGE), 45_000, 'no_start'],
    ['beep', () => machine().decided(MESSAGE).heard({ kind: 'start' }), 3_000, 'drop_failed'],
    ['leaving', leaving, 23_000, 'watchdog']
  ]
  test.for(stages)('%s', ([stage, at, ms, why]) => {
    const told = at()
    expect(told.stage()).toBe(stage)
    told.did()
    expect(told.wait(ms - 1).stage()).toBe(stage)
    expect(told.wait(1).did().at(-1)).toBe(`hang_up ${why}`)
    // A carrier that says nothing more is not waited for.
    expect(told.wait(4_999).outcome()).toBeNull()
    expect(told.wait(1).outcome()).toMatchObject({ cause: why })
  })

  test('what nobody says anything of is put away after half an hour', () => {
    const told = call().answered().verdict('human').tell({ kind: 'bridged' }).ended('completed', 'them')
    told.did()
    expect(told.wait(1_799_999).did()).toEqual([])
    expect(told.wait(1).did()).toEqual(['release_rep'])
  })

  test('one that was set anew does not bite', () => {
    const told = call().answered().wait(7_000).verdict('human').tell({ kind: 'watchdog' })
    expect(told.stage()).toBe('human')
  })
})

test('we stop: what is under way is hung up', () => {
  const told = leaving()
  told.did()
  expect(told.tell({ kind: 'shutdown' }).did()).toEqual(['hang_up shutdown'])
  expect(told.dropped(300, false).ended('completed', 'us').outcome()).toMatchObject({
    message: 'truncated',
    cause: 'shutdown'
  })
})
