import { DAILY_CAP, DAILY_WARNING, type NumberState, REST_MS, numberState } from '../../call/caller-number.ts'
import { MINUTES_PER_DAY } from '../../clock/calendar.ts'
import { parseDay } from '../../clock/day-text.ts'
import { instantOf, localMinutes, type Zone } from '../../clock/zone.ts'
import { readPhone } from '../../intake/phone.ts'
import { Complaint } from '../command/complaint.ts'
import { settingOf } from '../command/setting.ts'
import { sayOnStderr, standardOutput } from '../command/terminal.ts'
import { lineOf, neededLine } from '../ledger/said.ts'
import { openInstallation } from '../store/installation.ts'
import { type NumberChange, type OwnNumber, addNumber, changeNumber, ownNumbers } from './numbers.ts'

type Common = { readonly json?: boolean }

const TEXT_MAX = 200
/** No telephone company lets a number place more. */
const CAP_MAX = 100_000

/** Each number of ours: what it is good for now, and how its calls went. */
export async function listNumbers({ json }: Common): Promise<void> {
  const { now, zone } = settingOf({})
  await using installation = await openInstallation(process.env, sayOnStderr)
  const numbers = await ownNumbers(installation.store, installation.org, now, dayStartOf(zone, now))
  const all = numbers.map((number) => ({ ...number, state: numberState(number, now) }))
  if (!json) return await standardOutput().write(listWords(all))
  const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
  const told = all.map(({ id, addedAt, restsUntil, ...each }) => ({
    ...{ id: String(id), ...each, addedAt: instant(addedAt), restsUntil: instant(restsUntil) }
  }))
  await standardOutput().write(`${JSON.stringify(told)}\n`)
}

/** When this day began where the installation is. */
export function dayStartOf(zone: Zone, now: number): number {
  return instantOf(zone, Math.floor(localMinutes(zone, now) / MINUTES_PER_DAY) * MINUTES_PER_DAY)
}

export type AddOptions = Common & { readonly label?: string; readonly cap?: string; readonly region?: string }

export async function addOwnNumber(text: string, options: AddOptions): Promise<void> {
  const setting = settingOf(options)
  const e164 = e164Of(text, setting.country)
  const dailyCap = options.cap === undefined ? DAILY_CAP : capOf(options.cap)
  const label = lineOf('--label', options.label, TEXT_MAX)
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  if (!(await addNumber(store, org, { e164, label, dailyCap }, setting.now)))
    throw new Complaint(`${e164} is a number of yours already; aftertone numbers shows how it stands`)
  await say(options, { number: e164, dailyCap, label }, `${e164} may be called from, ${dailyCap} times a day at most.`)
}

export type RestOptions = Common & { readonly until?: string; readonly reason?: string; readonly region?: string }

/** Lets a number rest, so that what others think of it can mend. */
export async function restNumber(text: string, options: RestOptions): Promise<void> {
  const { now, zone, country } = settingOf(options)
  const reason = neededLine('--reason', options.reason, TEXT_MAX, 'why it rests; it is shown with the number')
  const until = options.until === undefined ? now + REST_MS : restEnd(options.until, zone, now)
  const day = new Date(until).toISOString().slice(0, 10)
  await change(text, country, { kind: 'rest', until, reason }, options, `rests until ${day}: nobody is called from it`)
}

function restEnd(text: string, zone: Zone, now: number): number {
  const day = parseDay(text.trim())
  if (day === null) throw new Complaint(`--until ${text}: must be a day such as 2027-01-15`, 2)
  const until = instantOf(zone, day * MINUTES_PER_DAY)
  if (until <= now) throw new Complaint(`--until ${text}: that is over already`, 2)
  return until
}

export const liftNumber = async (text: string, options: Common & { readonly region?: string }): Promise<void> =>
  await change(
    text,
    settingOf(options).country,
    { kind: 'lift' },
    options,
    'is used again; what was suspected is forgotten'
  )

export const retireNumber = async (text: string, options: Common & { readonly region?: string }): Promise<void> =>
  await change(text, settingOf(options).country, { kind: 'retire' }, options, 'is not called from any more')

export const capNumber = async (
  text: string,
  cap: string,
  options: Common & { readonly region?: string }
): Promise<void> => {
  const dailyCap = capOf(cap)
  await change(
    text,
    settingOf(options).country,
    { kind: 'cap', dailyCap },
    options,
    `is called from ${dailyCap} times a day at most`
  )
}

async function change(
  text: string,
  country: string,
  wanted: NumberChange,
  options: Common,
  words: string
): Promise<void> {
  const e164 = e164Of(text, country)
  await using installation = await openInstallation(process.env, sayOnStderr)
  if (!(await changeNumber(installation.store, installation.org, e164, wanted, Date.now())))
    throw new Complaint(`${e164}: that is no number of yours, or it is retired; aftertone numbers shows them`)
  await say(options, { number: e164, ...wanted }, `${e164} ${words}.`)
}

async function say({ json }: Common, told: object, words: string): Promise<void> {
  await standardOutput().write(json ? `${JSON.stringify(told)}\n` : `${words}\n`)
}

function e164Of(text: string, country: string): string {
  const read = readPhone(text, country)
  if (read.kind === 'phone') return read.e164
  throw new Complaint(`${text.slice(0, 40)}: ${read.reason}`, 2)
}

function capOf(text: string): number {
  const cap = Number(text)
  if (Number.isInteger(cap) && cap >= 1 && cap <= CAP_MAX) return cap
  throw new Complaint(`${text.slice(0, 20)}: the most calls of a day are a whole number from 1 to ${CAP_MAX}`, 2)
}

const stateWords: Readonly<Record<NumberState, string>> = {
  retired: 'retired',
  resting: 'rests',
  suspected_block: 'suspected of being blocked: calls fall into mailboxes without a ring',
  full: 'full for today',
  at_risk: 'at risk: far fewer people answer than before',
  healthy: 'healthy',
  new: 'new: too few calls to say'
}

function listWords(all: readonly (OwnNumber & { readonly state: NumberState })[]): string {
  if (all.length === 0) return 'There is no number of yours yet: aftertone numbers add +12125550100 brings one in.\n'
  const lines = all.map(({ e164, state, today, dailyCap, week, before, label, restReason }) => {
    const share = ({ people, calls }: OwnNumber['week']): string =>
      calls === 0 ? '–' : `${Math.round((100 * people) / calls)} %`
    const busy = today >= DAILY_WARNING && state !== 'full' ? ', a busy day' : ''
    const more = [label, state === 'resting' ? restReason : null].filter((each) => each !== null).join('; ')
    return `${e164.padEnd(16)} ${`${today} of ${dailyCap} today${busy}`.padEnd(24)} people ${share(week)} of ${week.calls} this week, ${share(before)} of ${before.calls} before  ${stateWords[state]}${more === '' ? '' : ` (${more})`}`
  })
  return `${lines.join('\n')}\n`
}
