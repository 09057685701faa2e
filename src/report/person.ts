import { minuteOfDay, dayOf, weekdayOf } from '../clock/civil.ts'
import { type Zone, localMinutes } from '../clock/zone.ts'
import { apply, fold, type Standing, whatStands } from '../facts/fold.ts'
import { type Choice, facts, slot } from '../facts/fact.ts'
import { type Touch } from '../facts/log-entry.ts'
import { type SmallPath, smallSlot, smallValue } from '../facts/profile.ts'
import { relationship } from '../facts/relationship.ts'
import { emptyRow, type Row as Packed } from '../facts/row.ts'
import { type AsStood, asStood } from './as-stood.ts'
import { type Life } from './life.ts'
import { type Who } from './row.ts'

/** A life with what holds for all of its rows, worked out once. */
export type Person = {
  readonly life: Life
  readonly who: Who
  readonly standing: Standing
  /** Touches that stand, ours and those of other tools, in the order of time. */
  readonly touches: readonly Touch[]
  /** By call: how far we were with them before it. */
  readonly relationships: ReadonlyMap<number, string>
  /** By touch of ours: what law asks for, before it; of people alone whose place is known. */
  readonly stood: ReadonlyMap<number, AsStood>
}

export function personOf(life: Life): Person {
  const standing = whatStands(life.log)
  const { packed, relationships, stood } = walked(life)
  return {
    life,
    who: {
      ...{ lead: life.lead, list: life.list, source: life.source, industry: life.industry },
      origin: valueOf(packed, 'lead.origin'),
      market: valueOf(packed, 'lead.market')
    },
    standing,
    touches: [...standing.touches.values()].sort((a, b) => a.at - b.at || a.touch - b.touch),
    relationships,
    stood
  }
}

/** The facts as they grew, so that a call is told by what was known before it. */
function walked({ log, place, proofs }: Pick<Life, 'log' | 'place' | 'proofs'>): {
  readonly packed: Packed
  readonly relationships: ReadonlyMap<number, string>
  readonly stood: ReadonlyMap<number, AsStood>
} {
  let packed = emptyRow()
  const relationships = new Map<number, string>()
  const stood = new Map<number, AsStood>()
  log.forEach((entry, i) => {
    if (entry.kind === 'touch' && entry.by === 'aftertone' && place !== null)
      stood.set(entry.touch, asStood(packed, proofs, entry.at))
    if (entry.kind === 'touch' && entry.channel === 'call')
      relationships.set(entry.touch, nameOf('lead.relationship', relationship(packed, entry.at)))
    if (!apply(packed, entry)) packed = fold(log.slice(0, i + 1))
  })
  return { packed, relationships, stood }
}

const valueOf = (packed: Packed, path: SmallPath): string => nameOf(path, smallValue(packed, smallSlot(path)))
const nameOf = (path: SmallPath, code: number): string =>
  Number.isNaN(code) ? '' : ((facts[slot(path)] as Choice).values[code] ?? '')

/** Hour and weekday on a wall. */
export function wallOf(zone: Zone, at: number): { readonly hour: number; readonly weekday: number } {
  const local = localMinutes(zone, at)
  return { hour: Math.floor(minuteOfDay(local) / 60), weekday: weekdayOf(dayOf(local)) }
}

/** The touch of ours that was the last before an instant. */
export function lastTouch({ touches }: Person, at: number): Touch | null {
  return touches.findLast((touch) => touch.by === 'aftertone' && touch.at <= at) ?? null
}

/** In which playbook they were at an instant: that of the last touch, else that of the run. */
export function playbookAt(person: Person, at: number): string {
  const touch = lastTouch(person, at)
  const byTouch = touch === null ? undefined : person.life.playbooks.get(touch.touch)
  const run = person.life.runs.findLast(({ startedAt }) => startedAt <= at) ?? person.life.runs[0]
  return byTouch ?? run?.playbook ?? ''
}

/** Calls to them that had been made at an instant. */
export function callsUntil({ touches }: Person, at: number): number {
  let count = 0
  for (const touch of touches) if (touch.channel === 'call' && touch.at <= at) count++
  return count
}
