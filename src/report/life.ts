import { type Zone } from '../clock/zone.ts'
import { type Channel } from '../facts/channel.ts'
import { type LogEntry } from '../facts/log-entry.ts'
import { type Objection, type Override, type Reaction, type Spent } from '../outcome/lists.ts'
import { type Desk } from '../outcome/lists.ts'
import { type Grounds } from '../guard/doubt.ts'
import { type ConsentGroup } from '../guard/term.ts'
import { type DecisionOf, type TaskRow } from './row.ts'

/** Everything that is stored about one person's work, as the reader of a store hands it over. */
export type Life = {
  readonly lead: number
  /** Names of the list and the source, and the branch of their firm; empty: none. */
  readonly list: string
  readonly source: string
  readonly industry: string
  /** The clock on their wall. */
  readonly zone: Zone
  /** Where they are as law asks for it; null: nobody asks. */
  readonly place: LifePlace | null
  /** Of their consents, by their instants. */
  readonly proofs: readonly Proof[]
  readonly state: LeadState
  /** Whether anything will fall due, is open or waits to leave. */
  readonly isAwaited: boolean
  /** The log in its order; ids are places in it. */
  readonly log: readonly LogEntry[]
  /** Places of signals that an import brought: they tell of work that was not ours. */
  readonly imported: ReadonlySet<number>
  /** Name and label of the playbook behind a touch, by its place. */
  readonly playbooks: ReadonlyMap<number, string>
  readonly decisions: ReadonlyMap<number, DecisionOf>
  /** By touch; the last that was said of it. */
  readonly calls: ReadonlyMap<number, CallOf>
  /** By signal. */
  readonly inbound: ReadonlyMap<number, InboundOf>
  readonly tasks: readonly TaskOf[]
  readonly runs: readonly RunOf[]
  readonly refusals: readonly RefusalOf[]
}

/** Null: not known. The number stands for every one of their area. */
export type LifePlace = {
  readonly country: string | null
  readonly region: string | null
  readonly timeZone: string | null
  readonly number: string | null
}

/** What is kept of a consent that was given, or taken back. */
export type Proof = {
  readonly at: number
  readonly group: ConsentGroup
  readonly isGrant: boolean
  readonly proof: Grounds['consentProof']
}

export type LeadState = 'idle' | 'active' | 'callable' | 'reserved' | 'parked' | 'passive' | 'ended' | 'stopped'

/** How it was dialled: values of the fact dialer.mode. A system picks and dials in progressive mode, a rep in all others. */
export const dialModes = ['manual', 'preview', 'progressive', 'rep_hears'] as const
export type DialMode = (typeof dialModes)[number]

export type CallOf = {
  readonly rep: number
  readonly mode: DialMode
  /** What was heard on the line; null where nobody listened for us. */
  readonly line: LineOf | null
  readonly spent: Spent
  readonly override: Override | null
  readonly reaction: Reaction | null
  readonly objection: Objection | null
}

/** What a detector said of a call, and the key by which the rep who heard it said who was there. */
export type LineOf = {
  /** In the words of listen/heard.ts, and when it said so after the answer. */
  readonly heard: { readonly verdict: string; readonly afterMs: number } | null
  readonly said: 'human' | 'machine' | null
}

export type InboundOf = {
  readonly takenBy: number
  readonly desk: Desk
  readonly waitMs: number
  readonly talkMs: number
  readonly lostMs: number
}

export type TaskOf = {
  readonly id: number
  readonly what: string
  readonly state: TaskRow['state']
  readonly dueAt: number
  readonly owner: number
}

export type RunOf = {
  readonly run: number
  readonly playbook: string
  readonly startedAt: number
  readonly endedAt: number | null
  readonly ending: string | null
  /** Id of the rule that let nothing more happen; null: none. */
  readonly endedBy: string | null
}

/** Something that was about to leave and was refused. */
export type RefusalOf = {
  /** Its place in the log. */
  readonly seq: number
  readonly at: number
  readonly rule: string
  readonly channel: Channel | 'none'
  readonly rep: number
  /** The dialler alone was refused: the rep started the call. */
  readonly isPreviewed: boolean
}

/** What rows are wanted: from an instant on, and before another. Earlier work is known and not counted. */
export type Period = { readonly from: number; readonly until: number; readonly asOf: number }

/** A life of which nothing is known but its log. */
export function plainLife(lead: number, log: readonly LogEntry[], zone: Zone): Life {
  return {
    ...{ lead, log, zone, list: '', source: '', industry: '', state: 'active', isAwaited: true },
    ...{ imported: new Set(), playbooks: new Map(), decisions: new Map(), calls: new Map(), inbound: new Map() },
    ...{ tasks: [], runs: [], refusals: [], place: null, proofs: [] }
  }
}
