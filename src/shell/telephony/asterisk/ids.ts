import { createHash, randomUUID } from 'node:crypto'

/**
 * Ids of channels and bridges. Asterisk refuses one that begins like a living one, so all of a kind are equally long: a
 * letter for the kind, then a UUID.
 */
export type Kind =
  /** A callee whom we called, and the sound of that call to us and back. */
  | 'c'
  | 'x'
  /** The bridge of a call; the one of its listening while a rep talks, and the ear in it. */
  | 'b'
  | 'l'
  | 's'
  /** The leg of a rep and the bridge where it waits. */
  | 'r'
  | 'w'
  /** A colleague to whom a call is handed over. */
  | 't'

/** The id of the callee’s channel, made of the touch that it is for: the same touch cannot be placed twice at once. */
export function channelOf(attemptId: string): string {
  const hex = createHash('sha256').update(`aftertone ${attemptId}`).digest('hex')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)]
  return `c${parts.join('-')}`
}

export const newId = (kind: Kind): string => `${kind}${randomUUID()}`
/** Something that belongs to a call, by the call’s own id. */
export const beside = (kind: Kind, id: string): string => `${kind}${id.slice(-36)}`
export const isOf = (kind: Kind, id: string): boolean => id.length === 37 && id.startsWith(kind)
