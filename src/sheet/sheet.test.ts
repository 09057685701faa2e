import { describe, expect, test } from 'vitest'
import { deskFor } from '../decide/answer.ts'
import { house } from '../guard/house.ts'
import { type LeadFacts, type LeadRow } from '../intake/lead-row.ts'
import { pick } from '../playbook/shelf.ts'
import { shelf } from '../../test/the-shelf.ts'
import { type SheetLine, lineOf } from './line.ts'
import { inOrder } from './rank.ts'
import { noRows, withBadRow, withLine } from './summary.ts'

/** A Wednesday, 12:00 in New York and 9:00 in Los Angeles. */
const NOON = Date.parse('2026-12-02T17:00:00Z')
const HOUR = 3_600_000

const desk = (name: string) => {
  const found = pick(shelf, name)
  if (found.kind === 'missing') throw new Error(found.problem)
  return deskFor(found.program, house)
}
const lead = (facts: LeadFacts, more: Partial<LeadRow> = {}): LeadRow => ({
  name: 'Ruth Okafor',
  company: 'Okafor Freight',
  email: 'ruth@example.com',
  extension: '',
  dueAtMs: null,
  dueHasTime: false,
  priority: null,
  ...more,
  facts: { number: { e164: '+12125550123' }, ...facts }
})
const line = (playbook: string, of: LeadRow, now = NOON, row = 2): SheetLine =>
  lineOf(desk(playbook), row, of, [], { now, country: 'US', seed: 0 })

describe('who may be called', () => {
  test('a new lead in hours is callable until nine in the evening of its own clock', () => {
    const said = line('middle-ground', lead({ number: { e164: '+14155550123' } }))
    expect(said).toMatchObject({
      callable: true,
      until: '2026-12-02T21:00:00-08:00',
      ruleId: null,
      local: '2026-12-02T09:00:00-08:00'
    })
    expect(said).not.toHaveProperty('from')
  })

  test('before eight on their wall the sheet says from when', () => {
    const said = line('middle-ground', lead({ number: { e164: '+14155550123' } }), NOON - 2 * HOUR)
    expect(said).toMatchObject({ callable: false, from: '2026-12-02T08:00:00-08:00', ruleId: 'HOUSE-HOURS' })
    expect(said).not.toHaveProperty('until')
  })

  test('address and area code must both be in hours', () => {
    const said = line('middle-ground', lead({ place: { country: 'US', region: 'US-HI' } }))
    expect(said).toMatchObject({ callable: false, from: '2026-12-02T08:00:00-10:00', ruleId: 'HOUSE-HOURS' })
  })

  test('a toll-free number without an address waits for every zone of the country', () => {
    const said = line('middle-ground', lead({ number: { e164: '+18885550123' } }))
    expect(said.callable).toBe(false)
    expect(Date.parse(said.from!)).toBe(Date.parse('2026-12-02T18:00:00Z'))
  })

  test('after a call the playbook lets them rest as long as it planned then', () => {
    const yesterday = lead({ history: { calls: 1, hoursSinceCall: 24, voicemails: 1, daysSinceVoicemail: 1 } })
    const said = line('relentless-farmer', yesterday)
    expect(said).toMatchObject({ callable: false, from: '2026-12-04T12:00:00-05:00', ruleId: 'PLAYBOOK-WAIT' })
    expect(line('relentless-farmer', yesterday, NOON + 48 * HOUR).callable).toBe(false)
  })

  test('when the rest is over they are on the sheet again', () => {
    const rested = lead({ history: { calls: 1, hoursSinceCall: 80 } })
    expect(line('relentless-farmer', rested).callable).toBe(true)
  })

  test('a lead whose last call has no date is due', () => {
    expect(line('middle-ground', lead({ history: { calls: 2 } })).callable).toBe(true)
  })

  test('after the last planned call nobody calls by this playbook', () => {
    const done = lead({ history: { calls: 6, hoursSinceCall: 400 } })
    expect(line('house-default', done)).toMatchObject({ callable: false, from: null })
    expect(line('drive-by', lead({ history: { calls: 1, hoursSinceCall: 400 } }))).toMatchObject({
      callable: false,
      from: null,
      ruleId: 'PLAYBOOK-OVER'
    })
  })

  test('a lead that was parked after a message is not called', () => {
    const parked = lead({
      lead: { origin: 'internet_lead' },
      history: { calls: 1, hoursSinceCall: 30, voicemails: 1, daysSinceVoicemail: 1 }
    })
    expect(line('ico-leave', parked)).toMatchObject({ callable: false, from: null, ruleId: 'PLAYBOOK-PARKED' })
  })

  test('a time that they named beats the rest of the playbook', () => {
    const named = lead({ history: { calls: 1, hoursSinceCall: 5 } }, { dueAtMs: NOON - HOUR, dueHasTime: true })
    const said = line('relentless-farmer', named)
    expect(said.callable).toBe(true)
    expect(said.why).toMatch(/^They expect your call since Wed 2 Dec 11:00/)
  })

  test('a time that they named in the future is waited for', () => {
    const named = lead({}, { dueAtMs: NOON + 2 * HOUR, dueHasTime: true })
    expect(line('relentless-farmer', named)).toMatchObject({
      callable: false,
      from: '2026-12-02T14:00:00-05:00',
      ruleId: 'CALLBACK-TIME'
    })
  })

  test('a named time never beats the guard', () => {
    const called = lead(
      { history: { calls: 3, calls24h: 3, hoursSinceCall: 3 } },
      { dueAtMs: NOON - HOUR, dueHasTime: true }
    )
    expect(line('relentless-farmer', called)).toMatchObject({ callable: false, ruleId: 'HOUSE-CALLS-24H' })
  })

  test('somebody who asked us to stop is never on the list of today', () => {
    const said = line('relentless-farmer', lead({ stops: ['opt_out'] }))
    expect(said).toMatchObject({
      callable: false,
      from: null,
      ruleId: 'HOUSE-STOP-OPT-OUT',
      stop: { reason: 'opt_out' },
      next: null
    })
  })
})

