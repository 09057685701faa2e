import { didYouMean } from '../../facts/nearest.ts'
import { formatInstant } from '../../clock/civil.ts'
import { fixedZone } from '../../clock/zone.ts'
import { reportCounting, sectionPlans, writeReport } from '../../report/build-report.ts'
import { reportCsv } from '../../report/csv.ts'
import { figuresAt } from '../../report/figures/all-figures.ts'
import { type AskedBy, askedGroupings } from '../../report/grouping.ts'
import { reportHtml } from '../../report/html.ts'
import { assumedPrices, type Prices } from '../../report/prices.ts'
import { type Report } from '../../report/report.ts'
import { reportText } from '../../report/text.ts'
import { Complaint } from '../command/complaint.ts'
import { assumptionsGiven } from '../command/guard-exposure.ts'
import { columnsOf, paintFor, progress, standardOutput } from '../command/terminal.ts'
import { doubtsHere } from '../law/doubts-here.ts'
import { outFile } from '../plan/out-file.ts'
import { settingOf, wholeOf } from '../command/setting.ts'
import { listRows, rowsAsked } from './list-rows.ts'
import { listVerdicts } from './list-verdicts.ts'
import { type Scope, type Source, openSource, scopeOf } from './open-source.ts'
import { pageFonts } from './page-fonts.ts'
import { eachRow, isWholeHouse } from './read-rows.ts'
import { namesOf } from './read-names.ts'

export type ReportOptions = {
  readonly world?: string
  readonly list?: string
  readonly playbook?: string
  readonly from?: string
  readonly until?: string
  readonly by?: string
  readonly rows?: string
  readonly repHour?: string
  readonly lineMinute?: string
  readonly assume?: readonly string[]
  readonly only?: string
  readonly audit?: string | boolean
  readonly seed?: string
  readonly json?: boolean
  readonly csv?: boolean
  readonly html?: string
}

/** What came of it, for people, for programs, for a spreadsheet or as a page; or the rows behind one number. */
export async function reportCommand(options: ReportOptions): Promise<void> {
  const form = formOf(options)
  const told = pricesOf(options)
  const given = assumptionsGiven(options.assume)
  const only = sectionNamed(options.only)
  if (options.audit !== undefined) return await verdictsToHear(options, form)
  if (options.rows !== undefined) {
    if (form === 'html')
      throw new Complaint('--rows goes to the terminal, with --json or with --csv, not into a page', 2)
    rowsAsked(figuresAt(told), options.rows, options.by)
    await using source = await openSource(options)
    const { assumed, doubts } = await doubtsHere(source.store, source.org, given)
    const asked = rowsAsked(figuresAt({ ...told, doubt: assumed }), options.rows, options.by)
    return await listRows(source, await scopeOf(source, options, doubts), asked, form)
  }
  const by = groupingOf(options.by)
  await using source = await openSource(options)
  const { assumed, doubts } = await doubtsHere(source.store, source.org, given)
  const scope = await scopeOf(source, options, doubts)
  const whole = await reportOf(source, scope, { ...told, doubt: assumed }, by, form === 'html')
  const report = typeof whole === 'string' ? whole : partOf(whole, only)
  if (typeof report === 'string') {
    await standardOutput().write(form === 'json' ? `${JSON.stringify({ empty: report })}\n` : `${report}\n`)
    return
  }
  await give(report, form, options.html)
}

/** Verdicts “machine” to listen to. */
async function verdictsToHear(options: ReportOptions, form: Form): Promise<void> {
  if (form === 'html' || form === 'csv') throw new Complaint('--audit goes to the terminal, or with --json', 2)
  const perDay = typeof options.audit === 'string' ? wholeOf('--audit', options.audit, 1_000) : AUDIT_PER_DAY
  const { seed } = settingOf({ seed: options.seed })
  await using source = await openSource(options)
  const { doubts } = await doubtsHere(source.store, source.org)
  await listVerdicts(source, await scopeOf(source, options, doubts), { perDay, seed }, form === 'json')
}
const AUDIT_PER_DAY = 10

type Form = 'text' | 'json' | 'csv' | 'html'

function formOf({ json, csv, html }: ReportOptions): Form {
  const wanted = [json && 'json', csv && 'csv', html !== undefined && 'html'].filter(
    (each) => each !== false && each !== undefined
  )
  if (wanted.length > 1) throw new Complaint(`--${wanted.join(' and --')}: choose one form`, 2)
  return (wanted[0] as Form | undefined) ?? 'text'
}

