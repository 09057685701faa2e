/** What outside has failed, as far as a caller may act on it. */
export type OutsideCode =
  | 'disk_full'
  | 'not_permitted'
  | 'unreachable'
  | 'wrong_password'
  | 'wrong_version'
  | 'damaged'
  | 'unsupported'
  | 'in_use'
  | 'failed'

/** Something outside the house failed. The message is one sentence: what happened, where, and what to do. */
export class OutsideError extends Error {
  readonly code: OutsideCode
  /** Whether the same attempt may succeed later without anybody doing something. */
  readonly mayRetry: boolean

  constructor(code: OutsideCode, sentence: string, { cause, mayRetry = false }: Circumstances = {}) {
    super(sentence, cause === undefined ? {} : { cause })
    this.code = code
    this.mayRetry = mayRetry
  }
}

type Circumstances = { readonly cause?: unknown; readonly mayRetry?: boolean }
