import { type WeekWindow, everyDay } from '../clock/week-window.ts'
import { type LawInForce } from './in-force.ts'

/** House rules: what an installation may edit. They stand beside the law and above every playbook. */
export type House = {
  /** Local time in every candidate zone, for calls, messages and texts. */
  readonly callWindow: WeekWindow
  /** Call attempts per person in 24 h, by the kind of number called (003-11: the phone is personal). */
  readonly callsPer24h: Readonly<Record<NumberKind, number>>
  /** Hours between two call attempts to a person. */
  readonly callGapHours: Readonly<Record<NumberKind, number>>
  /** The law under which the house works; null where only its own rules are asked. */
  readonly law: LawInForce | null
}
export type NumberKind = 'business' | 'mobile' | 'home' | 'unknown'

/**
 * Defaults: 8 to 21 is the window of 47 CFR 64.1200(c)(1), kept for every kind of recipient. Three attempts in 24 h
 * cover the strictest US states (FL, OK, MD, OR); personal numbers get two, with twice the rest between (003-11).
 */
export const house: House = {
  callWindow: everyDay(8 * 60, 21 * 60),
  callsPer24h: { business: 3, unknown: 3, mobile: 2, home: 2 },
  callGapHours: { business: 2, unknown: 2, mobile: 4, home: 4 },
  law: null
}
