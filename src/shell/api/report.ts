import { formatInstant, parseInstant } from '../../clock/civil.ts'
import { type Zone, fixedZone } from '../../clock/zone.ts'
import { type Answer, type Asked } from '../../contract/endpoint.ts'
import { type report, type reportRows } from '../../contract/report.ts'
import { businesses, endpoints, messages } from '../../facts/outcome-lists.ts'
import { reportCounting, writeReport } from '../../report/build-report.ts'
import { figuresAt } from '../../report/figures/all-figures.ts'
import { groupWords, groupings } from '../../report/grouping.ts'
import { reportBody } from '../../report/html.ts'
import { reportStyle } from '../../report/page-style.ts'
import { ruleWordsOf } from '../../report/blocked-words.ts'
import { assumedPrices } from '../../report/prices.ts'
import { type Row } from '../../report/row.ts'
import { doubtsHere } from '../law/doubts-here.ts'
import { notFound, refused } from '../http/problem.ts'
import { isAsked, rowsAsked } from '../report/list-rows.ts'
import { type Names, namesOf } from '../report/read-names.ts'
import { type RowsWish, eachRow } from '../report/read-rows.ts'
import { type Store } from '../store/store.ts'
import { type Office } from './office.ts'

/** The clock that a time was written by. */
const zoneOf = (at: string): Zone => fixedZone(parseInstant(at)?.offsetMinutes ?? 0)

/** Whose calls are reported on. */
type About = Awaited<ReturnType<typeof doubtsHere>> & {
  readonly store: Store
  readonly what: string
  readonly isWorld: boolean
  readonly asOf: number
  readonly zone: Zone
  readonly facts: readonly string[]
}

const ROWS_MAX = 500

/** What came of the calls of this office, or of a world of it, as a part of a page whose numbers lead to their rows. */
export async function reportOf(office: Office, { query }: Asked<typeof report>): Promise<Answer<typeof report>> {
  const about = await aboutOf(office, query.world)
  const names = await namesOf(about.store, office.org)
  const prices = { ...assumedPrices, doubt: about.assumed }
  const setting = { prices, by: 'none', repName: names.rep } as const
  const { add, sums } = reportCounting(setting)
  await eachOf(office, about, names, (rows) => rows.forEach(add))
  if (sums.value('touches') === 0 && sums.value('inbound') === 0)
    throw refused(
      about.isWorld
        ? 'Nobody was called in this world yet. When its clock goes on, calls are counted here.'
        : 'A report counts calls, and none of yours were made yet. A simulated day shows what one looks like.'
    )
  const { what, isWorld, facts } = about
  const told = writeReport(
    sums,
    setting,
    { what, isWorld, facts, currency: assumedPrices.currency },
    formatInstant(about.asOf, fixedZone(0))
  )
  // The heading takes the focus when the page is entered.
  const body = reportBody(told).replace('<h1>', '<h1 tabindex="-1">')
  return { title: told.title, html: `<style>${reportStyle}</style>${body}` }
}

/** The rows behind a number: the same functions that counted them. */
export async function rowsOfReport(
  office: Office,
  { query }: Asked<typeof reportRows>
): Promise<Answer<typeof reportRows>> {
  if (!figuresAt(assumedPrices).has(query.key)) throw notFound(`The report has no number called ${query.key}.`)
  const by = query.by ?? 'none'
  if (!Object.hasOwn(groupings, by)) throw notFound(`The report has no grouping called ${by}.`)
  const isGrouped = by !== 'none'
  const about = await aboutOf(office, query.world)
  const figures = figuresAt({ ...assumedPrices, doubt: about.assumed })
  const asked = rowsAsked(figures, query.key, isGrouped ? `${by}=${query.group ?? ''}` : undefined)
  const names = await namesOf(about.store, office.org)
  const found: Row[] = []
  let total = 0
  await eachOf(office, about, names, (rows) => {
    for (const row of rows) if (isAsked(row, asked) && total++ < ROWS_MAX) found.push(row)
  })
  const who = await whoOf(about.store, office.org, found)
  return {
    says: isGrouped ? `${asked.figure.says}: ${groupWords(asked.by, asked.group ?? '')}` : asked.figure.says,
    total,
    rows: found.map((row) => ({
      lead: row.who.lead === 0 ? null : String(row.who.lead),
      who: row.who.lead === 0 ? names.rep(row.rep) : (who.get(row.who.lead) ?? 'a lead that has gone'),
      at: formatInstant(row.at, about.zone),
      what: whatOf(row)
    }))
  }
}

