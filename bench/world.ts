/**
 * A list worked for a week on a virtual clock: people enrolled a second, and decisions a second, against the same rows
 * only updated in the same world. Run: node bench/world.ts [--rows 20000] [--days 7] [--engines 2]
 * [--playbook house-default] [--json].
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { house } from '../src/guard/house.ts'
import { enrolList } from '../src/shell/engine/enrol.ts'
import { ground } from '../src/shell/engine/ground.ts'
import { openPostgres } from '../src/shell/postgres/postgres.ts'
import { ensureFirstOrg } from '../src/shell/store/installation.ts'
import { openStore } from '../src/shell/store/store.ts'
import { digestOf } from '../src/shell/world/digest.ts'
import { type World, openWorld } from '../src/shell/world/open-world.ts'
import { runWorld } from '../src/shell/world/run-world.ts'
import { readClock, worldCircumstances } from '../src/shell/world/world-engine.ts'
import { DAY, LIST, NOW, ORG, importPeople, publishText } from './_people.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    days: { type: 'string', default: '7' },
    engines: { type: 'string', default: '2' },
    playbook: { type: 'string', default: 'house-default' },
    json: { type: 'boolean', default: false }
  }
})
const ROWS = Number(values.rows)
const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'aftertone-bench-world-'))
chmodSync(folder, 0o711)
try {
  const env = { ...process.env, AFTERTONE_HOME: join(folder, 'home') }
  await using postgres = await openPostgres({ env, root })
  await using store = await openStore(postgres)
  await ensureFirstOrg(store, 'US')
  await importPeople(store, ROWS)
  const playbookId = await publishText(store, readFileSync(join(root, `playbooks/${values.playbook}.yaml`), 'utf8'))
  const wish = { org: ORG, listId: LIST, from: NOW, until: NOW + Number(values.days) * DAY, seed: 1, now: NOW }
  const opened = performance.now()
  const world = await openWorld(store, postgres, wish)
  await using worldStore = world.store
  const openSeconds = since(opened)
  const started = performance.now()
  const enrolled = await enrolAll(world, playbookId)
  const enrolSeconds = since(started)
  const instants = new Set<number>()
  const running = performance.now()
  await runWorld(world, ORG, Number(values.engines), env, ({ clock }) => void instants.add(clock))
  const runSeconds = since(running)
  const owner = await worldStore.asOwner()
  const { rows } = await owner.query<{ decided: number; dials: number }>(
    `select (select sum(rev)::int from enrolment) as decided, (select count(*)::int from decision) as dials`
  )
  await owner.end()
  const decided = rows[0]!.decided - enrolled
  const digest = await digestOf(worldStore, ORG)
  console.log(
    JSON.stringify({
      rows: ROWS,
      enrolled,
      openSeconds,
      enrolSeconds,
      perSecond: Math.round(enrolled / enrolSeconds),
      runSeconds,
      instants: instants.size,
      decided,
      dials: rows[0]!.dials,
      decidedPerSecond: Math.round(decided / runSeconds),
      digest
    })
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function since(started: number): number {
  return Math.round(performance.now() - started) / 1000
}

async function enrolAll(world: World, playbookId: number): Promise<number> {
  const wish = { org: ORG, listId: LIST, playbookId, part: 0, of: 1, again: false, anyway: true, perDay: null }
  const circumstances = worldCircumstances(await readClock(world.store), ground(ORG, house, 1))
  return (await enrolList(world.store, { ...wish, limit: Infinity }, circumstances)).enrolled
}
