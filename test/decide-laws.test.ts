import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerOf, answer, deskFor, situationOf } from '../src/decide/answer.ts'
import { decide } from '../src/decide/decide.ts'
import { armOf, uniformOf } from '../src/decide/dice.ts'
import { HEARD_SLOT, slot, stops } from '../src/facts/fact.ts'
import { withVector } from '../src/facts/facts.ts'
import { capMeasures } from '../src/guard/cap.ts'
import { house } from '../src/guard/house.ts'
import { ask, kindCode } from '../src/guard/table.ts'
import { kindOfChannel } from '../src/guard/action.ts'
import { anyDocument, anyFacts, factsOf } from './any-facts.ts'
import { shelf } from './the-shelf.ts'

const desks = shelf.programs.map((program) => deskFor(program, house))
const anyDesk = fc.constantFrom(...desks)
const RUNS = { numRuns: 400 }

const RECORDINGS = slot('consent.recordings')
const SMS = slot('consent.sms')

describe('laws of decide', () => {
  test('every playbook that ships is readable', () => {
    expect(shelf.wrong).toEqual([])
    expect(shelf.programs).toHaveLength(12)
  })

  test('the same input gives the same decision, whatever was decided before', () => {
    fc.assert(
      fc.property(anyDesk, anyDocument, anyFacts, (desk, document, between) => {
        const first = answer(desk, factsOf(document), 7)
        answer(desk, between, 3)
        expect(answer(desk, factsOf(document), 7)).toEqual(first)
      }),
      RUNS
    )
  })

  test('the order of the keys changes nothing', () => {
    const reversed = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, each]) => [key, reversed(each)])
          )
        : value
    fc.assert(
      fc.property(anyDesk, anyDocument, (desk, document) => {
        expect(answer(desk, factsOf(reversed(document) as typeof document), 0)).toEqual(
          answer(desk, factsOf(document), 0)
        )
      }),
      RUNS
    )
  })

  test('no decision reads or changes the facts that it was given', () => {
    fc.assert(
      fc.property(anyDesk, anyFacts, (desk, facts) => {
        const before = facts.vector.slice()
        answer(desk, facts, 0)
        expect(facts.vector).toEqual(before)
      }),
      RUNS
    )
  })

  test('a hard stop beats every rule: no message, nothing next, and its name', () => {
    fc.assert(
      fc.property(anyDesk, anyDocument, fc.constantFrom(...stops), (desk, document, stop) => {
        const { voicemail, next, stop: said } = answer(desk, factsOf({ ...document, stops: [stop] }), 0)
        expect(voicemail.action).toBe('skip')
        expect(voicemail.message).toBeNull()
        expect(next).toBeNull()
        expect(said).toEqual({ reason: stop })
      }),
      RUNS
    )
  })

  test('no message is left past a cap of its playbook', () => {
    fc.assert(
      fc.property(anyDesk, anyFacts, (desk, facts) => {
        const { voicemail } = answer(desk, facts, 0)
        if (voicemail.message === null) return
        for (const cap of desk.program.caps) {
          const { counts, slot: index, kinds } = capMeasures[cap.measure]
          if ((kinds & (1 << kindCode.live_voicemail)) === 0 || (cap.when && cap.when(facts.vector) === 0)) continue
          if (counts.kind === 'gap') expect(facts.vector[index]).toBeGreaterThanOrEqual(cap.limit)
          else expect(facts.vector[index]).toBeLessThan(cap.limit)
        }
      }),
      { numRuns: 1500 }
    )
  })

  test('no message is left, and no call planned, outside 8 to 21 in any zone where they may be', () => {
    fc.assert(
      fc.property(anyDesk, anyFacts, (desk, facts) => {
        const situation = situationOf(desk, facts, 0)
        const decision = decide(desk.program, situation)
        if (decision.mode !== 0) expect(situation.table.opening.isOpen(facts.now)).toBe(true)
        const { next } = decision
        if (next.kind === 'touch' && (next.channel === 'call' || next.channel === 'sms'))
          expect(situation.table.opening.isOpen(next.at)).toBe(true)
      }),
      RUNS
    )
  })

  test('what is next comes after now and is allowed by the guard at that minute', () => {
    fc.assert(
      fc.property(anyDesk, anyFacts, (desk, facts) => {
        const situation = situationOf(desk, facts, 0)
        const decision = decide(desk.program, situation)
        const { next } = decision
        if (next.kind !== 'touch') return
        expect(next.at).toBeGreaterThanOrEqual(facts.now)
        expect(next.at).toBeGreaterThanOrEqual(next.wanted)
        const later = withVector(facts, (v) => {
          v[slot('message.left')] = decision.mode === 0 ? 0 : 1
        })
        expect(ask(situation.table, kindCode[kindOfChannel[next.channel]], later.vector, facts.now, next.at, 1)).toBe(0)
      }),
      { numRuns: 1000 }
    )
  })

  test('a recording is never one that they heard, never too long, never to a screener', () => {
    fc.assert(
      fc.property(anyDesk, anyDocument, (desk, document) => {
        const dropping = {
          ...document,
          dialer: { mode: 'progressive', messageMode: 'drop' },
          consent: { recordings: 'express_written' },
          number: { kind: 'business', lineType: 'landline' }
        }
        const facts = factsOf(dropping)
        const { voicemail } = answer(desk, facts, 0)
        if (voicemail.message?.mode !== 'drop') return
        const index = facts.recordings.findIndex((recording) => recording.id === voicemail.message!.recording)
        expect(index).toBeGreaterThanOrEqual(0)
        expect(Math.floor(facts.vector[HEARD_SLOT]! / 2 ** index) % 2).toBe(0)
        expect(facts.recordings[index]!.seconds).toBeLessThanOrEqual(Math.min(30, voicemail.message.maxSeconds))
        expect(document['endpoint']).not.toBe('screener')
      }),
      { numRuns: 1000 }
    )
  })

  test('more consent never takes a message away and never turns a drop into nothing', () => {
    fc.assert(
      fc.property(anyDesk, anyFacts, fc.constantFrom(RECORDINGS, SMS), (desk, facts, consent) => {
        const more = withVector(facts, (v) => {
          v[consent] = Math.min(3, v[consent]! + 1)
        })
        // An entry that asks for consent only warns; rules that read consent would be a strategy of their own.
        if (desk.program.rules.some((rule) => rule.when?.reads.includes(consent))) return
        const before = answer(desk, facts, 0)
        const after = answer(desk, more, 0)
        if (before.voicemail.message !== null) expect(after.voicemail.message).not.toBeNull()
        if (before.next !== null) expect(after.next).not.toBeNull()
      }),
      { numRuns: 1000 }
    )
  })

  test('every decision explains itself', () => {
    fc.assert(
      fc.property(anyDesk, anyFacts, fc.nat(5), (desk, facts, seed) => {
        const said = answer(desk, facts, seed)
        expect(said.voicemail.because).toMatch(/^\S.*[.!?]$/)
        expect(said.voicemail.because).not.toMatch(/undefined|NaN|null|\[object/)
        expect(said.voicemail.figure).not.toBe('')
        expect(said.voicemail.alternatives.map((each) => each.action)).not.toContain(said.voicemail.action)
        expect(said.voicemail.alternatives).toHaveLength(2)
        for (const { whyNot } of said.voicemail.alternatives) expect(whyNot).toMatch(/^\S.+/)
        expect(said.next === null).toBe(said.ends !== null)
        if (said.next) expect(said.next.because).not.toMatch(/undefined|NaN|null/)
        if (said.ends) expect(said.ends.because).not.toMatch(/undefined|NaN|null/)
        if (said.voicemail.action === 'skip') expect(said.voicemail.message).toBeNull()
        if (said.voicemail.message) expect(said.voicemail.message.maxSeconds).toBeLessThanOrEqual(30)
        expect(said.voicemail.probability).toBeGreaterThan(0)
        expect(said.voicemail.probability).toBeLessThanOrEqual(1)
      }),
      { numRuns: 1500 }
    )
  })

  test('a decision can be explained later from its numbers alone', () => {
    fc.assert(
      fc.property(anyDesk, anyFacts, (desk, facts) => {
        const situation = situationOf(desk, facts, 0)
        const stored = JSON.parse(JSON.stringify(decide(desk.program, situation))) as ReturnType<typeof decide>
        expect(answerOf(desk, facts, situation, stored)).toEqual(answer(desk, facts, 0))
      }),
      RUNS
    )
  })
})

