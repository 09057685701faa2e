import { but, called, consumer, firm } from './person.ts'
import { type Casebook, type Expected } from './situation.ts'

const mail = ['email', 0, 0.25] as const
const slots = ['question', 'reason', 'who', 'solution_to_pain', 'email_with_openings']
const pointer: Expected = { action: 'leave', purpose: 'pointer_to_email', mode: 'live', slots, next: mail }

export const middleGround: Casebook = {
  playbook: 'middle-ground@1',
  says: 'Messages alone waste time, and none at all makes you a nobody to those who screen their calls. So leave one, half a minute at most, in a normal voice: a question that is about them, why you call, who you are, the one problem you solve, and that an e-mail follows with times this week and next. No number, unless they asked for it. The e-mail goes out at once, LinkedIn and X add a face, then two to four days of rest. Four or five rounds, each one different, then the long game.',
  situations: [
    { name: 'First call to a firm', facts: firm, expected: { ...pointer, secondsMax: 30 } },
    {
      name: 'In their message they asked for our number',
      facts: but(firm, { lead: { askedForNumber: true } }),
      expected: { ...pointer, slots: [...slots, 'number'] }
    },
    { name: 'Fourth round', facts: but(firm, called(3, 3, 3)), expected: pointer },
    {
      name: 'Five rounds are done, somebody calls again',
      facts: but(firm, called(5, 4, 5)),
      expected: { action: 'skip', sentence: 'much later', ends: 'long_nurture' }
    },
    {
      name: 'The dialler would play a recording, the rep is on the line',
      facts: but(firm, {
        dialer: { mode: 'rep_hears', messageMode: 'drop' },
        recordings: [{ id: 'r1', seconds: 20, purpose: 'pointer_to_email' }]
      }),
      expected: pointer
    },
    {
      name: 'The front desk put us through, then the mailbox',
      facts: but(firm, { endpoint: 'put_through_voicemail' }),
      expected: pointer
    },
    {
      name: 'No e-mail address: the message would point to nothing',
      facts: but(firm, { reach: { email: false } }),
      expected: { ...pointer, next: ['task', 0, 0.25], to: 'find_address' }
    },
    {
      name: 'An internet lead at a firm: they rarely call back either',
      facts: but(firm, { lead: { origin: 'internet_lead' } }),
      expected: pointer
    },
    {
      name: 'A consumer instead of a firm',
      facts: consumer,
      expected: { ...pointer, warning: 'outside the entry of middle-ground' }
    },
    {
      name: 'They complained about the calls',
      facts: but(but(firm, called(2, 3, 2)), { stops: ['complaint'] }),
      expected: { action: 'skip', stop: 'complaint', ends: 'stopped' }
    }
  ]
}
