import { type SheetHead } from './format.ts'
import { type SheetRow } from './sheet-row.ts'
import { noRows } from './summary.ts'

/** A line as most are, with what a test wants otherwise. */
export function sampleRow(change: Partial<SheetRow> = {}): SheetRow {
  return {
    row: 12,
    name: 'Ada Byron',
    company: 'Analytical Engines',
    phone: '+12125550123',
    local: '2026-12-02T10:15:00-05:00',
    callable: true,
    until: '2026-12-02T21:00:00-05:00',
    ruleId: null,
    why: 'New inbound lead, nobody has called yet',
    remedy: null,
    readAs: null,
    voicemail: {
      action: 'leave',
      message: { purpose: 'callback', slots: ['who', 'company'], maxSeconds: 25, mode: 'live', recording: null },
      rule: 'first-contact',
      because: 'You have never spoken.',
      figure: 'no data yet',
      probability: 1,
      alternatives: []
    },
    next: {
      channel: 'email',
      to: 'ada@example.com',
      at: '2026-12-02T10:20:00-05:00',
      because: 'The e-mail minutes after.'
    },
    ends: null,
    stop: null,
    warnings: [],
    group: 'new inbound lead',
    ...change
  }
}

export function sampleHead(change: Partial<SheetHead> = {}): SheetHead {
  return {
    list: 'leads.csv',
    at: '2026-12-02T10:15:00-05:00',
    playbook: 'house-default@1',
    title: 'Let the lot decide',
    summary: { ...noRows, rows: 2, callableNow: 1, leave: 1, bad: 1 },
    groups: new Map([['new inbound lead', 1]]),
    ...change
  }
}
