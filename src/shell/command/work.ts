import { formatInstant, parseInstant } from '../../clock/civil.ts'
import { fixedZone } from '../../clock/zone.ts'
import { countWords } from '../../sheet/words.ts'
import { enrolList } from '../engine/enrol.ts'
import { publishNamed } from '../engine/publish-named.ts'
import { ground } from '../engine/ground.ts'
import { house } from '../../guard/house.ts'
import { openPostgres } from '../postgres/postgres.ts'
import { openInstallation } from '../store/installation.ts'
import { listNamed } from '../store/list.ts'
import { type WorldSummary, summaryOf } from '../world/digest.ts'
import { dropWorld, openWorld, worldNumbers } from '../world/open-world.ts'
import { enrolPlanned, runWorld } from '../world/run-world.ts'
import { readClock, worldCircumstances } from '../world/world-engine.ts'
import { Complaint } from './complaint.ts'
import { root, settingOf } from './setting.ts'
import { progress, sayOnStderr, standardOutput } from './terminal.ts'

export type WorkOptions = {
  readonly list: string
  readonly playbook?: string
  readonly days?: string
  readonly from?: string
  readonly seed?: string
  readonly engines?: string
  readonly json?: boolean
}

/** A Monday on which nobody has a holiday: worlds begin here unless somebody says otherwise. */
const FROM = '2027-01-04T00:00:00Z'
const DAY = 86_400_000

/** Works a list in a fresh world and says what came of it. Nothing of it is real. */
export async function work(options: WorkOptions): Promise<void> {
  const days = wholeOf('--days', options.days ?? '30', 366)
  const engines = wholeOf('--engines', options.engines ?? '1', 8)
  const { seed } = settingOf({ seed: options.seed })
  const from = instantOf(options.from ?? FROM)
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const { id: listId } = await listNamed(store, org, options.list)
  const published = options.playbook === undefined ? null : await publishNamed(installation, options.playbook)
  await using worlds =
    installation.postgres.kind === 'embedded'
      ? null
      : await openPostgres({ env: process.env, root, embedded: true, say: sayOnStderr })
  const postgres = worlds ?? installation.postgres
  const shown = progress()
  shown.say('Opening a world from the list')
  const world = await openWorld(store, postgres, {
    ...{ org, listId, seed, from, until: from + days * DAY, now: Date.now() }
  })
  await using worldStore = world.store
  try {
    shown.say('Enrolling')
    await enrolPlanned(world, org, listId)
    if (published !== null) {
      const wish = { org, listId, playbookId: published.id, part: 0, of: 1, perDay: null, limit: Infinity }
      const circumstances = worldCircumstances(await readClock(worldStore), ground(org, house, 1))
      await enrolList(worldStore, { ...wish, again: false, anyway: false }, circumstances)
    }
    await runWorld(world, org, engines, process.env, ({ clock }) =>
      shown.say(`Day ${Math.floor((clock - from) / DAY) + 1} of ${days}: ${formatInstant(clock, UTC)}`)
    )
  } finally {
    shown.done()
  }
  const summary = await summaryOf(worldStore, org)
  const out = standardOutput()
  await out.write(
    options.json
      ? `${JSON.stringify({ world: world.number, days, seed, ...summary })}\n`
      : wordsOf(summary, world.number, days)
  )
}

const UTC = fixedZone(0)

function wordsOf(summary: WorldSummary, world: number, days: number): string {
  const { leads, enrolled, dials, left, skipped, asked, otherTouches, ended, byAttempt, byPlaybook, digest } = summary
  const lines = [
    `World ${world}: ${countWords(leads)} leads, ${countWords(enrolled)} enrolled, ${days} days. Every call reached a mailbox.`,
    `Dials ${countWords(dials)}: a message left ${countWords(left)}, none ${countWords(skipped)}${asked > 0 ? ` (the rep was asked ${countWords(asked)} times, and did as suggested)` : ''}.`,
    `Other touches ${countWords(otherTouches)}. Playbook over for ${countWords(ended)}.`,
    '',
    ...byPlaybook.map(
      ({ playbook, enrolled: people, dials: calls, left: messages }) =>
        `${playbook}: ${countWords(people)} people, ${countWords(calls)} dials, ${countWords(messages)} messages`
    ),
    ...byAttempt
      .slice(0, 10)
      .map(
        ({ attempt, dials: calls, left: messages }) =>
          `Call ${attempt}: ${countWords(calls)}, message left ${countWords(messages)}`
      ),
    '',
    `Fingerprint ${digest}: the same list, playbooks, seed and start give it again.`
  ]
  return `${lines.join('\n')}\n`
}

/** Throws worlds away, all of them or one. */
export async function reset({ world, json }: { readonly world?: string; readonly json?: boolean }): Promise<void> {
  await using postgres = await openPostgres({ env: process.env, root, embedded: true, say: sayOnStderr })
  const there = await worldNumbers(postgres)
  const wanted = world === undefined ? there : [wholeOf('--world', world, 1e6)]
  const missing = wanted.find((number) => !there.includes(number))
  if (missing !== undefined)
    throw new Complaint(`there is no world ${missing}${there.length === 0 ? '' : `; there are ${there.join(', ')}`}`)
  for (const number of wanted) await dropWorld(postgres, number)
  const said = wanted.length === 0 ? 'There is no world to throw away.' : `Thrown away: world ${wanted.join(', ')}.`
  await standardOutput().write(json ? `${JSON.stringify({ dropped: wanted })}\n` : `${said}\n`)
}

function wholeOf(name: string, text: string, most: number): number {
  if (/^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text)
  throw new Complaint(`${name} ${text}: must be a whole number from 1 to ${most}`, 2)
}

/** A world begins at midnight where only a day is named. */
function instantOf(text: string): number {
  const parsed = parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text)
  if (parsed === null)
    throw new Complaint(`--from ${text}: must be a day such as 2027-01-04, or RFC 3339 with an offset`, 2)
  return parsed.epochMs
}
