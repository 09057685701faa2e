import { but, called, consumer, firm } from './person.ts'
import { type Casebook, type Expected } from './situation.ts'

const mail = ['email', 0, 0.5] as const
const courtesy: Expected = {
  action: 'leave',
  purpose: 'courtesy',
  mode: 'live',
  slots: ['friendly', 'who', 'follow_up_in_x_days', 'ways_to_reach'],
  next: mail
}

export const respectfulThree: Casebook = {
  playbook: 'respectful-three@1',
  says: 'A phone is personal. Call once, leave a friendly word without any sales talk, say when you will try again, and send an e-mail that ties your name to the number. A text only if they signed up for texts. Then leave them alone for two or three days and keep your word. After the third round it is over: they answer when they are ready, or not at all. What nobody forgives is a second silent call.',
  situations: [
    {
      name: 'First call to a consumer',
      facts: consumer,
      expected: { ...courtesy, secondsMax: 20, sentence: 'no sales talk' }
    },
    { name: 'Second round', facts: but(consumer, called(1, 2, 1)), expected: courtesy },
    {
      name: 'Third round: no further call is announced, because none will come',
      facts: but(consumer, called(2, 3, 2)),
      expected: { ...courtesy, slots: ['friendly', 'who', 'ways_to_reach'] }
    },
    {
      name: 'Three rounds are done, somebody calls again',
      facts: but(consumer, called(3, 5, 3)),
      expected: { action: 'skip', sentence: 'Leave them alone', ends: 'passive_list' }
    },
    {
      name: 'Calls go straight to the mailbox: they may have blocked us',
      facts: but(but(consumer, called(1, 2, 1)), { number: { suspectedBlock: true } }),
      expected: { action: 'skip', sentence: 'blocked us', ends: 'passive_list' }
    },
    {
      name: 'The phone’s own assistant asks who is calling',
      facts: but(consumer, { endpoint: 'screener' }),
      expected: courtesy
    },
    {
      name: 'No e-mail address',
      facts: but(consumer, { reach: { email: false } }),
      expected: { ...courtesy, next: ['task', 0, 0.5], to: 'find_address' }
    },
    {
      name: 'A power dialler would play a recording: a friend does not',
      facts: but(consumer, {
        dialer: { mode: 'power', messageMode: 'drop' },
        consent: { recordings: 'express_written' },
        recordings: [{ id: 'r1', seconds: 15, purpose: 'courtesy' }]
      }),
      expected: { action: 'skip', sentence: 'no rep is on the line', next: mail }
    },
    {
      name: 'A firm instead of a consumer',
      facts: firm,
      expected: { ...courtesy, warning: 'outside the entry of respectful-three' }
    },
    {
      name: 'They asked us to stop',
      facts: but(but(consumer, called(1, 2, 1)), { stops: ['opt_out'] }),
      expected: { action: 'skip', stop: 'opt_out', ends: 'stopped' }
    }
  ]
}
