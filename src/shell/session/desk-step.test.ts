import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Outcome } from '../../facts/log-entry.ts'
import { ADVICE, NOW, anyKey, cardOf, char, obliging, play, readyDesk, typed } from './desk.arbitrary.ts'
import { type Desk, type Effect } from './desk.ts'
import { deskStep } from './desk-step.ts'
import { stageOf } from './desk-keys.ts'
import { missingIn, resultOf } from './draft.ts'

const settled = (effects: readonly Effect[]) => effects.filter((effect) => effect.kind === 'settle')
const draftOf = (desk: Desk) => (desk.phase.kind === 'call' ? desk.phase.draft : null)
const kinds = (effects: readonly Effect[]) => effects.map(({ kind }) => kind)

describe('keys, as a rep types them', () => {
  /** What is typed, what is stored of it. */
  test.for([
    ['a message as advised', '\rvb1\r', { endpoint: 'machine', message: 'left_live_by_rep', override: null }],
    ['no message although advised: a reason', '\rvn\r4', { message: 'none_planned', override: 'nothing_to_say' }],
    ['a machine at once, no message', '\rn\r6', { endpoint: 'machine', message: 'none_planned', override: 'other' }],
    ['cut off by the mailbox', '\rvb2\r', { endpoint: 'machine', message: 'truncated' }],
    [
      'somebody picks up',
      '\rvb31xx\r',
      { endpoint: 'human_right_party', message: 'talked_over', said: 'conversation' }
    ],
    ['nobody answers', '\re1\r', { endpoint: 'no_answer', message: 'none_planned', said: null }],
    ['busy', '\re2\r', { endpoint: 'busy' }],
    ['somebody else', '\re3xx\r', { endpoint: 'human_wrong_party', said: null }],
    [
      'the colleague at the door takes a message',
      '\re4m5xx\r',
      { endpoint: 'gatekeeper', message: 'left_with_person' }
    ],
    ['a full mailbox', '\re8\r', { endpoint: 'mailbox_full', message: 'none_planned' }],
    ['a screener is decided at too', '\re9b1\r', { endpoint: 'screener', message: 'left_live_by_rep' }],
    ['given up while it rang', '\rs\r', { endpoint: 'cancelled' }],
    ['a talk', '\rh1xx\r', { endpoint: 'human_right_party', said: 'conversation' }],
    ['a machine that was a human', '\rvh1xx\r', { endpoint: 'human_right_party', said: 'conversation' }],
    ['a human that was a machine', '\rhvb1\r', { endpoint: 'machine', message: 'left_live_by_rep', said: null }],
    ['not dialled after all', '\rel\r', { endpoint: 'never' }],
    ['never again, while talking', '\rhdd', { said: 'do_not_call', endpoint: 'human_right_party' }],
    [
      'everything beside',
      '\rh5r3g2j7l1xx\r',
      {
        said: 'hesitant',
        reaction: 'annoyed',
        remembered: 'no',
        objection: 'too_many_calls',
        loss: 'too_many_contacts'
      }
    ]
  ] as const)('%s', ([, keys, expected]) => {
    const { effects, desk } = typed(readyDesk(), keys)
    expect(settled(effects)).toHaveLength(1)
    expect(settled(effects)[0]!.phase.draft).toMatchObject(expected)
    expect(desk.phase).toMatchObject({ kind: 'ready', card: { leadId: 2 } })
  })

  test('a callback: the time is read at their clock, read back, and is for me or for anyone', () => {
    const asked = typed(readyDesk(), '\rhcthu 10\r')
    expect(asked.desk.says).toBe('We call back Thu 7 Jan 10:00 there')
    const { desk } = typed(asked.desk, '2')
    expect(desk.says).toBe('Thu 7 Jan 10:00 there, by anyone')
    expect(draftOf(desk)).toMatchObject({
      said: 'callback_requested',
      date: Date.parse('2027-01-07T15:00:00Z'),
      isMine: false
    })
  })

  test('what needs a date or a word is not put away without, and a promise is kept beside', () => {
    const meeting = typed(readyDesk(), '\rh2').desk
    expect(meeting.overlay).toMatchObject({ kind: 'field', field: 'date' })
    const left = deskStep(meeting, { kind: 'key', key: { kind: 'escape' } }).desk
    const asked = typed(left, 'xx\r').desk
    expect(asked.overlay).toMatchObject({ kind: 'field', field: 'date' })
    const said = typed(asked, 'tomorrow 11\rafri 9\r')
    expect(draftOf(said.desk)).toMatchObject({
      date: Date.parse('2027-01-05T16:00:00Z'),
      promiseAt: Date.parse('2027-01-08T14:00:00Z')
    })
    expect(typed(readyDesk(), '\rh7').desk.overlay).toMatchObject({ kind: 'field', field: 'said_note' })
  })

  test('a message that announces the next try promises it', () => {
    const store = obliging()
    const promising = { ...ADVICE, promiseAt: NOW + 86_400_000 }
    const { effects } = typed(readyDesk(), '\rvb1\r', (effect) =>
      effect.kind === 'verdict' ? [{ kind: 'decided', words: promising }] : store(effect)
    )
    expect(settled(effects)[0]!.phase.draft.promiseAt).toBe(NOW + 86_400_000)
  })

  test('undo brings the call back with all that was said, for 60 seconds and no longer', () => {
    const saved = typed(readyDesk(), '\re1\r').desk
    expect(saved.undo?.until).toBe(NOW + 60_000)
    const back = typed(saved, 'z')
    expect(back.effects).toEqual([{ kind: 'undo', wish: saved.undo, release: 2 }])
    expect(back.desk.phase).toMatchObject({ kind: 'call', card: { leadId: 1 }, draft: { endpoint: 'no_answer' } })
    const late = deskStep(saved, { kind: 'tick', now: NOW + 60_000 }).desk
    expect(typed(late, 'z')).toMatchObject({
      effects: [],
      desk: { says: expect.stringContaining('nothing to take back') }
    })
    expect(typed(saved, '\rz').effects.map(({ kind }) => kind)).not.toContain('undo')
  })

  test('skipped with a reason: in two hours, or when they say', () => {
    const soon = typed(readyDesk(), 's2\r').effects
    expect(soon[0]).toEqual({ kind: 'skip', leadId: 1, reason: 'wrong_moment', until: NOW + 2 * 3_600_000 })
    expect(typed(readyDesk(), 's3thu 14:30\r').effects[0]).toMatchObject({
      reason: 'said_enough',
      until: Date.parse('2027-01-07T19:30:00Z')
    })
  })

  test('a key that does nothing says which do', () => {
    expect(typed(readyDesk(), 'y').desk.says).toContain('y does nothing here. Enter dial · S skip')
    expect(typed(readyDesk(), '?').desk.overlay).toMatchObject({ kind: 'lines', title: 'Keys' })
  })

  test('pause after this call: asked for while talking, and no next lead is taken', () => {
    const { desk, effects } = typed(readyDesk(), '\rhp1xx\r')
    expect(desk.phase.kind).toBe('paused')
    expect(kinds(effects)).not.toContain('next')
    expect(kinds(typed(desk, '\r').effects)).toEqual(['next'])
  })

  test('the carrier hears that a person is on the line, so that no watchdog ends a long talk', () => {
    expect(kinds(typed(readyDesk(), '\rh').effects)).toEqual(['dial', 'answered'])
    expect(kinds(typed(readyDesk(), '\re4').effects)).toEqual(['dial', 'answered'])
  })

  test('leaving with an open call asks first, and leaves it open', () => {
    const asked = typed(readyDesk(), '\rq')
    expect(asked.desk.says === '' || asked.desk.overlay).toMatchObject({ kind: 'question', about: 'quit' })
    const gone = typed(asked.desk, 'q')
    expect(gone.effects).toEqual([{ kind: 'quit', release: null }])
    expect(gone.desk.phase.kind).toBe('gone')
    expect(typed(readyDesk(), 'q').effects).toEqual([{ kind: 'quit', release: 1 }])
  })

  test('keys typed while the store answers count within a call, and never for a lead that was not seen', () => {
    const dialling = deskStep(readyDesk(), { kind: 'key', key: { kind: 'enter' } }).desk
    const early = deskStep(dialling, { kind: 'key', key: char('v') }).desk
    const up = deskStep(early, { kind: 'dialled', touch: 1, number: '+1' })
    expect(up.effects).toEqual([{ kind: 'verdict', leadId: 1, touch: 1, endpoint: 'machine' }])
    const over = typed(readyDesk(), '\re1').desk
    const saving = deskStep(over, { kind: 'key', key: { kind: 'enter' } }).desk
    const again = deskStep(saving, { kind: 'key', key: { kind: 'enter' } })
    expect(again.effects).toEqual([])
    const stored = deskStep(again.desk, { kind: 'settled', outcome: 1, says: '' }).desk
    expect(kinds(deskStep(stored, { kind: 'lead', card: cardOf(2), isByKey: false }).effects)).toEqual([])
  })

  test('a progressive dialler begins by itself, and waits for a key where a rule wants one, also when it has begun', () => {
    const looking = { ...readyDesk(), phase: { kind: 'looking' }, busy: 'other' } as const
    const progressive: Desk = { ...looking, carrier: { name: 'test', dials: true, isProgressive: true } }
    const begun = deskStep(progressive, { kind: 'lead', card: cardOf(2), isByKey: false })
    expect(begun.effects).toEqual([{ kind: 'dial', leadId: 2, isByKey: false }])
    const waits = deskStep(begun.desk, { kind: 'lead', card: cardOf(2), isByKey: true })
    expect(waits).toMatchObject({ effects: [], desk: { busy: null, phase: { kind: 'ready' } } })
    expect(typed(waits.desk, '\r').effects).toEqual([{ kind: 'dial', leadId: 2, isByKey: true }])
  })

  test('a lead that is lost says so and the next one comes', () => {
    const lost = deskStep(readyDesk(), { kind: 'failed', says: 'not in your hands any more', isLost: true })
    expect(lost).toMatchObject({
      desk: { phase: { kind: 'looking' }, says: 'not in your hands any more' },
      effects: [{ kind: 'next' }]
    })
  })

  test('nobody at the keys: the lead goes back to the others, a call stays', () => {
    expect(deskStep(readyDesk(), { kind: 'away' })).toMatchObject({
      ...{ desk: { phase: { kind: 'paused' } }, effects: [{ kind: 'pause', release: 1 }] }
    })
    const calling = typed(readyDesk(), '\r').desk
    expect(deskStep(calling, { kind: 'away' })).toEqual({ desk: calling, effects: [] })
  })
})

