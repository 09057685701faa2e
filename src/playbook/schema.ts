import { z } from 'zod'
import { MESSAGE_SECONDS_MAX, purposes } from '../facts/recording.ts'
import { capNames } from '../guard/cap.ts'
import { parseWait, waitForm } from './wait.ts'
import { endings, events, slots } from './words.ts'

/**
 * The text of a playbook as a manager writes it. Every list is closed and every name that is not here is an error with
 * the nearest right one. `schema playbook` prints this as JSON Schema for editors.
 */
const line = z.string().trim().min(1).max(400)
const name = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,49}$/, 'must be small letters, digits, - or _, beginning with a letter')
const when = line.describe('Condition in CEL over the facts, or the word otherwise')
const wait = z.string().refine((text) => parseWait(text) !== null, `must be ${waitForm}`)
const because = line.describe('The sentence that the rep reads')
const assumed = line.describe('What the source leaves open and we filled in')

const Slot = z.union([z.enum(slots), z.strictObject({ slot: z.enum(slots), when })])

export const Message = z
  .strictObject({
    purpose: z.enum(purposes).describe('What the message is for; it is judged by the measure of its purpose (002-04)'),
    slots: z.array(Slot).min(1).max(12).describe('Parts of the message in speaking order'),
    maxSeconds: z.int().min(1).max(MESSAGE_SECONDS_MAX).describe('Hard limit 30 (004-18)'),
    mode: z.enum(['live', 'drop', 'either']).describe('Spoken by the rep, played, or as the dialler does it'),
    tone: line,
    pitch: z.boolean().describe('Whether there is sales talk in it (003-16)')
  })
  .partial()

const Figure = z
  .strictObject({ says: line, source: line })
  .describe('The figure behind an advice and where it is from (002-16)')

const Arm = z.strictObject({
  arm: name,
  share: z.number().positive().max(1),
  leave: z.union([z.boolean(), line]).describe('true, false, or the condition under which this arm leaves a message')
})

const Experiment = z.strictObject({
  name,
  kind: z.enum(['point_of_voicemail', 'cadence']).default('point_of_voicemail'),
  phase: z.int().min(1).default(1).describe('A new phase has a new salt; editing words moves nobody'),
  arms: z.array(Arm).min(2).max(12)
})

const Then = z.union([
  z.strictObject({ park: z.strictObject({ until: z.enum(events), for: wait.optional() }) }),
  z.strictObject({ end: z.lazy(() => End) })
])

export const Rule = z.strictObject({
  rule: name,
  when,
  do: z.enum(['leave', 'skip', 'ask', 'experiment', 'explore']),
  because,
  figure: Figure.optional(),
  message: Message.optional(),
  suggest: z
    .enum(['leave', 'skip'])
    .optional()
    .describe('With ask: what happens where no rep can be asked. Default skip'),
  experiment: Experiment.optional(),
  explore: z
    .strictObject({ leave: z.number().min(0).max(1) })
    .optional()
    .describe('With explore: the chance of leaving, drawn anew at each decision'),
  then: Then.optional().describe('What follows instead of the steps'),
  assumed: assumed.optional()
})

const End = z.union([
  z.enum(endings),
  z.strictObject({ playbook: name }).describe('Hand over to another playbook'),
  z.strictObject({ disqualified: line }).describe('Unfit, with the reason (002-31)')
])

const touch = z.strictObject({
  after: wait.optional().describe('How long after the step before'),
  within: wait.optional().describe('The promise that is measured: at the latest so long after'),
  template: name.optional(),
  slots: z.array(z.enum(slots)).max(12).optional(),
  attachment: z.enum(['forbidden', 'optional']).optional(),
  neverSame: z.boolean().optional().describe('A different text each time (004-17)'),
  purpose: line.optional(),
  to: line.optional().describe('Whom, when it is not the person: managers_and_employees'),
  hold: z.boolean().optional().describe('The sequence waits until this task is done'),
  due: wait.optional().describe('A task expires after this. Default 5bd')
})

const WaitStep = z.union([
  wait,
  z.strictObject({
    for: wait.optional(),
    byRound: z.array(wait).min(1).max(60).optional().describe('One wait per round; the last one repeats'),
    on: z.enum(['any_day', 'business_days']).default('any_day'),
    daypart: z.enum(['same', 'varied']).default('same').describe('Varied: morning, noon and late afternoon in turn')
  })
])

const verbs = {
  call: touch,
  email: touch,
  sms: touch,
  linkedin: touch,
  x: touch,
  letter: touch,
  visit: touch,
  task: touch.extend({ what: name }),
  wait: WaitStep,
  park: z.strictObject({ until: z.enum(events), for: wait.optional() }),
  end: End
}
export type Verb = keyof typeof verbs | 'loop' | 'branch'
export const verbNames: readonly Verb[] = [...(Object.keys(verbs) as (keyof typeof verbs)[]), 'loop', 'branch']

