import { describe, expect, test } from 'vitest'
import { zoneNamed } from '../clock/zone.ts'
import { type LogEntry } from '../facts/log-entry.ts'
import { type CallStory, call, sent, signal, touch } from '../facts/story.ts'
import { ruleWordsOf } from './blocked-words.ts'
import { reportCounting, writeReport } from './build-report.ts'
import { type CallOf, type Life, plainLife } from './life.ts'
import { assumedPrices } from './prices.ts'
import { type Report } from './report.ts'
import { type DecisionOf } from './row.ts'
import { repTimeRow, rowsOf } from './rows.ts'
import { shownWords } from './words.ts'

/** What the sources want measured, each read off the table where a manager finds it. */
const MONDAY = 1_799_074_800_000
const DAY = 86_400_000
const zone = zoneNamed('America/New_York')!
const period = { from: -Infinity, until: Infinity, asOf: MONDAY + 90 * DAY }

const spent = { dialMs: 20_000, greetingMs: 15_000, messageMs: 30_000, talkMs: 0, wrapMs: 10_000 }
const by = (rep: number, more: Partial<CallOf> = {}): CallOf => ({
  rep,
  ...({ mode: 'preview', line: null } as const),
  spent,
  override: null,
  reaction: null,
  objection: null,
  ...more
})
const advised: DecisionOf = {
  action: 'leave',
  wanted: 'leave',
  rule: 'a',
  arm: -1,
  hindered: null,
  mode: 'live',
  parks: false
}
const talk = { endpoint: 'human_right_party', said: 'conversation' } as const satisfies CallStory
const spoken = { message: 'left_live_by_rep' } as const satisfies CallStory

type Told = { readonly log: readonly LogEntry[] } & Partial<Life>
function reportOf(...told: readonly Told[]): Report {
  const setting = { prices: assumedPrices, by: 'none', repName: (rep: number) => `Rep ${rep}` } as const
  const { add, sums } = reportCounting(setting)
  told.forEach(({ log, ...more }, i) => {
    for (const row of rowsOf({ ...plainLife(i + 1, log, zone), ...more }, period)) add(row)
  })
  add(repTimeRow(1, MONDAY, 'idle', 3_600_000, { hour: 9, weekday: 1 }))
  return writeReport(
    sums,
    setting,
    { what: 'a test', isWorld: true, facts: [], currency: 'USD' },
    '2027-04-04T00:00:00+00:00'
  )
}

/** The cells of a line, as they are shown. */
function line(report: Report, table: string, label: string): readonly string[] {
  const found = report.sections.flatMap(({ tables }) => tables).find(({ id }) => id === table)
  if (found === undefined) throw new Error(`there is no table ${table}`)
  const row = found.rows.find((each) => each.label === label)
  if (row === undefined)
    throw new Error(`${table} has no line ${label}: ${found.rows.map((each) => each.label).join(', ')}`)
  return row.cells.map((cell) => (cell.kind === 'words' ? cell.words : shownWords(cell, 'USD')))
}

