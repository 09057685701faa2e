import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readChannel, readConsent, readInterest, readLineType, readMarket, readOrigin } from './choice.ts'
import { readCountry, readRegion, readTimeZone } from './place.ts'
import { readRelationship, readStage } from './stage.ts'
import { readCount, readFlag, readMoney, readPriority, readScore } from './value.ts'

test.for([
  ['$12,600', 1_260_000, 'USD'],
  ['12.600,00 EUR', 1_260_000, 'EUR'],
  ['€ 1.250.000', 125_000_000, 'EUR'],
  ["CHF 1'200.50", 120_050, 'CHF'],
  ['12k', 1_200_000, null],
  ['$1.2M', 120_000_000, 'USD'],
  ['1.250k', 125_000, null],
  ['£950', 95_000, 'GBP'],
  ['12 600,50 €', 1_260_050, 'EUR'],
  ['4500', 450_000, null],
  ['0.5', 50, null],
  ['0.125', 13, null],
  ['USD 3,000.00', 300_000, 'USD'],
  ['¥12,000', 12_000, 'JPY']
] as const)('%s is money', ([text, cents, currency]) => {
  expect(readMoney(text)).toEqual({ cents, currency })
})

test.for(['', 'tbd', '-500', '1.2.3,4,5', '12,600 bananas', '9'.repeat(30), '=1+1'])('%s is no amount', (text) => {
  expect(readMoney(text)).toBeNull()
})

test('yes and no are understood in five languages', () => {
  for (const yes of ['Yes', 'TRUE', '1', 'x', 'Ja', 'oui', 'Sí', 'opted in', '✓'])
    expect([yes, readFlag(yes)]).toEqual([yes, true])
  for (const no of ['No', 'false', '0', 'Nein', 'non', 'nee', 'N/A', '-', 'opted out'])
    expect([no, readFlag(no)]).toEqual([no, false])
  for (const neither of ['maybe', '2024-01-01', '?']) expect(readFlag(neither)).toBeNull()
})

test('counts, scores and priorities are numbers and nothing else', () => {
  expect(['3', '3.0', '1,204', '4 calls', '2x'].map(readCount)).toEqual([3, 3, 1204, 4, 2])
  expect(['-1', '1.5', 'three', '99999999'].map(readCount)).toEqual([null, null, null, null])
  expect(['87', '87%', '3,5', '-2', '72/100'].map(readScore)).toEqual([87, 87, 3.5, -2, 72])
  expect(['High', 'low', '7', 'whenever'].map(readPriority)).toEqual([3, 1, 7, null])
})

test.for([
  ['Proposal sent', { relationship: 'proposal_sent' }],
  ['Closed Lost', { relationship: 'lapsed' }],
  ['closed-lost', { relationship: 'lapsed' }],
  ['Negotiation/Review', { relationship: 'dialogue_open' }],
  ['NEW', { relationship: 'never_spoken' }],
  ['Angebot verschickt', { relationship: 'proposal_sent' }],
  ['DNC', { stop: 'do_not_call' }],
  ['Do Not Call', { stop: 'do_not_call' }],
  ['Unsubscribed', { stop: 'opt_out' }],
  ['NI', { stop: 'refusal' }],
  ['Not interested', { stop: 'refusal' }],
  ['Cease & desist', { stop: 'legal_notice' }],
  ['Wrong number', { isBadNumber: true }],
  ['Hot', { interest: 'high' }]
] as const)('the stage %s has a meaning', ([text, meaning]) => {
  expect(readStage(text)).toMatchObject(meaning)
})

test('no stage that stops contact also claims a relationship', () => {
  expect(readStage('DNC')?.relationship).toBeUndefined()
  expect(readStage('Lost in space')).toBeNull()
  expect(readRelationship('dialogue_open')).toBe('dialogue_open')
  expect(readRelationship('never_spoken')).toBe('never_spoken')
})

test('sources are sorted into origins, campaign names by the word in them', () => {
  const origins = {
    ...{
      'Web form': 'internet_lead',
      'Facebook Lead Ad': 'internet_lead',
      ZoomInfo: 'cold_list',
      Referral: 'referral'
    },
    ...{ 'Lead card/mailer': 'lead_card', 'Inbound call': 'inbound_call', 'Pre-qualified list': 'prequalified_list' },
    ...{ '2026-Q3 Google PPC roofing': 'internet_lead', 'Referred by J. Ortiz': 'referral' }
  }
  for (const [text, origin] of Object.entries(origins)) expect([text, readOrigin(text)]).toEqual([text, origin])
  expect(readOrigin('Carrier pigeon')).toBeNull()
})

test('closed lists are read from the words that exports use', () => {
  expect(readMarket('Residential')).toBe('b2c')
  expect(readInterest('Hot')).toBe('high')
  expect(readChannel('Text message')).toBe('sms')
  expect(readLineType('Cell Phone')).toBe('wireless')
  expect([
    readConsent('Yes'),
    readConsent('No'),
    readConsent('PEWC'),
    readConsent('implied'),
    readConsent('hm')
  ]).toEqual([...['express', 'none', 'express_written', 'implied'], null])
})

test('places are codes in the end', () => {
  expect([readCountry('USA'), readCountry('Deutschland'), readCountry('gb'), readCountry('Atlantis')]).toEqual([
    'US',
    'DE',
    'GB',
    null
  ])
  expect([
    readRegion('Florida', null),
    readRegion('fl', 'US'),
    readRegion('Québec', 'CA'),
    readRegion('ON', null)
  ]).toEqual([...['US-FL', 'US-FL', 'CA-QC', 'CA-ON']])
  expect([readRegion('DE', 'DE'), readRegion('Bayern', 'DE'), readRegion('US-NY', 'US')]).toEqual([null, null, 'US-NY'])
  expect(
    ['Eastern', 'PST', '(GMT-07:00) Arizona', 'Pacific Time (US & Canada)', 'America/New_York'].map(readTimeZone)
  ).toEqual([
    ...['America/New_York', 'America/Los_Angeles', 'America/Phoenix', 'America/Los_Angeles', 'America/New_York']
  ])
  expect([readTimeZone('UTC-5'), readTimeZone('Mars/Olympus'), readTimeZone('lunch')]).toEqual([
    'Etc/GMT+5',
    null,
    null
  ])
})

test('no text makes a reader throw', () => {
  const readers = [
    readCount,
    readFlag,
    readScore,
    readPriority,
    readStage,
    readOrigin,
    readCountry,
    readTimeZone,
    readConsent
  ]
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      readMoney(text)
      readRegion(text, null)
      for (const read of readers) read(text)
    }),
    { numRuns: 300 }
  )
  for (const read of readers) read(' '.repeat(300_000) + 'x')
  readMoney('1 '.repeat(100_000))
})

test('a word of the language we are written in is neither yes nor no', () => {
  for (const word of ['valueOf', 'toString', '__proto__', 'constructor']) expect(readFlag(word)).toBeNull()
})
