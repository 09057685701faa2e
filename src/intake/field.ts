/**
 * Everything a column of a lead file can mean. The headings that name each are in heading-words.ts, what is made
 * of a cell in row.ts. `set aside` columns are known and deliberately not read.
 */
export const fields = [
  'name',
  'firstName',
  'lastName',
  'company',
  'id',
  'phone',
  'phoneWork',
  'phoneMobile',
  'phoneHome',
  'extension',
  'lineType',
  'suspectedBlock',
  'wrongNumber',
  'email',
  'linkedin',
  'x',
  'address',
  'country',
  'region',
  'timeZone',
  'origin',
  'market',
  'relationship',
  'stage',
  'owesInformation',
  'hasNews',
  'dealValue',
  'currency',
  'listPrequalified',
  'fitConfirmed',
  'fitScore',
  'interest',
  'askedForNumber',
  'preferredChannel',
  'calls',
  'voicemails',
  'unansweredVoicemails',
  'lastVoicemail',
  'daysSinceVoicemail',
  'callsSinceVoicemail',
  'lastCall',
  'hoursSinceCall',
  'lastSpoken',
  'daysSinceSpoken',
  'everSpoken',
  'touches7d',
  'touches30d',
  'calls24h',
  'consentVoice',
  'consentRecordings',
  'consentSms',
  'consentEmail',
  'optOut',
  'doNotCall',
  'smsOptOut',
  'emailOptOut',
  'stops',
  'callback',
  'priority',
  'setAside'
] as const

export type Field = (typeof fields)[number]

/** Columns that hold a telephone number, and whose phone it is then said to be; null = the file does not say. */
export const phoneFields = {
  phone: null,
  phoneWork: 'business',
  phoneMobile: 'mobile',
  phoneHome: 'home'
} as const satisfies Partial<Record<Field, 'business' | 'mobile' | 'home' | null>>

export type PhoneField = keyof typeof phoneFields

export function isPhoneField(field: Field): field is PhoneField {
  return field in phoneFields
}

/** Columns that hold a moment: a date, with or without a time of day. */
export const dateFields: ReadonlySet<Field> = new Set<Field>(['lastVoicemail', 'lastCall', 'lastSpoken', 'callback'])

/** Where a field stands in a row's table of columns. */
export const fieldSlot = Object.fromEntries(fields.map((field, slot) => [field, slot])) as Readonly<
  Record<Field, number>
>

export function isField(text: string): text is Field {
  return (fields as readonly string[]).includes(text)
}
