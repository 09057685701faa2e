import { facts as factTable, slot } from './fact.ts'
import { type Facts, withVector } from './facts.ts'

const HOUR = 3_600_000
const windows = [
  { slot: slot('history.calls24h'), hours: 24 },
  { slot: slot('household.calls24h'), hours: 24 },
  { slot: slot('history.touches7d'), hours: 7 * 24 },
  { slot: slot('household.touches7d'), hours: 7 * 24 },
  { slot: slot('history.touches30d'), hours: 30 * 24 }
]

/** The same person at a later instant if nothing happens in between: what is past is longer past, windows run empty. */
export function later(facts: Facts, at: number): Facts {
  const hours = (at - facts.now) / HOUR
  if (hours <= 0) return facts
  const moved = withVector(facts, (v) => {
    factTable.forEach((fact, i) => {
      if (fact.kind === 'ago') v[i]! += fact.unit === 'days' ? hours / 24 : hours
    })
    for (const window of windows) if (hours >= window.hours) v[window.slot] = 0
  })
  return { ...moved, now: at }
}
