import { type LeadHistory, type LeadStanding, type Relationship } from './lead-row.ts'
import { readChannel, readInterest, readMarket, readOrigin } from './choice.ts'
import { quoted } from './phone.ts'
import { type RowInHand, cellOf, columnOf, readCell, shownText, warn } from './row-in-hand.ts'
import { type StageMeaning, readRelationship, readStage } from './stage.ts'
import { currencyOf, readFlag, readMoney, readScore } from './value.ts'

export type Standing = { readonly lead: LeadStanding; readonly everSpoken: boolean | undefined }

/** Who the lead is and how far we are with them; `everSpoken` agrees with the relationship. */
export function readStanding(row: RowInHand, history: LeadHistory): Standing {
  const lead: LeadStanding = {}
  const id = cellOf(row, 'id')
  if (id !== undefined) lead.id = shownText(id).slice(0, 100)
  const origin = readCell(row, 'origin', readOrigin, 'not a source that we know')
  if (origin) lead.origin = origin
  const market = readCell(row, 'market', readMarket, 'neither business nor consumer') ?? row.context.market
  if (market) lead.market = market
  const channel = readCell(row, 'preferredChannel', readChannel, 'not a channel')
  if (channel) lead.preferredChannel = channel
  for (const field of flags) {
    const flag = readCell(row, field, readFlag, 'neither yes nor no')
    if (flag !== undefined) lead[field] = flag
  }
  const score = readCell(row, 'fitScore', readScore, 'not a number')
  if (score !== undefined) lead.fitScore = score
  addMoney(row, lead)
  const stage = addStage(row, lead)
  const everSpoken = addRelationship(row, lead, stage, history)
  return { lead, everSpoken }
}

const flags = ['owesInformation', 'hasNews', 'listPrequalified', 'fitConfirmed', 'askedForNumber'] as const

function addMoney(row: RowInHand, lead: LeadStanding): void {
  const named = readCell(row, 'currency', (text) => currencyOf(text) ?? null, 'not a currency')
  const heading = columnOf(row, 'dealValue')?.currency ?? undefined
  const otherwise = named ?? heading
  const money = readCell(row, 'dealValue', (text) => readMoney(text, otherwise), 'not an amount of money')
  const currency = money?.currency ?? otherwise
  if (money !== undefined) lead.dealValueCents = money.cents
  if (money !== undefined && currency !== undefined) lead.currency = currency
}

function addStage(row: RowInHand, lead: LeadStanding): StageMeaning {
  const text = cellOf(row, 'stage')
  const interest = readCell(row, 'interest', readInterest, 'not a level of interest')
  if (interest) lead.interest = interest
  if (text === undefined) return {}
  lead.stage = shownText(text).slice(0, 80)
  const meaning = readStage(text)
  if (meaning === null)
    warn(row, 'stage', `${quoted(text)} is kept as the stage, but tells us nothing about the relationship`)
  const { interest: shown, fitConfirmed, owesInformation } = meaning ?? {}
  if (shown !== undefined) lead.interest ??= shown
  if (fitConfirmed !== undefined) lead.fitConfirmed ??= fitConfirmed
  if (owesInformation !== undefined) lead.owesInformation ??= owesInformation
  return meaning ?? {}
}

/** Days without a conversation after which "we have met" has lapsed. */
const LAPSED_DAYS = 60

/**
 * The relationship as a column or the stage says it. Where they say nothing, or "never spoken" of somebody with a
 * conversation on record, the conversation decides: it has lapsed after 60 days, before that we have met.
 */
function addRelationship(
  row: RowInHand,
  lead: LeadStanding,
  stage: StageMeaning,
  history: LeadHistory
): boolean | undefined {
  const named = readCell(row, 'relationship', readRelationship, 'not a relationship that we know') ?? stage.relationship
  const hasSpoken = history.everSpoken === true || stage.hasSpoken === true
  if (named !== undefined && named !== 'never_spoken') {
    if (history.everSpoken === false)
      warn(row, 'everSpoken', `says no, yet the stage says ${named.replace(/_/g, ' ')}; the stage counts`)
    lead.relationship = named
    return true
  }
  if (hasSpoken) {
    lead.relationship = bySpeaking(history)
    if (named === 'never_spoken')
      warn(row, 'stage', `says that we never spoke, yet a conversation is on record; taken as ${lead.relationship}`)
    return true
  }
  if (named === 'never_spoken' || history.everSpoken === false) {
    lead.relationship = 'never_spoken'
    return false
  }
  return undefined
}

function bySpeaking(history: LeadHistory): Relationship {
  return (history.daysSinceSpoken ?? 0) > LAPSED_DAYS ? 'lapsed' : 'met'
}