describe('callbacks', () => {
  const callsBack = (cause: 'message' | 'missed_call' | 'unknown', story: CallStory): Told => ({
    log: [...call(1, MONDAY, story), signal(3, MONDAY + DAY, { kind: 'callback', cause })],
    calls: new Map([[1, by(1)]])
  })
  const report = reportOf(callsBack('message', spoken), callsBack('unknown', {}), {
    log: call(1, MONDAY, spoken),
    calls: new Map([[1, by(1)]]),
    industry: 'Retail'
  })

  test('000-06 a callback is credited to the message before it', () => {
    expect(line(report, 'causes', 'A message')).toEqual(['1', '1 of 2'])
  })
  test('002-14 callbacks after a missed call alone are counted too', () => {
    expect(line(report, 'causes', 'A missed call')).toEqual(['1', '1 of 2'])
    expect(line(report, 'windows', 'A missed call and no message')).toEqual(['1 of 2', '1 of 2', '1 of 2'])
  })
  test('002-28 what they told us stands before the rule, and is counted', () => {
    expect(line(reportOf(callsBack('missed_call', spoken)), 'causes', 'A missed call')).toEqual(['1', '1 of 1'])
    expect(line(report, 'causes', 'Reason told to us')).toEqual(['1', '1 of 2'])
  })
  test('000-07 talks for each call, with those that came in and without', () => {
    expect(line(report, 'contacts', 'Our calls alone')).toEqual(['0', '0'])
    expect(line(report, 'contacts', 'With callbacks')).toEqual(['2', '66.7'])
  })
  test('002-17 messages and minutes for each callback', () => {
    expect(line(report, 'minutes_per_callback', 'Messages for each callback credited to one')).toEqual(['1', '2'])
    expect(line(report, 'minutes_per_callback', 'Minutes for each such callback')).toEqual(['90 s', '1.5 min'])
  })
  test('002-43 minutes of a message, spoken and played apart', () => {
    const played = reportOf({
      log: call(1, MONDAY, { message: 'complete', recording: 3 }),
      calls: new Map([[1, by(1)]])
    })
    expect(line(report, 'minutes_per_callback', 'For each message that the rep spoke')).toEqual(['2', '45 s'])
    expect(line(played, 'minutes_per_callback', 'For each message that was played')).toEqual(['1', '45 s'])
  })
  test('001-06 callbacks for each message, by sector', () => {
    expect(line(report, 'callbacks_by_industry', 'Retail')).toEqual(['1', '0', '0 of 1'])
    expect(line(report, 'callbacks_by_industry', 'not known')).toEqual(['1', '1', '1 of 1'])
  })
})

test('000-16 what became of people, by who called when we first talked', () => {
  const theirs: Told = {
    log: [
      ...call(1, MONDAY),
      signal(3, MONDAY + DAY, { kind: 'callback', cause: 'other' }),
      signal(4, MONDAY + 2 * DAY, { kind: 'deal_won', valueCents: 100, currency: 'USD' })
    ]
  }
  const report = reportOf(theirs, { log: call(1, MONDAY, talk) }, { log: call(1, MONDAY, { ...talk, said: 'sale' }) })
  expect(line(report, 'direction', 'they called')).toEqual(['1', '1', '1 of 1'])
  expect(line(report, 'direction', 'we called')).toEqual(['2', '1', '1 of 2'])
})

test('002-45 what became of people, by how many calls it took to talk', () => {
  const report = reportOf(
    { log: call(1, MONDAY, talk) },
    { log: [...call(1, MONDAY), ...call(2, MONDAY + DAY), ...call(3, MONDAY + 2 * DAY, { ...talk, said: 'sale' })] }
  )
  expect(line(report, 'attempts_needed', '1')).toEqual(['1', '0', '0 of 1'])
  expect(line(report, 'attempts_needed', '3')).toEqual(['1', '1', '1 of 1'])
})

test('000-18 seconds of our calls that calls to us took away, by who took them', () => {
  const taken = { takenBy: 2, desk: 'another rep', waitMs: 4_000, talkMs: 60_000, lostMs: 90_000 } as const
  const report = reportOf({
    log: [...call(1, MONDAY), signal(3, MONDAY + DAY, { kind: 'inbound_answered' })],
    inbound: new Map([[3, taken]])
  })
  expect(line(report, 'inbound', 'another rep')).toEqual(['1', '4 s', '60 s', '90 s'])
})

describe('how much is too much', () => {
  const report = reportOf(
    { log: [...call(1, MONDAY), ...call(2, MONDAY + DAY, { endpoint: 'human_right_party', said: 'do_not_call' })] },
    { log: [...call(1, MONDAY), signal(3, MONDAY + DAY, { kind: 'stop', stop: 'complaint' })] },
    { log: [] }
  )
  test('000-22 what each touch brought and whom it put off', () => {
    expect(line(report, 'dose', '1')).toEqual(['2', '0 of 2', '0 of 2', '0 of 2', '1 of 2'])
    expect(line(report, 'dose', '2')).toEqual(['1', '1 of 1', '1 of 1', '0 of 1', '0 of 1'])
  })
  test('000-23 people reached stand beside people put off', () => {
    expect(line(report, 'penetration', 'Called')).toEqual(['2', '2 of 3'])
    expect(line(report, 'results', 'Asked us to stop')).toEqual(['1', '1 of 3'])
  })
  test('002-07 what calls bring after so many messages, with the wish to stop and complaints beside it', () => {
    const log = Array.from({ length: 32 }, (_, i) => call(i + 1, MONDAY + i * DAY, spoken)).flat()
    const many = reportOf({
      log: [...log, ...call(40, MONDAY + 40 * DAY, { endpoint: 'human_right_party', said: 'complaint' })]
    })
    expect(line(many, 'after_messages', '29')).toEqual(['1', '0 of 1', '0 of 1', '0 of 1', '0 of 1'])
    expect(line(many, 'after_messages', '30 and more')).toEqual(['3', '1 of 3', '1 of 3', '0 of 3', '1 of 3'])
  })
  test('000-28 too many contacts is counted as a reason of loss', () => {
    const lost = reportOf({
      log: [...call(1, MONDAY), signal(3, MONDAY + DAY, { kind: 'deal_lost', reason: 'too_many_contacts' })]
    })
    expect(line(lost, 'losses', 'too many contacts')).toEqual(['1'])
  })
})