/** The report, or why there is none and what would fill it. */
async function reportOf(
  source: Source,
  scope: Scope,
  prices: Prices,
  by: AskedBy,
  isForOthers: boolean
): Promise<Report | string> {
  const names = await namesOf(source.store, source.org)
  // A page may go round: there a rep is a number.
  const setting = { prices, by, repName: isForOthers ? (rep: number) => `Rep ${rep}` : names.rep }
  const { add, sums } = reportCounting(setting)
  const shown = progress()
  let leads = 0
  try {
    await eachRow(source.store, scope.wish, names, (rows) => {
      for (const row of rows) {
        add(row)
        if (row.kind === 'lead') leads++
      }
      shown.say(`${leads} leads read`)
    })
  } finally {
    shown.done()
  }
  if (sums.value('touches') === 0 && sums.value('inbound') === 0) return nothingYet(source, leads, scope.facts)
  const facts = [
    ...scope.facts,
    ...(isWholeHouse(scope.wish) ? [] : ['Time between calls belongs to no list and no playbook and is left out.'])
  ]
  const about = { what: source.what, isWorld: source.isWorld, facts, currency: prices.currency }
  return writeReport(sums, setting, about, formatInstant(source.asOf, fixedZone(0)))
}

function nothingYet({ what, isWorld }: Source, leads: number, facts: readonly string[]): string {
  const where = `${what}${facts.length === 0 ? '' : ` (${facts.join(' ').replace(/\.$/, '')})`}`
  if (leads === 0) return `There is nothing to report on ${where}: no leads. Bring a list in with "aftertone import".`
  return isWorld
    ? `There is nothing to report on ${where}: its ${leads} leads were never called. Work a list with "aftertone work --playbook NAME".`
    : `There is nothing to report on ${where}: ${leads} leads, and nobody was called yet. Enrol them with "aftertone enrol" and start calling, or work them in a world with "aftertone work".`
}

async function give(report: Report, form: Form, html: string | undefined): Promise<void> {
  if (form === 'html') {
    const file = outFile(html!, '-')
    try {
      await file.write(reportHtml(report, pageFonts()))
      await file.end()
    } catch (error) {
      file.discard()
      throw error
    }
    await standardOutput().write(`Written to ${html}: a page that opens anywhere, and names nobody.\n`)
    return
  }
  const out = standardOutput()
  const text =
    form === 'json'
      ? `${JSON.stringify(report)}\n`
      : form === 'csv'
        ? reportCsv(report)
        : reportText(report, Math.min(120, columnsOf()), paintFor())
  await out.write(text)
  await out.end()
}

function groupingOf(by: string | undefined): AskedBy {
  if (by === undefined) return 'none'
  const found = askedGroupings.find((each) => each === by)
  if (found !== undefined) return found
  if (by.includes('='))
    throw new Complaint(`--by ${by}: one group alone is for --rows; name the grouping, such as --by attempt`, 2)
  throw new Complaint(
    `--by ${by}: there is no such grouping${didYouMean(by, askedGroupings)}; there are ${askedGroupings.join(', ')}`,
    2
  )
}

function pricesOf({ repHour, lineMinute }: ReportOptions): Prices {
  return {
    ...assumedPrices,
    repHourCents: priceOf('--rep-hour', repHour) ?? assumedPrices.repHourCents,
    lineMinuteCents: priceOf('--line-minute', lineMinute) ?? assumedPrices.lineMinuteCents
  }
}

function sectionNamed(only: string | undefined): string | null {
  const ids = sectionPlans.map(({ id }) => id)
  if (only === undefined || ids.includes(only)) return only ?? null
  throw new Complaint(`--only ${only}: no section is called so${didYouMean(only, ids)}; there are ${ids.join(', ')}`, 2)
}

/** The whole report, or one section of it; or why that one has nothing to say. */
function partOf(report: Report, only: string | null): Report | string {
  if (only === null) return report
  const sections = report.sections.filter(({ id }) => id === only)
  return sections.length === 0 ? `The section ${only} has nothing to say of these calls.` : { ...report, sections }
}

function priceOf(name: string, text: string | undefined): number | null {
  if (text === undefined) return null
  if (/^\d{1,7}(\.\d{1,4})?$/.test(text)) return Number(text) * 100
  throw new Complaint(`${name} ${text}: must be an amount such as 28 or 0.014`, 2)
}
