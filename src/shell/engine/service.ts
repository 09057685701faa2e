import { setTimeout as pause } from 'node:timers/promises'
import { house } from '../../guard/house.ts'
import { liveCircumstances } from './live-circumstances.ts'
import { type Installation } from '../store/installation.ts'
import { type Circumstances } from './batch-work.ts'
import { type Dispatcher, dispatchBatch } from './dispatch.ts'
import { type Ground, ground } from './ground.ts'
import { expireLeases, expireTasks } from './keep-house.ts'
import { runEngine } from './live-engine.ts'
import { taskDispatcher } from './task-dispatcher.ts'

/** An engine that works in this process until it is disposed of. */
export type Service = { readonly [Symbol.asyncDispose]: () => Promise<void> }

const DISPATCH_EVERY_MS = 1_000
const KEEP_HOUSE_EVERY_MS = 10_000

/** Works whatever falls due in any org of the installation, carries it out, and keeps house; in real time. */
export function startEngine({ store }: Pick<Installation, 'store'>, say: (line: string) => void): Service {
  const stop = new AbortController()
  const grounds = new Map<number, Ground>()
  const groundOf = (org: number): Ground => {
    const known = grounds.get(org)
    if (known) return known
    const fresh = ground(org, house, 1)
    grounds.set(org, fresh)
    return fresh
  }
  const circumstances = (org: number, now: number): Circumstances => liveCircumstances(org, now, groundOf(org))
  const failed = (org: number, error: unknown): void =>
    say(`Org ${org} could not be worked and is tried again in a moment: ${(error as Error).message}`)
  let wake = (): void => undefined
  const engine = runEngine({
    store,
    circumstances: async (org, now) => circumstances(org, now),
    clock: Date.now,
    signal: stop.signal,
    hint: () => new Promise<void>((resolve) => (wake = resolve)),
    onFailure: failed
  })
  const listening = listen(store, () => wake())
  const rounds = Promise.all([
    every(DISPATCH_EVERY_MS, stop.signal, () =>
      eachOrg(store, failed, (org) => dispatchAll(store, org, groundOf(org)))
    ),
    every(KEEP_HOUSE_EVERY_MS, stop.signal, () =>
      eachOrg(store, failed, async (org) => {
        await expireLeases(store, org, circumstances(org, Date.now()))
        await expireTasks(store, org, circumstances(org, Date.now()))
      })
    )
  ])
  return {
    async [Symbol.asyncDispose]() {
      stop.abort()
      wake()
      await Promise.allSettled([engine, rounds])
      await (await listening)?.end()
    }
  }
}

/** Carries out everything that is ready on the channels that are served here. */
async function dispatchAll(store: Installation['store'], org: number, desk: Ground): Promise<void> {
  const dispatchers: readonly Dispatcher[] = [taskDispatcher(desk)]
  for (const dispatcher of dispatchers)
    while ((await dispatchBatch(store, org, dispatcher, Date.now(), process.pid)) > 0);
}

async function eachOrg(
  store: Installation['store'],
  failed: (org: number, error: unknown) => void,
  work: (org: number) => Promise<void>
): Promise<void> {
  const { rows } = await store.outside({ text: 'select org from orgs()' })
  for (const { org } of rows as { org: number }[]) await work(org).catch((error: unknown) => failed(org, error))
}

async function every(ms: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    // A database that has gone is found again by the next round.
    await work().catch(() => undefined)
    await pause(ms, undefined, { signal }).catch(() => undefined)
  }
}

/** Wakes the engine when somebody says that something is due; without the connection it still looks every minute. */
async function listen(store: Installation['store'], onHint: () => void) {
  try {
    const client = await store.connect()
    client.on('notification', onHint)
    await client.query('listen due')
    return client
  } catch {
    // A hint is nothing that work depends on.
    return null
  }
}
