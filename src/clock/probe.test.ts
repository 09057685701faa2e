import { expect, test } from 'vitest'
import { probe } from './probe.ts'
import { offsetMinutes, zoneNamed } from './zone.ts'

const table = (name: string, epochMs: number): number | null => {
  const zone = zoneNamed(name)
  return zone === null ? null : offsetMinutes(zone, epochMs)
}

test('the table that is shipped passes', () => {
  expect(probe()).toEqual({ ok: true })
  expect(probe(table)).toEqual({ ok: true })
})

test.for([
  ['America/Vancouver', -480, '2026-12-15T20:00Z America/Vancouver keeps UTC-7, and it says UTC-8'],
  ['America/Edmonton', -420, 'America/Edmonton keeps UTC-6, and it says UTC-7'],
  ['America/Winnipeg', -360, 'America/Winnipeg keeps UTC-5, and it says UTC-6'],
  ['America/St_Johns', -180, 'America/St_Johns keeps UTC-3:30, and it says UTC-3'],
  ['Asia/Kathmandu', 330, 'Asia/Kathmandu keeps UTC+5:45, and it says UTC+5:30'],
  ['America/New_York', null, 'does not know the zone']
] as const)('a table that is wrong about %s is refused by name', ([zone, offset, problem]) => {
  const found = probe((name, epochMs) => (name === zone ? offset : table(name, epochMs)))
  expect(found).toEqual({ ok: false, problem: expect.stringContaining(problem) })
  expect(found).toEqual({ ok: false, problem: expect.stringContaining('Nobody may be dialled') })
})

test('the clocks of a runtime older than the Canadian change are refused', () => {
  const before2026 = Date.UTC(2025, 11, 15, 20)
  const stale = (name: string, epochMs: number): number | null =>
    table(name, epochMs === Date.UTC(2026, 11, 15, 20) ? before2026 : epochMs)
  expect(probe(stale).ok).toBe(false)
})
