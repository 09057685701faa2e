import type { Answer } from '../../decide/answer.ts'
import type { Mapping, Problem } from '../../intake/mapping.ts'
import type { SheetLine } from '../../sheet/line.ts'
import type { Rank, groups } from '../../sheet/rank.ts'
import type { Summary } from '../../sheet/summary.ts'

/** What the page and its worker say to each other. The worker holds the list and the rules; the page only draws. */

/** What a reading and every decision stand on beside the list. */
export type Settings = {
  /** RFC 3339 or epoch milliseconds as text; null is the clock. */
  readonly now: string | null
  /** ISO 3166-1 country from which numbers without a country code are dialled. */
  readonly country: string
  /** IANA zone of the person who reads; null when the browser does not say or the tables do not know it. */
  readonly zone: string | null
  /** `NAME` or `NAME@VERSION`. */
  readonly playbook: string
  /** Whom the leads are that do not say it themselves; null leaves it to the law, which reads them as consumers. */
  readonly market: 'b2b' | 'b2c' | null
}

export type ListSource =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'sample'; readonly url: string; readonly name: string }

export type ToWorker =
  | {
      readonly kind: 'read'
      readonly job: number
      readonly source: ListSource
      readonly overrides: readonly string[]
      readonly settings: Settings
    }
  | { readonly kind: 'decide'; readonly job: number; readonly settings: Settings }
  | { readonly kind: 'cancel'; readonly job: number }
  | { readonly kind: 'open'; readonly ask: number; readonly row: number }
  | { readonly kind: 'facts'; readonly ask: number; readonly text: string; readonly settings: Settings }

export type FromWorker =
  | {
      readonly kind: 'shelf'
      readonly playbooks: readonly PlaybookCard[]
      readonly wrong: readonly string[]
      readonly lawAsOf: string
    }
  | { readonly kind: 'progress'; readonly job: number; readonly progress: Progress }
  | { readonly kind: 'rows'; readonly job: number; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'bad'; readonly job: number; readonly bad: readonly BadRow[] }
  | { readonly kind: 'sheet'; readonly job: number; readonly head: SheetHead }
  | { readonly kind: 'failed'; readonly job: number; readonly failure: Failure }
  | { readonly kind: 'cancelled'; readonly job: number }
  | { readonly kind: 'opened'; readonly ask: number; readonly lead: OpenedLead | null }
  | { readonly kind: 'facts'; readonly ask: number; readonly answers: FactsAnswers }

export type Progress =
  | {
      readonly phase: 'reading'
      readonly rows: number
      readonly bad: number
      /** Between 0 and 1; null when the length of the list is not known. */
      readonly share: number | null
    }
  | { readonly phase: 'deciding'; readonly rows: number; readonly total: number }

/** A file that is no list says why and what to do; a fault is ours. */
export type Failure = {
  readonly kind: 'not_a_list' | 'unreadable' | 'fault'
  readonly message: string
  /** Headings of a file that has columns, but none that is known to hold telephone numbers. */
  readonly headings: readonly string[]
}

export type PlaybookCard = {
  readonly name: string
  readonly label: string
  readonly hash: string
  readonly title: string
  readonly summary: string
  readonly voice: string
  readonly pro: readonly string[]
  readonly contra: readonly string[]
  readonly assumed: readonly string[]
}

export type GroupName = (typeof groups)[number]

/** What a row of the table shows; everything else of a lead is asked for when it is opened. */
export type SheetRow = {
  readonly row: number
  readonly name: string
  readonly company: string
  readonly phone: string | null
  /** Region or country, short: `CO`, `GB`. */
  readonly place: string
  /** RFC 3339 on their wall, as are until, from and nextAt. */
  readonly local: string
  readonly callable: boolean
  readonly until: string | null
  readonly from: string | null
  readonly why: string
  readonly group: number
  readonly action: Answered
  readonly suggest: 'leave' | 'skip' | null
  readonly purpose: string | null
  readonly nextChannel: string | null
  readonly nextAt: string | null
  readonly ends: string | null
  readonly calls: number
  /** Minor units. */
  readonly worth: number | null
  readonly currency: string
}
export type Answered = 'leave' | 'skip' | 'ask' | 'at_the_beep' | 'stopped'

export type BadRow = { readonly row: number; readonly reason: string }

export type SheetHead = {
  readonly listName: string
  readonly isSample: boolean
  readonly summary: Summary
  readonly groups: readonly { readonly name: GroupName; readonly count: number }[]
  /** RFC 3339 on the clock of the reader: the instant that every answer is about. */
  readonly asOf: string
  readonly playbook: string
  readonly title: string
  readonly hash: string
  /** Calls that the playbook allows in all; null when it sets no single limit. */
  readonly callsMax: number | null
  readonly mapping: Mapping | null
  readonly problems: readonly Problem[]
  readonly opens: FirstOpening | null
  readonly settings: Settings
}

/** The first moment at which somebody who may not be called now may be. */
export type FirstOpening = { readonly at: string; readonly minutes: number; readonly people: number }

/** A time on two walls. */
export type TwoClocks = { readonly theirs: string; readonly yours: string }

export type OpenedLead = {
  readonly line: SheetLine
  readonly email: string | null
  readonly extension: string
  readonly stage: string | null
  readonly origin: string | null
  readonly relationship: string | null
  readonly calls: number
  readonly voicemails: number
  readonly worth: number | null
  readonly currency: string
  readonly zones: readonly string[]
  readonly place: string
  readonly now: TwoClocks
  readonly until: TwoClocks | null
  readonly from: TwoClocks | null
  readonly nextAt: TwoClocks | null
  readonly permissions: readonly Permission[]
  readonly playbook: string
  readonly hash: string
}

/** What the guard says of one way to reach them now. */
export type Permission = {
  readonly kind: 'live_voice' | 'prerecorded_voicemail' | 'sms' | 'email'
  readonly allowed: boolean
  readonly ruleId: string | null
  readonly reason: string
  readonly remedy: string | null
  readonly retryAt: TwoClocks | null
}

export type FactsAnswers =
  | { readonly kind: 'bad'; readonly problem: string }
  | { readonly kind: 'answers'; readonly now: TwoClocks; readonly answers: readonly PlaybookAnswer[] }
export type PlaybookAnswer = { readonly name: string; readonly answer: Answer; readonly nextAt: TwoClocks | null }

export type RankedRow = { readonly row: number; readonly rank: Rank }
