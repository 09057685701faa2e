import { but, called, consumer, firm } from './person.ts'
import { type Casebook } from './situation.ts'

const recordings = [
  { id: 'first', seconds: 20, purpose: 'callback' },
  { id: 'second', seconds: 24, purpose: 'callback' }
]
const power = { dialer: { mode: 'power', messageMode: 'drop' }, recordings }
const agreed = but(but(consumer, power), { consent: { recordings: 'express_written' } })
const inTwoDays = ['call', 47.9, 48.1] as const

export const powerDrop: Casebook = {
  playbook: 'power-drop@1',
  says: 'The call is paid for anyway. At the beep the dialler plays a recording while the rep is already talking to the next person, so a message costs next to nothing, and one call back in a hundred is one more than silence brings. Those who call back buy well, he says. Recordings to mobiles need written consent; that the law adds.',
  situations: [
    {
      name: 'Power dialler, written consent to recordings',
      facts: agreed,
      expected: { action: 'leave', mode: 'drop', purpose: 'callback', recording: 'first', next: inTwoDays }
    },
    {
      name: 'Power dialler, a mobile, no consent',
      facts: but(consumer, power),
      expected: { action: 'skip', sentence: 'HOUSE-DROP-CONSENT', warning: 'outside the entry', next: inTwoDays }
    },
    {
      name: 'Power dialler, a firm’s landline, no consent',
      facts: but(firm, power),
      expected: { action: 'leave', mode: 'drop', recording: 'first', next: inTwoDays }
    },
    {
      name: 'They heard the first recording on the last call',
      facts: but(but(agreed, called(1, 2, 1)), { history: { recordingsHeard: ['first'] } }),
      expected: { action: 'leave', mode: 'drop', recording: 'second', next: inTwoDays }
    },
    {
      name: 'They heard every recording we have',
      facts: but(but(agreed, called(2, 2, 2)), { history: { recordingsHeard: ['first', 'second'] } }),
      expected: { action: 'skip', sentence: 'no approved recording', next: inTwoDays }
    },
    {
      name: 'The only recording takes 45 seconds',
      facts: but(agreed, { recordings: [{ id: 'long', seconds: 45, purpose: 'callback' }] }),
      expected: { action: 'skip', sentence: 'no approved recording', next: inTwoDays }
    },
    {
      name: 'The phone’s own assistant asks who is calling, nobody is on our line',
      facts: but(agreed, { endpoint: 'screener' }),
      expected: { action: 'skip', sentence: 'never played to a call screener', next: inTwoDays }
    },
    {
      name: 'No consent, but the rep listens in',
      facts: but(but(consumer, power), { dialer: { mode: 'rep_hears' } }),
      expected: { action: 'leave', mode: 'live', sentence: 'Spoken, not played', next: inTwoDays }
    },
    {
      name: 'Fifth call, four messages',
      facts: but(agreed, called(4, 2, 4)),
      expected: { action: 'leave', mode: 'drop', ends: 'list_exhausted' }
    },
    {
      name: 'Opted out on the last recording',
      facts: but(agreed, { stops: ['opt_out'] }),
      expected: { action: 'skip', stop: 'opt_out', ends: 'stopped' }
    }
  ]
}
