import { type Credit } from '../outcome/attribution.ts'
import {
  type Desk,
  type Objection,
  type Override,
  type Reaction,
  type RepState,
  type Spent,
  type TaskState
} from '../outcome/lists.ts'
import { type Channel } from '../facts/channel.ts'
import { type Stop } from '../facts/fact.ts'
import { type Happening } from '../facts/log-entry.ts'
import { type MeterCounts } from './abandonment.ts'
import { type DialMode, type LineOf } from './life.ts'
import { type TouchDoubt } from './doubting.ts'
import { type Business, type Endpoint, type Message } from '../facts/outcome-lists.ts'

/** The person whom a row is about, by an opaque number: nothing here names anybody. Empty text: not known. */
export type Who = {
  readonly lead: number
  readonly list: string
  readonly source: string
  readonly origin: string
  readonly market: string
  readonly industry: string
}

/** What every row has, so that every figure can be put into every group. */
type Any = {
  readonly who: Who
  /** Place in the person's log, or the id of a task, a run or a stretch of time. */
  readonly seq: number
  /** Epoch ms. */
  readonly at: number
  /** Name and label; empty: none. */
  readonly playbook: string
  /** 0: nobody. */
  readonly rep: number
  /** Which call to this person; of other rows: how many had been made. */
  readonly attempt: number
  /** On the person's wall: 0 to 23, and 0 = Sunday. */
  readonly hour: number
  readonly weekday: number
  readonly channel: Channel | 'none'
}

type AnyTouch = Any & {
  /** Which touch of any channel to this person. */
  readonly touchNo: number
  readonly said: Business | null
  /** They asked us to stop, said no or complained after this touch and before the next. */
  readonly stop: Stop | null
  /** We said when we would call, and did, did not, or the time is not over. */
  readonly promise: 'kept' | 'broken' | 'open' | null
  /** Calls to us that are credited to it. */
  readonly callbacks: number
  /** Pressure that it adds at its instant, a silent call being 1. */
  readonly weight: number
  /** Null where nobody asks, and on ways of which law says nothing. */
  readonly doubt: TouchDoubt | null
}

/** What was decided at a voicemail. */
export type DecisionOf = {
  readonly action: 'leave' | 'skip' | 'ask'
  /** What the playbook wanted before the guard was asked. */
  readonly wanted: 'leave' | 'skip' | 'ask'
  /** With its playbook, since two may call their rules alike. */
  readonly rule: string
  readonly arm: number
  /** Why a wanted message is not left; null when nothing hindered. */
  readonly hindered: string | null
  readonly mode: 'none' | 'live' | 'drop'
  /** The playbook rests after it until they call, or for a time. */
  readonly parks: boolean
}

/** What became of somebody who was parked after a call. */
export const becomes = [
  'waits still',
  'they called',
  'they answered otherwise',
  'stopped',
  'worked again',
  'over'
] as const
export type Became = (typeof becomes)[number]

/** A call that left the house and was neither undone nor not made; the last outcome holds. */
export type CallRow = AnyTouch & {
  readonly kind: 'call'
  readonly channel: 'call'
  /** As a code of the fact lead.relationship, before the call. */
  readonly relationship: string
  /** Null while nobody has said what came of it. */
  readonly endpoint: Endpoint | null
  readonly message: Message | null
  readonly blockedBy: string | null
  /** A recording was heard. */
  readonly isDrop: boolean
  readonly playedMs: number | null
  readonly beepMs: number | null
  readonly ringSeconds: number | null
  /** Null where nobody measured it. */
  readonly spent: Spent | null
  readonly decision: DecisionOf | null
  readonly override: Override | null
  readonly reaction: Reaction | null
  readonly objection: Objection | null
  readonly recognised: 'yes' | 'no' | 'unknown' | null
  /** What it counts in the meter of abandoned calls, and whose; null where no rule asks, or it is too old to count. */
  readonly metered: (MeterCounts & { readonly country: string }) | null
  readonly line: LineOf | null
  readonly mode: DialMode
  /** Calls before it that they could see and that brought neither answer nor message. */
  readonly silentBefore: number
  readonly messagesBefore: number
  readonly hasTalkedBefore: boolean
  readonly became: Became | null
}

/** Any other touch of ours. */
export type TouchRow = AnyTouch & { readonly kind: 'touch'; readonly channel: Channel }

/** Somebody called us. */
export type InboundRow = Any & {
  readonly kind: 'inbound'
  readonly happening: 'callback' | 'inbound_answered' | 'missed_inbound'
  /** We had touched them before. */
  readonly isReturn: boolean
  readonly credit: Credit
  /** Age in ms of the last touch of each cause; null: none. */
  readonly messageAgeMs: number | null
  readonly missedAgeMs: number | null
  readonly mailAgeMs: number | null
  /** Null where it was not written down. */
  readonly desk: Desk | null
  readonly waitMs: number
  readonly talkMs: number
  /** Of calls that we would have made. */
  readonly lostMs: number
}

/** What else reached us, or was learned. */
export type SignalRow = Any & {
  readonly kind: 'signal'
  readonly what: Happening['kind']
  readonly stop: Stop | null
  readonly valueCents: number
  readonly currency: string
  readonly reason: string
}

/** What a rep did between calls. */
export type RepTimeRow = Any & {
  readonly kind: 'rep_time'
  readonly state: RepState
  readonly ms: number
}

export type TaskRow = Any & {
  readonly kind: 'task'
  /** Channel, or that somebody waits for an answer. */
  readonly what: string
  readonly state: TaskState
  readonly isOverdue: boolean
}

export type RunRow = Any & {
  readonly kind: 'run'
  /** Null while it goes on. */
  readonly ending: string | null
  /** Rule that let nothing more happen; null: none. */
  readonly endedBy: string | null
}

/** Something that was about to leave and was refused. */
export type RefusalRow = Any & {
  readonly kind: 'refusal'
  readonly rule: string
  /** The dialler alone was refused: the rep started the call. */
  readonly isPreviewed: boolean
}

/** A person as they stand, with what came of everything in the period. */
export type LeadRow = Any & {
  readonly kind: 'lead'
  readonly isEnrolled: boolean
  readonly isParked: boolean
  readonly isStopped: boolean
  /** In a playbook, not parked, and nothing will ever fall due. */
  readonly isOrphan: boolean
  readonly calls: number
  readonly touches: number
  readonly messages: number
  /** Who began the first conversation. */
  readonly firstTalk: 'we called' | 'they called' | null
  /** Calls that it took; 0 when there was none. */
  readonly attemptsToTalk: number
  /** A meeting or a sale, at or after the first conversation. */
  readonly isConverted: boolean
  readonly isBooked: boolean
  readonly isSold: boolean
  /** Their missed call followed by ours that they did not answer. */
  readonly phoneTags: number
}

export type Row = CallRow | TouchRow | InboundRow | SignalRow | RepTimeRow | TaskRow | RunRow | RefusalRow | LeadRow
export type Kind = Row['kind']
export type RowOf<K extends Kind> = Extract<Row, { readonly kind: K }>
