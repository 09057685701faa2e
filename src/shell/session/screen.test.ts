import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { widthOf } from '../../sheet/width.ts'
import { plain } from '../command/paint.ts'
import { ADVICE, NOW, anyKey, cardOf, obliging, play, readyDesk, typed } from './desk.arbitrary.ts'
import { deskStep } from './desk-step.ts'
import { type Desk } from './desk.ts'
import { screenLines } from './screen.ts'

const SMALL = { columns: 80, rows: 24 }
const shown = (desk: Desk, size = SMALL): string => screenLines(desk, size, plain).join('\n')

describe('what a rep sees', () => {
  test('a lead, why, where and when, what they have had, what may be, and what to do', () => {
    const screen = shown(readyDesk(cardOf(1, { advice: { kind: 'open', ...ADVICE } })))
    for (const each of [
      ...['Person 1 · Acme, Inc. · Buyer', '+1 212 555 0100 (business); also +1 212 555 0101 (mobile)', 'First call'],
      ...['Mon 4 Jan 10:00 there, open until 21:00', 'pressure 1.5', 'consent: calls none'],
      ...['Leave a message. THE REASON', 'THE FIGURE', 'who you are · why you call', 'THE NEXT', 'Enter dial'],
      ...['Due now: 0 callbacks', 'Today: 0 dials']
    ])
      expect(screen).toContain(each)
  })

  test('001-04 how hard we press is seen before the call', () => {
    const screen = shown(readyDesk(cardOf(1, { pressure: 'pressure 3.2 · touches 5 in 7 days, 9 in 30' })))
    expect(screen).toContain('pressure 3.2 · touches 5 in 7 days, 9 in 30')
  })

  test('what the law wants said stands before the call, and nothing where it wants nothing', () => {
    expect(shown(readyDesk(cardOf(1, { mustSay: 'the name of the firm' })))).toContain(
      'Say    the name of the firm (by law)'
    )
    expect(shown(readyDesk(cardOf(1, { mustSay: null })))).not.toContain('(by law)')
  })

  test('history stands newest first, as much of it as there is room for', () => {
    const screen = shown(readyDesk())
    expect(screen.indexOf('entry 0')).toBeGreaterThan(0)
    expect(screen.indexOf('entry 1')).toBeGreaterThan(screen.indexOf('entry 0'))
    expect(screen).not.toContain('entry 19')
  })

  test('before the verdict nothing is seen of a covered advice; after it the recommendation', () => {
    const ringing = typed(readyDesk(), '\r').desk
    expect(shown(ringing)).toContain('decided at the beep')
    expect(shown(ringing)).not.toMatch(/Leave a message|THE REASON|THE FIGURE|who you are/)
    expect(shown(typed(ringing, 'v').desk)).toContain('Leave a message. THE REASON')
  })

  test('at the beep the seconds that are left count down, and say when it is too long', () => {
    const speaking = typed(readyDesk(), '\rvb').desk
    const later = (ms: number) => shown(deskStep(speaking, { kind: 'tick', now: NOW + ms }).desk)
    expect(later(5_000)).toContain('SPEAK NOW: 20 seconds left')
    expect(later(26_000)).toContain('TOO LONG')
  })

  test('every choice of a long list is seen on a small terminal', () => {
    const screen = shown(typed(readyDesk(), '\rhw').desk)
    for (const says of [
      '1  We talked',
      '9  They buy from us',
      'e  They forbid further calls',
      'j  The person has died'
    ])
      expect(screen).toContain(says)
  })

  test('a name that tries to move the cursor moves nothing', () => {
    const screen = shown(readyDesk(cardOf(1, { name: 'Eve\u001b[2J\r\nBell\u0007' })))
    expect(screen).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  })
})

test('whatever is on the desk fits whatever terminal there is', () => {
  const keys = fc.array(anyKey, { maxLength: 40 })
  const size = fc.record({ columns: fc.integer({ min: 40, max: 200 }), rows: fc.integer({ min: 12, max: 60 }) })
  const text = fc.string({ unit: 'grapheme', maxLength: 300 })
  fc.assert(
    fc.property(keys, size, text, (pressed, terminal, any) => {
      const store = obliging()
      let desk = readyDesk(cardOf(1, { name: any, company: any, why: any, pressure: any }))
      for (const key of pressed) desk = play(desk, { kind: 'key', key }, store).desk
      const lines = screenLines(desk, terminal, plain)
      expect(lines).toHaveLength(terminal.rows)
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(terminal.columns)
    })
  )
})
