import { z } from 'zod'
import { parseInstant } from '../clock/civil.ts'
import { zoneNamed, zoneNames } from '../clock/zone.ts'
import { type Fact, facts, stops } from './fact.ts'
import { didYouMean } from './nearest.ts'
import { RECORDINGS_MAX, purposes } from './recording.ts'

/**
 * The door for FACTS: a document whose every field is optional. Fields that rules may ask about come from the table
 * in fact.ts; the few texts beside them stand here. `schema facts` prints this as JSON Schema.
 */
const lineType = z.enum(['wireless', 'landline', 'voip', 'unknown'])
const numberKind = z.enum(['business', 'mobile', 'home'])
const phone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be an E.164 number such as +12125550123')
  .describe('E.164')

const instant = z
  .string()
  .transform((text, context) => {
    const parsed = parseInstant(text)
    if (parsed) return parsed
    context.addIssue({ code: 'custom', message: 'must be RFC 3339 with an offset, such as 2026-12-02T10:15:00-05:00' })
    return z.NEVER
  })
  .describe('RFC 3339 with offset; the instant at which the greeting is playing. Default: the clock')

const timeZone = z
  .string()
  .superRefine((name, context) => {
    if (zoneNamed(name) === null)
      context.addIssue({
        code: 'custom',
        message: `no time zone is called ${name.slice(0, 60)}${didYouMean(name, zoneNames())}`
      })
  })
  .describe('IANA name; wins over region and area code. Default: those two together, else the offset of now')

const texts = {
  now: instant,
  'lead.id': z.string().min(1).max(200).describe('Key of chance. Default: empty'),
  'lead.cluster': z.string().min(1).max(200).describe('Key of experiments. Default: facts'),
  'number.e164': phone.describe('E.164. Default: the first of numbers, else none'),
  'place.country': z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters such as US')
    .describe('ISO 3166-1. Default: that of the number, else of the installation'),
  'place.region': z
    .string()
    .regex(/^([A-Z]{2}-)?[A-Z0-9]{1,3}$/, 'must be a code such as US-FL or FL')
    .describe('ISO 3166-2. Default: not known'),
  'place.timeZone': timeZone,
  'history.recordingsHeard': z
    .array(z.string().min(1).max(200))
    .max(1000)
    .describe('Ids of recordings they heard. Default: none'),
  numbers: z
    .array(
      z.strictObject({
        e164: phone,
        kind: numberKind.optional(),
        lineType: lineType.optional(),
        bad: z.boolean().optional().describe('Left the rotation')
      })
    )
    .max(20)
    .describe('All numbers of the person in dialling order (features L6, L7). Default: the number on the line'),
  recordings: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(200),
        seconds: z.number().positive().max(600),
        purpose: z
          .enum(purposes)
          .nullish()
          .transform((purpose) => purpose ?? null)
      })
    )
    .max(RECORDINGS_MAX)
    .describe('Approved for this use. Default: none to drop; live speech remains'),
  stops: z.array(z.enum(stops)).describe('Hard stops that are on record. Default: none')
} satisfies Record<string, z.ZodType>

/** The objects of FACTS that hold the facts of one thing. */
export const groups = ['lead', 'number', 'place', 'reach', 'history', 'household', 'consent', 'dialer'] as const

/** Checked FACTS. Nested and strict: a name that is not in the table is an error. */
export const FactsDocument = build().superRefine(contradictions)

type Known = {
  readonly [K in keyof typeof texts as K extends `${string}.${string}` ? never : K]?: z.output<(typeof texts)[K]>
}
type In<G extends string> = {
  readonly [K in keyof typeof texts as K extends `${G}.${infer Name}` ? Name : never]?: z.output<(typeof texts)[K]>
}
/** Shape of a checked document; choices and numbers are read through the table in fact.ts. */
export type FactsDocument = Known & {
  readonly attempt?: number
  readonly step?: number
  readonly lead?: In<'lead'> & { readonly relationship?: string }
  readonly number?: In<'number'> & {
    readonly kind?: 'business' | 'mobile' | 'home'
    readonly lineType?: z.output<typeof lineType>
  }
  readonly place?: In<'place'>
  readonly history?: In<'history'> & {
    readonly calls?: number
    readonly calls24h?: number
    readonly voicemails?: number
    readonly unansweredVoicemails?: number
    readonly touches7d?: number
    readonly touches30d?: number
    readonly daysSinceVoicemail?: number | null
    readonly daysSinceSpoken?: number | null
    readonly everSpoken?: boolean
  }
}

