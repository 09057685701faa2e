import { countWords } from '../../sheet/words.ts'
import { Complaint } from '../command/complaint.ts'
import { liveCircumstances } from '../engine/live-circumstances.ts'
import { settingOf } from '../command/setting.ts'
import { sayOnStderr } from '../command/terminal.ts'
import { type WorkOptions } from '../command/work.ts'
import { enrolList } from '../engine/enrol.ts'
import { type Ground } from '../engine/ground.ts'
import { publishNamed } from '../engine/publish-named.ts'
import { keepGround } from '../law/law-here.ts'
import { openLists } from '../lists/open-lists.ts'
import { type Installation, openInstallation } from '../store/installation.ts'
import { listNamed } from '../store/list.ts'
import { manualCarrier } from '../telephony/manual/manual-carrier.ts'
import { manualLine } from './line.ts'
import { adviceAt } from './say-call.ts'
import { firstUser, openSession } from './rep-session.ts'
import { type Seat, sitDown } from './sit-down.ts'
import { workInTraining } from './training.ts'

const HERE: Seat = { stdin: process.stdin, stdout: process.stdout, env: process.env, clock: Date.now }

/** A rep works a list by hand: real people on a telephone of their own, or invented ones in a world for training. */
export async function workByHand(options: WorkOptions, seat: Seat = HERE): Promise<void> {
  if (seat.stdin.isTTY !== true || seat.stdout.isTTY !== true)
    throw new Complaint('a rep works by keys: run this in a terminal, with nothing piped in or out', 2)
  if (options.json)
    throw new Complaint('--json: a session at a terminal has no JSON to print; "aftertone report" has', 2)
  const { carrier = 'simulated' } = options
  if (carrier === 'mailbox')
    throw new Complaint('--carrier mailbox: nobody sits at that phone; take manual, or simulated with --real-time', 2)
  await using installation = await openInstallation(seat.env, sayOnStderr)
  const list = await listNamed(installation.store, installation.org, options.list)
  if (carrier === 'manual') await workReal(installation, list.id, options, seat)
  else if (carrier === 'asterisk' || carrier === 'twilio')
    await (
      await import('./dialled-work.ts')
    ).workDialled(installation, carrier, list.id, options, seat, (desk) =>
      enrolWished(installation, list.id, options, seat.clock(), desk)
    )
  else await workInTraining(installation, list.id, options, seat)
}

async function workReal(
  { store, org, postgres }: Installation,
  listId: number,
  options: WorkOptions,
  seat: Seat
): Promise<void> {
  const kept = await keepGround(store, org, await openLists(postgres.home))
  await enrolWished({ store, org }, listId, options, seat.clock(), kept.last())
  await using session = await openSession(store, org, {
    ...{ userId: await firstUser(store, org), listId, carrier: 'manual', clock: seat.clock },
    circumstances: (now) => liveCircumstances(org, now, kept.last()),
    renew: kept.look
  })
  const { zone } = settingOf({}, seat.env)
  await sitDown(session, options.list, seat, zone, (hear) =>
    manualLine(
      manualCarrier(() => undefined),
      adviceAt(session),
      hear
    )
  )
}

const MINUTE = 60_000

/** Where a playbook is named, who is in none is enrolled, as the command enrol does it; the rest stay where they are. */
async function enrolWished(
  installation: Pick<Installation, 'store' | 'org'>,
  listId: number,
  { playbook, anyway = false }: Pick<WorkOptions, 'anyway' | 'playbook'>,
  now: number,
  desk: Ground
): Promise<void> {
  if (playbook === undefined) return
  const { store, org } = installation
  const published = await publishNamed(installation, playbook, 'finish', now)
  // First calls fall due on a whole minute: on the one that runs, so that nobody waits for the next.
  const minute = Math.floor(now / MINUTE) * MINUTE
  const wish = { org, listId, playbookId: published.id, part: 0, of: 1, perDay: null, limit: Infinity }
  const { enrolled } = await enrolList(store, { ...wish, again: false, anyway }, liveCircumstances(org, minute, desk))
  sayOnStderr(`${countWords(enrolled)} enrolled in ${published.version}.`)
}
