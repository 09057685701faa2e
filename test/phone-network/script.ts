/** What a number does when it is called, step by step; after the last step it stays on the line until it is over. */
export type Step =
  /** Does not even say that it has the call. Only as the first step. */
  | { readonly kind: 'nothing' }
  /** A status without sound: 180, or one that refuses. */
  | { readonly kind: 'status'; readonly code: number; readonly contact?: string }
  /** 183, with sound from here on. */
  | { readonly kind: 'early' }
  | { readonly kind: 'answer' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'say'; readonly sound: Uint8Array }
  /** Begins to say it, and goes on with the next step. */
  | { readonly kind: 'speak'; readonly sound: Uint8Array }
  | { readonly kind: 'press'; readonly digits: string }
  /** Until so much sound that is no silence has been heard. */
  | { readonly kind: 'until_heard'; readonly ms: number }
  | { readonly kind: 'hang_up' }

export type Script = readonly Step[]