describe('what stays of a message', () => {
  const recognised = (answer: 'yes' | 'no') => signal(9, MONDAY + DAY + 1000, { kind: 'recognised', answer }, 3)
  test('001-11 whether they knew us at the next talk, by the number of messages', () => {
    const report = reportOf(
      { log: [...call(1, MONDAY, spoken), ...call(3, MONDAY + DAY, talk), recognised('yes')] },
      { log: [...call(1, MONDAY, spoken), ...call(3, MONDAY + DAY, talk), recognised('no')] },
      { log: [...call(1, MONDAY), ...call(3, MONDAY + DAY, talk), recognised('no')] }
    )
    expect(line(report, 'recognised', '1')).toEqual(['2', '1 of 2'])
    expect(line(report, 'recognised', '0')).toEqual(['1', '0 of 1'])
  })
  test('003-02 whether a human answers after silent calls, and that this is no randomised comparison', () => {
    const report = reportOf({ log: [...call(1, MONDAY), ...call(2, MONDAY + DAY), ...call(3, MONDAY + 2 * DAY, talk)] })
    expect(line(report, 'after_silence', '2')).toEqual(['1', '1 of 1'])
    expect(report.sections.find(({ id }) => id === 'silence')?.sentence).toContain('not a randomised comparison')
  })
  test('002-37 how they took it that we kept trying', () => {
    const report = reportOf({ log: call(1, MONDAY, talk), calls: new Map([[1, by(1, { reaction: 'annoyed' })]]) })
    expect(line(report, 'reactions', 'Annoyed')).toEqual(['1', '1 of 1'])
  })
  test('000-13 objections are heard in talks, and counted there', () => {
    const report = reportOf({ log: call(1, MONDAY, talk), calls: new Map([[1, by(1, { objection: 'has_supplier' })]]) })
    expect(line(report, 'objections', 'They have somebody for that')).toEqual(['1'])
  })
})

describe('what was planned and what was done', () => {
  test('002-01 messages advised and not left, by rep and reason', () => {
    const report = reportOf(
      {
        log: call(1, MONDAY),
        decisions: new Map([[1, advised]]),
        calls: new Map([[1, by(4, { override: 'no_time' })]])
      },
      { log: call(1, MONDAY, spoken), decisions: new Map([[1, advised]]), calls: new Map([[1, by(4)]]) }
    )
    expect(line(report, 'advice_by_rep', 'Rep 4')).toEqual(['2', '1 of 2', '0', '1'])
    expect(line(report, 'advice_reasons', 'No time for it now')).toEqual(['1', '0', '1'])
  })
  test('a full mailbox is no choice of the rep', () => {
    const log = call(1, MONDAY, { endpoint: 'mailbox_full', message: 'none_blocked' })
    const report = reportOf({ log, decisions: new Map([[1, advised]]), calls: new Map([[1, by(4)]]) })
    expect(line(report, 'advice_by_rep', 'Rep 4')[1]).toBe('0 of 1')
    expect(line(report, 'planned', 'Kept back: the mailbox was full')).toEqual(['1'])
  })
  test('001-17 one message in so many calls, by playbook', () => {
    const log = [...call(1, MONDAY, spoken), ...call(2, MONDAY + DAY), ...call(3, MONDAY + 2 * DAY)]
    expect(
      line(reportOf({ log, playbooks: new Map([1, 2, 3].map((id) => [id, 'third@1'])) }), 'every_nth', 'third@1')
    ).toEqual(['3', '1', '3', '1 of 3'])
  })
  test('003-18 calls that we announced, and those that we made in time', () => {
    const log = [...call(1, MONDAY, { ...spoken, callAt: MONDAY + 2 * DAY }), ...call(2, MONDAY + 2 * DAY)]
    expect(line(reportOf({ log }), 'keeping', 'Made in time')).toEqual(['1', '1 of 1'])
  })
  test('000-09 who was parked after a message, and what became of them', () => {
    const parks = new Map([[1, { ...advised, parks: true }]])
    const report = reportOf({
      log: [...call(1, MONDAY, spoken), signal(3, MONDAY + DAY, { kind: 'callback', cause: 'message' })],
      decisions: parks
    })
    expect(line(report, 'parked', 'they called')).toEqual(['1'])
  })
})

