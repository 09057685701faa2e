import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { draw } from '../src/decide/dice.ts'
import { actionKinds } from '../src/guard/action.ts'
import { examine } from '../src/shell/doctor/doctor.ts'
import { enrolList } from '../src/shell/engine/enrol.ts'
import { workBatch } from '../src/shell/engine/live-engine.ts'
import { openPostgres } from '../src/shell/postgres/postgres.ts'
import { ensureMonths } from '../src/shell/store/months.ts'
import { type Store, openStore } from '../src/shell/store/store.ts'
import { LEAD_KIND } from '../src/shell/store/suppression.ts'
import { storeHome } from './postgres.ts'
import { postmasterPid } from './postgres-visit.ts'
import { root } from './side-door.ts'
import { DAY, LIST, MONDAY, ask, at, disagreements, playbookText, publishText, somePeople } from './store.ts'

export type Campaign = {
  readonly people: number
  readonly engines: number
  readonly kills: number
  readonly seed: number
}

const DAYS = 4
/** So many, two households, are kept out when their first mail is about to leave. */
const KEPT_OUT = 6
const steps = (wait: string) => `- loop: {times: 4, steps: [{email: {}}, {wait: ${wait}}]}\n- end: passive_list`

/**
 * Several engines work a list while they, and the server, are killed with no warning at moments drawn from the seed, and
 * a new version is published in between. At the end nothing is lost, nothing is there twice, what was refused is there once,
 * and the doctor has nothing to say.
 */
export async function campaign({ people, engines, kills, seed }: Campaign): Promise<void> {
  console.log(`AFTERTONE_SEED=${seed} repeats this campaign`)
  const home = await storeHome('aftertone-faults-')
  const env = { ...process.env, AFTERTONE_HOME: home }
  delete (env as NodeJS.ProcessEnv)['DATABASE_URL']
  try {
    await withStore(env, async (store) => {
      await ensureMonths(store, MONDAY, 3)
      await somePeople(store, { count: people, perHome: 3 })
      const { id } = await publishText(store, playbookText(steps('1d')))
      const wish = { org: 1, listId: LIST, playbookId: id, part: 0, of: 1, again: false, anyway: true }
      await enrolList(store, { ...wish, perDay: null, limit: Infinity }, at(MONDAY))
      while ((await workBatch(store, 1, at(MONDAY))) !== null);
      await keepSomeOut(store)
    })
    await killing(env, { engines, kills, seed, home })
    await withStore(env, async (store) => {
      await checkEnd(store, people)
    })
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function keepSomeOut(store: Store): Promise<void> {
  await store.inOrg(1, [
    {
      text: `insert into suppression (org, value_hash, kind, stop, at, cause, value)
        select o.org, -2 * id - 1, ${LEAD_KIND}, 1, $3, id, '' from org o cross join generate_series(1, $2::bigint) id where o.org = $1`,
      values: [1, KEPT_OUT, MONDAY]
    }
  ])
}

async function withStore(env: NodeJS.ProcessEnv, work: (store: Store) => Promise<void>): Promise<void> {
  await using postgres = await openPostgres({ env, root, settings: { fsync: 'off' } })
  await using store = await openStore(postgres)
  await work(store)
}

async function killing(
  env: NodeJS.ProcessEnv,
  { engines, kills, seed, home }: Omit<Campaign, 'people'> & { readonly home: string }
): Promise<void> {
  const start = () =>
    spawn(process.execPath, [join(root, 'test/fault-engine.ts'), String(DAYS)], {
      env,
      stdio: ['ignore', 'ignore', 'pipe']
    })
  const running: ChildProcess[] = Array.from({ length: engines }, start)
  for (let i = 0; i < kills; i++) {
    const chance = (what: number): number => draw(seed, i, what)
    await pause(100 + chance(1) * 900)
    if (i === Math.floor(kills / 2)) await publishAnew(env)
    const pid = chance(2) < 0.3 ? postmasterPid(home) : null
    if (pid !== null) kill(pid)
    else {
      const at = Math.floor(chance(3) * engines)
      running[at]!.kill('SIGKILL')
      if (running[at]!.exitCode === null && running[at]!.signalCode === null) await once(running[at]!, 'exit')
      running[at] = start()
    }
  }
  for (const child of running) {
    const said = text(child.stderr!)
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    if (child.exitCode !== 0)
      throw new Error(`an engine ended with ${child.signalCode ?? child.exitCode}: ${await said}`)
  }
}

/** A publication that a kill may fall into is tried until it is done. */
async function publishAnew(env: NodeJS.ProcessEnv): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await withStore(env, async (store) => {
        await publishText(store, playbookText(steps('1d'), { version: '2', more: 'preferFirstChannel: true' }), 'move')
      })
    } catch (error) {
      if (tries > 20) throw error
      await pause(100)
    }
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It had gone already.
  }
}

async function checkEnd(store: Store, people: number): Promise<void> {
  const count = async (what: string) =>
    (await ask<{ n: number }>(store, `select count(*)::int as n from ${what} and org = $1`))[0]!.n
  const touches = await ask<{ lead_id: number; n: number; days: number }>(
    store,
    'select lead_id, count(*)::int as n, count(distinct seq)::int as days from touch where org = $1 group by 1'
  )
  const isOut = ({ lead_id }: { lead_id: number }): boolean => lead_id <= KEPT_OUT
  expect(touches.filter((each) => each.n !== (isOut(each) ? 1 : 4))).toEqual([])
  expect(touches).toHaveLength(people)
  expect(await count('task where state = 0')).toBe((people - KEPT_OUT) * 4)
  const refused = await ask(
    store,
    'select lead_id, action, touch_seq from refusal where org = $1 order by lead_id, seq'
  )
  const mail = { action: actionKinds.indexOf('email'), touch_seq: 2 }
  expect(refused).toEqual(Array.from({ length: KEPT_OUT }, (_, i) => ({ lead_id: i + 1, ...mail })))
  expect(await count('outbox where true')).toBe(0)
  expect(await count('run where ended_at is not null')).toBe(people)
  expect(await disagreements(store)).toEqual([])
  const occasion = { now: MONDAY + DAYS * DAY, months: { from: MONDAY, count: 3 } }
  expect((await examine(store, occasion)).findings).toEqual([])
}
