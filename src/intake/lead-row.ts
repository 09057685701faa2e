/** What of FACTS a lead file can say. A key is there only when the file said it; unknown is left out, never guessed. */
export type LeadFacts = {
  lead?: LeadStanding
  number?: LeadNumber & { suspectedBlock?: boolean }
  /** In dialling order; given when there are several, or when the only one is known to be bad. */
  numbers?: readonly (LeadNumber & { readonly bad: boolean })[]
  place?: { country?: string; region?: string; timeZone?: string }
  reach?: { email?: boolean; sms?: boolean; linkedin?: boolean; x?: boolean; postal?: boolean }
  history?: LeadHistory
  consent?: { voice?: Consent; recordings?: Consent; sms?: Consent; email?: Consent }
  stops?: readonly Stop[]
}

export type LeadStanding = {
  id?: string
  origin?: Origin
  market?: 'b2b' | 'b2c'
  relationship?: Relationship
  owesInformation?: boolean
  hasNews?: boolean
  /** Minor units of `currency`. */
  dealValueCents?: number
  currency?: string
  listPrequalified?: boolean
  fitConfirmed?: boolean
  fitScore?: number
  interest?: Interest
  askedForNumber?: boolean
  preferredChannel?: Channel
  stage?: string
}

export type LeadNumber = {
  e164: string
  kind?: 'business' | 'mobile' | 'home'
  lineType?: 'wireless' | 'landline' | 'voip' | 'unknown'
}

export type LeadHistory = {
  calls?: number
  voicemails?: number
  unansweredVoicemails?: number
  daysSinceVoicemail?: number
  callsSinceVoicemail?: number
  daysSinceSpoken?: number
  touches7d?: number
  touches30d?: number
  calls24h?: number
  hoursSinceCall?: number
  everSpoken?: boolean
}

export type Origin = 'internet_lead' | 'lead_card' | 'cold_list' | 'prequalified_list' | 'referral' | 'inbound_call'
export type Relationship = 'never_spoken' | 'met' | 'proposal_sent' | 'dialogue_open' | 'lapsed'
export type Interest = 'none' | 'slight' | 'high'
export type Channel = 'call' | 'email' | 'sms' | 'linkedin' | 'x' | 'letter' | 'visit'
export type Consent = 'none' | 'implied' | 'express' | 'express_written'
export type Stop = 'opt_out' | 'do_not_call' | 'refusal' | 'hostility' | 'complaint' | 'legal_notice'

/** One lead of a file: what a sheet shows and what a decision reads. */
export type LeadRow = {
  readonly name: string
  readonly company: string
  readonly email: string | null
  /** Digits to press after the first number answers; empty when there are none. */
  readonly extension: string
  readonly facts: LeadFacts
  /** A callback that was promised or asked for, epoch milliseconds; null when the file has none. */
  readonly dueAtMs: number | null
  /** False when the file gave only the day of the callback. */
  readonly dueHasTime: boolean
  /** The file's own priority: a number as written, or high 3, medium 2, low 1; null when it has none. */
  readonly priority: number | null
}
