import { type ReadStream, type WriteStream } from 'node:tty'
import { type Zone } from '../../clock/zone.ts'
import { house } from '../../guard/house.ts'
import { countWords } from '../../sheet/words.ts'
import { Complaint } from '../command/complaint.ts'
import { liveCircumstances } from '../command/enrol.ts'
import { settingOf } from '../command/setting.ts'
import { sayOnStderr } from '../command/terminal.ts'
import { enrolList } from '../engine/enrol.ts'
import { ground } from '../engine/ground.ts'
import { publishNamed } from '../engine/publish-named.ts'
import { type Installation, openInstallation } from '../store/installation.ts'
import { listNamed } from '../store/list.ts'
import { manualCarrier } from '../telephony/manual/manual-carrier.ts'
import { type Desk, type DeskEvent, openDesk } from './desk.ts'
import { type Line, manualLine } from './line.ts'
import { repDesk } from './rep-desk.ts'
import { firstUser, openSession } from './rep-session.ts'
import { screenLines } from './screen.ts'
import { terminalScreen } from './terminal-screen.ts'

export type HandOptions = {
  readonly list: string
  readonly playbook?: string
  readonly carrier: 'manual' | 'simulated'
}

/** Where a rep sits: the streams of the terminal, and a clock. */
export type Seat = {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly env: NodeJS.ProcessEnv
  readonly clock: () => number
}
const HERE: Seat = { stdin: process.stdin, stdout: process.stdout, env: process.env, clock: Date.now }

/** A rep works a list by hand, on a telephone of their own. Refused where nobody sits at a terminal. */
export async function workByHand(options: HandOptions, seat: Seat = HERE): Promise<void> {
  if (seat.stdin.isTTY !== true || seat.stdout.isTTY !== true)
    throw new Complaint('a rep works by keys: run this in a terminal, with nothing piped in or out', 2)
  await using installation = await openInstallation(seat.env, sayOnStderr)
  const { store, org } = installation
  const { id: listId } = await listNamed(store, org, options.list)
  if (options.playbook !== undefined) await enrolNamed(installation, listId, options.playbook, seat.clock())
  const desk = ground(org, house, 1)
  await using session = await openSession(store, org, {
    ...{ userId: await firstUser(store, org), listId, carrier: options.carrier, clock: seat.clock },
    circumstances: (now) => liveCircumstances(org, now, desk)
  })
  const { zone } = settingOf({}, seat.env)
  await sitDown(session, options, seat, zone, (hear) =>
    manualLine(
      manualCarrier(() => undefined),
      hear
    )
  )
}

/** Who is in no playbook is enrolled, as the command enrol does it; the rest stay where they are. */
async function enrolNamed(installation: Installation, listId: number, name: string, now: number): Promise<void> {
  const { store, org } = installation
  const published = await publishNamed(installation, name, 'finish', now)
  const wish = { org, listId, playbookId: published.id, part: 0, of: 1, perDay: null, limit: Infinity }
  const { enrolled } = await enrolList(store, { ...wish, again: false, anyway: false }, liveCircumstances(org, now))
  sayOnStderr(`${countWords(enrolled)} enrolled in ${published.version}.`)
}

/** The screen until the rep leaves: keys in, frames out, a tick each second. */
async function sitDown(
  session: Parameters<typeof repDesk>[0],
  { list, carrier }: HandOptions,
  seat: Seat,
  zone: Zone,
  lineOf: (hear: (event: DeskEvent) => void) => Line
): Promise<void> {
  const first = openDesk(seat.clock(), list, { name: carrier, dials: carrier === 'simulated' })
  let shown: Desk = first
  let hear: (event: DeskEvent) => void = () => undefined
  await using screen = terminalScreen(seat.stdin as ReadStream, seat.stdout as WriteStream, seat.env, {
    key: (key) => hear({ kind: 'key', key }),
    resized: () => draw(shown)
  })
  const draw = (desk: Desk): void => {
    shown = desk
    if (desk.phase.kind !== 'gone') screen.show(screenLines(desk, screen.size(), screen.paint))
  }
  const desk = repDesk(
    session,
    first,
    lineOf((event) => hear(event)),
    zone,
    draw
  )
  hear = desk.hear
  const leave = (): void => hear({ kind: 'key', key: { kind: 'interrupt' } })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, leave)
  const ticking = setInterval(desk.tick, 1000)
  try {
    await desk.gone
  } finally {
    clearInterval(ticking)
    for (const signal of signals) process.off(signal, leave)
  }
}
