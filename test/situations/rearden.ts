import { but, called, consumer, firm } from './person.ts'
import { type Casebook } from './situation.ts'

const inTwoDays = ['call', 47.9, 48.1] as const
const cold = but(consumer, { lead: { origin: 'cold_list' }, number: { kind: 'home', lineType: 'landline' } })
const card = but(cold, { lead: { origin: 'lead_card' } })

export const rearden: Casebook = {
  playbook: 'rearden@1',
  says: 'He sells final-expense insurance. On cold calls he leaves a message at every chance: one in two hundred calls comes back, and hard-to-reach people hear from hardly anybody else. Whoever sent in a lead card expects to talk, so he keeps calling and leaves nothing.',
  situations: [
    {
      name: 'First cold call',
      facts: cold,
      expected: { action: 'leave', purpose: 'callback', sentence: 'nothing to lose', next: inTwoDays }
    },
    {
      name: 'Fifth cold call, four messages',
      facts: but(cold, called(4, 2, 4)),
      expected: { action: 'leave', next: inTwoDays }
    },
    {
      name: 'First call to the sender of a lead card',
      facts: card,
      expected: { action: 'skip', sentence: 'expect a talk', next: inTwoDays }
    },
    {
      name: 'Fifth call to the sender of a lead card, all silent',
      facts: but(card, called(4, 2)),
      expected: { action: 'skip', next: inTwoDays }
    },
    {
      name: 'Sixth cold call, five messages',
      facts: but(cold, called(5, 2, 5)),
      expected: { action: 'leave', ends: 'list_exhausted' }
    },
    {
      name: 'Nobody knows where the lead came from',
      facts: but(cold, { lead: { origin: undefined } }),
      expected: { action: 'ask', warning: 'lead.origin is unknown', next: inTwoDays }
    },
    {
      name: 'An internet lead, of which he never spoke',
      facts: consumer,
      expected: { action: 'ask', warning: 'outside the entry of rearden', next: inTwoDays }
    },
    {
      name: 'A cold list of firms',
      facts: firm,
      expected: { action: 'leave', next: inTwoDays }
    },
    {
      name: 'A cold call on a power dialler to a mobile without consent to recordings',
      facts: but(consumer, {
        lead: { origin: 'cold_list' },
        dialer: { mode: 'power', messageMode: 'drop' },
        recordings: [{ id: 'r1', seconds: 20 }]
      }),
      expected: { action: 'skip', sentence: 'HOUSE-DROP-CONSENT', next: inTwoDays }
    },
    {
      name: 'They said no to a colleague',
      facts: but(cold, { stops: ['refusal'] }),
      expected: { action: 'skip', stop: 'refusal', ends: 'stopped' }
    }
  ]
}