function build(): z.ZodType<FactsDocument> {
  const shape: Record<string, z.ZodType> = {}
  const nested: Record<string, Record<string, z.ZodType>> = Object.fromEntries(groups.map((group) => [group, {}]))
  const place = (path: string, type: z.ZodType) => {
    const [group, name] = path.split('.') as [string, string | undefined]
    if (name === undefined) shape[group] = type.optional()
    else nested[group]![name] = type.optional()
  }
  for (const fact of facts) place(fact.path, typeOf(fact).describe(`${fact.says}. Default: ${defaultOf(fact)}`))
  for (const [path, type] of Object.entries(texts)) place(path, type)
  for (const group of groups) shape[group] = z.strictObject(nested[group]!).optional()
  return z.strictObject(shape) as unknown as z.ZodType<FactsDocument>
}

function typeOf(fact: Fact): z.ZodType {
  switch (fact.kind) {
    case 'choice': {
      const unknown = fact.path === 'number.lineType' ? ['unknown'] : []
      return z.enum([...fact.values, ...Object.keys(fact.aliases ?? {}), ...unknown] as [string, ...string[]])
    }
    case 'flag':
      return z.boolean()
    case 'count':
      return z.int().min(fact.min ?? 0)
    case 'ago':
      return (fact.unit === 'days' ? z.int() : z.number()).min(0).nullable()
    case 'measure': {
      const number = fact.whole ? z.int() : z.number()
      return fact.min === undefined ? number : number.min(fact.min)
    }
    case 'text':
      return fact.path === 'lead.currency'
        ? z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as USD')
        : z.string().min(1).max(200)
  }
}

function defaultOf(fact: Fact): string {
  if (fact.path === 'attempt') return 'history.calls + 1'
  if (fact.path === 'history.calls') return 'attempt - 1'
  if (fact.path === 'step') return 'attempt'
  if (fact.path === 'history.everSpoken') return 'true unless relationship is never_spoken'
  if (fact.otherwise === 'never') return 'null, never'
  if (fact.otherwise === 'unknown') return 'unknown, satisfies no comparison'
  return String(fact.otherwise)
}

function contradictions(document: FactsDocument, context: z.RefinementCtx): void {
  const against = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: path.split('.'), message: `contradiction: ${message}` })
  const { attempt, history = {}, lead = {} } = document
  const { calls, calls24h = 0, voicemails = 0, unansweredVoicemails: unanswered = 0 } = history
  const { touches7d = 0, touches30d = Infinity } = history
  if (attempt !== undefined && calls !== undefined && attempt !== calls + 1)
    against('attempt', `attempt ${attempt} is call number ${attempt}, but history.calls says ${calls} before it`)
  if (unanswered > voicemails)
    against('history.unansweredVoicemails', `${unanswered} unanswered, but history.voicemails is ${voicemails}`)
  if (history.everSpoken === true && (lead.relationship ?? 'never_spoken') === 'never_spoken')
    against('history.everSpoken', 'everSpoken is true, but lead.relationship is never_spoken')
  if (history.everSpoken === false && typeof history.daysSinceSpoken === 'number')
    against('history.daysSinceSpoken', 'spoken so many days ago, but everSpoken is false')
  if (touches7d > touches30d) against('history.touches7d', `${touches7d} touches in 7 days, but ${touches30d} in 30`)
  if (calls24h > (calls ?? Infinity))
    against('history.calls24h', `${calls24h} calls in 24 hours, but history.calls is ${calls}`)
}