describe('what the five sources want of a rep’s keys', () => {
  test('000-01 a message that was left is one key of its own', () => {
    const speaking = typed(readyDesk(), '\rvb').desk
    expect(draftOf(typed(speaking, '1').desk)).toMatchObject({ endpoint: 'machine', message: 'left_live_by_rep' })
  })

  test('000-13 what stood in the way is asked of a talk, never of a mailbox', () => {
    const mailbox = typed(readyDesk(), '\rvn').desk
    for (const key of 'jrgc1')
      expect(typed(mailbox, key).desk).toMatchObject({
        overlay: null,
        says: expect.stringContaining('Nobody was talked to')
      })
    expect(typed(readyDesk(), '\rhj5').desk.phase).toMatchObject({ draft: { objection: 'send_mail' } })
    const corrected = typed(readyDesk(), '\rh1r1g1j5v').desk
    expect(draftOf(corrected)).toMatchObject({ said: null, reaction: null, remembered: null, objection: null })
  })

  test('000-28 "too many contacts" can be named as the reason of a loss', () => {
    expect(draftOf(typed(readyDesk(), '\rhl1').desk)).toMatchObject({ loss: 'too_many_contacts' })
  })

  test('000-29 whether they remember a message is asked in the talk', () => {
    expect(draftOf(typed(readyDesk(), '\rhg1').desk)).toMatchObject({ remembered: 'yes' })
    expect(draftOf(typed(readyDesk(), '\rhg2').desk)).toMatchObject({ remembered: 'no' })
  })

  test('001-18 where the rep is asked there is a suggestion, and neither choice wants a reason', () => {
    const store = obliging()
    const asked = { ...ADVICE, action: 'ask', headline: 'Your call, rather none' } as const
    const asking = (effect: Effect) =>
      effect.kind === 'verdict' ? [{ kind: 'decided', words: asked } as const] : store(effect)
    const ringing = typed(readyDesk(), '\rv', asking).desk
    expect(ringing.says).toContain('Your call, rather none')
    for (const keys of ['b1\r', 'n\r']) expect(settled(typed(ringing, keys, asking).effects)).toHaveLength(1)
  })

  test('001-19 whoever does otherwise than advised says why, and cannot leave it out', () => {
    const skipped = typed(readyDesk(), '\rvn\r').desk
    expect(skipped.overlay).toMatchObject({ kind: 'menu', name: 'override' })
    const refused = play(skipped, { kind: 'key', key: { kind: 'escape' } }, obliging()).desk
    expect(typed(refused, '\r').desk.overlay).toMatchObject({ kind: 'menu', name: 'override' })
    expect(settled(typed(skipped, '3').effects)[0]!.phase.draft.override).toBe('said_enough')
  })

  test('002-28 they rang us: the message or the missed call is asked, and kept with the time that it took', () => {
    const asked = typed(readyDesk(), 'i212-555-0100\r')
    expect(asked.effects).toEqual([{ kind: 'find', wanted: '212-555-0100' }])
    expect(asked.desk.overlay).toMatchObject({ kind: 'menu', name: 'cause' })
    expect(typed(asked.desk, '2').effects).toEqual([{ kind: 'rang', leadId: 77, cause: 'missed_call', since: NOW }])
  })

  test('002-37 how they take it that we call is noted in the talk', () => {
    expect(draftOf(typed(readyDesk(), '\rhr3').desk)).toMatchObject({ reaction: 'annoyed' })
  })

  test('003-18 what the rep said of the next call is promised', () => {
    const promised = typed(readyDesk(), '\rh5athu 9:30\r')
    expect(promised.desk.says).toBe('Promised: we call Thu 7 Jan 09:30 there')
    expect(draftOf(promised.desk)).toMatchObject({ promiseAt: Date.parse('2027-01-07T14:30:00Z') })
  })
})

