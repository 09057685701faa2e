import { but, called, consumer, firm } from './person.ts'
import { type Casebook } from './situation.ts'

const gone = { action: 'skip', ends: 'disqualified' } as const

export const driveBy: Casebook = {
  playbook: 'drive-by@1',
  says: 'Time is the only thing a caller has. A message costs thirty seconds of talking and fifteen of waiting, so a hundred of them eat an hour and a quarter and bring one call back. Hang up at the beep and dial the next number. And a business that lets its phone ring is not one you want to sell to: strike it off, with the reason.',
  situations: [
    { name: 'First cold call to a business', facts: firm, expected: { ...gone, sentence: 'Dial the next one' } },
    {
      name: 'A large sale is at stake',
      facts: but(firm, { lead: { dealValueCents: 5_000_000 } }),
      expected: gone
    },
    { name: 'A small sale', facts: but(firm, { lead: { dealValueCents: 80_000 } }), expected: gone },
    {
      name: 'The list was qualified before',
      facts: but(firm, { lead: { origin: 'prequalified_list', listPrequalified: true } }),
      expected: gone
    },
    {
      name: 'A power dialler would leave the message by itself',
      facts: but(firm, {
        dialer: { mode: 'power', messageMode: 'drop' },
        consent: { recordings: 'express_written' },
        recordings: [{ id: 'r1', seconds: 20 }]
      }),
      expected: gone
    },
    {
      name: 'The front desk put us through, then the mailbox',
      facts: but(firm, { endpoint: 'put_through_voicemail' }),
      expected: gone
    },
    {
      name: 'Somebody calls a business a second time',
      facts: but(firm, called(1, 3)),
      expected: gone
    },
    {
      name: 'They asked us on the internet',
      facts: but(firm, { lead: { origin: 'internet_lead' } }),
      expected: gone
    },
    {
      name: 'A private mobile on the list',
      facts: consumer,
      expected: { ...gone, warning: 'outside the entry of drive-by' }
    },
    {
      name: 'They are on a do-not-call list',
      facts: but(firm, { stops: ['do_not_call'] }),
      expected: { action: 'skip', stop: 'do_not_call', ends: 'stopped' }
    }
  ]
}
