import { draw } from '../decide/dice.ts'

/**
 * What a number is drawn for among the invented people; the strategy's own streams (decide/dice.ts) lie below 100.
 * A new draw goes to the end of its line, so that it moves no other.
 */
export const streamOf = {
  ...streams(100, 'propensity contactable daypart curious messageEffect silenceEffect irritability liked blockCall'),
  ...streams(
    120,
    'blockPressure spamLabel recognitionEffect emailEffect emailBounce callbackRate smsObjects letterBounce'
  ),
  ...streams(140, 'dead changed wrong fax full saysName greeting screener mailboxRing habit'),
  ...streams(160, 'failed answers off habitual mailbox rest putThrough ring screens abandoned'),
  ...streams(200, 'cut pickUp part spoken withColleague talkTime wrap'),
  ...streams(220, 'noTalk agrees buys said note day hour asked remembers reaction objects objection'),
  ...streams(300, 'callback cause callbackDelay optOut complaint later laterDelay stopDelay'),
  ...streams(320, 'reply replyDelay replyStop replyBooks replyWay bookDay bookHour'),
  ...streams(340, 'held rebooks rebookDelay deal dealDays dealValue lost lossReason')
} as const

export type Draw = keyof typeof streamOf

/** Draws of one person for one occasion: a telephone, a call, a touch. The same occasion draws the same again. */
export type Chance = (what: Draw) => number

export function chanceOf(key: number, occasion: number): Chance {
  return (what) => draw(key, occasion, streamOf[what])
}

/** Uniform number as a standard normal one (Acklam's approximation, good to nine digits). */
export function normal(uniform: number): number {
  const u = Math.min(1 - 1e-12, Math.max(1e-12, uniform))
  if (u < LOW) return tail(Math.sqrt(-2 * Math.log(u)))
  if (u > 1 - LOW) return -tail(Math.sqrt(-2 * Math.log(1 - u)))
  const q = u - 0.5
  const r = q * q
  return (polynomial(A, r) * q) / (polynomial(B, r) * r + 1)
}

/** A factor over people whose logarithm is normal with this spread and whose mean is 1. */
export function meanOne(uniform: number, spread: number): number {
  return Math.exp(spread * normal(uniform) - (spread * spread) / 2)
}

/** The same with 1 in the middle: half of them below, half above. */
export function middleOne(uniform: number, spread: number): number {
  return Math.exp(spread * normal(uniform))
}

/** A chance moved on the scale of log odds. */
export function moved(chance: number, logOdds: number): number {
  if (chance >= 1) return 1
  const odds = (chance / (1 - chance)) * Math.exp(limited(logOdds, -50, 50))
  return odds / (1 + odds)
}

/** One of a list, each as often as its weight says; the last one where all weights are 0. */
export function pick<Kind>(uniform: number, weighted: readonly (readonly [Kind, number])[]): Kind {
  const sum = weighted.reduce((total, [, weight]) => total + weight, 0)
  let left = uniform * sum
  for (const [kind, weight] of weighted) {
    if (left < weight) return kind
    left -= weight
  }
  return weighted.at(-1)![0]
}

export function limited(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

const LOW = 0.02425
const A = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239
]
const B = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572]
const C = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783
]
const D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416]

function tail(q: number): number {
  return polynomial(C, q) / (polynomial(D, q) * q + 1)
}

function polynomial(factors: readonly number[], x: number): number {
  return factors.reduce((sum, each) => sum * x + each, 0)
}

type Words<Line extends string> = Line extends `${infer First} ${infer Rest}` ? First | Words<Rest> : Line

function streams<const Line extends string>(first: number, line: Line): Readonly<Record<Words<Line>, number>> {
  return Object.fromEntries(line.split(' ').map((word, at) => [word, first + at])) as Record<Words<Line>, number>
}
