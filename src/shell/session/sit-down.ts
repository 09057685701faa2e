import { type ReadStream, type WriteStream } from 'node:tty'
import { type Zone } from '../../clock/zone.ts'
import { type Desk, type DeskEvent, openDesk } from './desk.ts'
import { type Line } from './line.ts'
import { repDesk } from './rep-desk.ts'
import { type RepSession } from './rep-session.ts'
import { farewell, screenLines } from './screen.ts'
import { terminalScreen } from './terminal-screen.ts'

/** Where a rep sits: the streams of the terminal, and a clock. */
export type Seat = {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly env: NodeJS.ProcessEnv
  readonly clock: () => number
}
/** The screen until the rep leaves: keys in, frames out, a tick each second. */
export async function sitDown(
  session: RepSession,
  list: string,
  seat: Seat,
  zone: Zone,
  lineOf: (hear: (event: DeskEvent) => void, desk: () => Desk) => Line,
  carrier: Desk['carrier'] = { name: 'manual', dials: false, isProgressive: false }
): Promise<void> {
  const first = openDesk(seat.clock(), list, carrier)
  let shown: Desk = first
  let hear: (event: DeskEvent) => void = () => undefined
  let before: Desk = first
  let current = (): Desk => first
  const screen = terminalScreen(seat.stdin as ReadStream, seat.stdout as WriteStream, seat.env, {
    key: (key) => hear({ kind: 'key', key }),
    resized: () => draw(shown)
  })
  const draw = (desk: Desk): void => {
    if (desk.phase.kind !== 'gone') before = desk
    shown = desk
    if (desk.phase.kind !== 'gone') screen.show(screenLines(desk, screen.size(), screen.paint))
  }
  const desk = repDesk(
    session,
    first,
    lineOf(
      (event) => hear(event),
      () => current()
    ),
    zone,
    draw
  )
  hear = desk.hear
  current = desk.desk
  const leave = (): void => hear({ kind: 'key', key: { kind: 'interrupt' } })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, leave)
  let board = first.board
  const ticking = setInterval(desk.tick, 1000)
  try {
    board = await desk.gone
  } finally {
    clearInterval(ticking)
    for (const signal of signals) process.off(signal, leave)
    await screen[Symbol.asyncDispose]()
    seat.stdout.write(`${farewell(before.phase, board)}\n`)
  }
}
