import fc from 'fast-check'
import { zoneNamed } from '../../clock/zone.ts'
import { type AdviceWords, type Card } from './card.ts'
import { type Desk, type DeskEvent, type Effect, type Key, openDesk } from './desk.ts'
import { deskStep } from './desk-step.ts'

/** Monday 4 January 2027, 10:00 in New York. */
export const NOW = Date.parse('2027-01-04T15:00:00Z')
export const ZONE = zoneNamed('America/New_York')!

export const ADVICE: AdviceWords = {
  ...{ action: 'leave', headline: 'Leave a message', because: 'THE REASON', figure: 'THE FIGURE' },
  ...{ say: ['who you are', 'why you call'], manner: 'pointer to e-mail, spoken by you', maxSeconds: 25 },
  ...{ alternatives: ['not skipped: THE RULE'], next: 'E-mail 10:05. THE NEXT', promiseAt: null },
  ...{ blockedBy: null, rule: 2 }
}

export function cardOf(leadId: number, more: Partial<Card> = {}): Card {
  return {
    leadId,
    ...{ name: `Person ${leadId}`, company: 'Acme, Inc.', role: 'Buyer', zone: ZONE, why: 'First call' },
    phones: [
      { number: '+1 212 555 0100', says: 'business', isNext: true },
      { number: '+1 212 555 0101', says: 'mobile', isNext: false }
    ],
    hours: { isOpen: true, says: 'open until 21:00' },
    ...{ pressure: 'pressure 1.5', permissions: 'consent: calls none', background: 'cold list', mustSay: 'your name' },
    history: Array.from({ length: 20 }, (_, i) => ({ at: NOW - i * 86_400_000, says: `entry ${i}` })),
    advice: { kind: 'covered', because: 'The lot is drawn once a machine has answered.' },
    ...more
  }
}

/** A desk with a lead on it. */
export function readyDesk(card: Card = cardOf(1)): Desk {
  const first = openDesk(NOW, 'spring', { name: 'manual', dials: false, isProgressive: false })
  return deskStep(first, { kind: 'lead', card, isByKey: false }).desk
}

export const char = (text: string): Key => ({ kind: 'char', char: text })
export const ENTER: Key = { kind: 'enter' }

/** Keys one after the other, the store answering each effect at once. */
export function typed(desk: Desk, keys: string, store: Store = obliging()): { desk: Desk; effects: readonly Effect[] } {
  const effects: Effect[] = []
  let now = desk
  for (const each of keys) {
    const played = play(now, { kind: 'key', key: each === '\r' ? ENTER : char(each) }, store)
    now = played.desk
    effects.push(...played.effects)
  }
  return { desk: now, effects }
}

export type Store = (effect: Effect) => readonly DeskEvent[]

/** A store that says yes to everything. */
export function obliging(): Store {
  let leadId = 1
  let touch = 0
  return (effect) => {
    switch (effect.kind) {
      case 'next':
        return [{ kind: 'lead', card: cardOf(++leadId), isByKey: false }]
      case 'dial':
        return [{ kind: 'dialled', touch: ++touch, number: '+1 212 555 0100' }]
      case 'verdict':
        return [{ kind: 'decided', words: ADVICE }]
      case 'settle':
        return [{ kind: 'settled', outcome: touch, says: 'Stored' }]
      case 'undo':
        return effect.wish.phase === null
          ? [{ kind: 'done', says: 'lifted', next: true }]
          : [{ kind: 'undone', card: effect.wish.phase.card, phase: effect.wish.phase }]
      case 'stop':
        return [{ kind: 'stopped', leadId: effect.leadId, seq: 9, says: 'Stopped' }]
      case 'skip':
        return [{ kind: 'done', says: 'Put off', next: true }]
      case 'note':
        return [{ kind: 'noted', says: 'Noted' }]
      case 'callbacks':
        return [{ kind: 'callbacks', lines: ['Thu 7 Jan 10:00  Ada'] }]
      case 'find':
        return [{ kind: 'found', leadId: 77, says: 'Ada' }]
      case 'rang':
        return [{ kind: 'done', says: 'They called', next: false }]
      case 'pause':
      case 'speak':
      case 'answered':
      case 'hangup':
      case 'quit':
        return []
    }
  }
}

export function play(desk: Desk, event: DeskEvent, store: Store): { desk: Desk; effects: readonly Effect[] } {
  const effects: Effect[] = []
  const events: DeskEvent[] = [event]
  let now = desk
  for (let each = events.shift(); each !== undefined; each = events.shift()) {
    const step = deskStep(now, each)
    now = step.desk
    effects.push(...step.effects)
    events.push(...step.effects.flatMap(store))
  }
  return { desk: now, effects }
}

/** Any key that a terminal may send, those that do something more often. */
export const anyKey: fc.Arbitrary<Key> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'hvbnmexswcargjldtpzqi1234').map(char) },
  { weight: 2, arbitrary: fc.constantFrom(...'abcdefghi56789?/ yHVX').map(char) },
  { weight: 3, arbitrary: fc.constant(ENTER) },
  { weight: 1, arbitrary: fc.constantFrom<Key>({ kind: 'escape' }, { kind: 'backspace' }, { kind: 'other' }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('thu 10', 'tomorrow 9', 'no budget', 'x\nx')
      .map((text): Key => ({ kind: 'paste', text }))
  }
)
