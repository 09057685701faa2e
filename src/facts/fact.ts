/**
 * Every fact that a strategy may ask about, in one table: its path in FACTS, what it may hold, what is assumed
 * when nobody says, and what it means. The door (facts.ts), the packed vector, the expressions of a playbook,
 * `schema facts` and the warnings are all read off this table.
 *
 * `otherwise` is the default. `unknown` is never guessed: it satisfies no comparison, not even `!=`, and is named
 * in the warnings. `never` is "it has not happened": endlessly long ago, so it satisfies no "less than".
 */
export type Fact = Choice | Flag | Count | Ago | Measure | Text

type Common = { readonly path: string; readonly says: string }
/** One of a closed list; `ordered` lists may be compared with < and >=. */
export type Choice = Common & {
  readonly kind: 'choice'
  readonly values: readonly string[]
  readonly ordered?: boolean
  readonly aliases?: Readonly<Record<string, string>>
  readonly otherwise: string
}
export type Flag = Common & { readonly kind: 'flag'; readonly otherwise: boolean | 'unknown' }
export type Count = Common & { readonly kind: 'count'; readonly min?: number; readonly otherwise: number | 'derived' }
/** Time since something; null = never. */
export type Ago = Common & { readonly kind: 'ago'; readonly unit: 'days' | 'hours'; readonly otherwise: 'never' }
/** A number with a unit in its name; money is in minor units of `lead.currency`. */
export type Measure = Common & {
  readonly kind: 'measure'
  readonly whole?: boolean
  readonly money?: boolean
  readonly min?: number
  readonly otherwise: number | 'unknown'
}
/** Free text; only equality can be asked of it. */
export type Text = Common & { readonly kind: 'text'; readonly otherwise: string | 'unknown' }

const CONSENT = ['none', 'implied', 'express', 'express_written'] as const
const CHANNEL = ['call', 'email', 'sms', 'linkedin', 'x', 'letter', 'visit', 'chat', 'in_person'] as const
const consent = (path: string, says: string): Choice => ({
  path,
  kind: 'choice',
  values: CONSENT,
  ordered: true,
  otherwise: 'none',
  says
})
const flag = (path: string, says: string, otherwise: boolean | 'unknown' = false): Flag => ({
  path,
  kind: 'flag',
  otherwise,
  says
})
const count = (path: string, says: string, otherwise: number | 'derived' = 0, min = 0): Count => ({
  path,
  kind: 'count',
  otherwise,
  min,
  says
})
const ago = (path: string, unit: 'days' | 'hours', says: string): Ago => ({
  path,
  kind: 'ago',
  unit,
  otherwise: 'never',
  says
})

