/**
 * Everything a column of a lead file can mean. The headings that name each are in heading-words.ts, what is made
 * of a cell in row.ts. `set aside` columns are known and deliberately not read; an import keeps them as text.
 */
export const fields = [
  'name',
  'firstName',
  'lastName',
  'salutation',
  'middleName',
  'jobTitle',
  'company',
  'id',
  'phone',
  'phoneWork',
  'phoneMobile',
  'phoneHome',
  'phoneCompany',
  'phoneKind',
  'phoneCode',
  'extension',
  'lineType',
  'suspectedBlock',
  'wrongNumber',
  'email',
  'emailKind',
  'linkedin',
  'x',
  'website',
  'address',
  'addressMore',
  'city',
  'postalCode',
  'country',
  'region',
  'timeZone',
  'origin',
  'cost',
  'mailedOn',
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
  'owner',
  'notes',
  'setAside'
] as const

export type Field = (typeof fields)[number]

/** Fields that an import keeps and that no decision reads: for a call sheet they are set aside. */
export const importFields: ReadonlySet<Field> = new Set<Field>([
  ...(['salutation', 'middleName', 'jobTitle', 'phoneKind', 'phoneCode', 'emailKind', 'website'] as const),
  ...(['addressMore', 'city', 'cost', 'mailedOn', 'owner', 'notes'] as const)
])

/** What a person may say that a column of a call sheet's list is. */
export const sheetFields: readonly Field[] = fields.filter((field) => !importFields.has(field))

/** Columns that hold a telephone number, and whose phone it is then said to be; null = the file does not say. */
export const phoneFields = {
  phone: null,
  phoneWork: 'business',
  phoneMobile: 'mobile',
  phoneHome: 'home',
  phoneCompany: 'business'
} as const satisfies Partial<Record<Field, 'business' | 'mobile' | 'home' | null>>

export type PhoneField = keyof typeof phoneFields

export function isPhoneField(field: Field): field is PhoneField {
  return field in phoneFields
}

/** Columns that hold a moment: a date, with or without a time of day. */
export const dateFields: ReadonlySet<Field> = new Set<Field>([
  ...(['lastVoicemail', 'lastCall', 'lastSpoken', 'callback', 'mailedOn'] as const)
])

/** Where a field stands in a row's table of columns. */
export const fieldSlot = Object.fromEntries(fields.map((field, slot) => [field, slot])) as Readonly<
  Record<Field, number>
>

export function isField(text: string): text is Field {
  return (fields as readonly string[]).includes(text)
}
