import { z } from 'zod'
import { actionKinds } from './action.ts'
import {
  consentLevels,
  dialModes,
  exceptions,
  lines,
  overrides,
  purposes,
  recipients,
  statementTokens
} from './term.ts'

/** The law as data: one file per country under /law, a rule a line. What a lawyer amends is checked against this. */

const RuleId = z.string().regex(/^[A-Z]{2,4}(-[A-Z0-9]+)+$/, 'a rule id is written like US-FL-HOURS')
const Kinds = z.array(z.enum(actionKinds)).min(1)
const Recipients = z.array(z.enum(recipients)).min(1)
const Lines = z.array(z.enum(lines)).min(1)
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of the day is written like 08:00')
const Interval = z
  .tuple([TimeOfDay, TimeOfDay])
  .refine(([from, to]) => from < to, 'hours end after they begin, on the same day')
const Day = z.array(Interval)

/** Who stands behind a line, and how sure it is. */
const authority = {
  rule: RuleId,
  force: z.enum(['law', 'industry', 'industry_and_law', 'code_of_practice', 'product']),
  /** How it was read: the text itself, somebody on it, from memory; `product` is our own choice. */
  basis: z.enum(['primary', 'secondary', 'recall', 'product']),
  confidence: z.enum(['high', 'medium', 'low']),
  /** When it was last seen to hold: a year or a month. */
  asOf: z.string().regex(/^\d{4}(-\d\d){0,2}$/, 'a date such as 2026-06'),
  cite: z.string().min(1)
}
const Authority = z.strictObject(authority)
export type Authority = z.infer<typeof Authority>

export const HoursRule = z.strictObject({
  kinds: Kinds,
  recipients: Recipients,
  dialModes: z.array(z.enum(dialModes)).optional(),
  week: z.strictObject({ mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day }),
  holidays: z.union([z.enum(['open', 'closed']), Day]),
  waivedBy: z.array(z.enum([...exceptions, ...consentLevels])),
  ...authority
})
export const ConsentRule = z.strictObject({
  kinds: Kinds,
  lines: Lines,
  recipients: Recipients,
  purposes: z.array(z.enum(purposes)).optional(),
  dialModes: z.array(z.enum(dialModes)).optional(),
  requires: z.enum(consentLevels),
  exceptions: z.array(z.enum(exceptions)),
  ...authority
})
export const CapRule = z.strictObject({
  kinds: Kinds,
  recipients: Recipients,
  max: z.int().min(0),
  hours: z.number().positive(),
  per: z.enum(['person', 'person_and_subject', 'number']),
  exceptions: z.array(z.enum(exceptions)),
  ...authority
})
export const ListRule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  staleRule: RuleId,
  name: z.string().min(1),
  freshDays: z.int().positive(),
  kinds: Kinds,
  recipients: Recipients,
  overriddenBy: z.array(z.enum(overrides)),
  ...authority
})
export const StatementRule = z.strictObject({
  kinds: Kinds,
  lines: Lines,
  recipients: Recipients,
  purposes: z.array(z.enum(purposes)).optional(),
  must: z.array(z.enum(statementTokens)),
  mustOneOf: z.array(z.enum(statementTokens)),
  withinSeconds: z.number().positive().nullable(),
  ...authority
})
export const OwnRequests = z.strictObject({
  kinds: Kinds,
  recipients: Recipients,
  honourWithin: z.strictObject({ value: z.int().min(0), unit: z.enum(['days', 'business_days']) }),
  /** Days of rest after a refusal, where the law names them; we keep the request for good all the same. */
  quietDays: z.int().positive().nullable(),
  keepYears: z.int().positive().nullable(),
  ...authority
})
export const Registration = z.strictObject({
  gate: z.enum(['block', 'confirm', 'warn']),
  wants: z.string(),
  ...authority
})
export const Abandonment = z.strictObject({
  maxRate: z.number().min(0).max(1),
  connectWithinSeconds: z.number().positive(),
  messageRequired: z.boolean(),
  messageTokens: z.array(z.string()),
  minRingSeconds: z.number().positive().nullable(),
  days: z.int().positive(),
  redialAfterAbandonedHours: z.number().positive().nullable(),
  redialAfterMachineHours: z.number().positive().nullable(),
  ...authority
})
export const Remedy = z.strictObject({
  who: z.enum(['private', 'regulator', 'state']),
  currency: z.string().length(3),
  perViolationMin: z.number().min(0),
  perViolationMax: z.number().min(0),
  willfulMax: z.number().positive().nullable(),
  ...authority
})

export const Jurisdiction = z.strictObject({
  name: z.string().min(1),
  parent: z.string().nullable(),
  zones: z.array(z.string()).min(1),
  /** State law on recordings to businesses: read and in here, reported to have none, or reported and not read. */
  recordings: z.enum(['in_data', 'none_reported', 'not_read']).nullable(),
  /** Whose holidays close it: those of the whole country alone, or of the region too. */
  closedOnHolidays: z.union([z.literal(false), z.enum(['national', 'regional'])]),
  hours: z.array(HoursRule),
  consent: z.array(ConsentRule),
  caps: z.array(CapRule),
  lists: z.array(ListRule),
  ownRequests: OwnRequests.nullable(),
  statements: z.array(StatementRule),
  registration: Registration.nullable(),
  abandonment: Abandonment.nullable(),
  callRecording: z
    .strictObject({ consent: z.enum(['one_party', 'all_party', 'notice', 'unclear']), ...authority })
    .nullable(),
  remedies: z.array(Remedy),
  sources: z.array(z.string())
})
export type Jurisdiction = z.infer<typeof Jurisdiction>

export const LawFile = z.strictObject({
  asOf: z.iso.date(),
  jurisdictions: z.record(z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/), Jurisdiction)
})
export type LawFile = z.infer<typeof LawFile>
