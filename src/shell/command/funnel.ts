import { formatInstant } from '../../clock/civil.ts'
import { funnelWords } from '../../contract/lead-groups.ts'
import { type Lost } from '../../contract/lists.ts'
import { fitted, wrapped } from '../../sheet/width.ts'
import { clockWords, countWords } from '../../sheet/words.ts'
import { funnelNow } from '../api/queue.ts'
import { groundHere } from '../law/law-here.ts'
import { openLists } from '../lists/open-lists.ts'
import { openInstallation } from '../store/installation.ts'
import { listNamed } from '../store/list.ts'
import { settingOf } from './setting.ts'
import { columnsOf, sayOnStderr, standardOutput } from './terminal.ts'

/** Why so few of a list may be called now: from all who stand on it to those, and when the next come back. */
export async function listFunnel(name: string, { json }: { readonly json?: boolean }): Promise<void> {
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org, postgres } = installation
  const { now, zone } = settingOf({})
  const { id } = await listNamed(store, org, name)
  const ground = await groundHere(store, org, await openLists(postgres.home))
  const told = await store.inOrgTx(org, async (tx) => {
    await tx.client.query('set transaction isolation level repeatable read, read only')
    const { rows } = await tx.query<{ leads: number }>({
      text: 'select count(*)::int as leads from list_member where org = $1 and list_id = $2',
      values: [org, id]
    })
    const leads = rows[0]!.leads
    return { leads, ...(await funnelNow(tx, { ground, now, zone }, { id, leads }, Infinity)) }
  })
  const at = formatInstant(now, zone)
  const { leads, callable, funnel } = told
  await standardOutput().write(
    json
      ? `${JSON.stringify({ list: name, at, leads, callable, funnel })}\n`
      : funnelText({ name, at, leads, callable, funnel }, Math.min(columnsOf(), 120))
  )
}

export type Told = {
  readonly name: string
  readonly at: string
  readonly leads: number
  readonly callable: number
  readonly funnel: readonly Lost[]
}

/** The funnel for a terminal of so many columns. */
export function funnelText({ name, at, leads, callable, funnel }: Told, columns: number): string {
  const line = (still: string, left: string, lost: string, back: string, because: string): string =>
    `${fitted(still, 27)} ${left.padStart(8)} ${lost.padStart(8)}  ${fitted(back, 23)}  ${because}`
      .slice(0, columns)
      .trimEnd()
  const steps = funnel.flatMap((each) => {
    const { step, lost, left } = each
    const { still, because } = funnelWords[step]
    const isNone = lost === 0
    return [
      isNone
        ? line(still, countWords(left), '', '', '')
        : line(still, countWords(left), `-${countWords(lost)}`, backOf(each, at), because),
      ...each.rules.flatMap(({ ruleId, reason, remedy, people, firstAt }) => {
        const from = firstAt === null ? '' : `; asked again ${clockWords(firstAt, at)}`
        return wrapped(`${countWords(people)} by ${ruleId}: ${reason}. ${remedy}${from}`, columns - 4).map(
          (text) => `    ${text}`
        )
      })
    ]
  })
  return `${[
    `${name}: ${callable === 0 ? 'nobody' : countWords(callable)} of ${countWords(leads)} may be called now (${clockWords(at, '')}).`,
    '',
    line('Still in', '', 'lost', 'comes back', 'because'),
    line('Stand on this list', countWords(leads), '', '', ''),
    ...steps,
    '',
    nextWords(funnel, at)
  ].join('\n')}\n`
}

function backOf({ step, firstAt, firstCount }: Lost, at: string): string {
  return firstAt === null ? funnelWords[step].back : `${countWords(firstCount)} at ${clockWords(firstAt, at)}`
}

/** When more of them become callable by time alone. */
function nextWords(funnel: readonly Lost[], at: string): string {
  const [next] = funnel
    .filter(({ firstAt, lost }) => firstAt !== null && lost > 0)
    .sort((one, other) => one.firstInMinutes! - other.firstInMinutes!)
  if (next === undefined) return 'Waiting alone makes nobody callable.'
  const { firstAt, firstCount, step } = next
  const what = step === 'resting' || step === 'parked' ? 'fall due' : 'may be called'
  return `Next: ${countWords(firstCount)} ${what} at ${clockWords(firstAt!, at)}.`
}
