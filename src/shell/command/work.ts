import { parseInstant } from '../../clock/civil.ts'
import { formatInstant } from '../../clock/civil.ts'
import { fixedZone } from '../../clock/zone.ts'
import { type Choice, choiceCode, facts, slot } from '../../facts/fact.ts'
import { publishNamed } from '../engine/publish-named.ts'
import { floorNamed } from '../floors/floor-named.ts'
import { openPostgres } from '../postgres/postgres.ts'
import { type Installation, openInstallation } from '../store/installation.ts'
import { listNamed } from '../store/list.ts'
import { summaryOf } from '../world/digest.ts'
import { runWorld } from '../world/run-world.ts'
import { type PeopleWish, openWork } from '../world/work-world.ts'
import { Complaint } from './complaint.ts'
import { root, settingOf, wholeOf } from './setting.ts'
import { progress, sayOnStderr, standardOutput } from './terminal.ts'
import { workWords } from './work-words.ts'

export type WorkOptions = {
  readonly list: string
  readonly playbook?: string
  readonly anyway?: boolean
  readonly carrier?: 'simulated' | 'manual' | 'mailbox' | 'asterisk' | 'twilio'
  /** Where the rep hears, on a carrier that dials. */
  readonly rep?: string
  readonly phone?: string
  readonly local?: boolean
  readonly days?: string
  readonly reps?: string
  readonly hours?: string
  readonly floor?: string
  readonly dialer?: string
  readonly from?: string
  readonly seed?: string
  readonly engines?: string
  readonly realTime?: boolean
  readonly json?: boolean
}

/** A Monday on which nobody has a holiday: worlds begin here unless somebody says otherwise. */
const FROM = '2027-01-04T00:00:00Z'
const DAY = 86_400_000
const UTC = fixedZone(0)

const isDialled = ({ carrier }: WorkOptions): boolean => carrier === 'asterisk' || carrier === 'twilio'

/** Works a list: by a rep with any phone, or in a fresh world by simulated reps who call invented people. */
export async function work(options: WorkOptions): Promise<void> {
  const isByHand = isDialled(options) || options.carrier === 'manual' || options.realTime === true
  if (isByHand) return await (await import('../session/terminal-command.ts')).workByHand(options)
  const days = wholeOf('--days', options.days ?? '30', 366)
  const engines = wholeOf('--engines', options.engines ?? '1', 8)
  const { seed } = settingOf({ seed: options.seed })
  const from = instantOf(options.from ?? FROM)
  const people = options.carrier === 'mailbox' ? null : peopleOf(options)
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const { id: listId } = await listNamed(store, org, options.list)
  const published = options.playbook === undefined ? null : await publishNamed(installation, options.playbook)
  await using worlds = await serverOfWorlds(installation)
  const shown = progress()
  shown.say('Opening a world from the list')
  const wish = {
    ...{ org, listId, playbookId: published?.id ?? null, anyway: options.anyway ?? false },
    ...{ from, days, seed, people, now: Date.now() }
  }
  const { world, enrolled } = await openWork(store, worlds.postgres, wish, (row) => shown.say(`Enrolling: row ${row}`))
  await using worldStore = world.store
  try {
    await runWorld(world, org, engines, process.env, ({ clock }) =>
      shown.say(`Day ${Math.floor((clock - from) / DAY) + 1} of ${days}: ${formatInstant(clock, UTC)}`)
    )
  } finally {
    shown.done()
  }
  const summary = await summaryOf(worldStore, org)
  const { number, leftOut } = world
  const told = { world: number, days, seed, floor: people?.floor ?? null, reps: people?.reps ?? 0, leftOut, ...summary }
  await standardOutput().write(options.json ? `${JSON.stringify(told)}\n` : workWords(told, enrolled))
}

/** Worlds lie on the embedded server, also when the store is elsewhere. */
async function serverOfWorlds({ postgres }: Installation) {
  const own =
    postgres.kind === 'embedded'
      ? null
      : await openPostgres({ env: process.env, root, embedded: true, say: sayOnStderr })
  return {
    postgres: own ?? postgres,
    async [Symbol.asyncDispose]() {
      await own?.[Symbol.asyncDispose]()
    }
  }
}

const MODES = facts[slot('dialer.mode')] as Choice

function peopleOf({ floor, reps, hours, dialer = 'preview' }: WorkOptions): PeopleWish {
  if (Number.isNaN(choiceCode(MODES, dialer)))
    throw new Complaint(`--dialer ${dialer}: must be one of ${MODES.values.join(', ')}`, 2)
  const { name, assumptions } = floorNamed(floor ?? 'house')
  return {
    ...{ floor: name, assumptions, dialer },
    reps: wholeOf('--reps', reps ?? '5', 200),
    hours: hoursOf(hours ?? '9:00-18:00')
  }
}

/** `9:00-18:00` in minutes of the day. */
function hoursOf(text: string): { readonly from: number; readonly until: number } {
  const match = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/.exec(text)
  const [, fromHour, fromMinute, untilHour, untilMinute] = (match ?? []).map(Number)
  const from = fromHour! * 60 + fromMinute!
  const until = untilHour! * 60 + untilMinute!
  if (match && from < until && until <= 1440 && fromMinute! < 60 && untilMinute! < 60) return { from, until }
  throw new Complaint(`--hours ${text}: must be like 9:00-18:00, the end after the beginning`, 2)
}

/** A world begins at midnight where only a day is named. */
function instantOf(text: string): number {
  const parsed = parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text)
  if (parsed === null)
    throw new Complaint(`--from ${text}: must be a day such as 2027-01-04, or RFC 3339 with an offset`, 2)
  return parsed.epochMs
}