export const facts: readonly Fact[] = [
  count('attempt', 'Number of this call to the person, 1 for the first', 'derived', 1),
  {
    path: 'endpoint',
    kind: 'choice',
    values: ['voicemail', 'put_through_voicemail', 'screener'],
    otherwise: 'voicemail',
    says: 'What answered: a mailbox, a mailbox after a colleague put us through (001-01), or a call screener'
  },
  count('step', 'Round of the playbook, 1-based; where there are no rounds the step', 'derived', 1),

  {
    path: 'lead.origin',
    kind: 'choice',
    values: ['internet_lead', 'lead_card', 'cold_list', 'prequalified_list', 'referral', 'inbound_call'],
    otherwise: 'unknown',
    says: 'Where the lead came from (000-14, 002-46)'
  },
  {
    path: 'lead.market',
    kind: 'choice',
    values: ['b2b', 'b2c'],
    otherwise: 'unknown',
    says: 'A firm or a consumer (003-13)'
  },
  {
    path: 'lead.relationship',
    kind: 'choice',
    values: ['never_spoken', 'met', 'proposal_sent', 'dialogue_open', 'lapsed'],
    otherwise: 'never_spoken',
    says: 'How far we are with this person (001-07 to 001-14)'
  },
  flag('lead.owesInformation', 'They wait for information that we hold (001-09)'),
  flag('lead.hasNews', 'There is something new that benefits them (001-15)'),
  {
    path: 'lead.dealValueCents',
    kind: 'measure',
    whole: true,
    money: true,
    min: 0,
    otherwise: 'unknown',
    says: 'What the sale would be worth, in minor units of lead.currency (002-35)'
  },
  {
    path: 'lead.currency',
    kind: 'text',
    otherwise: 'USD',
    says: 'ISO 4217 code of the deal value; another currency than the playbook’s is never compared'
  },
  flag('lead.listPrequalified', 'The list was qualified before we got it (002-22)'),
  flag('lead.fitConfirmed', 'Somebody confirmed that we can help this account (002-38)', 'unknown'),
  {
    path: 'lead.fitScore',
    kind: 'measure',
    otherwise: 'unknown',
    says: 'Fit score; unanswered business calls lower it (002-26)'
  },
  {
    path: 'lead.interest',
    kind: 'choice',
    values: ['none', 'slight', 'high'],
    ordered: true,
    otherwise: 'none',
    says: 'Interest shown so far (002-06)'
  },
  flag('lead.askedForNumber', 'In their message they asked for our number (004-05)'),
  {
    path: 'lead.preferredChannel',
    kind: 'choice',
    values: CHANNEL,
    otherwise: 'unknown',
    says: 'The channel of their first response (003-24)'
  },
  { path: 'lead.stage', kind: 'text', otherwise: 'unknown', says: 'Stage as the team’s own system calls it' },

  {
    path: 'number.kind',
    kind: 'choice',
    values: ['business', 'mobile', 'home'],
    otherwise: 'unknown',
    says: 'Whose phone it is (003-11)'
  },
  {
    path: 'number.lineType',
    kind: 'choice',
    values: ['wireless', 'landline', 'voip'],
    otherwise: 'unknown',
    says: 'Line type as a carrier lookup gave it; unknown is handled as a mobile for recordings'
  },
  flag('number.suspectedBlock', 'Calls go straight to voicemail: they may have blocked us (003-05)'),

  flag('reach.email', 'We have a working e-mail address; false makes a task to find one (001-20)', 'unknown'),
  flag('reach.sms', 'The number takes texts', 'unknown'),
  flag('reach.linkedin', 'We know their LinkedIn profile', 'unknown'),
  flag('reach.x', 'We know their X profile', 'unknown'),
  flag('reach.postal', 'We have a postal address', 'unknown'),

  count('history.calls', 'Calls before this one', 'derived'),
  count('history.voicemails', 'Messages left before this call'),
  count('history.unansweredVoicemails', 'Messages since their last response (001-03)'),
  ago('history.daysSinceVoicemail', 'days', 'Days since the last message'),
  count('history.callsSinceVoicemail', 'Calls between the last message and this one (001-17)'),
  ago('history.daysSinceSpoken', 'days', 'Days since the last conversation'),
  count('history.touches7d', 'Touches on all channels in 7 days, silent calls included (000-21, 000-26)'),
  count('history.touches30d', 'The same in 30 days'),
  count('history.calls24h', 'Calls in the last 24 hours'),
  ago('history.hoursSinceCall', 'hours', 'Hours since the last call'),
  flag('history.everSpoken', 'We have talked with this person (001-12); default: relationship is not never_spoken'),
  count('history.silentCalls', 'Calls in a row without a message or an answer (003-03)'),
  count('history.emails', 'E-mails sent in this sequence'),
  count('history.phoneTagCycles', 'Their missed call followed by ours unanswered (000-20)'),
  {
    path: 'history.pressure',
    kind: 'measure',
    min: 0,
    otherwise: 0,
    says: 'Weighted touches of all channels, each losing half its weight in 7 days (000-22)'
  },
  count('household.touches7d', 'Touches to the household or account in 7 days (000-25, 002-39)'),
  count('household.calls24h', 'Calls to the household or account in 24 hours'),

  consent('consent.voice', 'Consent to sales calls'),
  consent('consent.recordings', 'Consent to recorded messages'),
  consent('consent.sms', 'Consent to text messages (003-21)'),
  consent('consent.email', 'Consent to e-mail'),

  {
    path: 'dialer.mode',
    kind: 'choice',
    values: ['manual', 'preview', 'progressive', 'rep_hears'],
    aliases: { power: 'progressive' },
    otherwise: 'manual',
    says: 'How the call is placed; a rep is on the line in all but progressive (power is the same)'
  },
  {
    path: 'dialer.messageMode',
    kind: 'choice',
    values: ['live', 'drop'],
    otherwise: 'live',
    says: 'How this dialler leaves a message where the playbook allows either'
  },
  {
    path: 'dialer.messageSeconds',
    kind: 'measure',
    whole: true,
    min: 0,
    otherwise: 25,
    says: 'Length of the message that would be left, in seconds (002-23)'
  }
]

/** Hard stops that no playbook can lift (002-08), strongest first. */
export const stops = ['opt_out', 'do_not_call', 'legal_notice', 'complaint', 'hostility', 'refusal'] as const
export type Stop = (typeof stops)[number]

/** What a step may ask beside the facts: how the call that it follows ended. Not part of FACTS. */
export const stepFacts: readonly Fact[] = [
  flag('message.left', 'A message was left on this call'),
  {
    path: 'outcome',
    kind: 'choice',
    values: ['voicemail', 'no_answer', 'busy', 'bad_number', 'gatekeeper', 'conversation', 'hesitant', 'not_made'],
    otherwise: 'unknown',
    says: 'How this call ended'
  }
]

/** Slots after the facts: what the hot path needs beside them. */
export const STOPS_SLOT = facts.length
export const HEARD_SLOT = facts.length + 1
const STEP_SLOTS = facts.length + 2
export const VECTOR_LENGTH = STEP_SLOTS + stepFacts.length

/** Where each fact sits in the packed vector. */
export const slotOf: ReadonlyMap<string, number> = new Map([
  ...facts.map((fact, index): [string, number] => [fact.path, index]),
  ...stepFacts.map((fact, index): [string, number] => [fact.path, STEP_SLOTS + index])
])

/** Slot of a fact that code names; a wrong name fails when the module loads, not at a customer. */
export function slot(path: string): number {
  const found = slotOf.get(path)
  if (found === undefined) throw new Error(`no fact is called ${path}`)
  return found
}

/** Text as a number that fits a slot: FNV-1a, 32 bit. */
export function textCode(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Code of a choice's value; NaN stands for unknown. */
export function choiceCode(fact: Choice, value: string): number {
  const named = fact.aliases?.[value] ?? value
  const index = fact.values.indexOf(named)
  return index < 0 ? NaN : index
}
