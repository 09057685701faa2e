import { dayOf, minuteOfDay } from '../src/clock/civil.ts'
import { localMinutes } from '../src/clock/zone.ts'
import { type Course, type Line } from '../src/decide/course.ts'
import { IDLE } from '../src/decide/course-line.ts'
import { decide } from '../src/decide/decide.ts'
import { LEAVE, ASK } from '../src/decide/decision.ts'
import { slot } from '../src/facts/fact.ts'
import { type LogEntry, type Outcome, type Touch } from '../src/facts/log-entry.ts'
import { endpointFlags, messageFlags } from '../src/facts/outcome-lists.ts'
import { factsHash } from '../src/facts/row.ts'
import { law } from '../src/guard/law.ts'
import { noRelationship } from '../src/guard/question.ts'
import { statementTokens } from '../src/guard/term.ts'
import { drawArms } from '../src/shell/engine/arms.ts'
import { type Book } from '../src/shell/engine/ground.ts'
import { PERSON, type Person, type PersonRow, unpackPeople } from '../src/shell/engine/person.ts'
import { stopIn } from '../src/shell/engine/stop.ts'
import { foldLog } from '../src/shell/engine/refold.ts'
import { clusterName, situationOf } from '../src/shell/engine/situation.ts'
import { answerKind } from '../src/shell/engine/call-steps.ts'
import { type Placed, readLogs } from '../src/shell/store/append-log.ts'
import { type Tx } from '../src/shell/store/doors.ts'
import { type Store } from '../src/shell/store/store.ts'
import { openStage, readClock, worldCircumstances } from '../src/shell/world/world-setting.ts'
import { type NaiveFacts, naiveGuard } from './naive-guard.ts'

/**
 * What must never happen, looked for in a world that has been worked: the laws are said here once more, in the simplest
 * words, and read off the log alone, so that a mistake of the engine cannot excuse itself.
 */
export async function violations(store: Store, org: number): Promise<readonly string[]> {
  const stage = await openStage(store, org)
  const { seed } = await readClock(store)
  const desk = stage.ground
  return await store.inOrgTx(org, async (tx) => {
    const found: string[] = []
    const { rows } = await tx.query<PersonRow>({
      text: `select ${PERSON} from enrolment where org = $1 order by lead_id`,
      values: [org]
    })
    const people = unpackPeople(rows)
    const logs = await readLogs(
      tx,
      people.map(({ leadId }) => leadId)
    )
    const books = await desk.books(tx, await bookIds(tx))
    const placed = await placeRows(tx)
    const decisions = await readDecisions(tx)
    const previews = await readPreviews(tx)
    for (const person of people) {
      const log = logs.get(person.leadId)!
      const where = (await desk.places(tx, [person.placeId])).get(person.placeId)!
      const hear = (what: string): void => void found.push(`lead ${person.leadId}: ${what}`)
      afterAStop(log, hear)
      callsInBounds(log, where.zones, hear)
      messagesInBounds(log, hear)
      oneOutcomeEach(log, hear)
      const mode = stage.setting.kind === 'people' ? stage.setting.dialer.mode : 0
      const days = previews.get(person.leadId) ?? new Set()
      const modeOn = (at: number): number => (days.has(dayOf(at / MINUTE)) ? PREVIEW : mode)
      withinTheLaw(log, placed.get(person.placeId)!, modeOn, hear)
      for (const decision of decisions.get(person.leadId) ?? []) {
        const circumstances = worldCircumstances(stage, seed, decision.at)
        reproduced(log, person, decision, { book: books.get(decision.playbook_id)!, where, circumstances }, hear)
      }
    }
    found.push(...(await overlaps(tx)))
    return found
  })
}

type Hear = (what: string) => void
const touchesOf = (log: readonly Placed[]) =>
  log.flatMap(({ seq, entry }) => (entry.kind === 'touch' && entry.by === 'aftertone' ? [{ seq, touch: entry }] : []))
const outcomeOf = (log: readonly Placed[], touch: Touch): Outcome | undefined =>
  log.findLast(({ entry }) => entry.kind === 'outcome' && entry.touch === touch.touch)?.entry as Outcome | undefined

/** Nobody is touched once a hard stop was stored. */
function afterAStop(log: readonly Placed[], hear: Hear): void {
  const stop = log.find(({ entry }) => stopIn(entry as LogEntry) !== null)
  if (stop === undefined) return
  for (const { seq, touch } of touchesOf(log)) if (seq > stop.seq) hear(`${touch.channel} after a stop, at ${touch.at}`)
}

const HOUR = 3_600_000

/** Calls between 8 and 21 on every clock that may be theirs, two hours apart, three in a day at most. */
function callsInBounds(log: readonly Placed[], zones: readonly number[], hear: Hear): void {
  const calls = touchesOf(log).flatMap(({ touch }) => (touch.channel === 'call' ? [touch] : []))
  for (const [i, { at }] of calls.entries()) {
    for (const zone of zones) {
      const minute = minuteOfDay(localMinutes(zone as never, at))
      if (minute < 8 * 60 || minute >= 21 * 60) hear(`called at minute ${minute} of day ${dayOf(at / 60_000)}`)
    }
    const before = calls.slice(0, i)
    if (before.some((call) => at - call.at < 2 * HOUR)) hear(`called again after less than two hours, at ${at}`)
    if (before.filter((call) => at - call.at < 24 * HOUR).length >= 3) hear(`a fourth call in a day, at ${at}`)
  }
}

