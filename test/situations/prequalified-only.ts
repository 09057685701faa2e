import { but, called, consumer, firm } from './person.ts'
import { type Casebook } from './situation.ts'

const inThreeDays = ['call', 71.9, 72.1] as const
const dialler = {
  dialer: { mode: 'power', messageMode: 'drop' },
  recordings: [{ id: 'r1', seconds: 22, purpose: 'callback' }]
}

export const prequalifiedOnly: Casebook = {
  playbook: 'prequalified-only@1',
  says: 'What a message is worth depends on the list. On one that somebody qualified, every person might buy, so the minute is well spent. On any other the minute is lost, unless the message is short or the dialler leaves it for you.',
  situations: [
    {
      name: 'A list that was qualified before',
      facts: but(firm, { lead: { listPrequalified: true } }),
      expected: { action: 'leave', mode: 'live', purpose: 'callback', next: inThreeDays }
    },
    {
      name: 'The file names its origin as a qualified list',
      facts: but(firm, { lead: { origin: 'prequalified_list' } }),
      expected: { action: 'leave', sentence: 'list was qualified', next: inThreeDays }
    },
    {
      name: 'A raw cold list, the usual message of 25 seconds',
      facts: firm,
      expected: { action: 'skip', sentence: 'Dial the next one', next: inThreeDays }
    },
    {
      name: 'A raw cold list, a message of 12 seconds',
      facts: but(firm, { dialer: { messageSeconds: 12 } }),
      expected: { action: 'leave', secondsMax: 15, next: inThreeDays }
    },
    {
      name: 'Exactly 15 seconds',
      facts: but(firm, { dialer: { messageSeconds: 15 } }),
      expected: { action: 'leave', next: inThreeDays }
    },
    {
      name: '16 seconds',
      facts: but(firm, { dialer: { messageSeconds: 16 } }),
      expected: { action: 'skip', next: inThreeDays }
    },
    {
      name: 'A raw list, a power dialler, a firm’s landline',
      facts: but(firm, dialler),
      expected: { action: 'leave', mode: 'drop', recording: 'r1', sentence: 'lose no time', next: inThreeDays }
    },
    {
      name: 'A power dialler and a mobile whose owner never agreed to recordings',
      facts: but(consumer, dialler),
      expected: { action: 'skip', sentence: 'HOUSE-DROP-CONSENT', next: inThreeDays }
    },
    {
      name: 'A qualified list on the power dialler, which only plays recordings',
      facts: but(but(firm, dialler), {
        lead: { listPrequalified: true },
        dialer: { mode: 'power', messageMode: 'live' }
      }),
      expected: { action: 'leave', mode: 'drop', next: inThreeDays }
    },
    {
      name: 'Fifth call to a qualified lead',
      facts: but(but(firm, called(4, 3, 4)), { lead: { listPrequalified: true } }),
      expected: { action: 'leave', ends: 'list_exhausted' }
    }
  ]
}
