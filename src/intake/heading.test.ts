import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headingWords } from './heading-words.ts'
import { nearestHeading, readHeading } from './heading.ts'
import { phrases, plainWords } from './plain-words.ts'

const fieldOf = (heading: string): string => {
  const read = readHeading(heading)
  return read.kind === 'known' ? read.field : 'unknown'
}

const exports: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  HubSpot: {
    ...{ 'Record ID': 'id', 'First Name': 'firstName', 'Phone Number': 'phone', 'Mobile Phone Number': 'phoneMobile' },
    ...{
      'Lead Status': 'stage',
      'Lifecycle Stage': 'stage',
      'Last Contacted': 'lastCall',
      'Original Source': 'origin'
    },
    ...{
      'Unsubscribed from all email': 'emailOptOut',
      'Time Zone': 'timeZone',
      'State/Region': 'region',
      'Contact owner': 'owner'
    }
  },
  Salesforce: {
    ...{ 'Lead ID': 'id', MobilePhone: 'phoneMobile', DoNotCall: 'doNotCall', HasOptedOutOfEmail: 'emailOptOut' },
    ...{
      LeadSource: 'origin',
      'Account Name': 'company',
      Rating: 'interest',
      'State/Province': 'region',
      Call_Back_Date__c: 'callback'
    }
  },
  Close: {
    ...{ display_name: 'name', primary_contact_primary_phone: 'phone', status_label: 'stage', 'Lead Name': 'name' }
  },
  Pipedrive: {
    ...{ 'Person - Name': 'name', 'Person - Phone - Work': 'phoneWork', 'Person - Phone - Mobile': 'phoneMobile' },
    ...{
      'Organization - Name': 'company',
      'Deal - Value': 'dealValue',
      'Deal - Stage': 'stage',
      'Person - Email - Work': 'email'
    }
  },
  VICIdial: {
    ...{ vendor_lead_code: 'id', phone_number: 'phone', alt_phone: 'phone', called_count: 'calls', status: 'stage' },
    ...{
      last_local_call_time: 'lastCall',
      state: 'region',
      postal_code: 'postalCode',
      gmt_offset_now: 'setAside',
      rank: 'priority'
    }
  },
  PhoneBurner: { 'Primary Phone': 'phone', 'Phone Label': 'lineType', 'Last Call Result': 'stage' },
  Outreach: {
    'Work Phones': 'phoneWork',
    'Mobile Phones': 'phoneMobile',
    'Opted Out': 'optOut',
    'Touched At': 'lastCall'
  },
  Apollo: {
    ...{
      'Work Direct Phone': 'phoneWork',
      'Corporate Phone': 'phoneCompany',
      'Other Phone': 'phone',
      'Person Linkedin Url': 'linkedin'
    },
    ...{ '# Employees': 'setAside', 'Company Name for Emails': 'company' }
  },
  Zoho: { 'Lead Source': 'origin', 'Email Opt Out': 'emailOptOut', Mobile: 'phoneMobile', 'Lead Owner': 'owner' },
  'a German sheet': {
    Rufnummer: 'phone',
    Handynummer: 'phoneMobile',
    Vorname: 'firstName',
    Bundesland: 'region',
    'Nicht anrufen': 'doNotCall'
  },
  'a French sheet': {
    Prénom: 'firstName',
    'Téléphone portable': 'phoneMobile',
    Société: 'company',
    'Dernier appel': 'lastCall'
  },
  'a Spanish sheet': { Teléfono: 'phone', Móvil: 'phoneMobile', Apellidos: 'lastName', 'Correo electrónico': 'email' },
  'a Dutch sheet': { Telefoonnummer: 'phone', Mobiel: 'phoneMobile', Bedrijf: 'company', 'Niet bellen': 'doNotCall' }
}

test.for(Object.entries(exports))('%s exports are read as they come', ([, headings]) => {
  for (const [heading, field] of Object.entries(headings)) expect([heading, fieldOf(heading)]).toEqual([heading, field])
})

test('case, dots, dashes and underscores do not change what a heading means', () => {
  for (const heading of [
    'MOBILE PHONE',
    'mobile_phone',
    'Mobile-Phone',
    'mobile.phone',
    ' Mobile  Phone ',
    'mobilePhone'
  ])
    expect(fieldOf(heading)).toBe('phoneMobile')
})

test('"Phone 2" is a second phone', () => {
  expect(readHeading('Phone 2')).toMatchObject({ field: 'phone', order: 2 })
  expect(readHeading('Phone2')).toMatchObject({ field: 'phone', order: 2 })
  expect(readHeading('Work Phone #3')).toMatchObject({ field: 'phoneWork', order: 3 })
})

test('a misspelt heading is not read, and the nearest known one is named', () => {
  expect(readHeading('Moble Phone')).toEqual({ kind: 'unknown' })
  expect(nearestHeading('Moble Phone')).toBe('mobile phone')
  expect(readHeading('Favourite colour of dog')).toEqual({ kind: 'unknown' })
})

test('no phrase stands for two fields, and every phrase is in plain words', () => {
  const seen = new Map<string, string>()
  for (const [field, lines] of Object.entries(headingWords))
    for (const phrase of phrases(lines)) {
      expect([phrase, field]).toEqual([phrase, seen.get(phrase) ?? field])
      expect(plainWords(phrase)).toBe(phrase)
      seen.set(phrase, field)
    }
})

test('no heading makes the reader throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => void readHeading(text)),
    { numRuns: 300 }
  )
  readHeading('x'.repeat(1_000_000))
})
