import { expect, test } from 'vitest'
import { law } from './law.ts'
import { Jurisdiction, LawFile } from './schema.ts'

/** The United States as they ship, with every kind of row, and one field of them said in another way. */
const shipped = law.jurisdictions.get('US')!

function withField(path: string, value: unknown): unknown {
  const copy = structuredClone(shipped) as unknown as Record<string, unknown>
  const keys = path.split('.')
  const last = keys.pop()!
  let at = copy
  for (const key of keys) at = at[key] as Record<string, unknown>
  at[last] = value
  return copy
}
const problems = (value: unknown): readonly string[] =>
  Jurisdiction.safeParse(value).error?.issues.map(({ path }) => path.join('.')) ?? []

test('what ships is taken as it is', () => {
  expect(Jurisdiction.parse(shipped)).toEqual(shipped)
  for (const rows of ['hours', 'consent', 'caps', 'lists', 'statements', 'remedies'] as const)
    expect(shipped[rows].length).toBeGreaterThan(0)
})

test.for<[string, unknown]>([
  ['hours.0.rule', 'us-callhours'],
  ['hours.0.rule', 'U-CALLHOURS'],
  ['hours.0.rule', 'USUSA-CALLHOURS'],
  ['hours.0.rule', 'US'],
  ['hours.0.rule', 'US-CALL-'],
  ['hours.0.rule', 'XUS-CALL HOURS'],
  ['hours.0.rule', ' US-CALLHOURS'],
  ['hours.0.kinds', []],
  ['hours.0.kinds', ['fax']],
  ['hours.0.recipients', []],
  ['hours.0.holidays', 'closd'],
  ['hours.0.waivedBy', ['somebody']],
  ['hours.0.asOf', '26'],
  ['hours.0.asOf', '2026-6'],
  ['hours.0.asOf', '2026-06-01-01'],
  ['hours.0.asOf', 'in 2026'],
  ['hours.0.asOf', '2026 or so'],
  ['hours.0.cite', ''],
  ['hours.0.dialModes', ['fax']],
  ['consent.0.lines', []],
  ['consent.0.requires', 'oral'],
  ['consent.0.purposes', ['fun']],
  ['caps.0.max', -1],
  ['caps.0.max', 1.5],
  ['caps.0.hours', 0],
  ['caps.0.per', 'day'],
  ['lists.0.id', 'x'],
  ['lists.0.id', 'x'.repeat(41)],
  ['lists.0.id', 'US-DNC'],
  ['lists.0.id', 'us dnc'],
  ['lists.0.name', ''],
  ['lists.0.freshDays', 0],
  ['lists.0.freshDays', 1.5],
  ['lists.0.overriddenBy', ['nobody']],
  ['statements.0.withinSeconds', 0],
  ['statements.0.must', ['nothing']],
  ['ownRequests.honourWithin.value', -1],
  ['ownRequests.honourWithin.unit', 'weeks'],
  ['ownRequests.quietDays', 0],
  ['ownRequests.keepYears', 0],
  ['abandonment.maxRate', -0.01],
  ['abandonment.maxRate', 1.01],
  ['abandonment.connectWithinSeconds', 0],
  ['abandonment.days', 0],
  ['abandonment.minRingSeconds', 0],
  ['abandonment.redialAfterAbandonedHours', 0],
  ['abandonment.redialAfterMachineHours', 0],
  ['remedies.0.currency', 'US'],
  ['remedies.0.currency', 'USDD'],
  ['remedies.0.perViolationMin', -1],
  ['remedies.0.perViolationMax', -1],
  ['remedies.0.willfulMax', 0],
  ['name', ''],
  ['zones', []],
  ['recordings', 'maybe'],
  ['closedOnHolidays', true],
  ['registration', {}],
  ['callRecording', { consent: 'some_party' }]
])('%s: %j is refused there', ([path, value]) => {
  const found = problems(withField(path, value))
  expect(found.length).toBeGreaterThan(0)
  for (const each of found) expect(each.startsWith(path)).toBe(true)
})

test.for<[string, unknown]>([
  ['hours.0.rule', 'PROD-CAP3'],
  ['hours.0.rule', 'US-DNC-2'],
  ['hours.0.asOf', '2026'],
  ['hours.0.asOf', '2026-06-01'],
  ['hours.0.holidays', [['10:00', '12:00']]],
  ['hours.0.week.mon', [['00:00', '24:00']]],
  ['hours.0.week.mon', [['09:59', '23:59']]],
  ['caps.0.max', 0],
  ['lists.0.id', 'us'],
  ['lists.0.id', 'x'.repeat(40)],
  ['ownRequests.honourWithin.value', 0],
  ['ownRequests', null],
  ['abandonment.maxRate', 0],
  ['abandonment.maxRate', 1],
  ['abandonment', null],
  ['remedies.0.perViolationMin', 0],
  ['closedOnHolidays', false],
  ['closedOnHolidays', 'national'],
  ['parent', null],
  ['recordings', null],
  ['registration', null]
])('%s: %j is taken', ([path, value]) => {
  expect(problems(withField(path, value))).toEqual([])
})

test.for([
  ['8:00', '21:00'],
  ['08:00', '24:01'],
  ['08:00', '25:00'],
  ['08:60', '21:00'],
  ['x08:00', '21:00'],
  ['08:00', '21:000'],
  ['21:00', '08:00'],
  ['08:00', '08:00'],
  ['', '21:00']
])('hours from %s to %s are none', ([from, to]) => {
  expect(problems(withField('hours.0.week.mon', [[from, to]])).length).toBeGreaterThan(0)
})

test('a field of no name is refused wherever it stands', () => {
  const objects = ['hours.0', 'hours.0.week', 'consent.0', 'caps.0', 'lists.0', 'statements.0', 'remedies.0']
  for (const path of [...objects, 'ownRequests', 'ownRequests.honourWithin', 'abandonment', 'callRecording'])
    expect([path, problems(withField(`${path}.note`, 'x'))]).toEqual([path, [path]])
  expect(problems({ ...shipped, note: 'x' })).toEqual([''])
})

test('a file says as of which day, and names jurisdictions as the clock does', () => {
  const file = (asOf: string, id: string) => LawFile.safeParse({ asOf, jurisdictions: { [id]: shipped } }).success
  expect(file('2026-11-21', 'US')).toBe(true)
  expect(['US-F', 'US-FL', 'AU-NSW', 'DE-7'].every((id) => file('2026-11-21', id))).toBe(true)
  expect(
    ['us', 'USA', 'U', 'US-', 'US-FLOR', 'US-fl', '-FL', 'XUS-FL', 'US-FLX1'].filter((id) => file('2026-11-21', id))
  ).toEqual([])
  expect([file('2026-11', 'US'), file('yesterday', 'US')]).toEqual([false, false])
  expect(LawFile.safeParse({ asOf: '2026-11-21', jurisdictions: {}, note: 'x' }).success).toBe(false)
})