describe('what to do if voicemail answers', () => {
  test('is said for the moment at which the call may be made, not for the night before', () => {
    const asleep = line('middle-ground', lead({ number: { e164: '+14155550123' } }), NOON - 4 * HOUR)
    expect(asleep.callable).toBe(false)
    expect(asleep.voicemail.action).toBe('leave')
  })

  test('ages of the history have moved on by then', () => {
    const week = lead({
      lead: { relationship: 'lapsed', hasNews: true },
      history: { calls: 3, hoursSinceCall: 90, voicemails: 1, daysSinceVoicemail: 4, everSpoken: true }
    })
    const said = line('case-by-case', week)
    expect(said.callable).toBe(false)
    expect(said.voicemail).toMatchObject({ action: 'leave', rule: 'lapsed-with-news' })
  })

  test('inside an experiment nothing on the sheet depends on the arm', () => {
    const seen = new Set<string>()
    for (let i = 0; i < 40; i++) {
      const { row, phone, ...said } = line(
        'house-default',
        lead({ number: { e164: `+121255501${10 + i}` }, lead: { id: 'same' } })
      )
      expect(said.voicemail.action).toBe('at_the_beep')
      expect([row, phone]).toHaveLength(2)
      seen.add(JSON.stringify(said))
    }
    expect(seen.size).toBe(1)
  })

  test('outside the experiment the advice is there', () => {
    expect(line('house-default', lead({ lead: { relationship: 'proposal_sent' } })).voicemail.action).toBe('leave')
  })

  test('an e-mail goes to the address of the row', () => {
    expect(line('middle-ground', lead({})).next).toMatchObject({ channel: 'email', to: 'ruth@example.com' })
  })
})

describe('the order of the sheet', () => {
  test('goes by group, then by worth, then by row, and says why', () => {
    const rows = [
      lead({ lead: { dealValueCents: 100_000, origin: 'cold_list' } }),
      lead({ lead: { dealValueCents: 900_000, origin: 'cold_list' } }),
      lead({ lead: { relationship: 'proposal_sent' } }),
      lead({ lead: { origin: 'internet_lead' } }),
      lead({}, { dueAtMs: NOON - HOUR, dueHasTime: true }),
      lead({ stops: ['complaint'] }),
      lead({ number: { e164: '+18085550123' } }),
      lead({ lead: { dealValueCents: 900_000, origin: 'cold_list' } })
    ]
    const lines = rows.map((each, i) => line('prequalified-only', each, NOON, i + 2)).sort(inOrder)
    expect(lines.map((each) => each.row)).toEqual([6, 5, 4, 3, 9, 2, 8, 7])
    expect(lines.map((each) => each.why)).toEqual([
      expect.stringContaining('expect your call'),
      'New inbound lead, nobody has called yet',
      'Under way: a proposal is out',
      expect.stringContaining('USD 30 a minute'),
      expect.stringContaining('USD 30 a minute'),
      expect.stringContaining('USD 3.3 a minute'),
      expect.stringContaining('from Wed 2 Dec 08:00'),
      'They complained'
    ])
  })

  test('a day that closes within the hour comes before the rest', () => {
    const closing = line('rearden', lead({}), Date.parse('2026-12-03T01:15:00Z'))
    expect(closing.why).toBe('Their day closes for calls in 45 minutes')
  })

  test('whom the playbook is not meant for comes after all whom it is', () => {
    const meant = line('rearden', lead({ lead: { origin: 'cold_list' } }))
    const other = line('rearden', lead({ lead: { origin: 'internet_lead' } }), NOON, 1)
    const unknown = line('rearden', lead({}), NOON, 3)
    expect([other, unknown, meant].sort(inOrder)).toEqual([meant, unknown, other])
    expect(other.why).toBe('Outside the entry of this playbook: another one may suit them')
  })

  test('the counts of a summary close', () => {
    const lines = [
      lead({ stops: ['refusal'] }),
      lead({ lead: { origin: 'cold_list' } }),
      lead({ lead: { origin: 'lead_card' } }),
      lead({ lead: { origin: 'referral' } })
    ].map((each) => line('rearden', each))
    const summary = withBadRow(lines.reduce(withLine, noRows))
    expect(summary).toEqual({ ...noRows, rows: 5, callableNow: 3, leave: 1, skip: 1, ask: 1, stopped: 1, bad: 1 })
  })
})
