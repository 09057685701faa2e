import { z } from 'zod'
import { funnelSteps } from './lead-groups.ts'
import { Moment, PlaybookName, PublicId, endpoint, wholeText } from './endpoint.ts'

/** Leads of a list by where they stand; the last five make all of them. */
const ListCounts = z.object({
  id: PublicId,
  name: z.string(),
  leads: z.number(),
  /** Of those in a playbook: a call has fallen due, and it is open where they are; the guard has the last word. */
  callableNow: z.number(),
  /** In no playbook yet. */
  waiting: z.number(),
  inPlaybook: z.number(),
  done: z.number(),
  /** Nobody can call them: no number, or none that works. */
  noNumber: z.number(),
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

const Lost = z.object({
  step: z.enum(funnelSteps),
  lost: z.number(),
  left: z.number(),
  /** When the first of them comes back by time alone, on the clock of the office. */
  firstAt: Moment.nullable(),
  firstInMinutes: z.number().nullable(),
  /** How many come back at that minute. */
  firstCount: z.number(),
  /** Of those whom a rule holds back: by which, the most first. Resting, those alone whom no waiting lets go. */
  rules: z.array(
    z.object({
      ruleId: z.string(),
      reason: z.string(),
      remedy: z.string(),
      people: z.number(),
      firstAt: Moment.nullable()
    })
  )
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

export const enrol = endpoint({
  name: 'enrol',
  method: 'POST',
  path: '/api/lists/:id/enrolments',
  summary: 'Put whoever is in no playbook into one; those with a stop stay out',
  params: z.strictObject({ id: PublicId }),
  body: z.strictObject({ playbook: PlaybookName }),
  answer: z.object({ enrolled: z.number(), left: z.number() })
})

export const queue = endpoint({
  name: 'queue',
  method: 'GET',
  path: '/api/lists/:id/queue',
  summary: 'Who is called next and why, and why the others are not',
  params: z.strictObject({ id: PublicId }),
  query: z.strictObject({ limit: wholeText(1, 500).optional() }),
  answer: z.object({
    list: ListCounts,
    /** On the clock of the office. */
    at: Moment,
    callable: z.number(),
    /** The guard was asked about so many of those who are due where it is open; the others are taken to be callable. */
    asked: z.number(),
    next: z.array(QueueLine),
    funnel: z.array(Lost)
  })
})
