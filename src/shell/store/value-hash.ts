/** Kinds of contact points, as stored. */
export const PHONE = 1
export const EMAIL = 2
export type PointKind = typeof PHONE | typeof EMAIL

/** What of a value is compared: numbers as they are, addresses without capitals. */
export const comparable = (kind: PointKind, value: string): string => (kind === EMAIL ? value.toLowerCase() : value)

/**
 * Key by which a number or an address is found: 53 bits of two FNV-1a sums, kind included. Two values may share a key,
 * so whoever finds one compares the value itself.
 */
export function valueHash(kind: PointKind, value: string): number {
  const text = comparable(kind, value)
  let low = 0x811c9dc5 ^ kind
  let high = 0x01000193 ^ (kind << 8)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ code, 0x85ebca6b)
    high ^= high >>> 13
  }
  return ((high ^ (high >>> 16)) & 0x1fffff) * 2 ** 32 + ((low ^ (low >>> 15)) >>> 0)
}

/** Shards: everything of one cluster lies in one of these. */
export const SHARDS = 64
export const shardOf = (clusterId: number): number => (Math.imul(clusterId | 0, 0x9e3779b1) >>> 26) & (SHARDS - 1)
