import { dayNumber, daysInMonth, formatInstant } from '../../clock/civil.ts'
import { type Zone, instantOf } from '../../clock/zone.ts'
import { countWords } from '../../sheet/words.ts'
import { Complaint } from '../command/complaint.ts'
import { root, settingOf } from '../command/setting.ts'
import { sayOnStderr } from '../command/terminal.ts'
import { openPostgres } from '../postgres/postgres.ts'
import { openInstallation } from '../store/installation.ts'
import { listNamed } from '../store/list.ts'
import { type Store } from '../store/store.ts'
import { reopenWorld, worldNumbers } from '../world/open-world.ts'
import { readLeftOut, readWorldSetting } from '../world/world-setting.ts'
import { type Doubting } from '../../report/doubting.ts'
import { type RowsWish, UTC } from './read-rows.ts'

/** What is reported on: the live store, or a world. */
export type Source = {
  readonly store: Store
  readonly org: number
  readonly what: string
  readonly isWorld: boolean
  readonly asOf: number
  readonly zone: Zone
  readonly facts: readonly string[]
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

const DAY = 86_400_000

export async function openSource({ world }: { readonly world?: string }): Promise<Source> {
  if (world !== undefined) return await openWorldSource(world)
  const installation = await openInstallation(process.env, sayOnStderr)
  const { now, zone } = settingOf({})
  return {
    ...{ store: installation.store, org: installation.org, what: 'your leads', isWorld: false, asOf: now, zone },
    facts: [],
    [Symbol.asyncDispose]: () => installation[Symbol.asyncDispose]()
  }
}

async function openWorldSource(text: string): Promise<Source> {
  if (!/^\d{1,7}$/.test(text) || Number(text) < 1)
    throw new Complaint(`--world ${text}: must be the number of a world, such as 1`, 2)
  const number = Number(text)
  const postgres = await openPostgres({ env: process.env, root, embedded: true, say: sayOnStderr })
  try {
    const there = await worldNumbers(postgres)
    if (!there.includes(number))
      throw new Complaint(
        `there is no world ${number}${there.length === 0 ? ': open one with "aftertone work"' : `; there are ${there.join(', ')}`}`
      )
    const { store } = await reopenWorld(postgres, number)
    const org = await orgOf(store)
    return {
      ...(await aboutWorld(store, org, number)),
      ...{ store, org },
      async [Symbol.asyncDispose]() {
        await store[Symbol.asyncDispose]()
        await postgres[Symbol.asyncDispose]()
      }
    }
  } catch (error) {
    await postgres[Symbol.asyncDispose]()
    throw error
  }
}

/** A world has one org, that of the list it was opened from. */
async function orgOf(store: Store): Promise<number> {
  const { rows } = await store.outside({ text: 'select org from orgs() limit 1' })
  return (rows[0] as { org: number } | undefined)?.org ?? 1
}

/** A world says itself how it was made, so that anybody can make it again. */
async function aboutWorld(store: Store, org: number, number: number) {
  const { rows } = await store.outside({ text: 'select seed, clock, ends_at from world where id = 1' })
  const [row] = rows as { seed: number; clock: number; ends_at: number }[]
  if (row === undefined)
    throw new Complaint(`world ${number} was never opened to its end: throw it away with "aftertone reset"`)
  const [setting, leftOut] = await Promise.all([readWorldSetting(store), readLeftOut(store)])
  const asOf = Math.min(row.clock, row.ends_at)
  const first = await firstDay(store, org)
  const days = first === null ? 0 : Math.round((asOf - first) / DAY)
  return {
    ...{ what: `world ${number}`, isWorld: true, asOf, zone: UTC },
    facts: [
      setting.kind === 'people'
        ? `Nothing of it is real: ${countWords(setting.reps)} simulated reps called invented people on the floor “${setting.floor}”.`
        : 'Nothing of it is real: every call reached a mailbox.',
      ...(first === null ? [] : [`${countWords(days)} days from ${formatInstant(first, UTC).slice(0, 10)}.`]),
      `Seed ${row.seed}.`,
      ...(leftOut === 0 ? [] : [`${countWords(leftOut)} of the list are not in it: kept out, or erased.`])
    ]
  }
}

/** The midnight before the first person entered a playbook. */
async function firstDay(store: Store, org: number): Promise<number | null> {
  const [found] = await store.inOrg(org, [
    { text: 'select min(started_at) as at from run where org = $1', values: [org] }
  ])
  const { at } = found!.rows[0] as { at: number | null }
  return at === null ? null : Math.floor(at / DAY) * DAY
}

export type Scope = { readonly wish: RowsWish; readonly facts: readonly string[] }

/** Which part of it, in the words of the options. Throws complaints. */
export async function scopeOf(
  source: Source,
  options: { readonly list?: string; readonly playbook?: string; readonly from?: string; readonly until?: string },
  doubts: Doubting
): Promise<Scope> {
  const { store, org, zone, asOf } = source
  const from = options.from === undefined ? -Infinity : dayOf('--from', options.from, zone, 0)
  const until = options.until === undefined ? Infinity : dayOf('--until', options.until, zone, 1)
  if (from >= until) throw new Complaint(`--from ${options.from} is after --until ${options.until}`, 2)
  const listId = options.list === undefined ? null : (await listNamed(store, org, options.list)).id
  const playbooks = await playbooksOf(store, org)
  const playbook = options.playbook ?? null
  if (playbook !== null && !playbooks.some((each) => each === playbook || each.startsWith(`${playbook}@`)))
    throw new Complaint(
      `nobody was ever in a playbook called ${playbook}${playbooks.length === 0 ? '' : `; there are ${playbooks.join(', ')}`}`
    )
  return {
    wish: { org, listId, playbook, period: { from, until, asOf }, houseZone: zone, doubts },
    facts: [
      ...source.facts,
      ...(options.list === undefined ? [] : [`List ${options.list}.`]),
      playbook === null
        ? playbooks.length === 0
          ? []
          : [`Playbooks: ${playbooks.join(', ')}.`]
        : [`Playbook ${playbook}.`],
      ...(options.from === undefined ? [] : [`From ${options.from}.`]),
      ...(options.until === undefined ? [] : [`Until ${options.until}, that day included.`])
    ].flat()
  }
}

async function playbooksOf(store: Store, org: number): Promise<readonly string[]> {
  const [found] = await store.inOrg(org, [
    {
      text: `select v.name || '@' || v.label as name from playbook_version v where v.org = $1
        and exists (select from run r where r.org = v.org and r.playbook_id = v.id) order by 1`,
      values: [org]
    }
  ])
  return (found!.rows as { name: string }[]).map(({ name }) => name)
}

/** Midnight of a day, or of the one after it. */
function dayOf(name: string, text: string, zone: Zone, after: 0 | 1): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])]
  const isDay =
    match !== null &&
    year >= 1970 &&
    year < 2100 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  if (!isDay) throw new Complaint(`${name} ${text}: must be a day such as 2027-01-04`, 2)
  return instantOf(zone, (dayNumber(year, month, day) + after) * 1440)
}
