import { z } from 'zod'
import { Moment, PlaybookName, endpoint, wholeText } from './endpoint.ts'

/** What a rep of a simulated floor does now. */
export const repStates = [
  'away',
  'ready',
  'ringing',
  'mailbox',
  'leaving',
  'talking',
  'inbound',
  'writing',
  'pause'
] as const
const RepNow = z.object({
  name: z.string(),
  /** Takes those who call back, and dials nobody. */
  isReturnDesk: z.boolean(),
  state: z.enum(repStates),
  /** The lead they have in hand, invented like everybody here. */
  whom: z.string().nullable(),
  dials: z.number(),
  people: z.number(),
  talks: z.number(),
  meetings: z.number()
})
export type RepNow = Readonly<z.infer<typeof RepNow>>

const Counts = z.object({
  leads: z.number(),
  enrolled: z.number(),
  dials: z.number(),
  mailboxes: z.number(),
  messages: z.number(),
  people: z.number(),
  callbacks: z.number(),
  meetings: z.number(),
  stops: z.number()
})
export type WorldCounts = Readonly<z.infer<typeof Counts>>

export const worldStates = ['opening', 'running', 'done', 'cancelled', 'failed', 'left'] as const
const WorldNow = z.object({
  number: z.number(),
  state: z.enum(worldStates),
  list: z.string(),
  playbook: z.string(),
  days: z.number(),
  reps: z.number(),
  seed: z.number(),
  /** Epoch milliseconds of its own clock. */
  from: z.number(),
  clock: z.number(),
  until: z.number(),
  /** Its clock on the wall of its reps. */
  clockAt: Moment,
  /** Members of the list who are kept out or were erased, and are not in it. */
  leftOut: z.number(),
  counts: Counts,
  floor: z.array(RepNow),
  /** Why it failed. */
  problem: z.string().nullable()
})
export type WorldNow = Readonly<z.infer<typeof WorldNow>>

export const worlds = endpoint({
  name: 'worlds',
  method: 'GET',
  path: '/api/worlds',
  summary: 'Simulated work: every world that was opened and not thrown away',
  answer: z.object({ worlds: z.array(WorldNow) })
})

export const WorldWish = z.strictObject({
  list: z.string().min(1).max(200),
  playbook: PlaybookName,
  days: z.number().int().min(1).max(30),
  reps: z.number().int().min(1).max(50),
  seed: z.number().int().min(0).max(4_294_967_295)
})
export type WorldWish = Readonly<z.infer<typeof WorldWish>>

export const openWorld = endpoint({
  name: 'openWorld',
  method: 'POST',
  path: '/api/worlds',
  summary: 'Work a list on a virtual clock with invented people and reps; nobody real is called',
  body: WorldWish,
  answer: WorldNow
})

const number = z.strictObject({ number: wholeText(1, 1e6) })

export const world = endpoint({
  name: 'world',
  method: 'GET',
  path: '/api/worlds/:number',
  summary: 'One world: its clock, its counts, and what each rep does now',
  params: number,
  answer: WorldNow
})

export const worldProgress = endpoint({
  name: 'worldProgress',
  method: 'GET',
  path: '/api/worlds/:number/progress',
  summary: 'The same as it goes on; each event says everything, so whoever missed some needs the newest alone',
  isStream: true,
  params: number,
  answer: WorldNow
})

export const dropWorld = endpoint({
  name: 'dropWorld',
  method: 'DELETE',
  path: '/api/worlds/:number',
  summary: 'Stop a world and throw it away',
  params: number,
  answer: z.object({ dropped: z.number() })
})
