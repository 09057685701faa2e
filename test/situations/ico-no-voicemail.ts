import { but, called, consumer, firm } from './person.ts'
import { type Casebook } from './situation.ts'

const desk = but(firm, { lead: { origin: 'internet_lead' } })

export const icoNoVoicemail: Casebook = {
  playbook: 'ico-no-voicemail@1',
  says: 'People who asked on the internet expect the seller to do the work. Send a receipt the moment they ask, then call, and call again, several times a day, until somebody talks. No messages: a message puts people off and cannot answer an objection. Those who call in go to another team, so that nobody waits and nobody is interrupted.',
  situations: [
    {
      name: 'New internet lead at a firm, first call',
      facts: desk,
      expected: { action: 'skip', sentence: 'we do the work', next: ['call', 2, 2.1] }
    },
    {
      name: 'New internet lead on a private mobile: the house wants more rest between calls',
      facts: consumer,
      expected: { action: 'skip', next: ['call', 4, 4.1] }
    },
    {
      name: 'Third call of the day',
      facts: but(desk, { attempt: 3, history: { calls24h: 2, hoursSinceCall: 2, silentCalls: 2 } }),
      expected: { action: 'skip', next: ['call', 23.9, 24.1] }
    },
    {
      name: 'Fourteenth call, never an answer',
      facts: but(but(desk, called(13, 1)), { history: { silentCalls: 13 } }),
      expected: { action: 'skip', next: ['call', 2, 2.1] }
    },
    {
      name: 'Fifteenth call, never an answer',
      facts: but(desk, called(14, 1)),
      expected: { action: 'skip', ends: 'list_exhausted' }
    },
    {
      name: 'A proposal is out',
      facts: but(but(desk, called(4, 1)), { lead: { relationship: 'proposal_sent' } }),
      expected: { action: 'skip', next: ['call', 2, 2.1] }
    },
    {
      name: 'The dialler would leave a recording for nothing',
      facts: but(desk, {
        dialer: { mode: 'power', messageMode: 'drop' },
        recordings: [{ id: 'r1', seconds: 15 }]
      }),
      expected: { action: 'skip', next: ['call', 2, 2.1] }
    },
    {
      name: 'The second call falls into the night',
      facts: but(desk, { now: '2027-01-05T20:15:00-05:00' }),
      expected: { action: 'skip', next: ['call', 11.7, 11.8] }
    },
    {
      name: 'A cold list instead of an internet lead',
      facts: firm,
      expected: { action: 'skip', warning: 'outside the entry of ico-no-voicemail', next: ['call', 2, 2.1] }
    },
    {
      name: 'They complained',
      facts: but(desk, { stops: ['complaint'] }),
      expected: { action: 'skip', stop: 'complaint', ends: 'stopped' }
    }
  ]
}
