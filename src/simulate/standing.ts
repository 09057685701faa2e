import { type Choice, STOPS_SLOT, choiceCode, facts, slot } from '../facts/fact.ts'
import { type FloorCall } from './people.ts'

/** How people stand to us, as far as it changes what they do. */
export type Kinship = 'known' | 'lapsed' | 'internet_lead' | 'referral' | 'lead_card' | 'prequalified' | 'stranger'

/** What the facts of the moment say about a person, in the words of the floor. */
export type Standing = {
  readonly market: 'b2b' | 'b2c'
  readonly kinship: Kinship
  /** They asked for us, or know us: such people are kinder. */
  readonly isWarm: boolean
  readonly phone: 'business' | 'mobile' | 'home'
  readonly hasStopped: boolean
  readonly looksBlocked: boolean
  readonly calls: number
  readonly everSpoken: boolean
  readonly voicemails: number
  readonly unansweredVoicemails: number
  readonly silentCalls: number
  readonly touches7d: number
  readonly emails: number
  readonly pressure: number
  readonly daysSinceCall: number
  readonly hasRepOnTheLine: boolean
}

export function standingOf({ vector }: Pick<FloorCall, 'vector'>): Standing {
  const kinship = kinshipOf(vector)
  const kind = vector[AT.kind]!
  const isBusiness = vector[AT.market] === B2B || (Number.isNaN(vector[AT.market]!) && kind === BUSINESS)
  return {
    market: isBusiness ? 'b2b' : 'b2c',
    kinship,
    isWarm: kinship !== 'stranger' && kinship !== 'prequalified',
    phone: phoneOf(kind, vector[AT.lineType]!, isBusiness),
    hasStopped: counted(vector[STOPS_SLOT]!) > 0,
    looksBlocked: vector[AT.suspectedBlock] === 1,
    calls: counted(vector[AT.calls]!),
    everSpoken: vector[AT.everSpoken] === 1,
    voicemails: counted(vector[AT.voicemails]!),
    unansweredVoicemails: counted(vector[AT.unansweredVoicemails]!),
    silentCalls: counted(vector[AT.silentCalls]!),
    touches7d: counted(vector[AT.touches7d]!),
    emails: counted(vector[AT.emails]!),
    pressure: counted(vector[AT.pressure]!),
    daysSinceCall: since(vector[AT.hoursSinceCall]!) / 24,
    hasRepOnTheLine: vector[AT.mode] !== PROGRESSIVE
  }
}

function kinshipOf(vector: Float64Array): Kinship {
  const relationship = vector[AT.relationship]!
  if (relationship === LAPSED) return 'lapsed'
  if (relationship > 0) return 'known'
  switch (vector[AT.origin]) {
    case ORIGIN.internet_lead:
      return 'internet_lead'
    case ORIGIN.lead_card:
      return 'lead_card'
    case ORIGIN.referral:
      return 'referral'
    case ORIGIN.inbound_call:
      return 'known'
    case ORIGIN.prequalified_list:
      return 'prequalified'
    default:
      return vector[AT.listPrequalified] === 1 ? 'prequalified' : 'stranger'
  }
}

function phoneOf(kind: number, lineType: number, isBusiness: boolean): Standing['phone'] {
  if (kind === MOBILE || (Number.isNaN(kind) && lineType === WIRELESS)) return 'mobile'
  if (kind === BUSINESS || (Number.isNaN(kind) && isBusiness)) return 'business'
  return kind === HOME || lineType === LANDLINE ? 'home' : 'mobile'
}

/** A count or a sum; what nobody knows has not happened. */
const counted = (value: number): number => (value > 0 ? value : 0)
const since = (value: number): number => (value >= 0 ? value : Infinity)

const AT = {
  market: slot('lead.market'),
  origin: slot('lead.origin'),
  relationship: slot('lead.relationship'),
  listPrequalified: slot('lead.listPrequalified'),
  kind: slot('number.kind'),
  lineType: slot('number.lineType'),
  suspectedBlock: slot('number.suspectedBlock'),
  mode: slot('dialer.mode'),
  calls: slot('history.calls'),
  everSpoken: slot('history.everSpoken'),
  voicemails: slot('history.voicemails'),
  unansweredVoicemails: slot('history.unansweredVoicemails'),
  silentCalls: slot('history.silentCalls'),
  touches7d: slot('history.touches7d'),
  emails: slot('history.emails'),
  pressure: slot('history.pressure'),
  hoursSinceCall: slot('history.hoursSinceCall')
} as const

const code = (path: string, value: string): number => choiceCode(facts[slot(path)] as Choice, value)
const ORIGIN = {
  internet_lead: code('lead.origin', 'internet_lead'),
  lead_card: code('lead.origin', 'lead_card'),
  prequalified_list: code('lead.origin', 'prequalified_list'),
  referral: code('lead.origin', 'referral'),
  inbound_call: code('lead.origin', 'inbound_call')
} as const
const B2B = code('lead.market', 'b2b')
const LAPSED = code('lead.relationship', 'lapsed')
const BUSINESS = code('number.kind', 'business')
const MOBILE = code('number.kind', 'mobile')
const HOME = code('number.kind', 'home')
const WIRELESS = code('number.lineType', 'wireless')
const LANDLINE = code('number.lineType', 'landline')
const PROGRESSIVE = code('dialer.mode', 'progressive')
