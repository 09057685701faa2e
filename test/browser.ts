import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { chromiumFlags } from '../scripts/chromium.ts'
import { buildWeb } from '../scripts/build-web.ts'
import { root } from '../scripts/bootstrap.mjs'
import { listenOnLoopback } from '../src/shell/http/port.ts'
import { webServer } from '../src/shell/http/web-server.ts'

/** A browser with a fresh profile; `await using` closes it and removes the profile. */
export interface Browser extends AsyncDisposable {
  readonly context: BrowserContext
}

/** Starts the Chromium that `npm test` found; throws where a test is started without one. */
export async function launch(): Promise<Browser> {
  const executablePath = process.env['AFTERTONE_CHROMIUM']
  if (executablePath === undefined || !existsSync(executablePath)) {
    throw new Error(
      'Browser tests need a Chromium: start them by "npm test -- browser", or name one in AFTERTONE_CHROMIUM.'
    )
  }
  const profile = await mkdtemp(join(tmpdir(), 'aftertone-profile-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: chromiumFlags.filter((flag) => flag !== '--headless'),
    headless: true,
    viewport: { width: 1280, height: 800 }
  })
  return {
    context,
    async [Symbol.asyncDispose]() {
      await context.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}

/** The real server with the real web app, on a free port. */
export interface Served extends AsyncDisposable {
  /** Ends with a slash. */
  readonly address: string
}

export async function serve(): Promise<Served> {
  const app = await webServer(await buildWeb(root, console.log))
  const address = await listenOnLoopback(app, { kind: 'named', port: 0 })
  return { address, [Symbol.asyncDispose]: () => app.close() }
}
