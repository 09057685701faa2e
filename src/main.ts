import { parseArgs } from 'node:util'
import { buildWeb } from '../scripts/build-web.ts'
import { openOffice } from './shell/api/open-office.ts'
import { questions } from './shell/api/routes.ts'
import { startEngine } from './shell/engine/service.ts'
import { listenOnLoopback, wantedPort } from './shell/http/port.ts'
import { door } from './shell/http/sign-in.ts'
import { webServer } from './shell/http/web-server.ts'
import { openInstallation } from './shell/store/installation.ts'

const help = `Usage: npm start [-- options]

Starts Aftertone on this machine and prints a link that opens once.

  --demo      open an invented firm instead of your own work
  --json      print the link as JSON on one line
  --help      this text

  PORT=4600            the port to listen on; without it 4600, or the next free one
  AFTERTONE_HOME=DIR   where the data lies; without it in the clone, for root under /var/lib/aftertone
  DATABASE_URL=URL     a PostgreSQL server of your own, 15 or newer, instead of the one that comes with us

Stop it with Ctrl-C.`

/** The front door: opens the server, prints its address, and returns when a signal has stopped it. */
export async function start(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' }, demo: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } }
  })
  if (values.help) {
    console.log(help)
    return
  }
  const stopped = stopSignal()
  const port = wantedPort(env['PORT'])
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const building = buildWeb(import.meta.dirname.replace(/.src$/, ''), console.error)
  // Both take a moment, and a failure of either is told once it is waited for.
  building.catch(() => undefined)
  await using installation = await openInstallation(env, say)
  await using _engine = startEngine(installation, say)
  await using office = await openOffice(installation, env, values.demo === true, say)
  const entrance = door()
  const app = await webServer(await building, questions(office, entrance))
  const address = `${await listenOnLoopback(app, port)}?key=${entrance.key}`
  const { home } = installation.postgres
  console.log(
    values.json
      ? JSON.stringify({ address, home })
      : `Aftertone is open at ${address}\nThe link opens once. Your data lies in ${home}`
  )
  await stopped
  await app.close()
}

/** Resolves at the first SIGINT or SIGTERM. Later ones change nothing: a terminal and npm may both send the same one. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}

if (import.meta.main) {
  try {
    await start(process.argv.slice(2), process.env)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    process.exitCode = isUsage ? 2 : 1
  }
}
