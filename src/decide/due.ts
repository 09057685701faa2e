import { addBusinessDays, isBusinessDay } from '../clock/business-days.ts'
import { dayOf } from '../clock/civil.ts'
import { type Zone, instantOf, localMinutes } from '../clock/zone.ts'
import { slot } from '../facts/fact.ts'
import { type Where } from '../guard/where.ts'
import { type Wait } from '../playbook/wait.ts'
import { type Situation } from './decide.ts'
import { draw, streams } from './dice.ts'

const MINUTE = 60_000
const DAY_MINUTES = 1440
const ATTEMPT = slot('attempt')

/**
 * The instant at which a wait that begins at `from` is over. Days keep the hour of the person’s own clock, across the
 * nights on which it changes; business days are those of the person’s country. A range is drawn in whole units.
 */
export function drawWait(
  wait: Wait,
  onBusinessDays: boolean,
  from: number,
  situation: Situation,
  salt: number
): number {
  const uniform = draw(situation.dice.key, situation.vector[ATTEMPT]! * 4096 + salt, streams.wait)
  const { where } = situation.table
  if (wait.unit === 'days' && onBusinessDays) return onBusinessDay(wait, from, uniform, where)
  const units = wait.min + Math.floor(uniform * (wait.max - wait.min + 1))
  switch (wait.unit) {
    case 'minutes':
      return from + units * MINUTE
    case 'hours':
      return from + units * 60 * MINUTE
    case 'days':
      return daysLater(from, units, where.clock)
    case 'business_days': {
      const zone = where.clock
      const today = dayOf(localMinutes(zone, from))
      return daysLater(from, addBusinessDays(where.country, where.region, today, units) - today, zone)
    }
  }
}

/** One of the business days in the range, each as likely; the first one after it when the range holds none. */
function onBusinessDay(wait: Wait, from: number, uniform: number, { clock: zone, country, region }: Where): number {
  const today = dayOf(localMinutes(zone, from))
  const fitting: number[] = []
  for (let days = wait.min; days <= wait.max; days++)
    if (isBusinessDay(country, region, today + days)) fitting.push(days)
  if (fitting.length > 0) return daysLater(from, fitting[Math.floor(uniform * fitting.length)]!, zone)
  return daysLater(from, addBusinessDays(country, region, today + wait.max, 1) - today, zone)
}

function daysLater(from: number, days: number, zone: Zone): number {
  return days === 0 ? from : instantOf(zone, localMinutes(zone, from) + days * DAY_MINUTES)
}

/** Morning, noon and late afternoon, from and to in minutes of the day: house defaults, to be tried out. */
const dayparts = [
  [9 * 60, 11 * 60],
  [11 * 60 + 30, 13 * 60 + 30],
  [16 * 60, 18 * 60]
] as const

/** The first time at or after `at` that lies in the daypart whose turn it is with this attempt. */
export function daypart(at: number, zone: Zone, attempt: number, uniform: number): number {
  const [from, to] = dayparts[attempt % dayparts.length]!
  const day = dayOf(localMinutes(zone, at))
  const inDay = from + Math.floor(uniform * (to - from))
  const sameDay = instantOf(zone, day * DAY_MINUTES + inDay)
  return sameDay >= at ? sameDay : instantOf(zone, (day + 1) * DAY_MINUTES + inDay)
}
