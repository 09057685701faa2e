import { but, called, consumer, firm } from './person.ts'
import { type Casebook } from './situation.ts'

const said = ['company', 'pitch', 'number']
const parked = { action: 'leave', purpose: 'callback', slots: said, ends: 'parked' } as const

export const icoLeave: Casebook = {
  playbook: 'ico-leave@1',
  says: 'Somebody asked on the internet; call at once. If the mailbox answers, leave the name of the company, five seconds of what you offer, and the number. The message proves how quick you were, and whoever calls back has shown interest. Then stop: no tracking, no chasing, the next move is theirs.',
  situations: [
    {
      name: 'New internet lead, first call',
      facts: consumer,
      expected: { ...parked, mode: 'live', secondsMax: 20, sentence: 'five seconds of pitch' }
    },
    {
      name: 'The same lead, a second call after a message',
      facts: but(consumer, called(1, 2, 1)),
      expected: { ...parked, sentence: 'Still no talk' }
    },
    {
      name: 'Three messages are left, a fourth call',
      facts: but(consumer, called(3, 5, 3)),
      expected: { action: 'skip', sentence: 'PLAYBOOK-CAP-VOICEMAILS', ends: 'parked' }
    },
    {
      name: 'Second call, the first one was silent',
      facts: but(consumer, called(1, 1)),
      expected: parked
    },
    {
      name: 'The phone’s own assistant asks who is calling',
      facts: but(consumer, { endpoint: 'screener' }),
      expected: { ...parked, mode: 'live' }
    },
    {
      name: 'The dialler would play a recording to a mobile, nobody agreed to that, the rep listens',
      facts: but(consumer, {
        dialer: { mode: 'rep_hears', messageMode: 'drop' },
        recordings: [{ id: 'r1', seconds: 15, purpose: 'callback' }]
      }),
      expected: { ...parked, mode: 'live', sentence: 'Spoken, not played', warning: 'HOUSE-DROP-CONSENT' }
    },
    {
      name: 'The dialler plays a recording, and they agreed in writing',
      facts: but(consumer, {
        consent: { recordings: 'express_written' },
        dialer: { mode: 'rep_hears', messageMode: 'drop' },
        recordings: [
          { id: 'long', seconds: 28, purpose: 'callback' },
          { id: 'short', seconds: 15, purpose: 'callback' }
        ]
      }),
      expected: { ...parked, mode: 'drop', recording: 'short' }
    },
    {
      name: 'A cold list instead of an internet lead',
      facts: firm,
      expected: { ...parked, warning: 'outside the entry of ico-leave' }
    },
    {
      name: 'It is half past nine in the evening there: no message, so nobody waits for a call back',
      facts: but(consumer, { now: '2027-01-05T21:30:00-05:00' }),
      expected: { action: 'skip', sentence: 'HOUSE-HOURS', next: ['call', 46, 60] }
    },
    {
      name: 'They opted out meanwhile',
      facts: but(consumer, { stops: ['opt_out'] }),
      expected: { action: 'skip', stop: 'opt_out', ends: 'stopped' }
    }
  ]
}
