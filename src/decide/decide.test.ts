import { describe, expect, test } from 'vitest'
import { factsOf } from '../../test/any-facts.ts'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import { type Desk, answer, situationOf } from './answer.ts'
import { experimentIsBlind } from './blind.ts'
import { decide } from './decide.ts'
import { ASK, LEAVE, NO_REP, SKIP, TO_SCREENER } from './decision.ts'
import { armOf, draw } from './dice.ts'

const NOON = '2026-12-02T12:00:00-05:00'
const NIGHT = '2026-12-02T23:00:00-05:00'
const TWO_RECORDINGS = {
  recordings: [
    { id: 'one', seconds: 20, purpose: 'callback' },
    { id: 'two', seconds: 20, purpose: 'callback' }
  ]
}
const decision = (desk: Desk, document: Record<string, unknown> = {}) => {
  const facts = factsOf({ now: NOON, place: { timeZone: 'America/New_York' }, ...document })
  const { next, ...row } = decide(desk.program, situationOf(desk, facts, 0))
  return { row, next }
}
const nothing = { mode: 0, recording: -1, arm: -1, probability: 1, hindered: 0, turned: 0, stop: 0 }

describe('a decision as a row of numbers', () => {
  const always = triedPlaybook({})

  test('of a message that the rep speaks', () => {
    expect(decision(always, TWO_RECORDINGS).row).toEqual({
      ...nothing,
      rule: 0,
      action: LEAVE,
      wanted: LEAVE,
      suggest: LEAVE,
      mode: 1
    })
  })

  test('of a hard stop', () => {
    const { row, next } = decision(always, { ...TWO_RECORDINGS, stops: ['complaint', 'refusal'] })
    expect(row).toEqual({ ...nothing, rule: -1, action: SKIP, wanted: SKIP, suggest: SKIP, stop: 4 })
    expect(next).toEqual({ kind: 'none', why: 'stopped', step: -1, code: 4 })
  })

  test('of a message that no rep is there to speak', () => {
    const { row } = decision(always, { ...TWO_RECORDINGS, dialer: { mode: 'progressive' } })
    expect(row).toEqual({ ...nothing, rule: 0, action: SKIP, wanted: LEAVE, suggest: SKIP, hindered: NO_REP })
  })

  test('of a recording that a screener does not get, spoken by the rep', () => {
    const { row } = decision(always, {
      ...TWO_RECORDINGS,
      endpoint: 'screener',
      dialer: { mode: 'manual', messageMode: 'drop' }
    })
    expect(row).toEqual({
      ...nothing,
      rule: 0,
      action: LEAVE,
      wanted: LEAVE,
      suggest: LEAVE,
      mode: 1,
      turned: TO_SCREENER
    })
  })

  test('of no rule that holds', () => {
    const silent = triedPlaybook({ rules: '  - {rule: never, when: attempt > 90, do: skip, because: Never.}' })
    expect(decision(silent, TWO_RECORDINGS).row).toEqual({
      ...nothing,
      rule: -1,
      action: ASK,
      wanted: ASK,
      suggest: SKIP
    })
  })

  test('of a rule that ends the run', () => {
    const ends = triedPlaybook({
      rules: '  - {rule: out, when: otherwise, do: skip, because: Out., then: {end: passive_list}}'
    })
    expect(decision(ends)).toEqual({
      row: { ...nothing, rule: 0, action: SKIP, wanted: SKIP, suggest: SKIP },
      next: { kind: 'none', why: 'rule', step: -1, code: 0 }
    })
  })
})

describe('asking the rep', () => {
  const rules = (suggest: string) => `  - {rule: ask, when: otherwise, do: ask, because: Your call.${suggest}}`
  const steps = '  - call: {}\n  - email: {}\n    when: message.left\n  - end: passive_list'
  const leave = triedPlaybook({ rules: rules(', suggest: leave'), steps })
  const skip = triedPlaybook({ rules: rules(''), steps })

  test('suggests leaving, and plans what follows a message', () => {
    const { row, next } = decision(leave)
    expect(row).toEqual({ ...nothing, rule: 0, action: ASK, wanted: ASK, suggest: LEAVE, mode: 1 })
    expect(next).toMatchObject({ channel: 'email' })
  })

  test('suggests no message by default, and plans what follows none', () => {
    const { row, next } = decision(skip)
    expect(row).toEqual({ ...nothing, rule: 0, action: ASK, wanted: ASK, suggest: SKIP })
    expect(next).toMatchObject({ kind: 'none', why: 'step' })
  })

  test('suggests no message where none may be left', () => {
    expect(decision(leave, { now: NIGHT }).row).toMatchObject({ action: ASK, suggest: SKIP, mode: 0 })
  })

  test('does what it suggests where no rep can be asked', () => {
    const power = {
      ...TWO_RECORDINGS,
      consent: { recordings: 'express_written' },
      dialer: { mode: 'power', messageMode: 'drop' }
    }
    expect(decision(leave, power).row).toMatchObject({ action: LEAVE, mode: 2, recording: 0 })
    expect(decision(skip, power).row).toMatchObject({ action: SKIP, mode: 0 })
  })
})

