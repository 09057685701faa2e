import { z } from 'zod'
import { WorldWish, type WorldNow } from '../../contract/worlds.ts'
import { root, settingOf } from '../command/setting.ts'
import { messageOf } from '../command/complaint.ts'
import { openPostgres } from '../postgres/postgres.ts'
import { openInstallation } from '../store/installation.ts'
import { runWished } from './run-wished.ts'

/**
 * One world as a process of its own, so that whoever asked for it stays free: opens it, works it to its end, and tells
 * how far it is. It ends with the process that started it.
 */
export type FromWorld =
  { readonly kind: 'now'; readonly now: WorldNow } | { readonly kind: 'failed'; readonly problem: string }

const Wanted = z.object({ org: z.number(), wish: WorldWish })

if (import.meta.main) {
  process.on('disconnect', () => process.exit(0))
  const { org, wish } = Wanted.parse(JSON.parse(process.argv[2] ?? ''))
  const { zone } = settingOf({})
  const tell = (told: FromWorld): void => void process.send?.(told)
  try {
    await using installation = await openInstallation(process.env)
    await using worlds =
      installation.postgres.kind === 'embedded' ? null : await openPostgres({ env: process.env, root, embedded: true })
    await runWished(installation.store, worlds ?? installation.postgres, org, wish, zone, (now) =>
      tell({ kind: 'now', now })
    )
  } catch (error) {
    tell({ kind: 'failed', problem: messageOf(error) })
    process.exitCode = 1
  }
  process.disconnect?.()
}
