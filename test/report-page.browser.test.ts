import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reportCounting, writeReport } from '../src/report/build-report.ts'
import { reportHtml } from '../src/report/html.ts'
import { anyLife, asOf, doubts } from '../src/report/life.arbitrary.ts'
import { assumedPrices } from '../src/report/prices.ts'
import { repTimeRow, rowsOf } from '../src/report/rows.ts'
import { pageFonts } from '../src/shell/report/page-fonts.ts'
import { type Browser, launch } from './browser.ts'
import { hindrances } from './web-page.ts'

/** The report as a file, opened as somebody opens it who got it by mail. */
let browser: Browser
let folder = ''
let file = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aftertone-report-'))
  file = join(folder, 'report.html')
  writeFileSync(file, page())
  browser = await launch()
})
afterAll(async () => {
  await browser[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

function page(): string {
  const setting = { prices: assumedPrices, by: 'playbook', repName: (rep: number) => `Rep ${rep}` } as const
  const { add, sums } = reportCounting(setting)
  const [lives] = fc.sample(fc.array(anyLife, { minLength: 40, maxLength: 40 }), { numRuns: 1, seed: 11 })
  for (const life of lives!)
    for (const row of rowsOf(life, { from: -Infinity, until: Infinity, asOf }, doubts)) add(row)
  add(repTimeRow(1, asOf, 'idle', 3_600_000, { hour: 9, weekday: 1 }))
  const about = { what: 'world 1', isWorld: true, facts: ['Nothing of it is real.'], currency: 'USD' }
  return reportHtml(writeReport(sums, setting, about, '2027-02-03T00:00:00+00:00'), pageFonts())
}

test.for([
  [1440, 'light'],
  [390, 'dark']
] as const)(
  'at %i pixels in %s nothing hinders anybody, nothing is asked for, nothing runs over the side',
  async ([width, scheme]) => {
    const tab = await browser.context.newPage()
    await tab.setViewportSize({ width, height: 900 })
    await tab.emulateMedia({ colorScheme: scheme })
    const asked: string[] = []
    const complaints: string[] = []
    tab.on('request', (request) => asked.push(request.url()))
    tab.on('console', (line) => complaints.push(line.text()))
    await tab.goto(pathToFileURL(file).href)
    await tab.getByRole('heading', { level: 1 }).waitFor()

    expect(asked.filter((url) => !/^(file|data):/.test(url))).toEqual([])
    expect(complaints).toEqual([])
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(width)
    expect(await hindrances(tab)).toEqual([])
    await tab.close()
  }
)

test('no letter is smaller than eleven pixels, on a phone too', async () => {
  const tab = await browser.context.newPage()
  await tab.setViewportSize({ width: 390, height: 900 })
  await tab.goto(pathToFileURL(file).href)
  const smallest = await tab.evaluate(
    `Math.min(...[...document.querySelectorAll('.report *')].filter((each) => each.textContent.trim() !== '').map((each) => parseFloat(getComputedStyle(each).fontSize)))`
  )
  expect(smallest).toBeGreaterThanOrEqual(11)
  await tab.close()
})

test('on paper every picture and table is there, the navigation is not, and the ground is white', async () => {
  const tab = await browser.context.newPage()
  await tab.goto(pathToFileURL(file).href)
  await tab.emulateMedia({ media: 'print', colorScheme: 'dark' })
  expect(await tab.getByRole('navigation').isVisible()).toBe(false)
  expect(await tab.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe('rgb(255, 255, 255)')
  for (const part of ['figure', 'svg', 'tbody tr', 'td'])
    expect(await tab.locator(part).first().isVisible(), part).toBe(true)
  await tab.close()
})
