import { openPostgres } from '../postgres/postgres.ts'
import { liveCircumstances } from '../engine/live-circumstances.ts'
import { Complaint } from '../command/complaint.ts'
import { root } from '../command/setting.ts'
import { progress, sayOnStderr, standardOutput } from '../command/terminal.ts'
import { MONTHS_AHEAD, openInstallation } from '../store/installation.ts'
import { ensureMonths, monthsBetween } from '../store/months.ts'
import { type Store } from '../store/store.ts'
import { reopenWorld, worldNumbers } from '../world/open-world.ts'
import { countWords } from '../../sheet/words.ts'
import { checkFacts } from './facts-check.ts'
import { type Finding } from './finding.ts'
import { type Months, checkHouse } from './house-check.ts'
import { askAll } from './questions.ts'
import { repairOrg } from './repair.ts'
import { checkSealsOf } from './seals-check.ts'

/** When it is, and which months the log needs: of this machine, or of a world. */
export type Occasion = { readonly now: number; readonly months: Months }

/** Looks at everything in a store; with `repair` it mends what it finds and looks again. */
export async function examine(
  store: Store,
  occasion: Occasion,
  repair = false,
  say: (line: string) => void = () => undefined
): Promise<{ readonly findings: readonly Finding[]; readonly left: readonly Finding[] }> {
  const { rows } = await store.outside({ text: 'select org from orgs()' })
  const orgs = (rows as { org: number }[]).map(({ org }) => org)
  const look = async (onWrong: (org: number, code: string, id: number) => void): Promise<readonly Finding[]> => {
    const findings = [...(await checkHouse(store, occasion.months))]
    for (const org of orgs) {
      const hear = (code: string, id: number): void => onWrong(org, code, id)
      const shown = (people: number): void => say(`Org ${org}: ${countWords(people)} people looked at`)
      findings.push(...(await checkFacts(store, org, shown, hear)))
      findings.push(...(await store.inOrgTx(org, (tx) => askAll(tx, occasion.now))))
      const proven = (rows: number): void =>
        say(`Org ${org}: ${countWords(rows)} rows of the log held against their seals`)
      findings.push(...(await checkSealsOf(store, org, proven)))
    }
    return findings
  }
  const wrong = new Map(orgs.map((org) => [org, { people: [] as number[], homes: [] as number[] }]))
  const findings = await look((org, code, id) => {
    if (repair) wrong.get(org)![code === 'household_differs' ? 'homes' : 'people'].push(id)
  })
  if (!repair || findings.length === 0) return { findings, left: findings }
  await ensureMonths(store, occasion.months.from, occasion.months.count)
  for (const org of orgs) await repairOrg(store, org, wrong.get(org)!, liveCircumstances(org, occasion.now))
  return { findings, left: await look(() => undefined) }
}

export type DoctorOptions = { readonly repair?: boolean; readonly json?: boolean; readonly world?: string }

/** Looks whether the store is as it must be; answers whether it is. */
export async function doctor(options: DoctorOptions): Promise<boolean> {
  const shown = progress()
  const { findings, left } = await examined(options, shown.say).finally(() => shown.done())
  const isWell = left.every(({ level }) => level === 'note')
  const mended = options.repair ? findings.filter((each) => !left.some((still) => isSame(still, each))) : []
  await standardOutput().write(
    options.json
      ? `${JSON.stringify({ ok: isWell, findings: left, repaired: mended })}\n`
      : wordsOf(left, mended, isWell)
  )
  return isWell
}

const isSame = (a: Finding, b: Finding): boolean => a.code === b.code && a.org === b.org

async function examined({ repair, world }: DoctorOptions, say: (line: string) => void): ReturnType<typeof examine> {
  if (world === undefined) {
    await using installation = await openInstallation(process.env, sayOnStderr)
    const now = Date.now()
    return await examine(installation.store, { now, months: { from: now, count: MONTHS_AHEAD } }, repair, say)
  }
  await using postgres = await openPostgres({ env: process.env, root, embedded: true, say: sayOnStderr })
  const there = await worldNumbers(postgres)
  if (!there.includes(Number(world)))
    throw new Complaint(`there is no world ${world}${there.length === 0 ? '' : `; there are ${there.join(', ')}`}`)
  await using store = (await reopenWorld(postgres, Number(world))).store
  return await examine(store, await occasionOf(store), repair, say)
}

/** In a world it is as late as its clock says. */
async function occasionOf(store: Store): Promise<Occasion> {
  const { rows } = await store.outside({ text: 'select clock, ends_at from world where id = 1' })
  const [{ clock, ends_at }] = rows as [{ clock: number; ends_at: number }]
  return { now: clock, months: { from: clock, count: monthsBetween(clock, ends_at) } }
}

function wordsOf(left: readonly Finding[], mended: readonly Finding[], isWell: boolean): string {
  const line = ({ code, level, org, count, examples, says }: Finding): string => {
    const first = examples.length === 0 ? '' : ` (first: ${examples.join(', ')})`
    return `${level === 'wrong' ? 'wrong' : 'note '} ${code}${org > 1 ? ` in org ${org}` : ''}: ${countWords(count)} ${says}${first}`
  }
  const lines = [
    ...mended.map(({ code, count }) => `mended ${code}: ${countWords(count)}`),
    ...left.map(line),
    isWell ? 'Nothing is wrong.' : 'Something is wrong, see above.'
  ]
  return `${lines.join('\n')}\n`
}
