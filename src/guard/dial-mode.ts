import { type Choice, choiceCode, facts, slot } from '../facts/fact.ts'
import { type Table, ask, askAgainAt, kindCode } from './table.ts'
import { type Where } from './where.ts'

/**
 * A system that picks and dials is bound where a rep who starts each call by a key is not (`power` and `click` in law).
 * Whom it may not dial is therefore not lost: their call is previewed.
 */
const MODE = slot('dialer.mode')
const modes = facts[MODE] as Choice
const POWER = choiceCode(modes, 'progressive')
const PREVIEW = choiceCode(modes, 'preview')
const VOICE = kindCode.live_voice

/**
 * The table of somebody whose call may be previewed. The mode in the facts is changed with it; nothing else is asked by
 * another mode than that of the dialler.
 */
export function tableToDial(tableOf: TableOf, where: Where, v: Float64Array, now: number): Table {
  const table = tableOf(where, v)
  if (v[MODE] !== POWER || table.house.law === null) return table
  if (ask(table, VOICE, v, now, now, 0) === 0) return table
  v[MODE] = PREVIEW
  const preview = tableOf(where, v)
  const isLifted =
    ask(preview, VOICE, v, now, now, 0) === 0 ||
    (askAgainAt(table, VOICE, v, now) === null && askAgainAt(preview, VOICE, v, now) !== null)
  if (isLifted) return preview
  v[MODE] = POWER
  return table
}

/**
 * The rule that keeps the dialler from somebody whose call is previewed instead; 0 where it keeps nobody from them. `v` has
 * the mode that `tableToDial` left in it.
 */
export function previewedBy(
  tableOf: TableOf,
  where: Where,
  v: Float64Array,
  dialer: { readonly mode: number },
  now: number
): number {
  if (v[MODE] === dialer.mode) return 0
  const asked = v.slice()
  asked[MODE] = dialer.mode
  return ask(tableOf(where, asked), VOICE, asked, now, now, 0)
}

type TableOf = (where: Where, v: Float64Array) => Table