const hours = fc.array(anyKey, { maxLength: 60 })

describe('whatever is typed', () => {
  test('only Enter on a lead that is seen dials, and only that lead', () => {
    fc.assert(
      fc.property(hours, (keys) => {
        const store = obliging()
        let desk = readyDesk()
        for (const key of keys) {
          const before = desk
          const step = play(desk, { kind: 'key', key }, store)
          for (const effect of step.effects) {
            if (effect.kind !== 'dial') continue
            expect(key.kind).toBe('enter')
            expect(before).toMatchObject({ phase: { kind: 'ready', card: { leadId: effect.leadId } }, overlay: null })
          }
          desk = step.desk
        }
      })
    )
  })

  test('text fields swallow every key: nothing dials, ends, stores or moves on while somebody types', () => {
    fc.assert(
      fc.property(hours, anyKey, (keys, key) => {
        const store = obliging()
        let desk = readyDesk()
        for (const each of keys) desk = play(desk, { kind: 'key', key: each }, store).desk
        if (desk.overlay?.kind !== 'field' || key.kind === 'enter') return
        const step = deskStep(desk, { kind: 'key', key })
        expect(step.effects).toEqual([])
        expect(step.desk.phase).toBe(desk.phase)
      })
    )
  })

  test('no single key ends a talk with a person', () => {
    fc.assert(
      fc.property(hours, anyKey, (keys, key) => {
        const store = obliging()
        let desk = readyDesk()
        for (const each of keys) desk = play(desk, { kind: 'key', key: each }, store).desk
        if (stageOf(desk.phase) !== 'human' || desk.overlay !== null) return
        const step = deskStep(desk, { kind: 'key', key })
        expect(stageOf(step.desk.phase)).not.toBe('over')
        expect(kinds(step.effects)).not.toContain('hangup')
        expect(kinds(step.effects)).not.toContain('settle')
      })
    )
  })

  test('what is stored is whole: the log takes it, and every call that was dialled is said once or stays on the screen', () => {
    fc.assert(
      fc.property(hours, (keys) => {
        const store = obliging()
        let desk = readyDesk()
        const open = new Set<number>()
        for (const key of keys) {
          const step = play(desk, { kind: 'key', key }, store)
          for (const effect of step.effects) {
            if (effect.kind === 'undo' && effect.wish.phase !== null) open.add(effect.wish.phase.card.leadId)
            if (effect.kind === 'dial') open.add(effect.leadId)
            if (effect.kind !== 'settle') continue
            const { draft, verdict, call, card } = effect.phase
            expect(missingIn(draft)).toBeNull()
            expect(open.delete(card.leadId)).toBe(true)
            const promise = draft.promiseAt === null ? null : { callAt: draft.promiseAt }
            const entry = { kind: 'outcome', touch: 1, at: NOW, touchAt: call.at, channel: 'call', promise }
            expect(Outcome.safeParse({ ...entry, result: resultOf(draft, verdict, 3) }).error).toBeUndefined()
          }
          desk = step.desk
        }
        const onScreen = desk.phase.kind === 'call' ? [desk.phase.card.leadId] : []
        if (desk.phase.kind !== 'gone') expect([...open]).toEqual(onScreen)
      })
    )
  })

  test('the verdict is asked for before an advice that was covered is there', () => {
    fc.assert(
      fc.property(hours, (keys) => {
        const store = obliging()
        let desk = readyDesk()
        let asked = new Set<number>()
        for (const key of keys) {
          const step = play(desk, { kind: 'key', key }, store)
          for (const effect of step.effects) if (effect.kind === 'verdict') asked = asked.add(effect.touch)
          desk = step.desk
          if (desk.phase.kind === 'call' && desk.phase.verdict !== null) expect(asked).toContain(desk.phase.call.touch)
        }
      })
    )
  })
})
