import { z } from 'zod'
import { channels } from './channel.ts'
import { stops } from './fact.ts'
import { AT_MAX, AT_MIN } from './minute.ts'
import { businesses, endpoints, lossReasons, messages, notMadeReasons } from './outcome-lists.ts'
import { businessFlags } from './outcome-lists.ts'
import { type ProfileValue, profileProblem } from './profile.ts'
import { RECORDINGS_MAX } from './recording.ts'

/**
 * One entry of a person's append-only log. Nothing in it is ever changed: a mistake is followed by `undone`, a
 * correction by a second outcome of the same touch. Every id enters the log once; the store's primary key sees to it.
 * `at` is epoch milliseconds.
 */
const at = z.int().min(AT_MIN).max(AT_MAX).describe('Epoch milliseconds')
const id = z.int().positive()
const cents = z.int().min(0).max(1e13)
const currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as USD')
const channel = z.enum(channels)
const keysOf = <K extends string>(table: Readonly<Record<K, unknown>>) => z.enum(Object.keys(table) as [K, ...K[]])

const Said = z
  .strictObject({
    what: keysOf(businesses),
    /** The date that goes with it: meeting, callback, not before. */
    date: at.nullable(),
    note: z.string().max(2000).nullable()
  })
  .refine((said) => said.date !== null || !businessFlags(said.what).needsDate, {
    path: ['date'],
    message: 'is needed here: say when'
  })
  .refine((said) => said.note !== null || !businessFlags(said.what).needsNote, {
    path: ['note'],
    message: 'is needed here: say why'
  })
  .readonly()

/** A contact attempt that left the house, ours or one that another tool reports. */
export const Touch = z
  .strictObject({
    kind: z.literal('touch'),
    touch: id,
    at,
    channel,
    by: z.enum(['aftertone', 'other_tool']),
    step: z.int().min(1).max(1000).nullable().describe('Step of the playbook that asked for it'),
    recording: z
      .int()
      .min(0)
      .max(RECORDINGS_MAX - 1)
      .nullable()
      .describe('Planned recording; only the outcome says what was heard')
  })
  .readonly()

const Result = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('call'),
      endpoint: keysOf(endpoints),
      message: keysOf(messages),
      blockedBy: z.string().max(100).nullable().describe('Rule that forbade the message'),
      recording: z
        .int()
        .min(0)
        .max(RECORDINGS_MAX - 1)
        .nullable()
        .describe('Recording of which they got any part'),
      playedMs: z.int().min(0).max(600_000).nullable(),
      beepMs: z.int().min(0).max(600_000).nullable(),
      ringSeconds: z.number().min(0).max(600).nullable(),
      said: Said.nullable()
    })
    .readonly(),
  z.strictObject({ kind: z.literal('sent'), said: Said.nullable() }).readonly(),
  z.strictObject({ kind: z.literal('not_made'), reason: z.enum(notMadeReasons) }).readonly()
])

/** What came of a touch. `touchAt` and `channel` are the touch's own, so that the row can be updated without it. */
export const Outcome = z
  .strictObject({
    kind: z.literal('outcome'),
    touch: id,
    at,
    touchAt: at,
    channel,
    result: Result,
    promise: z.strictObject({ callAt: at }).readonly().nullable().describe('We said when we call again (003-18)')
  })
  .refine(
    (outcome) =>
      outcome.result.kind === 'not_made' || (outcome.channel === 'call') === (outcome.result.kind === 'call'),
    {
      path: ['result'],
      message: 'a call has a result of kind call, every other channel one of kind sent'
    }
  )
  .readonly()

const Changes = z
  .record(z.string(), z.union([z.string().max(200), z.number(), z.boolean(), z.null()]))
  .superRefine((changes, context) => {
    for (const [path, value] of Object.entries(changes)) {
      const message = profileProblem(path, value)
      if (message !== null) context.addIssue({ code: 'custom', path: [path], message })
    }
  })

const happening = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), ...shape }).readonly()

const consentGroups = ['voice', 'recordings', 'sms', 'email'] as const
/** Absent: telemarketing, which is all that is asked for here. The other one is kept and lifts nothing, takes nothing. */
const purpose = z.enum(['informational']).optional()

/** What reached us, or what we learned, apart from the outcome of a touch. */
export const Happening = z.discriminatedUnion('kind', [
  happening('reply', { channel }),
  happening('booking', { channel }),
  /** They rang and we talked; why they called is asked and kept (002-28). */
  happening('callback', { cause: z.enum(['message', 'missed_call', 'other', 'unknown']) }),
  happening('inbound_answered', {}),
  happening('missed_inbound', {}),
  happening('bounce', { channel: z.enum(['email', 'sms', 'letter']), permanent: z.boolean() }),
  happening('stop', { stop: z.enum(stops) }),
  happening('consent_granted', {
    group: z.enum(consentGroups),
    level: z.enum(['implied', 'express', 'express_written']),
    purpose
  }),
  happening('consent_revoked', { group: z.enum(consentGroups), purpose }),
  /** New values of facts about the lead by their path in FACTS; null = not known any more. */
  happening('profile', { changes: Changes as unknown as z.ZodType<Readonly<Record<string, ProfileValue>>> }),
  happening('household', { household: id.nullable() }),
  happening('asked_for_number', {}),
  happening('recognised', { answer: z.enum(['yes', 'no', 'unknown']) }),
  happening('deal_won', { valueCents: cents, currency }),
  happening('deal_lost', { reason: z.enum(lossReasons) })
])

export const Signal = z
  .strictObject({
    kind: z.literal('signal'),
    signal: id,
    at,
    /** The touch with whose disposition it was logged; undoing that touch or outcome takes it back too. */
    touch: id.nullable(),
    happening: Happening
  })
  .readonly()

/** Takes back what stands before it in the log: a touch with all it caused, the outcome of a touch, or one signal. */
export const Undone = z
  .strictObject({
    kind: z.literal('undone'),
    at,
    target: z.enum(['touch', 'outcome', 'signal']),
    id
  })
  .readonly()

export const LogEntry = z.discriminatedUnion('kind', [Touch, Outcome, Signal, Undone])

export type Touch = z.output<typeof Touch>
export type Outcome = z.output<typeof Outcome>
export type Result = z.output<typeof Result>
export type Said = z.output<typeof Said>
export type Happening = z.output<typeof Happening>
export type Signal = z.output<typeof Signal>
export type Undone = z.output<typeof Undone>
export type LogEntry = z.output<typeof LogEntry>
