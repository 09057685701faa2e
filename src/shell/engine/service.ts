import { setTimeout as pause } from 'node:timers/promises'
import { liveCircumstances } from './live-circumstances.ts'
import { type Installation } from '../store/installation.ts'
import { type Circumstances } from './batch-work.ts'
import { type Dispatcher, dispatchBatch } from './dispatch.ts'
import { type KeptGround, keepGround } from '../law/law-here.ts'
import { type Ground } from './ground.ts'
import { expireLeases, expireTasks } from './keep-house.ts'
import { runEngine } from './live-engine.ts'
import { openLists } from '../lists/open-lists.ts'
import { sealMinutes } from '../proof/seal.ts'
import { taskDispatcher } from './task-dispatcher.ts'

/** An engine that works in this process until it is disposed of. */
export type Service = { readonly [Symbol.asyncDispose]: () => Promise<void> }

const DISPATCH_EVERY_MS = 1_000
const KEEP_HOUSE_EVERY_MS = 10_000
/** A change of the law, or a new copy of a list, is taken up by what is planned after so long. */
const GROUND_LASTS_MS = 60_000
const SEAL_EVERY_MS = 60_000

/** Works whatever falls due in any org of the installation, carries it out, and keeps house; in real time. */
export function startEngine({ store, postgres }: Installation, say: (line: string) => void): Service {
  const stop = new AbortController()
  const groundOf = groundsOf(store, postgres.home)
  const circumstances = async (org: number, now: number): Promise<Circumstances> =>
    liveCircumstances(org, now, await groundOf(org))
  const failed = (org: number, error: unknown): void =>
    say(`Org ${org} could not be worked and is tried again in a moment: ${(error as Error).message}`)
  let wake = (): void => undefined
  const engine = runEngine({
    store,
    circumstances,
    clock: Date.now,
    signal: stop.signal,
    hint: () => new Promise<void>((resolve) => (wake = resolve)),
    onFailure: failed
  })
  const listening = listen(store, () => wake())
  const rounds = Promise.all([
    every(DISPATCH_EVERY_MS, stop.signal, () =>
      eachOrg(store, failed, (org) => dispatchAll(store, org, (now) => circumstances(org, now)))
    ),
    every(KEEP_HOUSE_EVERY_MS, stop.signal, () =>
      eachOrg(store, failed, async (org) => {
        const here = await circumstances(org, Date.now())
        await expireLeases(store, org, here)
        await expireTasks(store, org, here)
      })
    ),
    sealEveryMinute(store, stop.signal, failed)
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

/** The ground of each org, looked at again once a minute; what leaves meanwhile asks for the newest itself. */
function groundsOf(store: Installation['store'], home: string): (org: number) => Promise<Ground> {
  const lists = openLists(home)
  // A failure is told by whoever waits for it.
  lists.catch(() => undefined)
  const grounds = new Map<
    number,
    { readonly kept: Promise<KeptGround>; readonly ground: Promise<Ground>; readonly at: number }
  >()
  return (org) => {
    const known = grounds.get(org)
    if (known && Date.now() - known.at < GROUND_LASTS_MS) return known.ground
    const kept = known?.kept ?? lists.then((all) => keepGround(store, org, all))
    const ground = kept.then((each) => (known === undefined ? each.last() : each.look()))
    grounds.set(org, { kept, ground, at: Date.now() })
    // What failed is read again by whoever asks next.
    ground.catch(() => grounds.delete(org))
    return ground
  }
}

/** Carries out everything that is ready on the channels that are served here. */
async function dispatchAll(
  store: Installation['store'],
  org: number,
  circumstances: (now: number) => Promise<Circumstances>
): Promise<void> {
  for (;;) {
    const here = await circumstances(Date.now())
    const dispatchers: readonly Dispatcher[] = [taskDispatcher(here.ground)]
    let done = 0
    for (const dispatcher of dispatchers) done += await dispatchBatch(store, org, dispatcher, here, process.pid)
    if (done === 0) return
  }
}

/** Only what was really done needs proof: the log of invented people is not sealed. */
async function sealEveryMinute(
  store: Installation['store'],
  signal: AbortSignal,
  failed: (org: number, error: unknown) => void
): Promise<void> {
  let round = 0
  await every(SEAL_EVERY_MS, signal, async () => {
    const wish = { round: round++, signal }
    await eachOrg(store, failed, async (org) => void (await sealMinutes(store, org, Date.now(), wish)), LIVE_ORGS)
  })
}

const ORGS = 'select org from orgs()'
const LIVE_ORGS = `${ORGS} where kind = 0`

async function eachOrg(
  store: Installation['store'],
  failed: (org: number, error: unknown) => void,
  work: (org: number) => Promise<void>,
  orgs = ORGS
): Promise<void> {
  const { rows } = await store.outside({ text: orgs })
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
