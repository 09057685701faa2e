import { but, called, consumer, firm } from './person.ts'
import { type Casebook } from './situation.ts'

/** The arm that the lot gives to a cluster, worked out with another program's SHA-256. */
const none = { lead: { cluster: 'C10' } }
const first = { lead: { cluster: 'C0' } }
const firstTwo = { lead: { cluster: 'C3' } }
const third = { lead: { cluster: 'C1' } }
const mail = ['email', 0, 0.25] as const

export const houseDefault: Casebook = {
  playbook: 'house-default@1',
  says: 'Nobody has shown by experiment whether a message helps. So leave one where there is something between you, and let the lot decide for everybody else: no message, one on the first voicemail, two, or one on the third call only. A person keeps the lot they drew. At most two messages and six calls, then rest. In weeks the team’s own numbers answer the question.',
  situations: [
    {
      name: 'First cold call, the lot says none',
      facts: but(firm, none),
      expected: { action: 'skip', sentence: 'Drawn by lot: none', next: ['call', 46, 57] }
    },
    {
      name: 'First cold call, the lot says the first voicemail',
      facts: but(firm, first),
      expected: { action: 'leave', purpose: 'pointer_to_email', secondsMax: 25, next: mail }
    },
    {
      name: 'Second call, one message, the lot says the first two',
      facts: but(but(firm, called(1, 3, 1)), firstTwo),
      expected: { action: 'leave', sentence: 'first two', next: mail }
    },
    {
      name: 'Third call, two silent before, the lot says the third only',
      facts: but(but(firm, called(2, 3)), third),
      expected: { action: 'leave', sentence: 'third attempt only', next: mail }
    },
    {
      name: 'A proposal is out, whatever the lot says',
      facts: but(but(but(firm, called(2, 3, 1)), none), { lead: { relationship: 'proposal_sent' } }),
      expected: { action: 'leave', sentence: 'mid-conversation', next: mail }
    },
    {
      name: 'A proposal is out, two messages are left already',
      facts: but(but(firm, called(4, 3, 2)), { lead: { relationship: 'proposal_sent' } }),
      expected: { action: 'skip', sentence: 'PLAYBOOK-CAP-VOICEMAILS', next: ['call', 167, 193] }
    },
    {
      name: 'New internet lead at a firm, the lot says none',
      facts: but(but(firm, none), { lead: { origin: 'internet_lead' } }),
      expected: { action: 'skip', next: ['call', 1.9, 2.1] }
    },
    {
      name: 'New internet lead of a consumer, the lot says none: no second silent call that day',
      facts: but(consumer, none),
      expected: { action: 'skip', next: ['call', 23.9, 25] }
    },
    {
      name: 'Sixth call',
      facts: but(but(firm, called(5, 7, 1)), firstTwo),
      expected: { action: 'skip', ends: 'passive_list' }
    },
    {
      name: 'They asked us to stop',
      facts: but(firm, { stops: ['opt_out'] }),
      expected: { action: 'skip', stop: 'opt_out', ends: 'stopped' }
    }
  ]
}
