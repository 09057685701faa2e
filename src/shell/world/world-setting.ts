import { type Zone } from '../../clock/zone.ts'
import { type Purpose } from '../../facts/recording.ts'
import { type Assumptions } from '../../simulate/assumptions.ts'
import { peopleOf } from '../../simulate/people-of.ts'
import { type Circumstances } from '../engine/batch-work.ts'
import { type Ground } from '../engine/ground.ts'
import { type Outside } from '../engine/outside.ts'
import { groundHere } from '../law/law-here.ts'
import { type Store } from '../store/store.ts'
import { type Shift } from './shift.ts'

/** What a world is made of, beside its list: written down when it opens, read by every engine of it. */
export type WorldSetting = { readonly kind: 'mailboxes' } | Peopled

/** A world of invented people, and reps who call them. */
export type Peopled = {
  readonly kind: 'people'
  /** The name of the floor, and what is assumed on it. */
  readonly floor: string
  readonly assumptions: Assumptions
  readonly reps: number
  readonly shift: { readonly placeId: number; readonly from: number; readonly until: number }
  /** Codes of the facts dialer.mode and dialer.messageMode. */
  readonly dialer: { readonly mode: number; readonly messageMode: number }
  readonly library: { readonly seconds: readonly number[]; readonly purposes: readonly (Purpose | null)[] }
}

/** The clock of a world as its row says it. */
export type Clock = { readonly clock: number; readonly endsAt: number; readonly seed: number; readonly groups: number }

/** Everything that an engine knows of its world. */
export type Stage = {
  readonly org: number
  readonly setting: WorldSetting
  readonly ground: Ground
  readonly outside: Outside
  readonly shift: Shift | null
}

export async function readClock(store: Pick<Store, 'outside'>): Promise<Clock> {
  const { rows } = await store.outside({
    text: 'select clock, ends_at, seed, groups from world where id = 1',
    name: 'read-clock'
  })
  const [row] = rows as { clock: number; ends_at: number; seed: number; groups: number }[]
  if (row === undefined) throw new Error('this database is no world')
  return { clock: row.clock, endsAt: row.ends_at, seed: row.seed, groups: row.groups }
}

/** How many members of its list are not in a world: kept out, or erased. */
export async function readLeftOut(store: Pick<Store, 'outside'>): Promise<number> {
  const { rows } = await store.outside({
    text: `select coalesce((settings->>'leftOut')::int, 0) as n from world where id = 1`
  })
  return (rows[0] as { n: number } | undefined)?.n ?? 0
}

export async function readWorldSetting(store: Pick<Store, 'outside'>): Promise<WorldSetting> {
  const { rows } = await store.outside({ text: 'select settings from world where id = 1' })
  const settings = (rows[0] as { settings: Partial<WorldSetting> } | undefined)?.settings
  return settings?.kind === 'people' ? (settings as Peopled) : { kind: 'mailboxes' }
}

/** Reads what the world was opened with. */
export async function openStage(store: Store, org: number): Promise<Stage> {
  const setting = await readWorldSetting(store)
  const desk = await groundHere(store, org, null)
  if (setting.kind === 'mailboxes') return { org, setting, ground: desk, outside: setting, shift: null }
  const { placeId, from, until } = setting.shift
  const where = (await store.inOrgTx(org, (tx) => desk.places(tx, [placeId]))).get(placeId)
  if (where === undefined) throw new Error(`the reps of this world sit at place ${placeId}, which is not stored`)
  return {
    ...{ org, setting, ground: desk, outside: { kind: 'people', people: peopleOf(setting.assumptions) } },
    shift: { zone: where.clock as Zone, country: where.country, region: where.region, from, until }
  }
}

const MINUTE = 60_000
const ALONE = { dialer: { mode: 0, messageMode: 0 }, library: { seconds: [], purposes: [] } } as const

/** What deciding goes on in at an instant of a world. */
export function worldCircumstances(
  { ground: desk, outside, setting }: Stage,
  seed: number,
  now: number
): Circumstances {
  const { dialer, library } = setting.kind === 'people' ? setting : ALONE
  return {
    ground: desk,
    setting: { now, seed, isWorld: true, dialer, library },
    outside,
    restMs: MINUTE
  }
}
