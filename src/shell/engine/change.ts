import { type Signal } from '../../facts/log-entry.ts'
import { type Deed, type Later } from '../../simulate/people.ts'
import { type OutcomeOf, type SignalOf, appendOutcomes, appendSignals, appendTouches } from '../store/append-log.ts'
import { insertBatch, numbers } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { logId } from '../store/log-id.ts'
import { type TouchRow } from '../store/log-row.ts'
import { type Drawn, writeAssignments } from './arms.ts'
import { type CalledRow, type ExpectedRow, type PromisedRow, type SpentRow, writeBeside } from './call-beside.ts'
import { type DecisionRow, appendDecisions } from './decision-row.ts'
import { type Home, writeHomes } from './home.ts'
import { type Person, writePeople } from './person.ts'
import { type RefusalRow, appendRefusals } from './refusal.ts'
import { refoldHomes, refoldPeople } from './refold.ts'
import { type RunEnding, endings } from './state.ts'

/** Everything that deciding for some people wants written, gathered so that each table gets one statement. */
export type Change = {
  readonly people: Person[]
  readonly touches: TouchRow[]
  readonly outcomes: OutcomeOf[]
  readonly signals: SignalOf[]
  readonly decisions: DecisionRow[]
  readonly refusals: RefusalRow[]
  readonly outbox: OutboxRow[]
  readonly runsStarted: RunStart[]
  readonly runsEnded: RunEnd[]
  readonly drawn: Drawn[]
  /** Whose sequence goes on in another playbook. */
  readonly handovers: { readonly leadId: number; readonly playbook: string }[]
  readonly homes: Map<number, Home>
  /** What invented people will do of their own accord. */
  readonly later: LaterRow[]
  readonly spent: SpentRow[]
  /** People who were called, whatever came of it. */
  readonly called: CalledRow[]
  readonly expected: ExpectedRow[]
  readonly promised: PromisedRow[]
}

export type LaterRow = {
  readonly leadId: number
  readonly at: number
  readonly n: number
  readonly does: Deed
}
const MINUTE = 60_000
const EFFECTS_MAX = 16

/** Effects of a touch as rows: each at a whole minute, for a world’s clock moves in minutes. */
export function laterRows(leadId: number, seq: number, now: number, later: readonly Later[]): readonly LaterRow[] {
  if (later.length > EFFECTS_MAX) throw new Error(`lead ${leadId}: ${later.length} effects of one touch`)
  return later.map(({ afterMs, does }, i) => ({
    ...{ leadId, n: seq * EFFECTS_MAX + i, does },
    at: (Math.floor((now + Math.max(0, afterMs)) / MINUTE) + 1) * MINUTE
  }))
}

export async function writeLater(tx: Tx, rows: readonly LaterRow[]): Promise<void> {
  await insertBatch(tx, 'world_event', {
    at: ['bigint', rows.map(({ at }) => at)],
    lead_id: ['bigint', rows.map(({ leadId }) => leadId)],
    n: ['int', rows.map(({ n }) => n)],
    what: ['jsonb', rows.map(({ does }) => JSON.stringify(does))]
  })
}

/** Something to be carried out by a dispatcher: a touch, or a task of ours. */
export type OutboxRow = {
  readonly leadId: number
  readonly seq: number
  readonly touchAt: number
  readonly notBefore: number
  /** Code of a channel, or TASK or RESPOND. */
  readonly channel: number
  /** Of a TASK, which no touch tells: the step that it carries out. */
  readonly step?: TaskStep
}
export type TaskStep = {
  readonly playbookId: number
  readonly track: number
  readonly step: number
  readonly instead: number | null
}
/** What is to be found instead of what the step says, by its code in the outbox. */
export const instead = ['find_address', 'find_number'] as const
export const TASK = 100
export const RESPOND = 101

export type RunStart = {
  readonly leadId: number
  readonly run: number
  readonly playbookId: number
  readonly at: number
}
export type RunEnd = {
  readonly leadId: number
  readonly run: number
  readonly at: number
  readonly ending: RunEnding
  /** Guard code that let nothing more happen; 0 none. */
  readonly code: number
}

