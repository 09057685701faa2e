import { but, called, consumer, firm } from './person.ts'
import { type Casebook, type Expected } from './situation.ts'

const large = but(firm, { lead: { fitConfirmed: true, dealValueCents: 2_500_000, currency: 'USD' } })
const small = but(large, { lead: { dealValueCents: 300_000 } })
const inThreeDays = ['call', 71.9, 72.1] as const
const lively: Expected = {
  action: 'leave',
  purpose: 'commercial',
  slots: ['promise_short', 'ask_call'],
  next: inThreeDays
}

const says =
  'Only work accounts that you know you can help, then never let go. A lively message every time: you will not waste their minutes, please call. Calls and letters go on until they have heard the pitch from you or there is an appointment. Decision makers have reasons not to answer, and some of them end up impressed. What ends it is a no, a curse, a lawyer, or the finding that you cannot help them.'

export const relentlessLarge: Casebook = {
  playbook: 'relentless-farmer@1',
  says: `${says} In this first version sales under 5,000 dollars are not worth the chase: no message, next lead.`,
  situations: [
    { name: 'First call, 25,000 dollars at stake', facts: large, expected: lively },
    {
      name: 'First call, 3,000 dollars at stake',
      facts: small,
      expected: { action: 'skip', sentence: 'Under 5,000 dollars', ends: 'next_lead' }
    },
    {
      name: 'Exactly 5,000 dollars',
      facts: but(large, { lead: { dealValueCents: 500_000 } }),
      expected: lively
    },
    {
      name: 'One cent less',
      facts: but(large, { lead: { dealValueCents: 499_999 } }),
      expected: { action: 'skip', ends: 'next_lead' }
    },
    {
      name: '3,000 euros: another currency is never compared',
      facts: but(small, { lead: { currency: 'EUR' } }),
      expected: { ...lively, warning: 'another currency than USD' }
    },
    {
      name: 'Nobody knows what the sale is worth',
      facts: but(firm, { lead: { fitConfirmed: true } }),
      expected: { ...lively, warning: 'lead.dealValueCents is unknown' }
    },
    {
      name: 'Thirtieth call, twenty-nine messages',
      facts: but(large, called(29, 3, 29)),
      expected: lively
    },
    {
      name: 'A small sale, and they wait for information from us',
      facts: but(small, { lead: { relationship: 'dialogue_open', owesInformation: true } }),
      expected: { action: 'skip', ends: 'next_lead' }
    },
    {
      name: 'A large sale, nobody confirmed that we can help',
      facts: but(large, { lead: { fitConfirmed: false } }),
      expected: { ...lively, warning: 'outside the entry of relentless-farmer' }
    },
    {
      name: 'They cursed at us',
      facts: but(large, { stops: ['hostility'] }),
      expected: { action: 'skip', stop: 'hostility', ends: 'stopped' }
    }
  ]
}

export const relentless: Casebook = {
  playbook: 'relentless-farmer@2',
  says: `${says} In this second version the size of the sale no longer counts: three to five thousand get the whole follow-up too.`,
  situations: [
    { name: 'First call, 3,000 dollars at stake', facts: small, expected: lively },
    { name: 'First call, 25,000 dollars at stake', facts: large, expected: lively },
    { name: 'Sixth call, five messages', facts: but(small, called(5, 3, 5)), expected: lively },
    { name: 'Twenty-two messages and no answer', facts: but(small, called(22, 3, 22)), expected: lively },
    {
      name: 'They showed slight interest and hesitate: neither yes nor no',
      facts: but(but(small, called(8, 3, 6)), { lead: { relationship: 'dialogue_open', interest: 'slight' } }),
      expected: lively
    },
    {
      name: 'The phone’s own assistant asks who is calling',
      facts: but(large, { endpoint: 'screener', dialer: { messageMode: 'drop' } }),
      expected: { ...lively, mode: 'live' }
    },
    {
      name: 'We do not know whether we can help them',
      facts: firm,
      expected: { ...lively, warning: 'lead.fitConfirmed is unknown' }
    },
    {
      name: 'A consumer instead of a firm',
      facts: but(consumer, { lead: { fitConfirmed: true } }),
      expected: { ...lively, warning: 'outside the entry of relentless-farmer' }
    },
    {
      name: 'They said no',
      facts: but(small, { stops: ['refusal'] }),
      expected: { action: 'skip', stop: 'refusal', ends: 'stopped' }
    },
    {
      name: 'Their lawyer wrote, after thirty messages',
      facts: but(but(large, called(30, 3, 30)), { stops: ['legal_notice'] }),
      expected: { action: 'skip', stop: 'legal_notice', ends: 'stopped' }
    }
  ]
}