async function aboutOf({ store, org, worlds, clock, zone }: Office, number: number | undefined): Promise<About> {
  if (number === undefined) {
    const doubts = await doubtsHere(store, org)
    return { ...doubts, store, what: 'your leads', isWorld: false, asOf: clock(), zone, facts: [] }
  }
  const now = await worlds.one(number)
  const world = now === null ? null : await worlds.open(number)
  if (now === null || world === null) throw notFound('There is no such world; it may have been thrown away.')
  const { list, playbook, days, reps, seed, leftOut } = now
  const facts = [
    `Nothing of it is real: ${reps} simulated ${reps === 1 ? 'rep' : 'reps'} called invented people.`,
    `List ${list}.${playbook === '' ? '' : ` Playbook ${playbook}.`} ${days} ${days === 1 ? 'day' : 'days'}. Seed ${seed}.`,
    ...(leftOut === 0 ? [] : [`${leftOut} of the list are not in it: kept out, or erased.`])
  ]
  return {
    ...(await doubtsHere(world.store, org)),
    store: world.store,
    what: `world ${number}`,
    isWorld: true,
    asOf: now.clock,
    zone: zoneOf(now.clockAt),
    facts
  }
}

type Kept = { readonly asOf: number; readonly version: number; readonly rows: readonly Row[] }
/** Rows of the worlds that were reported on, as far as they are few: whoever reads a report asks for many of its numbers. */
const kept = new WeakMap<Store, Kept>()
const KEPT_MAX = 200_000

async function eachOf(office: Office, about: About, names: Names, hear: (rows: readonly Row[]) => void): Promise<void> {
  const { store, isWorld, asOf, version } = about
  const known = kept.get(store)
  if (isWorld && known?.asOf === asOf && known.version === version) return hear(known.rows)
  const all: Row[] = []
  await eachRow(store, wishOf(office, about), names, (rows) => {
    if (isWorld && all.length <= KEPT_MAX) all.push(...rows)
    hear(rows)
  })
  if (isWorld && all.length <= KEPT_MAX) kept.set(store, { asOf, version, rows: all })
}

function wishOf({ org }: Office, { asOf, zone, doubts }: About): RowsWish {
  const period = { from: -Infinity, until: Infinity, asOf }
  return { org, listId: null, playbook: null, period, houseZone: zone, doubts }
}

async function whoOf(store: Store, org: number, rows: readonly Row[]): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(rows.map(({ who }) => who.lead))]
  const [found] = await store.inOrg(org, [
    {
      text: `select id, coalesce(nullif(concat_ws(' ', first_name, last_name), ''), name, 'no name') as name, company
        from lead where org = $1 and id = any($2::bigint[])`,
      values: [org, ids]
    }
  ])
  const named = found!.rows as { id: number; name: string; company: string | null }[]
  return new Map(named.map(({ id, name, company }) => [id, company ? `${name}, ${company}` : name]))
}

/** A row in a line: what we did or what reached us, and what came of it. */
function whatOf(row: Row): string {
  const parts = ((): readonly (string | null)[] => {
    switch (row.kind) {
      case 'call':
        return [
          `Call ${row.attempt}`,
          row.endpoint === null ? 'no outcome yet' : plain(endpoints[row.endpoint].says),
          row.message === null || !messages[row.message].left ? null : 'a message was left',
          row.said === null ? null : businesses[row.said].says
        ]
      case 'touch':
        return [row.channel.replaceAll('_', ' '), row.said === null ? null : businesses[row.said].says]
      case 'inbound':
        return ['They called us', row.happening === 'missed_inbound' ? 'nobody answered' : 'we talked']
      case 'signal':
        return [row.what.replaceAll('_', ' ')]
      case 'rep_time':
        return [row.state, `${Math.round(row.ms / 60_000)} min`]
      case 'task':
        return [`Task ${row.what}`, row.state]
      case 'run':
        return [row.playbook, row.ending?.replaceAll('_', ' ') ?? 'goes on', row.endedBy && ruleWordsOf(row.endedBy)]
      case 'refusal':
        return [row.isPreviewed ? 'Previewed' : 'Refused', ruleWordsOf(row.rule)]
      case 'lead':
        return [row.playbook === '' ? 'in no playbook' : row.playbook]
    }
  })()
  return parts.filter((part) => part !== null && part !== '').join(', ')
}

const plain = (text: string): string => text.replace(/ \(\d{3}-\d{2}\)$/, '')
