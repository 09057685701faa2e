/** What the guard says, with the whole way that it went. */
export type Verdict = {
  readonly decision: 'allowed' | 'blocked'
  readonly ruleId: string | null
  readonly reason: string
  readonly remedy: string | null
  /** RFC 3339; the first minute at which this would be allowed, null when time alone does not lift it. */
  readonly retryAt: string | null
  readonly trace: readonly Look[]
}
export type Look = {
  readonly ruleId: string
  readonly holds: boolean
  readonly saw: string
  readonly from: number | null
}
