import { accessSync, constants } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { root } from './bootstrap.mjs'

/** The account's cache folder; an account without a usable home keeps it in the clone. */
export function cacheFolder(): string {
  const named = process.env['XDG_CACHE_HOME']
  if (named !== undefined && named.startsWith('/')) return join(named, 'aftertone')
  return canWrite(homedir())
    ? join(homedir(), '.cache', 'aftertone')
    : join(root, 'node_modules', '.aftertone', 'cache')
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    // Absent or read-only: there is a second place.
    return false
  }
}
