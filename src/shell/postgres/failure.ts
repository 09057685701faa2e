import { codeOf, messageOf } from '../command/complaint.ts'
import { OutsideError, type OutsideCode } from '../outside-error.ts'

/** What the operating system said about a path, as a sentence; failures that are sentences already pass through. */
export function fileFailure(path: string, error: unknown, remedy?: string): OutsideError {
  if (error instanceof OutsideError) return error
  const code = codeOf(error)
  const [kind, what, cure] = fileReasons[code] ?? ['failed', messageOf(error), 'look at that path']
  const mayRetry = kind === 'disk_full'
  return new OutsideError(kind, `${path}: ${what}; ${remedy ?? cure}.`, { cause: error, mayRetry })
}

const fileReasons: Readonly<Record<string, readonly [OutsideCode, string, string]>> = {
  ENOSPC: ['disk_full', 'the disk is full', 'free some space there and try again'],
  EDQUOT: ['disk_full', 'the disk quota is used up', 'free some space there and try again'],
  EACCES: [
    'not_permitted',
    'this account may not read or write it',
    'give it the right, or name another place in AFTERTONE_HOME'
  ],
  EPERM: [
    'not_permitted',
    'this account may not read or write it',
    'give it the right, or name another place in AFTERTONE_HOME'
  ],
  EROFS: ['not_permitted', 'the disk is read-only', 'name another place in AFTERTONE_HOME'],
  ENOENT: ['failed', 'there is no such file or folder', 'look at the name'],
  EISDIR: ['failed', 'this is a folder, a file is needed', 'look at the name'],
  ENOTDIR: ['failed', 'a part of this path is a file, not a folder', 'name another place in AFTERTONE_HOME'],
  ENAMETOOLONG: ['failed', 'the name is too long', 'name another place in AFTERTONE_HOME'],
  ELOOP: ['failed', 'the links of this path run in a circle', 'name another place in AFTERTONE_HOME'],
  EIO: ['failed', 'the disk failed while reading or writing', 'look after the disk']
}

/** What initdb or a server that did not start wrote, as a sentence. `doing` is what we were at. */
export function serverFailure(doing: string, folder: string, output: string, logFile: string): OutsideError {
  const has = (pattern: RegExp): boolean => pattern.test(output)
  const see = `the whole story is in ${logFile}`
  if (has(/No space left on device|Disk quota exceeded/))
    return new OutsideError(
      'disk_full',
      `PostgreSQL could not ${doing} because the disk that holds ${folder} is full; free some space there and start again.`,
      { mayRetry: true }
    )
  if (has(/could not look up effective user ID/))
    return new OutsideError(
      'unsupported',
      `PostgreSQL could not ${doing} because account ${process.getuid?.()} has no entry in /etc/passwd; add one, run as an account that has, or name a server of your own in DATABASE_URL.`
    )
  if (has(/database files are incompatible with server|initialized by PostgreSQL version|control file.*version/i))
    return new OutsideError(
      'wrong_version',
      `PostgreSQL could not ${doing} because ${folder} was made by another version of it; go back to the Aftertone that made it, ${see}.`
    )
  if (has(/invalid permissions|wrong ownership|Permission denied/))
    return new OutsideError(
      'not_permitted',
      `PostgreSQL could not ${doing} because it may not use ${folder} (${lastLine(output)}); give the folder to the account that runs it, ${see}.`
    )
  if (has(/error while loading shared libraries|version `GLIBC|Library not loaded/))
    return new OutsideError(
      'unsupported',
      `PostgreSQL could not ${doing} because a library is missing (${lastLine(output)}); install the packages again (npm ci), or name a server of your own in DATABASE_URL.`
    )
  return new OutsideError(
    'damaged',
    `PostgreSQL could not ${doing} in ${folder}: ${lastLine(output)}; if the folder is damaged, restore a backup; ${see}.`
  )
}

/** The line that says most: the last one of weight, without its time and process. */
function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const weighty = lines.filter((line) => /PANIC|FATAL|error|ERROR/.test(line))
  const line = (weighty.at(-1) ?? lines.at(-1) ?? 'it ended without a word').replace(/^.*?(PANIC|FATAL|ERROR):\s*/, '')
  return line.trim().replace(/[.;]$/, '').slice(0, 300)
}

/** Oldest server that has everything our statements use. */
export const oldestVersion = 15

/** The sentence for a server that is too old, or null. `version` as in server_version_num. */
export function tooOld(server: string, version: number): OutsideError | null {
  const major = Math.floor(version / 10_000)
  if (major >= oldestVersion) return null
  return new OutsideError(
    'wrong_version',
    `${server} is PostgreSQL ${major}, and Aftertone needs ${oldestVersion} or newer; upgrade it, or leave DATABASE_URL out to use the server that comes with Aftertone.`
  )
}

/** What a server said when we connected or asked, as a sentence that names it; nothing of a password is in it. */
export function connectionFailure(server: string, error: unknown, passwordPlace: string): OutsideError {
  if (error instanceof OutsideError) return error
  const code = codeOf(error)
  const [kind, what] = connectionReasons(passwordPlace)[code] ?? ['failed', `failed: ${messageOf(error)}`]
  const mayRetry = kind === 'unreachable' || kind === 'in_use' || kind === 'disk_full'
  return new OutsideError(kind, `${server} ${what}.`, { cause: error, mayRetry })
}

function connectionReasons(passwordPlace: string): Readonly<Record<string, readonly [OutsideCode, string]>> {
  const notThere = (code: string) =>
    ['unreachable', `does not answer (${code}); start it, or correct ${passwordPlace}`] as const
  const password = ['wrong_password', `does not accept the user or the password; correct ${passwordPlace}`] as const
  return {
    ECONNREFUSED: notThere('connection refused'),
    ECONNRESET: notThere('connection lost'),
    ENOENT: notThere('no such socket'),
    ENOTFOUND: notThere('no such host'),
    EAI_AGAIN: notThere('the name could not be looked up'),
    EHOSTUNREACH: notThere('no way to the host'),
    ETIMEDOUT: notThere('no answer in time'),
    '28P01': password,
    '28000': password,
    '3D000': ['failed', `has no database of that name; create it, or correct ${passwordPlace}`],
    '53300': ['in_use', 'has no connection left; close other programs that use it, or raise its max_connections'],
    '53100': ['disk_full', 'has a full disk; free some space there and try again'],
    '57P03': ['unreachable', 'is starting or stopping; try again in a moment'],
    '42501': ['not_permitted', 'does not allow this to the user of the address; ask its administrator for the right'],
    '42P04': ['in_use', 'has a database of that name already; choose another name'],
    '55006': ['in_use', 'has other connections to that database; close them and try again']
  }
}
