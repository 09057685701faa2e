import { type Zone } from '../../clock/zone.ts'
import { parseInstant } from '../../clock/civil.ts'
import { Complaint } from '../command/complaint.ts'
import { root, settingOf, wholeOf } from '../command/setting.ts'
import { sayOnStderr } from '../command/terminal.ts'
import { type WorkOptions } from '../command/work.ts'
import { publishNamed } from '../engine/publish-named.ts'
import { floorNamed } from '../floors/floor-named.ts'
import { openPostgres } from '../postgres/postgres.ts'
import { type Installation } from '../store/installation.ts'
import { openWork } from '../world/work-world.ts'
import { openStage, worldCircumstances } from '../world/world-setting.ts'
import { simulatedLine } from './line.ts'
import { adviceAt } from './say-call.ts'
import { openSession } from './rep-session.ts'
import { type Seat, sitDown } from './sit-down.ts'

/** A working day on which both coasts of America are awake: one in the afternoon in New York. */
const FROM = '2027-01-04T18:00:00Z'
const DAYS = 1
const MINUTE = 60_000
const REP = 1
const FIRST_IDS = 1024

/**
 * A rep calls invented people: a world is opened from the list, its clock runs as fast as the one on the wall, and
 * nothing of it touches the real store.
 */
export async function workInTraining(
  installation: Installation,
  listId: number,
  options: WorkOptions,
  seat: Seat
): Promise<void> {
  const { store: real, org, postgres } = installation
  const { seed } = settingOf({ seed: options.seed })
  const from = instantOf(options.from ?? FROM)
  const { name, assumptions } = floorNamed(options.floor ?? 'house')
  const published = options.playbook === undefined ? null : await publishNamed(installation, options.playbook)
  await using own =
    postgres.kind === 'embedded' ? null : await openPostgres({ env: seat.env, root, embedded: true, say: sayOnStderr })
  const hours = { from: 0, until: 1440 }
  const { world } = await openWork(real, own ?? postgres, {
    ...{
      org,
      listId,
      playbookId: published?.id ?? null,
      from,
      days: wholeOf('--days', options.days ?? String(DAYS), 366)
    },
    ...{ seed, now: seat.clock(), people: { floor: name, assumptions, reps: REP, hours, dialer: 'manual' } }
  })
  await using store = world.store
  // The seats of a world have the first ids.
  await store.ids.take(FIRST_IDS)
  const stage = await openStage(store, org)
  if (stage.outside.kind !== 'people') throw new Error('a world for training has people in it')
  const { people } = stage.outside
  const start = seat.clock()
  // The first calls of a world fall due a minute after it opens.
  const clock = (): number => from + MINUTE + seat.clock() - start
  await using session = await openSession(store, org, {
    ...{ userId: REP, listId, carrier: 'simulated', clock },
    circumstances: (now) => worldCircumstances(stage, seed, now)
  })
  const zone: Zone = stage.shift?.zone ?? settingOf({}, seat.env).zone
  await sitDown(
    session,
    options.list,
    { ...seat, clock },
    zone,
    (hear) => simulatedLine(people, adviceAt(session), hear),
    {
      ...{ name: `simulated, world ${world.number}`, dials: true, isProgressive: false }
    }
  )
}

function instantOf(text: string): number {
  const parsed = parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T18:00:00Z` : text)
  if (parsed === null)
    throw new Complaint(`--from ${text}: must be a day such as 2027-01-04, or RFC 3339 with an offset`, 2)
  return parsed.epochMs
}
