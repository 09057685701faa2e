import ids from '../../law/rule-ids.json' with { type: 'json' }

/** Codes of the rules of law begin here; below are hard stops, house rules and caps (rule.ts). */
export const LAW_CODES_FROM = 1000

/**
 * Every rule id of the law’s data and of the product beside it. Its place is its stored code, so the list only grows at
 * its end, whatever becomes of a rule.
 */
export const lawRuleIds: readonly string[] = ids

const codes = new Map(lawRuleIds.map((id, i) => [id, LAW_CODES_FROM + i]))

/** The code of a rule of law; throws for an id that was never entered. */
export function codeOf(id: string): number {
  const code = codes.get(id)
  if (code === undefined) throw new Error(`${id} has no code: add it at the end of law/rule-ids.json`)
  return code
}

export const lawRuleId = (code: number): string => lawRuleIds[code - LAW_CODES_FROM]!
