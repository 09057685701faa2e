import { expect, test } from 'vitest'
import { Complaint } from './complaint.ts'
import { settingOf } from './setting.ts'

test('an instant that is named brings its own offset, for FACTS and lists without a place', () => {
  expect(settingOf({ now: '2026-12-02T10:15:00-05:00' }, {})).toMatchObject({
    now: Date.UTC(2026, 11, 2, 15, 15),
    offsetMinutes: -300
  })
})

test('the country is the one of --region, else of the installation, else US', () => {
  expect(settingOf({ region: 'ca' }, { AFTERTONE_COUNTRY: 'GB' }).country).toBe('CA')
  expect(settingOf({}, { AFTERTONE_COUNTRY: 'gb' }).country).toBe('GB')
  expect(settingOf({}, {}).country).toBe('US')
})

test.for([
  [{ now: '2026-12-02' }, {}, 2],
  [{ now: '2026-12-02T10:15:00' }, {}, 2],
  [{ region: 'USA' }, {}, 2],
  [{ seed: '-1' }, {}, 2],
  [{ seed: '1.5' }, {}, 2],
  [{ seed: '4294967296' }, {}, 2],
  [{}, { AFTERTONE_COUNTRY: 'Germany' }, 1]
] as const)('%j with %j is refused', ([options, env, code]) => {
  expect(() => settingOf(options, env)).toThrow(expect.objectContaining({ code }) as Complaint)
})
