import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Circumstances } from '../engine/batch-work.ts'
import { enrolList } from '../engine/enrol.ts'
import { type World } from './open-world.ts'
import { runWorldEngine } from './world-engine.ts'
import { type Clock, openStage, readClock, worldCircumstances } from './world-setting.ts'

/** Enrols at the start of a world whoever its rows name a playbook for; answers how many. */
export async function enrolPlanned(world: World, org: number, listId: number): Promise<number> {
  const { store } = world
  const [found] = await store.inOrg(org, [
    {
      text: 'select distinct playbook_id as id from enrolment where org = $1 and playbook_id is not null order by 1',
      values: [org]
    }
  ])
  const circumstances = await circumstancesAtStart(world, org)
  let enrolled = 0
  for (const { id } of found!.rows as { id: number }[]) {
    const wish = {
      org,
      listId,
      playbookId: id,
      part: 0,
      of: 1,
      again: true,
      anyway: true,
      perDay: null,
      limit: Infinity
    }
    enrolled += (await enrolList(store, { ...wish, planned: true }, circumstances)).enrolled
  }
  return enrolled
}

/** What deciding goes on in when a world has just been opened. */
export async function circumstancesAtStart({ store }: World, org: number): Promise<Circumstances> {
  const { clock, seed } = await readClock(store)
  return worldCircumstances(await openStage(store, org), seed, clock)
}

/** Runs a world to its end with so many engines, the first of them in this process. */
export async function runWorld(
  world: World,
  org: number,
  engines: number,
  env: NodeJS.ProcessEnv,
  onInstant: (clock: Clock) => void
): Promise<void> {
  const others = Array.from({ length: engines - 1 }, () => startEngine(world, org, env))
  try {
    await runWorldEngine(world.store, org, onInstant)
    await Promise.all(others.map(({ ended }) => ended))
  } finally {
    for (const { child } of others) child.kill()
  }
}

function startEngine(world: World, org: number, env: NodeJS.ProcessEnv) {
  const file = join(import.meta.dirname, 'engine-process.ts')
  const child = spawn(process.execPath, [file, String(world.number), String(org)], {
    env,
    stdio: ['ignore', 'ignore', 'pipe']
  })
  const said = text(child.stderr)
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) return resolve()
      // Another engine does what this one had in hand, so only the last word of it is passed on.
      void said.then((words) =>
        reject(new Error(`an engine of the world ended with ${signal ?? code}: ${words.trim()}`))
      )
    })
  })
  // Nobody waits for it before all engines have been started.
  ended.catch(() => undefined)
  return { child, ended }
}
