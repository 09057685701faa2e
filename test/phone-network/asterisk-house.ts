import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningAsterisk, settingsHere, startAsterisk } from '../../scripts/asterisk-process.ts'
import { asteriskTree } from '../../scripts/asterisk-tree.ts'
import { type RepPhone } from '../../src/shell/telephony/asterisk/config/asterisk-settings.ts'
import { type AsteriskCarrierSettings } from '../../src/shell/telephony/asterisk/asterisk-carrier.ts'

/** An Asterisk for a test, on loopback, whose trunk and whose desk telephones stand at `port`. */
export type AsteriskHouse = AsyncDisposable & {
  readonly now: () => RunningAsterisk
  readonly kill: () => Promise<void>
  /** Starts it again, on the same ports. */
  readonly restart: () => Promise<void>
  readonly carrier: AsteriskCarrierSettings
}

export async function asteriskHouse(
  port: number,
  repNames: readonly string[] = [],
  qualifySeconds = 2
): Promise<AsteriskHouse> {
  const answer = await asteriskTree(console.log)
  if (answer.kind === 'none') throw new Error(`the tests of telephony need an Asterisk: ${answer.why}`)
  const folder = mkdtempSync(join(tmpdir(), 'aftertone-asterisk-'))
  const reps = repNames.map((name): RepPhone => ({ name, kind: 'desk', secret: null, address: `127.0.0.1:${port}` }))
  const settings = await settingsHere(port, reps, qualifySeconds)
  let running = await startAsterisk(answer.tree, folder, settings)
  const { http, ari, application, trunk } = settings
  return {
    now: () => running,
    kill: () => running.kill(),
    restart: async () => void (running = await startAsterisk(answer.tree, folder, settings)),
    carrier: {
      nodes: [
        {
          ...{ name: 'here', url: `http://${http.host}:${http.port}`, trunk: 'trunk', application },
          ...{ user: ari.user, password: ari.password }
        }
      ],
      ...{ numbers: trunk.numbers, dials: 'e164' }
    },
    async [Symbol.asyncDispose]() {
      await running.kill()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
