import { type Zone } from '../../clock/zone.ts'
import { type Facts } from '../../facts/facts.ts'
import { guard } from '../../guard/guard.ts'
import { questionOf } from '../../guard/question.ts'
import { ruleOf } from '../../guard/rule.ts'
import { firstAllowed, kindCode } from '../../guard/table.ts'
import { type Look } from '../../guard/verdict.ts'
import { type Ground, saidOfPlace } from '../engine/ground.ts'
import { storedLeads } from '../import/stored-lead.ts'
import { type Tx } from '../store/doors.ts'
import { heldBack, listedOf } from './held-back.ts'
import { lastEndings } from './ended.ts'
import { type Seen, seePeople } from './seen.ts'
import { type Standing, standingOf } from './standing.ts'

/** Whether a lead may be called now, and what stands in the way. */
export type MayCall = {
  /** Where they stand, and when something is next. */
  readonly standing: Standing
  /** The rule that forbids a call now, wherever they stand; null where none does. */
  readonly rule: { readonly ruleId: string; readonly reason: string; readonly remedy: string } | null
  /** From when on no rule forbids it; null where it is allowed, and where time alone does not lift it. */
  readonly from: number | null
  /** Every rule that was looked at. */
  readonly trace: readonly Look[]
  readonly zone: Zone
}

const VOICE = kindCode.live_voice

/** What the guard says to a call now, by the rules that engine and dial ask; null when there is no such lead. */
export async function mayCall(tx: Tx, ground: Ground, leadId: number, now: number): Promise<MayCall | null> {
  const stored = (await storedLeads(tx, [leadId], now)).get(leadId)
  if (stored === undefined) return null
  const seen = (await seePeople(tx, [stored.person], ground, now)).get(leadId)!
  const listed = (await listedOf(tx, [seen], ground)).get(leadId) ?? 0
  const held = heldBack(seen, listed)
  const isListed = held !== null && held.code === listed
  return {
    standing: standingOf(seen, (await lastEndings(tx, [leadId])).get(leadId) ?? null),
    rule: held === null ? null : told(held.code),
    from: held === null || isListed ? null : firstAllowed(seen.table, VOICE, seen.vector, now, now, 0),
    trace: [
      ...(await looksOf(tx, seen, ground)),
      ...(listed === 0 ? [] : [{ ruleId: ruleOf(listed).id, holds: false, saw: 'the number is on a list', from: null }])
    ],
    zone: seen.where.clock
  }
}

function told(code: number): NonNullable<MayCall['rule']> {
  const { id: ruleId, reason, remedy } = ruleOf(code)
  return { ruleId, reason, remedy }
}

/** The guard as it explains itself: the same rules as the tables, and the same answer. */
async function looksOf(tx: Tx, { person, vector, book, now }: Seen, { house }: Ground): Promise<readonly Look[]> {
  const { rows } = await tx.query<Parameters<typeof saidOfPlace>[0]>({
    text: 'select country, region, time_zone, area_code from place where id = $1',
    values: [person.placeId]
  })
  const { number, ...place } = saidOfPlace(rows[0]!)
  const numbers = number === null ? [] : [{ e164: number, kind: null, lineType: null, bad: false }]
  const facts: Facts = {
    ...{ now, writtenIn: null, vector, place, numbers },
    ...{ leadId: String(person.leadId), cluster: String(person.clusterId), recordings: [], doubts: [] }
  }
  const question = questionOf(facts, { kind: 'live_voice', at: now, own: 0 }, book?.program.caps ?? [])
  return guard(question, house).trace
}
