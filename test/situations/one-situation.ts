import { but, called, consumer, firm } from './person.ts'

/** Situations that every strategy is asked about: one situation, eleven answers. */
export const oneSituation: readonly { readonly name: string; readonly short: string; readonly facts: object }[] = [
  { name: 'First call to a firm from a cold list', short: 'cold firm', facts: firm },
  { name: 'First call to a consumer who asked on the internet', short: 'internet lead', facts: consumer },
  {
    name: 'Fifth call to a consumer on a lead card, never an answer, two messages so far',
    short: 'fifth call, lead card',
    facts: but(but(consumer, called(4, 2, 2)), { lead: { origin: 'lead_card' }, history: { callsSinceVoicemail: 1 } })
  },
  {
    name: 'A proposal is out; third call, one message three days ago',
    short: 'proposal out',
    facts: but(but(firm, called(2, 3, 1)), { lead: { relationship: 'proposal_sent' } })
  },
  {
    name: 'Gone quiet for half a year; we have news, and the last message is ten days old',
    short: 'quiet, with news',
    facts: but(but(firm, called(2, 10, 1)), { lead: { relationship: 'lapsed', hasNews: true } })
  },
  {
    name: 'Twenty-two messages, never a word back',
    short: '22 unanswered',
    facts: but(firm, called(22, 3, 22))
  },
  {
    name: 'A firm that we can help, but only 3,000 dollars at stake; first call',
    short: 'small sale',
    facts: but(firm, { lead: { fitConfirmed: true, dealValueCents: 300_000 } })
  },
  {
    name: 'A power dialler reaches the mobile of a consumer who never agreed to recordings',
    short: 'power dialler, no consent',
    facts: but(consumer, {
      lead: { origin: 'cold_list' },
      dialer: { mode: 'power', messageMode: 'drop' },
      recordings: [
        { id: 'callback', seconds: 20, purpose: 'callback' },
        { id: 'any', seconds: 20 }
      ]
    })
  }
]
