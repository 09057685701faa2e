import { resolve } from 'node:path'
import { homeOf } from '../postgres/home-of.ts'
import { restoreBackup } from '../upkeep/restore.ts'
import { databasesInWords, megabytes, rateProgress, root, sayOnStderr } from './upkeep-words.ts'
import { interruptible } from './signals.ts'
import { standardOutput } from './terminal.ts'

export type RestoreCommand = { readonly home?: string; readonly replace?: boolean; readonly json?: boolean }

/** Puts a backup in the place of the data folder. */
export async function restore(file: string, { home: wanted, replace = false, json }: RestoreCommand): Promise<void> {
  const home = wanted === undefined ? homeOf(process.env, root) : resolve(wanted)
  const now = Temporal.Now.instant()
  const began = performance.now()
  const progress = rateProgress('Restoring')
  const { manifest, before } = await interruptible(
    async (signal) => await restoreBackup(file, { home, root, replace, now, signal, report: progress.report })
  ).finally(progress.done)
  const seconds = Math.round(performance.now() - began) / 1000
  const { databases, bytes, at, aftertone } = manifest
  const files = Object.keys(manifest.files).length
  const words = [
    `Restored ${home} from ${file} (saved at ${at} by Aftertone ${aftertone}): ${databasesInWords(databases)}, ${files} files, ${megabytes(bytes)} MB in ${seconds.toFixed(1)} s.`,
    ...(before === null ? [] : [`What was there before lies in ${before}; delete it when all is well.`])
  ]
  const text = json
    ? JSON.stringify({ file: resolve(file), home, before, databases, files, bytes, seconds, at, aftertone })
    : words.join('\n')
  await standardOutput().write(`${text}\n`)
  if (process.env['DATABASE_URL']?.trim())
    sayOnStderr('DATABASE_URL is set: Aftertone goes on with that server until it is not.')
}
