import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type WorldNow, type WorldWish } from '../../contract/worlds.ts'
import { type Zone } from '../../clock/zone.ts'
import { OutsideError } from '../outside-error.ts'
import { type Postgres } from '../postgres/postgres.ts'
import { type World, dropWorld, reopenWorld, worldNumbers } from './open-world.ts'
import { worldNow } from './world-now.ts'
import { type FromWorld } from './world-process.ts'

/** Worlds that somebody watches: each runs in a process of its own, and what it tells is passed on. */
export type WorldRuns = {
  readonly all: () => Promise<readonly WorldNow[]>
  readonly one: (number: number) => Promise<WorldNow | null>
  /** Answers when the world has a number. */
  readonly start: (wish: WorldWish) => Promise<WorldNow>
  /** What it tells behind the event `after`, and whatever comes; ends with the world. */
  readonly follow: (number: number, after: number, gone: AbortSignal) => AsyncIterable<Told | 'still there'>
  /** False when there is none of this number. */
  readonly drop: (number: number) => Promise<boolean>
  readonly open: (number: number) => Promise<World | null>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}
export type Told = { readonly id: number; readonly told: WorldNow }

type Run = {
  readonly child: ChildProcess
  now: WorldNow
  events: number
  isOver: boolean
  readonly wake: Set<() => void>
}

/** Lines that keep a connection open where something between cuts silent ones. */
const STILL_THERE_MS = 15_000
/** So many worlds at once; each takes a core. */
const RUNS_MAX = 2

export type Grounds = {
  readonly env: NodeJS.ProcessEnv
  readonly org: number
  readonly zone: Zone
  readonly embedded: () => Promise<Postgres>
  readonly say: (line: string) => void
}

export function worldRuns({ env, org, zone, embedded, say }: Grounds): WorldRuns {
  const runs = new Map<number, Run>()
  const opened = new Map<number, World>()
  const starting = new Set<ChildProcess>()
  const open = async (number: number): Promise<World | null> => {
    const known = opened.get(number)
    if (known !== undefined) return known
    const postgres = await embedded()
    if (!(await worldNumbers(postgres)).includes(number)) return null
    const world = await reopenWorld(postgres, number)
    opened.set(number, world)
    return world
  }
  const one = async (number: number): Promise<WorldNow | null> => {
    const run = runs.get(number)
    if (run !== undefined && !run.isOver) return run.now
    const world = await open(number)
    const now = world === null ? null : await worldNow(world, org, zone, false)
    return now === null || run?.now.state !== 'failed' ? now : { ...now, state: 'failed', problem: run.now.problem }
  }
  return {
    open,
    one,
    async all() {
      const numbers = await worldNumbers(await embedded())
      const found: WorldNow[] = []
      for (const number of numbers.toReversed()) {
        const now = await one(number)
        if (now !== null) found.push(now)
      }
      return found
    },
    async start(wish) {
      const running = starting.size + [...runs.values()].filter(({ isOver }) => !isOver).length
      if (running >= RUNS_MAX)
        throw new OutsideError('in_use', 'Two worlds are being worked already: wait, or stop one')
      const child = startProcess(env, org, wish)
      starting.add(child)
      const first = await firstWord(child).finally(() => starting.delete(child))
      const run: Run = { child, now: first, events: 1, isOver: first.state !== 'running', wake: new Set() }
      runs.set(first.number, run)
      hearOn(run, say)
      return first
    },
    async *follow(number, after, gone) {
      const run = runs.get(number)
      if (run === undefined) {
        const now = await one(number)
        if (now !== null) yield { id: Math.max(1, after), told: now }
        return
      }
      let told = after > run.events ? 0 : after
      while (!gone.aborted) {
        if (run.events > told) {
          told = run.events
          yield { id: told, told: run.now }
        } else if (run.isOver) return
        else if (!(await somethingNew(run, gone))) yield 'still there'
      }
    },
    async drop(number) {
      const run = runs.get(number)
      if (run !== undefined) await stop(run)
      const now = await one(number)
      if (now === null) return false
      await opened.get(number)?.store[Symbol.asyncDispose]()
      opened.delete(number)
      runs.delete(number)
      await dropWorld(await embedded(), number)
      return true
    },
    async [Symbol.asyncDispose]() {
      for (const child of starting) child.kill()
      await Promise.all([...runs.values()].map(stop))
      for (const { store } of opened.values()) await store[Symbol.asyncDispose]()
    }
  }
}

function startProcess(env: NodeJS.ProcessEnv, org: number, wish: WorldWish): ChildProcess {
  const file = join(import.meta.dirname, 'world-process.ts')
  return spawn(process.execPath, [file, JSON.stringify({ org, wish })], {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc']
  })
}

/** The first thing that it tells, which holds its number; throws what it failed of before. */
async function firstWord(child: ChildProcess): Promise<WorldNow> {
  const said = text(child.stderr!)
  const ended = once(child, 'close').then(async () => {
    const words = (await said).trim()
    return { kind: 'failed', problem: words === '' ? 'it ended before it began' : words } as const
  })
  const heard = once(child, 'message').then(([told]) => told as FromWorld)
  const told = await Promise.race([heard, ended])
  heard.catch(() => undefined)
  if (told.kind === 'now') return told.now
  throw new OutsideError('failed', `The world could not be opened: ${told.problem}`)
}

function hearOn(run: Run, say: (line: string) => void): void {
  const tell = (now: WorldNow, isOver: boolean): void => {
    run.now = now
    run.isOver = isOver
    run.events++
    for (const wake of run.wake) wake()
  }
  run.child.on('message', (told: FromWorld) => {
    if (told.kind === 'now') return tell(told.now, told.now.state !== 'running')
    say(`World ${run.now.number} failed: ${told.problem}`)
    tell({ ...run.now, state: 'failed', problem: told.problem }, true)
  })
  run.child.once('close', () => {
    if (!run.isOver) tell({ ...run.now, state: 'cancelled' }, true)
  })
}

/** True when the run has told something; false when it was silent for a while. */
async function somethingNew(run: Run, gone: AbortSignal): Promise<boolean> {
  return await new Promise((resolve) => {
    const end = (isNew: boolean): void => {
      clearTimeout(timer)
      run.wake.delete(wake)
      gone.removeEventListener('abort', wake)
      resolve(isNew)
    }
    const wake = (): void => end(true)
    const timer = setTimeout(() => end(false), STILL_THERE_MS)
    run.wake.add(wake)
    gone.addEventListener('abort', wake, { once: true })
  })
}

/** Its database has no other reader than it when this is done. */
async function stop({ child }: Run): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'close')
  child.kill()
  await ended
}
