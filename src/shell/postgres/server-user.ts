import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { OutsideError } from '../outside-error.ts'

/** An account that PostgreSQL runs as; it has an entry in passwd, without which initdb refuses. */
export type ServerUser = { readonly name: string; readonly uid: number; readonly gid: number }

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** The account for a server that root starts: whoever owns the data already, else postgres, else nobody. */
export function serverUserOfRoot(owner: { readonly uid: number; readonly gid: number }): ServerUser {
  const known = accounts()
  if (owner.uid !== 0) return known.find((each) => each.uid === owner.uid) ?? { ...owner, name: `account ${owner.uid}` }
  const found = ['postgres', 'nobody'].flatMap((name) => known.find((each) => each.name === name) ?? [])[0]
  if (found !== undefined && found.uid !== 0) return found
  throw new OutsideError(
    'unsupported',
    'PostgreSQL refuses to run as root, and /etc/passwd has neither an account "postgres" nor "nobody" to run it as; add one (useradd --system postgres), start Aftertone as another account, or name a server of your own in DATABASE_URL.'
  )
}

/** Name of the account with this id, for sentences. */
export function accountName(uid: number): string {
  return accounts().find((each) => each.uid === uid)?.name ?? `account ${uid}`
}

/**
 * The first folder or file on the way to `path` that is closed to the account, or null when it may pass, and at the end
 * read and pass. Mode bits only: a started process keeps no other groups.
 */
export function closedTo(user: ServerUser, path: string, atEnd: 'read' | 'pass'): string | null {
  const way = [path]
  while (dirname(way[0] as string) !== way[0]) way.unshift(dirname(way[0] as string))
  const closed = way.find((each) => {
    const { mode, uid, gid } = statSync(each)
    const bits = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode
    const needed = each === path && atEnd === 'read' ? 5 : 1
    return (bits & needed) !== needed
  })
  return closed ?? null
}

function accounts(): readonly ServerUser[] {
  return (
    readPasswd()
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => line.split(':'))
      .filter((fields) => fields.length >= 4)
      // Ids below zero, as macOS has them, are the same number without a sign.
      .map(([name, , uid, gid]) => ({ name: String(name), uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }))
  )
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8')
  } catch {
    // A machine without the file has no accounts that we could name.
    return ''
  }
}
