import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fsyncSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import { OutsideError } from '../outside-error.ts'
import { fileFailure } from './failure.ts'
import { accountName, closedTo, isRoot, type ServerUser, serverUserOfRoot } from './server-user.ts'

/** The data folder, opened: where everything lies, and the account of the server when we may not be it ourselves. */
export type Home = {
  readonly path: string
  readonly cluster: string
  readonly socketFolder: string
  readonly logFile: string
  /** Null: the server runs as we do. */
  readonly user: ServerUser | null
  readonly notices: readonly string[]
}

/** Makes the data folder if it is not there, sees that nobody else can look into it, and chooses the server's account. */
export function openHome(path: string): Home {
  const notices: string[] = []
  if (makeHome(path) && isRoot()) notices.push(`The data of this installation lies in ${path}.`)
  const cluster = join(path, 'postgres')
  const owner = isRoot() ? statSync(existsSync(cluster) ? cluster : path) : null
  const user = owner === null ? null : serverUserOfRoot(owner.uid === 0 ? statSync(path) : owner)
  if (user === null) checkAccess(path)
  notices.push(...closeToOthers(path, user))
  const closed = user === null ? null : closedTo(user, dirname(path), 'pass')
  if (user !== null && closed !== null)
    throw new OutsideError(
      'not_permitted',
      `PostgreSQL runs as ${user.name} because it refuses to run as root, and ${user.name} cannot reach ${path}: ${closed} is closed to it; name a folder in AFTERTONE_HOME that it can reach, such as /var/lib/aftertone/data.`
    )
  const socketFolder = join(path, 'socket')
  return { path, cluster, socketFolder, logFile: join(path, 'postgres.log'), user, notices }
}

/** Whether it had to be made. Its parents are open, so that the server's account can pass. */
function makeHome(path: string): boolean {
  try {
    if (existsSync(path)) {
      if (statSync(path).isDirectory()) return false
      throw new OutsideError(
        'failed',
        `${path} is a file, and a folder for the data is needed there; move it away or name another place in AFTERTONE_HOME.`
      )
    }
    const first = mkdirSync(dirname(path), { recursive: true })
    for (let each = dirname(path); first !== undefined && each.startsWith(first); each = dirname(each))
      if (isRoot()) chmodSync(each, 0o755)
    mkdirSync(path, { mode: 0o700 })
    return true
  } catch (error) {
    // Another command may have made it in the same moment.
    if (existsSync(path) && statSync(path).isDirectory()) return false
    throw fileFailure(path, error, 'AFTERTONE_HOME names another place for the data')
  }
}

function checkAccess(path: string): void {
  const { uid } = statSync(path)
  const own = process.getuid?.()
  if (own !== undefined && uid !== own)
    throw new OutsideError(
      'not_permitted',
      `${path} belongs to ${accountName(uid)}; run Aftertone as ${accountName(uid)}, or name a folder of your own in AFTERTONE_HOME.`
    )
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw fileFailure(path, error, `chmod 700 ${path} opens it again`)
  }
}

/**
 * Mode 0700. Where root starts a server of another account, root keeps the folder and the account may only pass through
 * to its own: an account like nobody is shared with strangers, and could swap a file that root is about to write.
 */
function closeToOthers(path: string, user: ServerUser | null): readonly string[] {
  if (process.platform === 'win32') return []
  const { mode, uid, gid } = statSync(path)
  const isPassage = user !== null && uid === 0
  const wanted = isPassage ? 0o710 : 0o700
  if ((mode & 0o777) === wanted && (!isPassage || gid === user.gid)) return []
  const isOpen = (mode & 0o077 & ~wanted) !== 0
  const names = readdirSync(path).filter((name) => name !== 'lost+found')
  if (isOpen && names.length > 0 && !names.includes('postgres'))
    throw new OutsideError(
      'not_permitted',
      `${path} is open to other accounts (mode ${(mode & 0o777).toString(8)}) and holds things that are not Aftertone's; name an empty folder in AFTERTONE_HOME, or run chmod 700 ${path} if it is meant.`
    )
  try {
    if (isPassage) chownSync(path, 0, user.gid)
    chmodSync(path, wanted)
  } catch (error) {
    throw fileFailure(path, error, `run chmod 700 ${path} as its owner`)
  }
  return isOpen && names.length > 0 ? [`${path} was open to other accounts and is closed to them now.`] : []
}

/** A file of a few bytes for our eyes only, there whole or not at all. */
export function writeWhole(home: Pick<Home, 'path'>, name: string, text: string): void {
  const path = join(home.path, name)
  const part = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    const descriptor = openSync(part, 'wx', 0o600)
    try {
      writeFileSync(descriptor, text)
      ownLikeHome(home, descriptor)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw fileFailure(path, error)
  }
}

/** What root makes in the folder of somebody else belongs to that account, so that it can go on without root. */
export function ownLikeHome(home: Pick<Home, 'path'>, descriptor: number): void {
  const { uid, gid } = statSync(home.path)
  if (isRoot() && uid !== 0) fchownSync(descriptor, uid, gid)
}

/** A folder in the data folder that belongs to the server's account alone. */
export function serverFolder(home: Home, path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    if (!lstatSync(path).isDirectory()) throw new OutsideError('damaged', `${path} must be a folder; move it away.`)
    if (home.user !== null) lchownSync(path, home.user.uid, home.user.gid)
  } catch (error) {
    throw fileFailure(path, error)
  }
}

/** The password of a role, drawn at random when there is none yet. */
export function passwordOf(home: Home, name: 'owner.password' | 'app.password'): string {
  const path = join(home.path, name)
  try {
    const password = readFileSync(path, 'utf8').trim()
    if (password !== '') return password
  } catch (error) {
    if (!existsSync(path)) {
      writeWhole(home, name, `${randomBytes(24).toString('base64url')}\n`)
      return passwordOf(home, name)
    }
    throw fileFailure(path, error)
  }
  throw new OutsideError('damaged', `${path} is empty, and the password of the server stood in it; restore a backup.`)
}
