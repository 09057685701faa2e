/** The closed lists of words in which the law’s data and a question speak. Orders are kept: codes and bits follow them. */

export const consentLevels = ['none', 'implied', 'express', 'express_written'] as const
export type ConsentLevel = (typeof consentLevels)[number]

export const consentGroups = ['voice', 'recordings', 'sms', 'email'] as const
export type ConsentGroup = (typeof consentGroups)[number]

export const recipients = ['consumer', 'business', 'unknown'] as const
export const lines = ['wireless', 'landline', 'voip', 'unknown'] as const
export const purposes = ['telemarketing', 'informational'] as const
/** As the law tells them apart: a rep picks the number, the system picks and dials it, more calls than free reps. */
export const dialModes = ['click', 'power', 'predictive'] as const

/** What lifts a rule for one person. */
export const exceptions = [
  'existing_customer',
  'established_business_relationship',
  'express_request',
  'soft_opt_in',
  'current_contract_related_offer',
  'express_for_that_time'
] as const
export type Exception = (typeof exceptions)[number]

export const overrides = [
  ...consentLevels,
  'ebr_transaction_18_months',
  'ebr_inquiry_3_months',
  'ebr_inquiry_6_months',
  'consent_after_registration'
] as const

/** What a script, a text or a recording says. */
export const statementTokens = [
  'caller_name',
  'entity_name',
  'entity_registered_name_at_start',
  'entity_phone',
  'entity_phone_not_dialer',
  'entity_address',
  'purpose',
  'opt_out_option',
  'ask_continue_end_or_remove',
  'toll_free_automated_optout',
  'interactive_optout_within_2s_of_identity',
  'opt_out_instruction',
  'postal_address',
  'working_unsubscribe',
  'true_headers_and_subject',
  'natural_voice_announcement_names_artificial_voice'
] as const
export type StatementToken = (typeof statementTokens)[number]

export const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type DayName = (typeof dayNames)[number]
