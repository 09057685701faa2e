import { openPostgres } from '../postgres/postgres.ts'
import { dropWorld, worldNumbers } from '../world/open-world.ts'
import { Complaint } from './complaint.ts'
import { root, wholeOf } from './setting.ts'
import { sayOnStderr, standardOutput } from './terminal.ts'

/** Throws worlds away, all of them or one. */
export async function reset({ world, json }: { readonly world?: string; readonly json?: boolean }): Promise<void> {
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