export function noChange(): Change {
  return {
    people: [],
    touches: [],
    outcomes: [],
    signals: [],
    decisions: [],
    refusals: [],
    outbox: [],
    runsStarted: [],
    runsEnded: [],
    drawn: [],
    handovers: [],
    homes: new Map(),
    later: [],
    spent: [],
    called: [],
    expected: [],
    promised: []
  }
}

/** Writes a change. Everything stands or falls with the transaction. */
export async function writeChange(tx: Tx, change: Change, now: number): Promise<void> {
  const log = Promise.all([
    writeAssignments(tx, change.drawn, now),
    appendTouches(tx, change.touches),
    appendOutcomes(tx, change.outcomes),
    appendSignals(tx, change.signals),
    appendDecisions(tx, change.decisions),
    appendRefusals(tx, change.refusals),
    writeOutbox(tx, change.outbox),
    writeLater(tx, change.later),
    writeBeside(tx, change),
    writeRuns(tx, change)
  ])
  // Folding reads the log, so everything above has to be in it; where nothing is to be folded all goes in one breath.
  const isFolding =
    change.people.some(({ isStale }) => isStale) || [...change.homes.values()].some(({ isStale }) => isStale)
  if (isFolding) {
    await log
    await refoldHomes(tx, change.homes)
  }
  const people = isFolding ? await refoldPeople(tx, change.people) : change.people
  await Promise.all([log, writeHomes(tx, change.homes), writePeople(tx, people)])
}

/** In the order of the key, so that the index grows at its end. */
async function writeOutbox(tx: Tx, unsorted: readonly OutboxRow[]): Promise<void> {
  const rows = unsorted.toSorted(
    (a, b) => a.channel - b.channel || a.notBefore - b.notBefore || a.leadId - b.leadId || a.seq - b.seq
  )
  await insertBatch(tx, 'outbox', {
    id: ['bigint', rows.map(({ leadId, seq }) => logId(leadId, seq))],
    touch_at: ['bigint', rows.map(({ touchAt }) => touchAt)],
    not_before: ['bigint', rows.map(({ notBefore }) => notBefore)],
    channel: ['smallint', rows.map(({ channel }) => channel)],
    state: ['smallint', rows.map(() => 0)],
    tries: ['smallint', rows.map(() => 0)],
    playbook_id: ['bigint', rows.map(({ step }) => step?.playbookId ?? null)],
    track: ['smallint', rows.map(({ step }) => step?.track ?? null)],
    step: ['smallint', rows.map(({ step }) => step?.step ?? null)],
    instead: ['smallint', rows.map(({ step }) => step?.instead ?? null)]
  })
}

async function writeRuns(tx: Tx, { runsStarted, runsEnded }: Change): Promise<void> {
  const started = insertBatch(tx, 'run', {
    lead_id: ['bigint', runsStarted.map(({ leadId }) => leadId)],
    run: ['smallint', runsStarted.map(({ run }) => run)],
    playbook_id: ['bigint', runsStarted.map(({ playbookId }) => playbookId)],
    started_at: ['bigint', runsStarted.map(({ at }) => at)]
  })
  // Whoever starts and ends in one change is started first: the statements keep their order.
  await Promise.all([started, endRuns(tx, runsEnded)])
}

async function endRuns(tx: Tx, ended: readonly RunEnd[]): Promise<void> {
  if (ended.length === 0) return
  await tx.query({
    text: `update run r set ended_at = x.at, ending = x.ending, ended_by = nullif(x.code, 0)
      from unnest($2::bigint[], $3::smallint[], $4::bigint[], $5::smallint[], $6::smallint[])
        as x(lead, run, at, ending, code)
      where r.org = $1 and r.lead_id = x.lead and r.run = x.run and r.ended_at is null`,
    name: 'end-runs',
    values: [
      tx.org,
      numbers(ended.map(({ leadId }) => leadId)),
      numbers(ended.map(({ run }) => run)),
      numbers(ended.map(({ at }) => at)),
      numbers(ended.map(({ ending }) => endings.indexOf(ending))),
      numbers(ended.map(({ code }) => code))
    ]
  })
}

/** A signal of ours about a person, as the log takes it. */
export const signalOf = (leadId: number, seq: number, at: number, happening: Signal['happening']): SignalOf => ({
  leadId,
  seq,
  entry: { kind: 'signal', signal: seq, at, touch: null, happening }
})
