import { countWords } from '../../sheet/words.ts'
import { resetDemo } from '../demo/demo-firm.ts'
import { openPostgres } from '../postgres/postgres.ts'
import { openInstallation } from '../store/installation.ts'
import { dropWorld, worldNumbers } from '../world/open-world.ts'
import { Complaint } from './complaint.ts'
import { root, wholeOf } from './setting.ts'
import { sayOnStderr, standardOutput } from './terminal.ts'

export type ResetOptions = { readonly world?: string; readonly demo?: boolean; readonly json?: boolean }

/** Throws worlds away, all of them or one; or begins the demo firm anew. */
export async function reset({ world, demo, json }: ResetOptions): Promise<void> {
  if (demo) {
    if (world !== undefined) throw new Complaint('--world and --demo: name one of the two', 2)
    return await resetFirm(json ?? false)
  }
  await using postgres = await openPostgres({ env: process.env, root, embedded: true, say: sayOnStderr })
  const there = await worldNumbers(postgres)
  const wanted = world === undefined ? there : [wholeOf('--world', world, 1e6)]
  const missing = wanted.find((number) => !there.includes(number))
  if (missing !== undefined)
    throw new Complaint(`there is no world ${missing}${there.length === 0 ? '' : `; there are ${there.join(', ')}`}`)
  for (const number of wanted) await dropWorld(postgres, number)
  const said = wanted.length === 0 ? 'There is no world to throw away.' : `Thrown away: world ${wanted.join(', ')}.`
  await standardOutput().write(json ? `${JSON.stringify({ dropped: wanted })}\n` : `${said}\n`)
}

async function resetFirm(json: boolean): Promise<void> {
  await using installation = await openInstallation(process.env, sayOnStderr)
  const leads = await resetDemo(installation, sayOnStderr)
  await standardOutput().write(
    json ? `${JSON.stringify({ leads })}\n` : `The demo firm begins anew with ${countWords(leads)} leads.\n`
  )
}
