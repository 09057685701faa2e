import { PENDING, callCode, isMessage, isSilent, isSpoken } from '../facts/call-code.ts'
import { type Channel } from '../facts/channel.ts'
import { type Stop } from '../facts/fact.ts'
import { type Outcome, type Touch } from '../facts/log-entry.ts'
import { areaCodeOf } from '../clock/place.ts'
import { endpointFlags, messageFlags } from '../facts/outcome-lists.ts'
import { type Law } from '../guard/law.ts'
import { meterCounts } from './abandonment.ts'
import { callWeights, channelWeights } from '../facts/pressure.ts'
import { isPromiseOver, keepsPromise } from '../facts/promise.ts'
import { type ActionKind } from '../guard/action.ts'
import { type Noticed } from '../outcome/attribution.ts'
import { isLeft } from './call-says.ts'
import { type Doubting } from './doubting.ts'
import { type Person, playbookAt, wallOf } from './person.ts'
import { type Became, type CallRow, type TouchRow } from './row.ts'

const WEIGHTS = Float64Array.from(callWeights, ({ weight }) => weight)

/** Rows of our own touches, each with what had gone before it; those of other tools only count as gone before. */
export function touchRows(person: Person, told: Told): readonly (CallRow | TouchRow)[] {
  const { callbacks, doubts, asOf } = told
  const rows: (CallRow | TouchRow)[] = []
  const stops = stopsByTouch(person)
  const before = { calls: 0, touches: 0, silent: 0, messages: 0, hasTalked: false }
  for (const touch of person.touches) {
    const outcome = person.standing.outcomes.get(touch.touch) ?? null
    const code = codeOf(touch, outcome)
    before.touches++
    if (touch.channel === 'call') before.calls++
    if (touch.by === 'aftertone') {
      const shared = sharedOf(person, touch, outcome, before, asOf)
      const after = { stop: stops.get(touch.touch) ?? null, callbacks: callbacks.get(touch.touch) ?? 0 }
      rows.push(
        touch.channel === 'call'
          ? callRow(person, touch, { ...shared, ...after, ...callOf(person, touch, outcome, before) }, code, told)
          : otherRow(person, touch, touch.channel, { ...shared, ...after }, doubts)
      )
    }
    if (touch.channel === 'call' && isSilent(code)) before.silent++
    if (isMessage(code)) before.messages++
    before.hasTalked ||= hasTalked(outcome)
  }
  return rows
}

/** What else a row is told. */
type Told = {
  readonly callbacks: ReadonlyMap<number, number>
  readonly doubts: Doubting | null
  readonly asOf: number
}

function callRow(
  person: Person,
  touch: Touch,
  row: Omit<CallRow, 'weight' | 'doubt' | 'metered'>,
  code: number,
  { doubts, asOf }: Told
): CallRow {
  const message = isLeft(row) ? ([row.isDrop ? 'prerecorded_voicemail' : 'live_voicemail'] as const) : []
  const isBySystem = row.mode === 'progressive'
  const doubt = doubtOf(person, touch, row.playbook, ['live_voice', ...message], isBySystem, doubts)
  return { ...row, weight: WEIGHTS[code]!, doubt, metered: doubts && meteredOf(person, row, asOf, doubts.law) }
}

/**
 * In all modes but one a rep is on the line from the dial on; where a system dials, from the verdict of the detector on. A
 * call of which somebody said that it was abandoned is one.
 */
function meteredOf(
  { life: { place } }: Person,
  { at, playbook, endpoint, mode, line, spent, ringSeconds }: Omit<CallRow, 'weight' | 'doubt' | 'metered'>,
  asOf: number,
  law: Law
): CallRow['metered'] {
  const country = place === null ? null : (place.country ?? areaCodeOf(place.number ?? '')?.country ?? null)
  if (country === null || endpoint === null) return null
  const isThere = mode !== 'progressive' && endpoint !== 'abandoned'
  const cameAfter = spent !== null && spent.talkMs > 0 ? (line?.heard?.afterMs ?? 0) / 1000 : null
  const counts = meterCounts(
    {
      ...{ at, country, campaign: playbook, answeredBy: endpointFlags(endpoint).answeredBy, rangSeconds: ringSeconds },
      waitedSeconds: isThere ? 0 : cameAfter
    },
    asOf,
    law
  )
  return counts && { ...counts, country }
}

function otherRow(
  person: Person,
  touch: Touch,
  channel: Exclude<Channel, 'call'>,
  row: Omit<TouchRow, 'kind' | 'channel' | 'weight' | 'doubt'>,
  doubts: Doubting | null
): TouchRow {
  const doubt = channel === 'sms' ? doubtOf(person, touch, row.playbook, ['sms'], false, doubts) : null
  return { ...row, kind: 'touch', channel, weight: channelWeights[channel].weight, doubt }
}

function doubtOf(
  { life: { place }, stood }: Person,
  { touch, at }: Touch,
  playbook: string,
  kinds: readonly ActionKind[],
  isBySystem: boolean,
  doubts: Doubting | null
): CallRow['doubt'] {
  const facts = stood.get(touch)
  if (doubts === null || place === null || facts === undefined) return null
  return doubts.of({ at, playbook, kinds, place, facts, isBySystem })
}

type Before = {
  readonly calls: number
  readonly touches: number
  readonly silent: number
  readonly messages: number
  readonly hasTalked: boolean
}