/** Recordings with consent or to a business landline only, none twice, none to a person; texts with consent only. */
function messagesInBounds(log: readonly Placed[], hear: Hear): void {
  const profile = Object.assign({}, ...log.flatMap(({ entry }) => profileIn(entry))) as Record<string, unknown>
  const heard = new Set<number>()
  for (const { touch } of touchesOf(log)) {
    if (touch.channel === 'sms') hear(`a text without consent, at ${touch.at}`)
    const result = outcomeOf(log, touch)?.result
    if (result?.kind !== 'call') continue
    const isLeft = messageFlags(result.message).left
    if (isLeft && endpointFlags(result.endpoint).answeredBy === 'person' && result.message !== 'talked_over')
      hear(`a message to a person, at ${touch.at}`)
    if (result.playedMs !== null && result.playedMs > 30_000) hear(`a message of ${result.playedMs} ms, at ${touch.at}`)
    if (result.recording === null) continue
    if (heard.has(result.recording)) hear(`recording ${result.recording} twice`)
    heard.add(result.recording)
    if (profile['number.kind'] !== 'business' || profile['number.lineType'] !== 'landline')
      hear(`a recording without consent, at ${touch.at}`)
  }
}

type PlaceRow = {
  readonly id: number
  readonly country: string
  readonly region: string
  readonly time_zone: string
  readonly area_code: string
}

async function placeRows(tx: Tx): Promise<ReadonlyMap<number, PlaceRow>> {
  const { rows } = await tx.query<PlaceRow>({ text: 'select id, country, region, time_zone, area_code from place' })
  return new Map(rows.map((row) => [row.id, row]))
}

const naive = Object.fromEntries(law.jurisdictions)
const PROGRESSIVE = 2
const known = (text: string): string | null => (text === '' ? null : text)
const instant = (ms: number): string => new Date(ms).toISOString()

const MINUTE = 60_000
const PREVIEW = 1

/** Days on which somebody was refused to the dialler, so that their calls were previewed. */
async function readPreviews(tx: Tx): Promise<ReadonlyMap<number, ReadonlySet<number>>> {
  const { rows } = await tx.query<{ lead_id: number; day: number }>({
    text: `select lead_id, day from refusal where org = $1 and previewed`,
    values: [tx.org]
  })
  return new Map(
    [...Map.groupBy(rows, ({ lead_id }) => lead_id)].map(([id, own]) => [id, new Set(own.map(({ day }) => day))])
  )
}

/** Every call, and every message in it, is one that the second evaluator of the law allows: it shares no code with ours. */
function withinTheLaw(log: readonly Placed[], place: PlaceRow, modeOn: (at: number) => number, hear: Hear): void {
  const calls = touchesOf(log).filter(({ touch }) => touch.channel === 'call')
  for (const [i, { seq, touch }] of calls.entries()) {
    const before = log.filter((placed) => placed.seq < seq)
    const attempts = calls.slice(0, i).map((call) => ({ at: instant(call.touch.at), kind: 'live_voice' }))
    const asked = (kind: string): NaiveFacts =>
      factsOf(before, place, modeOn(touch.at), { at: touch.at, kind, attempts })
    const judged = (kind: string): void => {
      const { ruleId } = naiveGuard(naive, asked(kind))
      if (ruleId !== null) hear(`${kind} at ${instant(touch.at)} against ${ruleId}`)
    }
    judged('live_voice')
    const result = outcomeOf(log, touch)?.result
    if (result?.kind === 'call' && messageFlags(result.message).left)
      judged(result.recording === null ? 'live_voicemail' : 'prerecorded_voicemail')
  }
}

function factsOf(
  before: readonly Placed[],
  place: PlaceRow,
  mode: number,
  { at, kind, attempts }: { readonly at: number; readonly kind: string; readonly attempts: NaiveFacts['attempts'] }
): NaiveFacts {
  const profile = Object.assign({}, ...before.flatMap(({ entry }) => profileIn(entry))) as Record<string, unknown>
  const none = { voice: 'none', recordings: 'none', sms: 'none', email: 'none' }
  const granted = before.flatMap(({ entry }) =>
    entry.kind === 'signal' && entry.happening.kind === 'consent_granted'
      ? [[entry.happening.group, entry.happening.level] as const]
      : []
  )
  return {
    at: instant(at),
    action: {
      kind,
      purpose: 'telemarketing',
      dialMode: mode === PROGRESSIVE ? 'power' : 'click',
      states: statementTokens
    },
    recipient: {
      type: profile['lead.market'] === 'b2b' ? 'business' : profile['lead.market'] === 'b2c' ? 'consumer' : 'unknown',
      country: known(place.country),
      region: known(place.region),
      timezone: known(place.time_zone)
    },
    number: {
      e164: place.area_code === '' ? null : `+1${place.area_code}5550100`,
      lineType: (profile['number.lineType'] as string | null) ?? 'unknown'
    },
    consent: { ...none, ...Object.fromEntries(granted) },
    revoked: {},
    internalDncAt: null,
    relationship: noRelationship,
    // The lists of invented people are fresh and have none of them.
    lists: { listed: [], scrubbedDaysAgo: Object.fromEntries(law.lists.map((id) => [id, 0])) },
    attempts,
    seller: { registration: {}, adadConfirmed: [] }
  }
}