describe('chance in a rule', () => {
  test('explore leaves as often as it says, and writes down how likely what it did was', () => {
    const desk = triedPlaybook({
      rules: '  - {rule: try, when: otherwise, do: explore, because: Try., explore: {leave: 0.2}}'
    })
    const rows = Array.from({ length: 1000 }, (_, i) => decision(desk, { lead: { id: `lead ${i}` } }).row)
    const left = rows.filter((row) => row.action === LEAVE)
    expect(Math.abs(left.length - 200)).toBeLessThan(50)
    expect(left.every((row) => row.probability === 0.2 && row.arm === -1)).toBe(true)
    expect(
      rows
        .filter((row) => row.action === SKIP)
        .every((row) => row.probability === 0.8 && row.mode === 0 && row.suggest === SKIP)
    ).toBe(true)
  })

  const arms =
    '[{arm: never, share: 0.25, leave: false}, {arm: first, share: 0.25, leave: history.voicemails == 0}, {arm: always, share: 0.5, leave: true}]'
  const lot = (kind: string) =>
    triedPlaybook({
      rules: `  - {rule: lot, when: otherwise, do: experiment, because: By lot., experiment: {name: e, kind: ${kind}, arms: ${arms}}}`
    })

  test('an experiment adds up the shares of all arms that do the same here', () => {
    const by = (voicemails: number) =>
      new Map(
        Array.from(
          { length: 60 },
          (_, i) => decision(lot('cadence'), { lead: { cluster: `c ${i}` }, history: { voicemails } }).row
        ).map((row) => [row.action, row.probability])
      )
    expect(by(0)).toEqual(
      new Map([
        [LEAVE, 0.75],
        [SKIP, 0.25]
      ])
    )
    expect(by(1)).toEqual(
      new Map([
        [LEAVE, 0.5],
        [SKIP, 0.5]
      ])
    )
  })

  test('where no message may be left every arm skips for certain, and no arm shows', () => {
    const seen = Array.from(
      { length: 30 },
      (_, i) => decision(lot('cadence'), { now: NIGHT, lead: { cluster: `c ${i}` } }).row
    )
    expect(new Set(seen.map((row) => row.probability))).toEqual(new Set([1]))
    expect(seen.filter((row) => row.wanted === SKIP).every((row) => row.hindered === 0)).toBe(true)
    expect(seen.some((row) => row.wanted === LEAVE && row.hindered !== 0)).toBe(true)
  })

  test('only a point-of-voicemail experiment is blind before the verdict', () => {
    expect(experimentIsBlind(lot('point_of_voicemail').program.rules[0]!)).toBe(true)
    expect(experimentIsBlind(lot('cadence').program.rules[0]!)).toBe(false)
    expect(experimentIsBlind(triedPlaybook({}).program.rules[0]!)).toBe(false)
  })

  test('an arm takes its share from below, and the last one what rounding leaves', () => {
    expect([0, 0.29, 0.3, 0.59, 0.6, 0.9999].map((uniform) => armOf(uniform, [0.3, 0.3, 0.3]))).toEqual([
      0, 0, 1, 1, 2, 2
    ])
  })

  test('numbers drawn for a lead never change, or every simulation would', () => {
    const drawn = [draw(1, 1, 1), draw(1, 2, 1), draw(1, 1, 2), draw(0xdeadbeef, 7, 4)]
    expect(drawn).toEqual(DRAWN)
  })
})

test('the words of a decision carry its message and its reason', () => {
  const facts = factsOf({ now: NOON, place: { timeZone: 'America/New_York' }, ...TWO_RECORDINGS })
  expect(answer(triedPlaybook({}), facts, 0).voicemail).toMatchObject({
    action: 'leave',
    message: { mode: 'live', recording: null },
    because: 'Always.'
  })
})

const DRAWN: readonly number[] = [0.5567585797980428, 0.5462375443894416, 0.3233778947032988, 0.7767305413726717]
