import { but, called, consumer, firm } from './person.ts'
import { type Casebook } from './situation.ts'

const callback = ['who', 'company', 'reason', 'ways_to_reach']
const mail = ['email', 0, 0.5] as const

export const caseByCase: Casebook = {
  playbook: 'case-by-case@1',
  says: 'There is no rule for everybody. Where something is going on between you and them, a message carries it on. With a stranger there is nothing to lose, so leave the first one. Where it has gone quiet, once a week is the most, and a piece of news makes it worth hearing. In between, one call in several gets a message. Past a point you look desperate, so stop. Where none of this speaks, the rep decides.',
  situations: [
    {
      name: 'First cold call to somebody we never spoke to',
      facts: firm,
      expected: { action: 'leave', purpose: 'callback', slots: callback, next: mail }
    },
    {
      name: 'A proposal is out, the second message already',
      facts: but(but(firm, called(2, 3, 1)), { lead: { relationship: 'proposal_sent' } }),
      expected: { action: 'leave', sentence: 'mid-conversation', next: mail }
    },
    {
      name: 'They wait for a price list that we promised',
      facts: but(but(firm, called(3, 1, 1)), { lead: { relationship: 'dialogue_open', owesInformation: true } }),
      expected: { action: 'leave', sentence: 'they wait for something', next: mail }
    },
    {
      name: 'Gone quiet for months, a message three days ago',
      facts: but(but(firm, called(4, 3, 2)), { lead: { relationship: 'lapsed', hasNews: true } }),
      expected: { action: 'skip', sentence: 'One message a week', next: mail }
    },
    {
      name: 'Gone quiet, last message ten days ago, and we have a new product for them',
      facts: but(but(firm, called(4, 10, 2)), { lead: { relationship: 'lapsed', hasNews: true } }),
      expected: { action: 'leave', slots: ['who', 'company', 'news', 'ways_to_reach'], next: mail }
    },
    {
      name: 'Gone quiet, last message ten days ago, nothing new',
      facts: but(but(firm, called(6, 10, 2)), {
        lead: { relationship: 'lapsed' },
        history: { callsSinceVoicemail: 3 }
      }),
      expected: { action: 'ask', sentence: 'Your call', next: mail }
    },
    {
      name: 'Twenty-two messages, and never a word back',
      facts: but(but(firm, called(22, 7, 22)), { history: { callsSinceVoicemail: 0 } }),
      expected: { action: 'skip', sentence: 'desperate', ends: 'list_exhausted' }
    },
    {
      name: 'Never spoken, one message on the call before',
      facts: but(firm, called(1, 7, 1)),
      expected: { action: 'skip', sentence: 'two, three or four calls', next: mail }
    },
    {
      name: 'A colleague put us through, then the mailbox; we have no e-mail address',
      facts: but(firm, { endpoint: 'put_through_voicemail', reach: { email: false } }),
      expected: { action: 'leave', next: ['task', 0, 0.5], to: 'find_address' }
    },
    {
      name: 'A consumer instead of a firm',
      facts: consumer,
      expected: { action: 'leave', warning: 'outside the entry of case-by-case', next: mail }
    }
  ]
}
