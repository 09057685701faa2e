import { taskStates } from '../outcome/lists.ts'
import { z } from 'zod'
import { Moment, PublicId, endpoint, wholeText } from './endpoint.ts'
import { leadGroups } from './lead-groups.ts'

export const standings = ['idle', 'active', 'callable', 'reserved', 'parked', 'passive', 'ended', 'stopped'] as const

const LeadLine = z.object({
  id: PublicId,
  row: z.number(),
  name: z.string(),
  company: z.string(),
  place: z.string(),
  local: Moment,
  standing: z.enum(standings),
  /** Why they are called now, or why not. */
  why: z.string(),
  /** RFC 3339 there; null when nothing comes by time. */
  nextAt: Moment.nullable(),
  playbook: z.string().nullable(),
  calls: z.number(),
  callsMax: z.number().nullable(),
  messages: z.number(),
  pressure: z.number(),
  worthCents: z.number().nullable(),
  currency: z.string()
})
export type LeadLine = Readonly<z.infer<typeof LeadLine>>

export const leads = endpoint({
  name: 'leads',
  method: 'GET',
  path: '/api/leads',
  summary: 'Leads of a list in its order, a page at a time',
  query: z.strictObject({
    list: PublicId,
    group: z.enum(leadGroups).optional(),
    /** Name, firm, number, address or id holds it. */
    find: z.string().max(200).optional(),
    /** What the page before gave as `next`. */
    after: wholeText(0, 2 ** 31).optional(),
    limit: wholeText(1, 500).optional()
  }),
  answer: z.object({
    leads: z.array(LeadLine),
    /** How many there are in all; null on pages behind the first. */
    total: z.number().nullable(),
    next: z.string().nullable()
  })
})

const Permission = z.object({
  kind: z.enum(['live_voice', 'prerecorded_voicemail', 'sms', 'email']),
  allowed: z.boolean(),
  reason: z.string(),
  ruleId: z.string().nullable(),
  remedy: z.string().nullable(),
  opensAt: Moment.nullable(),
  /** What the law wants said in it. */
  mustSay: z.array(z.string())
})

/** What kind a happening is decides its icon alone. */
export const happeningKinds = ['call', 'message', 'person', 'email', 'other', 'signal', 'stop', 'undone'] as const

/** At a voicemail: what was done, why, and why nothing else. */
const Decided = z.object({
  action: z.string(),
  because: z.string(),
  rule: z.string().nullable(),
  playbook: z.string(),
  whyNot: z.array(z.object({ action: z.string(), reason: z.string() }))
})

const Happened = z.object({
  at: Moment,
  epochMs: z.number(),
  kind: z.enum(happeningKinds),
  what: z.string(),
  detail: z.string(),
  /** Why this touch, and now: the step of the playbook that asked for it. */
  because: z.string().nullable(),
  decided: Decided.nullable()
})
export type Happened = Readonly<z.infer<typeof Happened>>

const Task = z.object({
  id: PublicId,
  what: z.string(),
  dueAt: Moment,
  state: z.enum(taskStates)
})

export const LeadStory = z.object({
  id: PublicId,
  name: z.string(),
  jobTitle: z.string(),
  company: z.string(),
  place: z.string(),
  local: Moment,
  nowMs: z.number(),
  zones: z.array(z.string()),
  /** RFC 3339 there; one of the two. */
  openUntil: Moment.nullable(),
  opensAt: Moment.nullable(),
  phones: z.array(z.object({ e164: z.string(), ext: z.string(), label: z.string(), isBad: z.boolean() })),
  unreadPhones: z.array(z.object({ text: z.string(), reason: z.string() })),
  emails: z.array(z.string()),
  lists: z.array(z.object({ id: PublicId, name: z.string() })),
  stops: z.array(z.string()),
  consents: z.array(z.object({ group: z.string(), level: z.string() })),
  proofs: z.array(z.object({ at: Moment, group: z.string(), level: z.string(), proof: z.string() })),
  permissions: z.array(Permission),
  standing: z.enum(standings),
  playbook: z.string().nullable(),
  next: z.object({
    /** What comes: "Call", "E-mail"; null when nothing is planned. */
    what: z.string().nullable(),
    at: Moment.nullable(),
    because: z.string()
  }),
  calls: z.number(),
  callsMax: z.number().nullable(),
  pressure: z.number(),
  worthCents: z.number().nullable(),
  currency: z.string(),
  source: z.string().nullable(),
  stage: z.string().nullable(),
  promises: z.array(z.object({ what: z.string(), dueAt: Moment, isKept: z.boolean().nullable() })),
  tasks: z.array(Task),
  notes: z.string(),
  happened: z.array(Happened)
})
export type LeadStory = Readonly<z.infer<typeof LeadStory>>

export const lead = endpoint({
  name: 'lead',
  method: 'GET',
  path: '/api/leads/:id',
  summary: 'One lead with its whole story, each decision with its reason and why nothing else',
  params: z.strictObject({ id: PublicId }),
  query: z.strictObject({ world: wholeText(1, 1e6).optional() }),
  answer: LeadStory
})