describe('time and money', () => {
  const timed: Told = { log: call(1, MONDAY, spoken), calls: new Map([[1, by(1)]]) }
  const talked: Told = {
    log: call(1, MONDAY, talk),
    calls: new Map([[1, by(1, { spent: { ...spent, messageMs: 0, talkMs: 300_000 } })]])
  }
  test('002-29 what messages took, and what that time would have brought', () => {
    const report = reportOf(timed, talked)
    expect(line(report, 'instead', 'Messages and the greetings before them')).toEqual(['45 s', '45 s'])
    const note = report.sections.flatMap(({ tables }) => tables).find(({ id }) => id === 'instead')?.note
    expect(note).toMatch(/^At the pace of the other hours, 0\.9 conversations an hour/)
  })
  test('000-24 time by what it went into, and what a conversation costs at prices that are named', () => {
    const report = reportOf(timed, talked)
    expect(line(report, 'minutes', 'Talking')[0]).toBe('5 min')
    // 75 s and 345 s of calls and an idle hour at 28 an hour, and six minutes of line.
    expect(line(report, 'cost', 'A conversation of 60 seconds or more')).toEqual(['1', '$31.35'])
    expect(report.sections.find(({ id }) => id === 'time')?.sentence).toContain('assumptions unless you gave them')
  })
})

test('004-03 what each channel brought', () => {
  const log = [
    ...call(1, MONDAY, talk),
    touch(3, MONDAY + DAY, 'email'),
    sent(3, MONDAY + DAY, 'email'),
    signal(5, MONDAY + 2 * DAY, { kind: 'reply', channel: 'email' })
  ]
  const report = reportOf({ log })
  expect(line(report, 'channels', 'email')).toEqual(['1', '0', '1', '0', '0', '0 of 1', '0.3'])
  expect(line(report, 'channels', 'call')).toEqual(['1', '1', '0', '0', '0', '0 of 1', '0.5'])
})

test('what was not allowed stands by its rule, and so does the playbook that a rule ended', () => {
  const refusal = { seq: 9, at: MONDAY, rule: 'US-DNC-NATIONAL', channel: 'call', rep: 1, isPreviewed: false } as const
  const run = { run: 1, playbook: 'a@1', startedAt: MONDAY, endedAt: MONDAY, ending: 'capped', endedBy: refusal.rule }
  const report = reportOf(
    { log: [], refusals: [refusal], runs: [run] },
    { log: [], refusals: [{ ...refusal, rule: 'US-FL-AUTO', isPreviewed: true }] },
    { log: [], refusals: [refusal], runs: [{ ...run, ending: 'exit', endedBy: null }] }
  )
  expect(report.sections.find(({ id }) => id === 'refused')!.title).toBe(
    '2 calls and messages refused when they were about to leave. A rule ended the playbook for 1 lead.'
  )
  const [listed, dialled] = [refusal.rule, 'US-FL-AUTO'].map((rule) => ruleWordsOf(rule)) as [string, string]
  expect(listed).toContain('(US-DNC-NATIONAL)')
  expect(line(report, 'refused', listed)).toEqual(['2', '0'])
  expect(line(report, 'refused', dialled)).toEqual(['0', '1'])
  expect(line(report, 'ended_by', listed)).toEqual(['1'])
  expect(reportOf({ log: [] }).sections.map(({ id }) => id)).not.toContain('refused')
})
