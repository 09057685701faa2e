import type { SheetHead } from '../work/messages.ts'

/** What a person said about columns, in the form that a new reading takes; a column may be left out. */
export function overridesOf({ mapping }: SheetHead, withoutIndex = -1): readonly string[] {
  const chosen = (mapping?.columns ?? []).filter(({ reason, index }) => reason === 'chosen' && index !== withoutIndex)
  return chosen.map(({ heading, field }) => `${heading}=${field}`)
}
