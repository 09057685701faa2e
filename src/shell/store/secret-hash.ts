import { createHash, createHmac, randomBytes } from 'node:crypto'
import {
  closeSync,
  fchownSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { OutsideError } from '../outside-error.ts'
import { fileFailure } from '../postgres/failure.ts'
import { type Tx } from './doors.ts'

/**
 * Keyed hashes by which numbers and addresses of erased people are known again: HMAC-SHA-256 under a key that lies in
 * the data folder and not in the database. Without the key a hash says nothing; whoever restores a backup has both.
 */
export type Secret = {
  /** What tells one key from another and nothing else; it stands in every hash. */
  readonly id: string
  readonly hashOf: (kind: number, value: string) => { readonly key: number; readonly value: string }
}

const FILE = 'suppression.key'
const PREFIX = 'hmac-sha256:'

/** Whether a value of table suppression is a keyed hash. */
export const isHashed = (value: string): boolean => value.startsWith(PREFIX)
/** The key of an installation; null where none was ever needed. */
export function readSecret(home: string): Secret | null {
  const path = join(home, FILE)
  let text: string
  try {
    text = readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw fileFailure(path, error)
  }
  if (!/^[\w-]{43}$/.test(text))
    throw new OutsideError('damaged', `${path} is damaged, and erased people are known again by it; restore a backup.`)
  return secretOf(Buffer.from(text, 'base64url'))
}

/**
 * The key under which people of an org were erased; null where nobody was. Fails where it is not the key that lies here:
 * going on would let in again whoever was erased.
 */
export async function secretFor(tx: Tx, home: string): Promise<Secret | null> {
  const { rows } = await tx.query<{ id: string }>({
    text: `select distinct split_part(value, ':', 2) as id from suppression where org = $1 and value like $2`,
    values: [tx.org, `${PREFIX}%`]
  })
  if (rows.length === 0) return null
  const secret = readSecret(home)
  if (secret !== null && rows.every(({ id }) => id === secret.id)) return secret
  throw new OutsideError(
    'damaged',
    `People were erased here who are known again by a key that is not in ${join(home, FILE)}: put that file back from a backup`
  )
}

/** The same, made where there is none: once, for our eyes only, whole or not at all. */
export function makeSecret(home: string): Secret {
  const known = readSecret(home)
  if (known !== null) return known
  const path = join(home, FILE)
  const part = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    const { uid, gid } = statSync(home)
    const descriptor = openSync(part, 'wx', 0o600)
    try {
      writeFileSync(descriptor, `${randomBytes(32).toString('base64url')}\n`)
      // What root makes in the folder of somebody else belongs to that account.
      if (process.getuid?.() === 0 && uid !== 0) fchownSync(descriptor, uid, gid)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    // A link is refused where the name is taken, so that of two who make a key at once both use the first.
    linkSync(part, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw fileFailure(path, error)
  } finally {
    rmSync(part, { force: true })
  }
  const made = readSecret(home)
  if (made === null)
    throw new OutsideError('failed', `${path} was made and has gone; look who removes it, and try again`)
  return made
}

function secretOf(key: Buffer): Secret {
  const id = createHash('sha256').update('id of ').update(key).digest('hex').slice(0, 8)
  return {
    id,
    hashOf(kind, value) {
      const digest = createHmac('sha256', key).update(`${kind}:${value}`).digest()
      // 53 bits, as every key by which a value is found.
      return {
        key: digest.readUInt32BE(0) * 2 ** 21 + (digest.readUInt32BE(4) >>> 11),
        value: `${PREFIX}${id}:${digest.toString('base64url')}`
      }
    }
  }
}