const profileIn = (entry: LogEntry) =>
  entry.kind === 'signal' && entry.happening.kind === 'profile' ? [entry.happening.changes] : []

function oneOutcomeEach(log: readonly Placed[], hear: Hear): void {
  for (const { touch } of touchesOf(log)) {
    const outcomes = log.filter(({ entry }) => entry.kind === 'outcome' && entry.touch === touch.touch)
    if (outcomes.length !== 1) hear(`${outcomes.length} outcomes of the ${touch.channel} at ${touch.at}`)
  }
}

type DecisionColumns = {
  lead_id: number
  seq: number
  at: number
  playbook_id: number
  facts_hash: number
  rule: number
  action: number
  mode: number
  arm: number
  step: number | null
  round: number | null
}

async function readDecisions(tx: Tx): Promise<ReadonlyMap<number, readonly DecisionColumns[]>> {
  const { rows } = await tx.query<DecisionColumns>({
    text: `select d.lead_id, d.seq, d.at, d.playbook_id, d.facts_hash, d.rule, d.action, d.mode, d.arm, t.step, t.round
      from decision d join touch t on t.org = d.org and t.lead_id = d.lead_id and t.seq = d.seq where d.org = $1`,
    values: [tx.org]
  })
  return Map.groupBy(rows, ({ lead_id }) => lead_id)
}

async function bookIds(tx: Tx): Promise<readonly number[]> {
  const { rows } = await tx.query<{ id: number }>({
    text: 'select id from playbook_version where org = $1',
    values: [tx.org]
  })
  return rows.map(({ id }) => id)
}

type Decided = {
  readonly book: Book
  readonly where: Parameters<typeof situationOf>[3]
  readonly circumstances: ReturnType<typeof worldCircumstances>
}

/** A decision is made again from the log up to it, and is the same; what was done is what it said. */
function reproduced(
  log: readonly Placed[],
  person: Person,
  stored: DecisionColumns,
  { book, where, circumstances: { setting } }: Decided,
  hear: Hear
): void {
  const row = foldLog(log.filter(({ seq }) => seq < stored.seq))
  if (factsHash(row) !== stored.facts_hash) return hear(`the facts of the decision at ${stored.at} are others`)
  const touch = log.find(({ seq }) => seq === stored.seq)!.entry as Touch
  const result = outcomeOf(log, touch)!.result
  if (result.kind !== 'call') return
  const { arms } = drawArms({ ...person, arms: new Uint8Array(0) }, book.phases, clusterName(person, setting))
  const situation = situationOf({ ...person, row, course: courseAt(book, stored) }, null, book, where, setting, arms)
  situation.vector[slot('endpoint')] = answerKind(result.endpoint)
  const again = decide(book.program, situation)
  const isSame =
    again.action === stored.action &&
    again.rule === stored.rule &&
    again.arm === stored.arm &&
    again.mode === stored.mode
  // What is counted for the household stands in other logs.
  if (!isSame && !readsHousehold(book)) hear(`the decision at ${stored.at} comes out otherwise when it is made again`)
  const leaves = stored.action === LEAVE || (stored.action === ASK && stored.mode !== 0)
  if (messageFlags(result.message).left && !leaves) hear(`a message that was not decided, at ${stored.at}`)
}

const readsHousehold = ({ program }: Book): boolean => JSON.stringify(program.document).includes('household')

/** The place in the playbook from which the call was made, as its touch says it. */
function courseAt({ program }: Book, stored: { readonly step: number | null; readonly round: number | null }): Course {
  const line: Line = { kind: 'calling', step: stored.step ?? 0, round: stored.round ?? 1, at: 0, rule: -1 }
  return { lines: [line, ...program.tracks.map(() => IDLE), IDLE], left: false, outcome: NaN, number: -1 }
}

/** No rep talks to two people at once, and an inbound call interrupts nobody (000-18). */
async function overlaps(tx: Tx): Promise<readonly string[]> {
  const { rows } = await tx.query<{ user_id: number; at: number }>({
    text: `select user_id, at from (
        select user_id, at, max(until) over (partition by user_id order by at, until
          rows between unbounded preceding and 1 preceding) as before from (
          select user_id, at, at + dial_ms + greeting_ms + message_ms + talk_ms + wrap_ms as until from call where org = $1
          union all select user_id, at, at + ms from rep_time where org = $1) t) x where at < before`,
    values: [tx.org]
  })
  return rows.map(({ user_id, at }) => `rep ${user_id} does two things at ${at}`)
}
