import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { homeOf } from '../postgres/home-of.ts'
import { openPostgres } from '../postgres/postgres.ts'
import { type Backup, makeBackup } from '../upkeep/backup.ts'
import { Complaint } from './complaint.ts'
import { databasesInWords, megabytes, rateProgress, root, sayOnStderr } from './upkeep-words.ts'
import { interruptible } from './signals.ts'
import { standardOutput } from './terminal.ts'

/** Saves the data folder into one file while Aftertone goes on working. */
export async function backup(wanted: string | undefined, { json }: { readonly json?: boolean }): Promise<void> {
  const { env } = process
  const home = homeOf(env, root)
  if (env['DATABASE_URL']?.trim())
    throw new Complaint(
      `DATABASE_URL names a server of your own, which its own tools save: pg_dump --format=custom --file=aftertone.dump "$DATABASE_URL"; copy ${home} beside it`
    )
  if (!existsSync(join(home, 'postgres')))
    throw new Complaint(
      `${home} holds no data yet, so there is nothing to save; AFTERTONE_HOME names another data folder`
    )
  const now = Temporal.Now.instant()
  const file = fileFor(wanted, now, home)
  const began = performance.now()
  const progress = rateProgress('Saving')
  const made = await interruptible(async (signal): Promise<Backup> => {
    await using postgres = await openPostgres({ env, root, say: sayOnStderr })
    for (const notice of postgres.notices) sayOnStderr(notice)
    return await makeBackup(postgres, file, { version: version(), now, signal, report: progress.report })
  }).finally(progress.done)
  const seconds = Math.round(performance.now() - began) / 1000
  for (const link of made.leftOut)
    sayOnStderr(`${link} is a link and is not in the backup; save what it points to yourself.`)
  const { databases, files, bytes } = made
  const text = json
    ? JSON.stringify({
        file,
        home,
        databases,
        files,
        bytes,
        seconds,
        at: now.toString({ fractionalSecondDigits: 0 }),
        leftOut: made.leftOut
      })
    : `Saved ${home} in ${file}: ${databasesInWords(databases)}, ${files} files, ${megabytes(bytes)} MB in ${seconds.toFixed(1)} s.\nTo get it back: aftertone restore ${file}`
  await standardOutput().write(`${text}\n`)
}

/** A name with the instant in it where none is given. Never over something, never into what is saved. */
function fileFor(wanted: string | undefined, now: Temporal.Instant, home: string): string {
  const named = `aftertone-${now.toString({ fractionalSecondDigits: 0 }).replaceAll(/[-:]/g, '')}.tar`
  const isFolder = wanted !== undefined && statSync(wanted, { throwIfNoEntry: false })?.isDirectory() === true
  const file = resolve(isFolder ? join(wanted, named) : (wanted ?? named))
  if (wanted === '-') throw new Complaint('a backup goes to a file, not to standard output; name one', 2)
  if (existsSync(file)) throw new Complaint(`${file} is there already; name another file`)
  if (!relative(home, file).startsWith('..'))
    throw new Complaint(`${file} would lie in the data folder that it saves; name a file elsewhere`)
  return file
}

function version(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }).version
}
