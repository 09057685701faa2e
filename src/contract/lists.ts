import { z } from 'zod'
import { Moment, PublicId, endpoint, wholeText } from './endpoint.ts'

/** Leads of a list by where they stand; the last four make all of them. */
const ListCounts = z.object({
  id: PublicId,
  name: z.string(),
  leads: z.number(),
  /** Of those in a playbook: a call has fallen due, and it is open where they are. */
  callableNow: z.number(),
  waiting: z.number(),
  inPlaybook: z.number(),
  done: z.number(),
  stopped: z.number()
})
export type ListCounts = Readonly<z.infer<typeof ListCounts>>

export const lists = endpoint({
  name: 'lists',
  method: 'GET',
  path: '/api/lists',
  summary: 'Every list with how many leads it has and where they stand',
  answer: z.object({ lists: z.array(ListCounts) })
})

/** Questions in the order in which a lead is held back; each lead counts at the first that stops it. */
export const funnelSteps = [
  'stopped',
  'no_number',
  'not_enrolled',
  'over',
  'parked',
  'resting',
  'in_hand',
  'closed'
] as const
export type FunnelStep = (typeof funnelSteps)[number]

const Lost = z.object({
  step: z.enum(funnelSteps),
  lost: z.number(),
  left: z.number(),
  /** Epoch milliseconds: when the first of them comes back by time alone. */
  firstAt: z.number().nullable(),
  /** How many come back at that minute. */
  firstCount: z.number()
})
export type Lost = Readonly<z.infer<typeof Lost>>

const QueueLine = z.object({
  id: PublicId,
  name: z.string(),
  company: z.string(),
  place: z.string(),
  local: Moment,
  /** RFC 3339 there: until when calls are open. */
  until: Moment.nullable(),
  group: z.string(),
  why: z.string(),
  playbook: z.string(),
  calls: z.number(),
  callsMax: z.number().nullable()
})
export type QueueLine = Readonly<z.infer<typeof QueueLine>>

export const queue = endpoint({
  name: 'queue',
  method: 'GET',
  path: '/api/lists/:id/queue',
  summary: 'Who is called next and why, and why the others are not',
  params: z.strictObject({ id: PublicId }),
  query: z.strictObject({ limit: wholeText(1, 500).optional() }),
  answer: z.object({
    list: ListCounts,
    at: z.number(),
    callable: z.number(),
    next: z.array(QueueLine),
    funnel: z.array(Lost)
  })
})
