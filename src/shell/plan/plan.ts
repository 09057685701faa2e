import { basename } from 'node:path'
import { formatInstant } from '../../clock/civil.ts'
import { type Desk, deskFor } from '../../decide/answer.ts'
import { whereabouts } from '../../guard/where.ts'
import { listReader } from '../../intake/list.ts'
import { type Market } from '../../intake/row-in-hand.ts'
import { type Program } from '../../playbook/program.ts'
import { type SheetHead } from '../../sheet/format.ts'
import { lineOf } from '../../sheet/line.ts'
import { groups } from '../../sheet/rank.ts'
import { sheetRow } from '../../sheet/sheet-row.ts'
import { type Summary, noRows, withBadRow, withLine } from '../../sheet/summary.ts'
import { countWords } from '../../sheet/words.ts'
import { Complaint } from '../command/complaint.ts'
import { type Setting, type SettingOptions, root, settingOf } from '../command/setting.ts'
import { type Sink, progress, standardOutput } from '../command/terminal.ts'
import { lawOnFile } from '../law/law-on-file.ts'
import { playbookNamed } from '../playbooks/playbook-named.ts'
import { homeOf } from '../postgres/home-of.ts'
import { type LeadFile, leadFile, readLeads } from './lead-file.ts'
import { type OutFile, outFile } from './out-file.ts'
import { type SheetForm, writeSheet } from './write-sheet.ts'
import { type Sorter, sorter } from './sorter.ts'

export type PlanOptions = SettingOptions & {
  readonly playbook: string
  readonly json?: boolean
  readonly csv?: boolean
  /** A file, or true for standard output. */
  readonly html?: string | true
  readonly out?: string
  readonly map?: readonly string[]
  readonly limit?: string
  readonly market?: Market
}

/** Group of rows that are no leads: behind every other. */
const BAD_GROUP = groups.length

/** Puts a list on a call sheet, whatever its length. */
export async function plan(path: string, options: PlanOptions): Promise<void> {
  const setting = settingOf(options)
  const form = formOf(options)
  const limit = limitOf(options.limit)
  const program = playbookNamed(options.playbook)
  const law = await lawOnFile(homeOf(process.env, root))
  const desk = deskFor(program, law.house, whereabouts(), law.listed)
  const file = leadFile(path)
  const target = targetOf(form, options)
  const out: OutFile | null = target === null ? null : outFile(target, path)
  const sink: Sink = out ?? standardOutput()
  const sheet = sorter()
  try {
    const read = await decideAll(file, desk, setting, options, sheet)
    await writeSheet(sink, sheet, {
      form,
      limit,
      head: headOf(file, program, setting, read),
      problems: read.problems,
      law: law.words(setting.now),
      isFile: target !== null
    })
  } catch (error) {
    out?.discard()
    throw error
  } finally {
    sheet.close()
  }
}

type Read = {
  readonly summary: Summary
  readonly groups: ReadonlyMap<string, number>
  readonly problems: readonly string[]
}

/** Reads every row, decides it and lays its line into the sheet. */
async function decideAll(
  file: LeadFile,
  desk: Desk,
  setting: Setting,
  { map: overrides = [], market }: PlanOptions,
  sheet: Sorter
): Promise<Read> {
  const { now, country, seed, zone } = setting
  const context = { now, country, seed }
  const reader = listReader({ nowMs: now, country, zone, market }, { country, overrides })
  const counts = groups.map(() => 0)
  let summary = noRows
  const shown = progress()
  try {
    await readLeads(
      file,
      reader,
      (found) => {
        if (found.kind === 'bad') {
          summary = withBadRow(summary)
          sheet.add(
            { group: BAD_GROUP, score: 0, row: found.row },
            JSON.stringify({ row: found.row, bad: found.reason })
          )
          return
        }
        const line = lineOf(desk, found.row, found.lead, found.warnings, context)
        summary = withLine(summary, line)
        counts[line.rank.group]!++
        sheet.add({ group: line.rank.group, score: line.rank.score, row: line.row }, JSON.stringify(sheetRow(line)))
      },
      (bytes) =>
        shown.say(
          `${countWords(summary.rows)} rows decided${file.bytes ? `, ${Math.round((bytes / file.bytes) * 100)} %` : ''}`
        )
    )
  } finally {
    shown.done()
  }
  return {
    summary,
    groups: new Map(groups.map((name, i) => [name, counts[i]!])),
    problems: reader.problems().map(({ message }) => message)
  }
}

function headOf(
  file: LeadFile,
  program: Program,
  { now, zone }: Setting,
  { summary, groups: counts }: Read
): SheetHead {
  return {
    list: basename(file.name),
    at: formatInstant(now, zone),
    playbook: `${program.name}@${program.label}`,
    title: program.document.title,
    summary,
    groups: counts
  }
}

function formOf({ json, csv, html }: PlanOptions): SheetForm {
  const asked = [json && 'json', csv && 'csv', html !== undefined && 'html'].filter(
    (form): form is 'json' => typeof form === 'string'
  )
  if (asked.length > 1)
    throw new Complaint(`--${asked.join(' and --')} do not go together: a sheet is written in one form at a time`, 2)
  return asked[0] ?? 'table'
}

function targetOf(form: SheetForm, { html, out }: PlanOptions): string | null {
  if (form === 'html' && typeof html === 'string' && out !== undefined)
    throw new Complaint(`--html ${html} and --out ${out} both name the file: give one of them`, 2)
  const target = form === 'html' && typeof html === 'string' ? html : out
  return target === undefined || target === '-' ? null : target
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return Infinity
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text)
  throw new Complaint(`--limit ${text}: must be a whole number from 1`, 2)
}
