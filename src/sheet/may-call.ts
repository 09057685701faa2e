import { slot } from '../facts/fact.ts'
import { type Situation } from '../decide/decide.ts'
import { type House } from '../guard/house.ts'
import { LAW_CODES_FROM } from '../guard/rule-code.ts'
import { ruleIn } from '../guard/rule.ts'
import { type Table, ask, firstAllowed, hoursOf, kindCode } from '../guard/table.ts'
import { type Rest } from './rest.ts'

/** Whether somebody may be called now, until when, or from when and why not. */
export type Callability =
  { readonly callable: true; readonly until: number | null; readonly ruleId: null; readonly why: null } | Waiting
export type Waiting = {
  readonly callable: false
  readonly from: number | null
  readonly ruleId: string
  readonly why: string
  /** Rule code of the law that forbids it whatever the time, and what would lift it; null where it is another matter. */
  readonly byLaw: ByLaw | null
}
export type ByLaw = {
  readonly code: number
  readonly remedy: string
  /** Nobody said whom the lead is, so that the law for consumers was asked; a firm would not be held back by this rule. */
  readonly isReadAsConsumer: boolean
}

const VOICE = kindCode.live_voice
const MARKET = slot('lead.market')
const BUSINESS = 0

/**
 * The playbook’s own rest first, then the guard. What we could mend (a place, a list, a registration) is asked as of now,
 * and waiting does not lift it; for a later minute it is left to that day, as the engine does.
 */
export function mayCall(situation: Situation, rest: Rest, tableOf: (v: Float64Array) => Table): Callability {
  const { table, vector, now } = situation
  if (rest.kind === 'over') return over(table.house, rest)
  const code = ask(table, VOICE, vector, now, now, 0)
  if (code === 0 && rest.from <= now)
    return { callable: true, until: hoursOf(table, VOICE, vector).until(now), ruleId: null, why: null }
  const isToMend = code !== ask(table, VOICE, vector, now, now, 0, true)
  const from = isToMend ? null : firstAllowed(table, VOICE, vector, now, Math.max(now, rest.from), 0, true)
  if (code === 0 || (rest.from > now && from === rest.from))
    return { callable: false, from, ruleId: rest.ruleId, why: rest.why, byLaw: null }
  const { id, reason, remedy } = ruleIn(table.house, code)
  if (from !== null || code < LAW_CODES_FROM) return { callable: false, from, ruleId: id, why: reason, byLaw: null }
  const isReadAsConsumer = isFirmFree(situation, code, tableOf)
  const byLaw = { code, isReadAsConsumer, remedy: isReadAsConsumer ? `${remedy}; or, ${SAY_FIRM}` : remedy }
  return { callable: false, from, ruleId: id, why: reason, byLaw }
}

const SAY_FIRM = 'if they are a firm, let the list say so'

/** The sequence wants no further call, or none that law, house and caps would ever allow. */
function over(house: House, { ruleId, why, code }: Extract<Rest, { kind: 'over' }>): Waiting {
  const byLaw = code < LAW_CODES_FROM ? null : { code, remedy: ruleIn(house, code).remedy, isReadAsConsumer: false }
  return { callable: false, from: null, ruleId, why, byLaw }
}

function isFirmFree({ vector, now }: Situation, code: number, tableOf: (v: Float64Array) => Table): boolean {
  if (vector[MARKET] === vector[MARKET]) return false
  const firm = vector.slice()
  firm[MARKET] = BUSINESS
  return ask(tableOf(firm), VOICE, firm, now, now, 0) !== code
}