function sharedOf(person: Person, touch: Touch, outcome: Outcome | null, before: Before, asOf: number) {
  return {
    who: person.who,
    seq: touch.touch,
    at: touch.at,
    playbook: person.life.playbooks.get(touch.touch) ?? playbookAt(person, touch.at),
    rep: person.life.calls.get(touch.touch)?.rep ?? 0,
    attempt: before.calls,
    touchNo: before.touches,
    ...wallOf(person.life.zone, touch.at),
    said: outcome === null || outcome.result.kind === 'not_made' ? null : (outcome.result.said?.what ?? null),
    promise: promiseOf(person, outcome, asOf)
  }
}

function callOf(
  { life, relationships, standing, touches }: Person,
  touch: Touch,
  outcome: Outcome | null,
  before: Before
) {
  const result = outcome?.result.kind === 'call' ? outcome.result : null
  const call = life.calls.get(touch.touch) ?? null
  const decision = life.decisions.get(touch.touch) ?? null
  const recognised = [...standing.signals.values()].findLast(
    ({ touch: of, happening }) => of === touch.touch && happening.kind === 'recognised'
  )
  return {
    ...({ kind: 'call', channel: 'call' } as const),
    relationship: relationships.get(touch.touch) ?? '',
    endpoint: result?.endpoint ?? null,
    message: result?.message ?? null,
    blockedBy: result?.blockedBy ?? null,
    isDrop: result !== null && messageFlags(result.message).left && isDrop(result.recording, decision?.mode),
    playedMs: result?.playedMs ?? null,
    beepMs: result?.beepMs ?? null,
    ringSeconds: result?.ringSeconds ?? null,
    spent: call?.spent ?? null,
    decision,
    override: call?.override ?? null,
    reaction: call?.reaction ?? null,
    objection: call?.objection ?? null,
    ...{ mode: call?.mode ?? 'manual', line: call?.line ?? null },
    recognised: recognised?.happening.kind === 'recognised' ? recognised.happening.answer : null,
    silentBefore: before.silent,
    messagesBefore: before.messages,
    hasTalkedBefore: before.hasTalked,
    became: decision?.parks === true ? becameOf({ life, standing, touches }, touch) : null
  }
}

const isDrop = (recording: number | null, mode: 'none' | 'live' | 'drop' | undefined): boolean =>
  recording !== null || mode === 'drop'

function codeOf(touch: Touch, outcome: Outcome | null): number {
  if (touch.channel !== 'call' || outcome?.result.kind !== 'call') return PENDING
  const { endpoint, message, said, ringSeconds } = outcome.result
  return callCode(endpoint, message, said?.what ?? null, ringSeconds)
}

/** We talked with the person whom we wanted, as the facts count it. */
export function hasTalked(outcome: Outcome | null): boolean {
  if (outcome === null || outcome.result.kind === 'not_made') return false
  const { result } = outcome
  return isSpoken(result.kind === 'call' ? result.endpoint : null, result.said?.what ?? null)
}

/** What of our touches they could notice, as far as it may be why they call. */
export function noticedOf({ touches, standing }: Person): readonly Noticed[] {
  return touches.flatMap((touch): readonly Noticed[] => {
    const { touch: id, at, channel } = touch
    if (channel !== 'call') return [{ touch: id, at, cause: 'mail' }]
    const code = codeOf(touch, standing.outcomes.get(id) ?? null)
    if (isMessage(code)) return [{ touch: id, at, cause: 'message' }]
    return isSilent(code) ? [{ touch: id, at, cause: 'missed_call' }] : []
  })
}

function promiseOf({ touches }: Person, outcome: Outcome | null, asOf: number): CallRow['promise'] {
  if (outcome === null || outcome.promise === null) return null
  const due = outcome.promise.callAt
  const isKept = touches.some(({ channel, at }) => channel === 'call' && keepsPromise(at, due))
  return isKept ? 'kept' : isPromiseOver(due, asOf) ? 'broken' : 'open'
}

/** Each stop at the touch in whose outcome it was said, else at the last touch of ours before it. */
function stopsByTouch({ standing, touches }: Person): ReadonlyMap<number, Stop> {
  const found = new Map<number, Stop>()
  for (const [touch, stops] of standing.stops) {
    const stop = stops.find((each) => each !== null)
    if (stop) found.set(touch, stop)
  }
  for (const { at, touch, happening } of standing.signals.values()) {
    if (happening.kind !== 'stop') continue
    const near = touch ?? touches.findLast((each) => each.by === 'aftertone' && each.at <= at)?.touch
    if (near !== undefined && !found.has(near)) found.set(near, happening.stop)
  }
  return found
}

/** The first thing that happened to somebody who was parked. */
function becameOf({ life, standing, touches }: Pick<Person, 'life' | 'standing' | 'touches'>, parkedBy: Touch): Became {
  const events: { at: number; became: Became }[] = []
  for (const { at, happening } of standing.signals.values()) {
    const became = BECAME[happening.kind]
    if (at > parkedBy.at && became !== undefined) events.push({ at, became })
  }
  const next = touches.find(({ at, by }) => at > parkedBy.at && by === 'aftertone')
  if (next !== undefined) events.push({ at: next.at, became: 'worked again' })
  events.sort((a, b) => a.at - b.at)
  return events[0]?.became ?? (life.state === 'parked' ? 'waits still' : life.state === 'stopped' ? 'stopped' : 'over')
}
const BECAME: Readonly<Record<string, Became | undefined>> = {
  callback: 'they called',
  inbound_answered: 'they called',
  missed_inbound: 'they called',
  reply: 'they answered otherwise',
  booking: 'they answered otherwise',
  stop: 'stopped'
}
