import { rmSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { buildWeb } from '../scripts/build-web.ts'
import { root } from '../scripts/bootstrap.mjs'
import { type OpenOffice, openOffice } from '../src/shell/api/open-office.ts'
import { questions } from '../src/shell/api/routes.ts'
import { listenOnLoopback } from '../src/shell/http/port.ts'
import { type Door, door } from '../src/shell/http/sign-in.ts'
import { webServer } from '../src/shell/http/web-server.ts'
import { type Installation, openInstallation } from '../src/shell/store/installation.ts'
import { type Browser, launch } from './browser.ts'
import { storeHome } from './postgres.ts'

/** The demo firm with its pages, as `npm start -- --demo` opens it, and a browser that has not signed in. */
export type Stage = {
  readonly context: () => BrowserContext
  /** Ends with a slash. */
  readonly address: () => string
  readonly entrance: () => Door
  readonly office: () => OpenOffice
}

export function workStage(): Stage {
  let home = ''
  let installation: Installation
  let office: OpenOffice
  let entrance: Door
  let browser: Browser
  let address = ''
  let close = async (): Promise<void> => undefined
  beforeAll(async () => {
    home = await storeHome('aftertone-work-')
    const env: NodeJS.ProcessEnv = { ...process.env, AFTERTONE_HOME: home }
    delete env['DATABASE_URL']
    installation = await openInstallation(env)
    office = await openOffice(installation, env, true, () => undefined)
    entrance = door()
    const app = await webServer(await buildWeb(root, console.log), questions(office, entrance))
    close = () => app.close()
    address = await listenOnLoopback(app, { kind: 'named', port: 0 })
    browser = await launch()
  })
  afterEach(async () => {
    for (const page of browser.context.pages().slice(1)) await page.close()
  })
  afterAll(async () => {
    await browser[Symbol.asyncDispose]()
    await close()
    await office[Symbol.asyncDispose]()
    await installation[Symbol.asyncDispose]()
    rmSync(home, { recursive: true, force: true })
  })
  return {
    context: () => browser.context,
    address: () => address,
    entrance: () => entrance,
    office: () => office
  }
}

export type Told = { readonly page: Page; readonly complaints: string[] }

/** A page of the work; what it complains about is kept. */
export async function openWork(context: BrowserContext, url: string, wanted = 200): Promise<Told> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('response', (answer) => {
    if (answer.status() >= 400 && answer.status() !== wanted) complaints.push(`${answer.status()} ${answer.url()}`)
  })
  await page.addInitScript(watchShifts)
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  return { page, complaints }
}

/** How far the page has moved under its reader, as browsers count it. */
const watchShifts = `(() => {
  window.shifted = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
})()`
export const shifted = async (page: Page): Promise<number> => (await page.evaluate('window.shifted')) as number
