import { createHash } from 'node:crypto'
import { existsSync, realpathSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { isRoot } from './server-user.ts'

/** Where the data of this installation lies: AFTERTONE_HOME, else in the clone, for root under /var/lib. */
export function homeOf(env: NodeJS.ProcessEnv, root: string): string {
  const named = env['AFTERTONE_HOME']?.trim()
  if (named) return resolve(named)
  const inClone = join(root, '.aftertone')
  // Who began as another account and goes on as root keeps the data that is there.
  if (!isRoot() || existsSync(join(inClone, 'postgres'))) return inClone
  const clone = realpathSync(root)
  const hash = createHash('sha256').update(clone).digest('hex').slice(0, 8)
  return join('/var/lib/aftertone', `${basename(clone)}-${hash}`)
}
