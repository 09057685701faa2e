import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** Identity of a version: SHA-256 (hex) of what it says, whatever the order of its keys and its comments. */
export function contentHash(document: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(document))))
}

/** JSON with sorted keys, the same for all that say the same; lists keep their order, because the order of rules is their meaning. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
    .join(',')}}`
}