const Loop = z.strictObject({
  times: z.union([z.int().min(1).max(1000), z.tuple([z.int().min(1), z.int().max(1000)]), z.literal('unlimited')]),
  until: line.optional(),
  get steps() {
    return Steps
  }
})
const Branch = z
  .array(
    z.strictObject({
      when,
      get steps() {
        return Steps
      }
    })
  )
  .min(1)
  .max(20)

/** One step: exactly one verb, and beside it when it applies and why. */
export const Step: z.ZodType<StepDocument> = z.strictObject({
  ...(Object.fromEntries(Object.entries(verbs).map(([verb, type]) => [verb, type.optional()])) as {
    [V in keyof typeof verbs]: z.ZodOptional<(typeof verbs)[V]>
  }),
  get loop() {
    return Loop.optional()
  },
  get branch() {
    return Branch.optional()
  },
  when: when.optional(),
  because: because.optional(),
  assumed: assumed.optional()
}) as never
const Steps: z.ZodType<readonly StepDocument[]> = z.array(z.lazy(() => Step)).max(60) as never

export type StepDocument = {
  readonly [V in keyof typeof verbs]?: z.output<(typeof verbs)[V]> | undefined
} & {
  readonly loop?: {
    readonly times: number | readonly [number, number] | 'unlimited'
    readonly until?: string | undefined
    readonly steps: readonly StepDocument[]
  }
  readonly branch?: readonly { readonly when: string; readonly steps: readonly StepDocument[] }[]
  readonly when?: string
  readonly because?: string
  readonly assumed?: string
}

const Cap = z.union([
  z.int().min(0).max(10_000),
  z
    .array(z.strictObject({ limit: z.int().min(0).max(10_000), when }))
    .min(1)
    .max(10)
])

export const PlaybookDocument = z.strictObject({
  playbook: name,
  version: z.string().regex(/^[1-9]\d{0,5}$/, 'must be a whole number in quotes, such as "1"'),
  title: line,
  summary: line.describe('One sentence for the list of playbooks'),
  source: line.describe('Whose strategy this is'),
  voice: line.optional().describe('Who says so, in the source'),
  pro: z.array(line).max(20).describe('Arguments for it (000-03)'),
  contra: z.array(line).max(20),
  assumed: z.array(line).max(40).default([]),
  accepts: z
    .array(z.strictObject({ flag: line, because: line }))
    .max(20)
    .default([])
    .describe('Flags of check that this strategy means to raise'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('USD'),
  entry: z
    .strictObject({
      when,
      because,
      takesOver: z.boolean().default(false).describe('Ends another enrolment of the person')
    })
    .optional(),
  firstAttempt: z
    .array(
      z.strictObject({ within: wait.optional(), nextWindow: z.boolean().optional(), when, assumed: assumed.optional() })
    )
    .max(10)
    .default([]),
  lines: z.literal(1).default(1).describe('Lines per rep: one person is dialled at a time (003-09)'),
  message: Message.optional().describe('What every message of this playbook has unless its rule says otherwise'),
  voicemail: z.array(Rule).min(1).max(60).describe('Rules at the voicemail, in order: the first that holds decides'),
  before: Steps.default([]).describe('Steps on arrival, before the first call'),
  steps: Steps.describe('The sequence'),
  tracks: z.record(name, z.strictObject({ when: when.optional(), steps: Steps })).default({}),
  on: z
    .array(
      z.strictObject({
        event: z.enum(events),
        do: z.union([
          z.enum(['interest', 'prefer_channel', 'route_to_owner', 'route_to_inbound_team', 'end']),
          z.strictObject({ track: name })
        ]),
        because: because.optional()
      })
    )
    .max(40)
    .default([]),
  exits: z.array(z.enum(events)).max(40).describe('Events that end the run wherever it is'),
  preferFirstChannel: z.boolean().default(false).describe('The channel they first answered on is tried first (003-24)'),
  caps: z.partialRecord(z.enum(capNames as [string, ...string[]]), Cap).default({}),
  capacity: z
    .strictObject({
      accountsPerRep: z.int().min(1),
      dealsPerYear: z.int().min(1),
      dealValueCents: z.tuple([z.int(), z.int()])
    })
    .partial()
    .optional(),
  costs: z
    .strictObject({
      messageSeconds: z.int().min(0),
      waitingSeconds: z.int().min(0),
      repSecondsPerMessage: z.int().min(0),
      note: line
    })
    .partial()
    .optional(),
  success: z.array(line).max(20).default([]),
  attributionDays: z.int().min(1).max(730).default(30)
})
export type PlaybookDocument = z.output<typeof PlaybookDocument>
export type RuleDocument = z.output<typeof Rule>
export type MessageDocument = z.output<typeof Message>