describe('chance', () => {
  test('assignment is the published function, to the last bit', () => {
    const keys = ['acct:1', 'acct:acme.example', 'hh:12 elm st|90210', 'phone:+15550100', 'Ünïcode-Größe']
    expect(keys.map((key) => uniformOf('exp_vm_drop_v1', key))).toEqual([
      0.5225815946080099, 0.13618031259763863, 0.780911419357838, 0.23425554089455602, 0.4127045323631494
    ])
    expect(keys.map((key) => armOf(uniformOf('holdout_2026', key), [0.45, 0.45, 0.1]))).toEqual([2, 0, 1, 1, 1])
  })

  test('ten thousand leads fall into arms as published', () => {
    const counts = [0, 0, 0]
    for (let i = 0; i < 10_000; i++) counts[armOf(uniformOf('exp_vm_drop_v1', `lead:${i}`), [0.45, 0.45, 0.1])]!++
    expect(counts).toEqual([4515, 4521, 964])
  })

  test('a cluster keeps its arm for every call and every lead in it', () => {
    const desk = desks.find((each) => each.program.name === 'house-default')!
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        (cluster, lead, other) => {
          const armOfLead = (id: string, attempt: number) =>
            decide(desk.program, situationOf(desk, factsOf({ attempt, lead: { id, cluster } }), attempt)).arm
          expect(armOfLead(lead, 1)).toBe(armOfLead(other, 3))
        }
      ),
      { numRuns: 100 }
    )
  })

  test('the chance of leaving and of skipping make one over the arms', () => {
    const desk = desks.find((each) => each.program.name === 'house-default')!
    const now = '2026-12-02T12:00:00-05:00'
    for (const attempt of [1, 2, 3, 4]) {
      const seen = new Map<string, number>()
      for (let i = 0; i < 60; i++) {
        const { voicemail } = answer(desk, factsOf({ now, attempt, lead: { cluster: `c${i}` } }), 0)
        seen.set(voicemail.action, voicemail.probability)
      }
      expect([...seen.values()].reduce((sum, each) => sum + each, 0)).toBeCloseTo(1)
    }
  })
})
