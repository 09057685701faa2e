import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { root } from '../scripts/bootstrap.mjs'
import { parseInstant } from '../src/clock/civil.ts'
import { type Zone, zoneNamed } from '../src/clock/zone.ts'
import { type Desk, deskFor } from '../src/decide/answer.ts'
import { amended, lawInForce } from '../src/guard/amend.ts'
import { type House, house } from '../src/guard/house.ts'
import { law } from '../src/guard/law.ts'
import { listReader } from '../src/intake/list.ts'
import { pick } from '../src/playbook/shelf.ts'
import { type SheetLine, lineOf } from '../src/sheet/line.ts'
import { inOrder } from '../src/sheet/rank.ts'
import { type Browser, type Served, launch, serve } from './browser.ts'
import { shelf } from './the-shelf.ts'

/** What the browser tests share: a page that tells on itself, and the sheet as the rooms make it without a browser. */

export const moment = '2026-11-24T16:31:00-05:00'
export const here = 'America/New_York'
export const sampleList = join(root, 'examples', 'leads.csv')

/** One server and one browser for all tests of a file; each test opens pages of its own, which are closed after it. */
export function stage(): { readonly context: () => BrowserContext; readonly address: () => string } {
  let served: Served
  let browser: Browser
  beforeAll(async () => {
    served = await serve()
    browser = await launch()
  })
  afterEach(async () => {
    // The first page came with the browser; without any it would end.
    for (const page of browser.context.pages().slice(1)) await page.close()
  })
  afterAll(async () => {
    await browser[Symbol.asyncDispose]()
    await served[Symbol.asyncDispose]()
  })
  return { context: () => browser.context, address: () => served.address }
}

/** Everything that a page complained about, and every address that it asked for. */
export type Watched = { readonly page: Page; readonly complaints: string[]; readonly asked: string[] }

/** Opens the first page at the fixed moment; more search parameters may be given. */
export async function openPage(
  context: BrowserContext,
  address: string,
  search: Readonly<Record<string, string>> = {}
): Promise<Watched> {
  const page = await context.newPage()
  const complaints: string[] = []
  const asked: string[] = []
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => asked.push(request.url()))
  page.on('response', (answer) => {
    if (answer.status() >= 400) complaints.push(`${answer.status()} ${answer.url()}`)
  })
  await page.goto(`${address}?${new URLSearchParams({ now: moment, zone: here, ...search })}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.locator('input[type=radio]').first().waitFor({ state: 'attached' })
  return { page, complaints, asked }
}

/** Addresses outside the server; what the page makes for itself (data:, blob:) never leaves it. */
export function strangers(asked: readonly string[], address: string): readonly string[] {
  return asked.filter((url) => !url.startsWith(address) && !/^(data|blob):/.test(url))
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What people with a reader or a keyboard could not use, one line each; by these rules alone where some are named. */
export async function hindrances(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // Evaluated from outside the page, since the page's own policy lets no foreign script in.
  await page.evaluate(axe)
  // What passed is not told, and styles and media are not fetched again: no rule that we ask needs them.
  const options = { resultTypes: ['violations'], preload: false, ...(rules === undefined ? {} : { runOnly: rules }) }
  const report = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults
  return report.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(' ')}`)
}

/** Drops a file on the page, as a person would from a folder. Scripts for the page are texts: it has another world of names. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const made = `(() => {
    const data = new DataTransfer()
    data.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}, { type: 'text/csv' }))
    return data
  })()`
  const dataTransfer = await page.evaluateHandle(made)
  for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', event, { dataTransfer })
}

/** As the command line decides where there is no installation: the page must say the same. */
const underLaw: House = {
  ...house,
  law: lawInForce(amended(law, []) as Extract<ReturnType<typeof amended>, { kind: 'law' }>, new Map())
}

export function deskNamed(name: string): Desk {
  const picked = pick(shelf, name)
  if (picked.kind === 'missing') throw new Error(picked.problem)
  return deskFor(picked.program, underLaw)
}

export const nowMs = parseInstant(moment)!.epochMs
export const zone: Zone = zoneNamed(here)!

/** The sheet of a list as the pure rooms make it, in calling order. */
export function sheetOf(
  text: string,
  playbook: string,
  market?: 'b2b'
): { readonly lines: readonly SheetLine[]; readonly bad: readonly { row: number; reason: string }[] } {
  const desk = deskNamed(playbook)
  const lines: SheetLine[] = []
  const bad: { row: number; reason: string }[] = []
  const reader = listReader({ nowMs, country: 'US', zone, market }, { country: 'US' })
  const take: Parameters<typeof reader.end>[0] = (row) => {
    if (row.kind === 'bad') bad.push({ row: row.row, reason: row.reason })
    else lines.push(lineOf(desk, row.row, row.lead, row.warnings, { now: nowMs, country: 'US', seed: 0 }))
  }
  reader.push(new TextEncoder().encode(text), take)
  reader.end(take)
  return { lines: lines.sort(inOrder), bad }
}

/** A row of the table as a person reads it. */
export type ShownRow = {
  readonly row: number
  readonly name: string
  readonly local: string
  readonly why: string
  readonly voicemail: string
  readonly next: string
}

/** Reads rows of the table from the first on, scrolling as far as it takes. */
export async function shownRows(page: Page, wanted: number): Promise<readonly ShownRow[]> {
  const seen = new Map<number, { readonly place: number; readonly row: ShownRow }>()
  await page.evaluate(`${grid}.scrollTo(0, 0)`)
  for (;;) {
    const before = seen.size
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    for (const each of (await page.evaluate(readRows)) as { place: number; row: ShownRow }[])
      seen.set(each.row.row, each)
    const isEnd = await page.evaluate(scrollOn)
    if (seen.size >= wanted + 12 || (isEnd && seen.size === before)) break
  }
  const inPlace = [...seen.values()].sort((a, b) => a.place - b.place)
  return inPlace.slice(0, wanted).map(({ row }) => row)
}

const grid = `document.querySelector('[role=grid]')`

/** Scrolls on by a little less than what is in sight; true when there was nothing below. */
const scrollOn = `(() => {
  const grid = ${grid}
  const isEnd = grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 1
  grid.scrollBy(0, grid.clientHeight - 80)
  return isEnd
})()`

const readRows = `[...${grid}.querySelectorAll('[data-row]')].map((line) => {
  const text = (name) => line.querySelector(name)?.textContent.replace(/\\s+/g, ' ').trim() ?? ''
  const row = {
    row: Number(line.getAttribute('data-row')),
    name: text('.c-person b'),
    local: text('.c-local').slice(0, 5),
    why: text('.c-why'),
    voicemail: text('.c-voicemail b'),
    next: text('.c-next')
  }
  return { place: Number(line.getAttribute('aria-rowindex')), row }
})`

const saidAs = { leave: 'Leave', skip: 'Skip', ask: 'Ask you', at_the_beep: 'At the beep' } as const

/** A line of the pure room in the words of the table, all but its next step. */
export function asShown(line: SheetLine): Omit<ShownRow, 'next'> {
  return {
    row: line.row,
    name: line.name === '' ? 'no name' : line.name,
    local: line.local.slice(11, 16),
    why: line.why,
    voicemail: line.stop === null ? saidAs[line.voicemail.action] : 'Nothing'
  }
}
