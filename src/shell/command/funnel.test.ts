import { expect, test } from 'vitest'
import { funnelSteps } from '../../contract/lead-groups.ts'
import { type Lost } from '../../contract/lists.ts'
import { type Told, funnelText } from './funnel.ts'

const AT = '2027-01-04T10:00:00-05:00'

function told(more: Readonly<Partial<Record<Lost['step'], Partial<Lost>>>>, leads = 100): Told {
  let left = leads
  const funnel = funnelSteps.map((step): Lost => {
    const lost = more[step]?.lost ?? 0
    left -= lost
    return { step, lost, left, firstAt: null, firstInMinutes: null, firstCount: 0, rules: [], ...more[step] }
  })
  return { name: 'spring', at: AT, leads, callable: left, funnel }
}
const later = { firstAt: '2027-01-05T08:00:00-05:00', firstInMinutes: 22 * 60, firstCount: 30 }
const soon = { firstAt: '2027-01-04T10:15:00-05:00', firstInMinutes: 15, firstCount: 2 }

test('each step says how many are left, how many were lost and why, and when they come back', () => {
  const lines = funnelText(told({ stopped: { lost: 10 }, closed: { lost: 30, ...later } }), 140).split('\n')
  expect(lines[0]).toBe('spring: 60 of 100 may be called now (Mon 4 Jan 10:00).')
  expect(lines).toContain(
    'May be contacted at all           90      -10  never                    asked us to stop, refused, do-not-call, legal notice'
  )
  expect(lines).toContain(
    'Inside calling hours there        60      -30  30 at Tue 5 Jan 08:00    outside the hours of law and house where they may be'
  )
  expect(lines).toContain('Have a number that works          90')
})

test('a rule that holds people back is named with what would lift it', () => {
  const rules = [{ ruleId: 'US-DNC-SCRUB31', reason: 'The copy is too old', remedy: 'Bring a new one in', people: 70 }]
  const text = funnelText(
    told({ forbidden: { lost: 70, rules: rules.map((rule) => ({ ...rule, firstAt: null })) } }),
    100
  )
  expect(text).toContain('    70 by US-DNC-SCRUB31: The copy is too old. Bring a new one in\n')
})

test('the next opening is the soonest of all steps; without one waiting changes nothing', () => {
  const both = told({ resting: { lost: 5, ...soon }, closed: { lost: 30, ...later } })
  expect(funnelText(both, 100)).toMatch(/\nNext: 2 fall due at 10:15\.\n$/)
  expect(funnelText(told({ closed: { lost: 100, ...later } }), 100)).toMatch(/^spring: nobody of 100 may be called now/)
  expect(funnelText(told({ stopped: { lost: 100 } }), 100)).toMatch(/\nWaiting alone makes nobody callable\.\n$/)
})

test('no line is wider than the terminal', () => {
  const wide = funnelText(told({ stopped: { lost: 10 }, in_hand: { lost: 3 }, closed: { lost: 30, ...later } }), 80)
  for (const line of wide.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})
