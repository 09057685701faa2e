/**
 * A list worked for a week on a virtual clock: people enrolled a second, and leads and decisions a second, against the
 * same rows only updated in the same world. Run: node bench/world.ts [--rows 50000] [--days 7] [--engines 2]
 * [--playbook house-default] [--json].
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { enrolList } from '../src/shell/engine/enrol.ts'
import { openPostgres } from '../src/shell/postgres/postgres.ts'
import { ensureFirstOrg } from '../src/shell/store/installation.ts'
import { type Store, openStore } from '../src/shell/store/store.ts'
import { digestOf } from '../src/shell/world/digest.ts'
import { type World, openWorld } from '../src/shell/world/open-world.ts'
import { circumstancesAtStart, runWorld } from '../src/shell/world/run-world.ts'
import { handOver } from './_figure.ts'
import { DAY, LIST, NOW, ORG, importPeople, publishText } from './_people.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    days: { type: 'string', default: '7' },
    engines: { type: 'string', default: '2' },
    playbook: { type: 'string', default: 'house-default' },
    json: { type: 'boolean', default: false }
  }
})
const ROWS = Number(values.rows)
const DAYS = Number(values.days)
const BATCH = 1_000
/** A million leads enrolled in 40 seconds and worked for a week in eight minutes, by two engines on two cores. */
const ENROLLED_MIN = 25_000
const WEEKS_MIN = 2_080
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
  const wish = { org: ORG, listId: LIST, from: NOW, until: NOW + DAYS * DAY, seed: 1, now: NOW }
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
  const decided = (await revisions(worldStore)) - enrolled
  report({
    ...{ rows: ROWS, days: DAYS, engines: Number(values.engines), instants: instants.size, enrolled, decided },
    ...{
      openSeconds,
      enrolSeconds,
      runSeconds,
      digest: await digestOf(worldStore, ORG),
      limit: await bareRate(worldStore)
    }
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function since(started: number): number {
  return Math.round(performance.now() - started) / 1000
}

async function enrolAll(world: World, playbookId: number): Promise<number> {
  const wish = { org: ORG, listId: LIST, playbookId, part: 0, of: 1, again: false, anyway: true, perDay: null }
  const circumstances = await circumstancesAtStart(world, ORG)
  return (await enrolList(world.store, { ...wish, limit: Infinity }, circumstances)).enrolled
}

/** How often the rows of all enrolments were written. */
async function revisions(store: Store): Promise<number> {
  const [found] = await store.inOrg(ORG, [
    { text: 'select sum(rev)::int as n from enrolment where org = $1', values: [ORG] }
  ])
  return (found!.rows[0] as { n: number }).n
}

/** Rows a second when the same rows are given another due time and nothing else, one connection for each engine. */
async function bareRate(store: Store): Promise<number> {
  const batches = Math.ceil(ROWS / BATCH)
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: Number(values.engines) }, async () => {
      while (next < batches) {
        const from = next++ * BATCH
        await store.inOrg(ORG, [
          {
            text: `update enrolment set next_due_at = $2::bigint + lead_id
              where org = $1 and lead_id > $3 and lead_id <= $4`,
            values: [ORG, NOW, from, from + BATCH]
          }
        ])
      }
    })
  )
  return Math.round(ROWS / since(started))
}

type Result = {
  readonly rows: number
  readonly days: number
  readonly engines: number
  readonly instants: number
  readonly enrolled: number
  readonly decided: number
  readonly openSeconds: number
  readonly enrolSeconds: number
  readonly runSeconds: number
  readonly digest: string
  readonly limit: number
}

function report(result: Result): void {
  const { enrolled, decided, enrolSeconds, runSeconds, limit } = result
  const enrolledPerSecond = Math.round(enrolled / enrolSeconds)
  const decidedPerSecond = Math.round(decided / runSeconds)
  const weeksPerSecond = Math.round((ROWS * DAYS) / 7 / runSeconds)
  const shown = { ...result, enrolledPerSecond, decidedPerSecond, weeksPerSecond }
  if (values.json) console.log(JSON.stringify(shown))
  else for (const [name, value] of Object.entries(shown)) console.log(`${name.padEnd(18)} ${value}`)
  const ratio = (perSecond: number): number => Number((perSecond / limit).toFixed(2))
  handOver([
    {
      ...{ name: 'people enrolled', figure: enrolledPerSecond, unit: '/s', limit, ratio: ratio(enrolledPerSecond) },
      ...{ budget: `>= ${ENROLLED_MIN}/s`, isMet: enrolledPerSecond >= ENROLLED_MIN }
    },
    {
      ...{ name: 'decisions in a world', figure: decidedPerSecond, unit: '/s', limit, ratio: ratio(decidedPerSecond) },
      ...{ budget: null, isMet: null }
    },
    {
      ...{ name: 'leads worked for a week', figure: weeksPerSecond, unit: '/s', limit: null, ratio: null },
      ...{ budget: `>= ${WEEKS_MIN}/s`, isMet: weeksPerSecond >= WEEKS_MIN }
    }
  ])
}
