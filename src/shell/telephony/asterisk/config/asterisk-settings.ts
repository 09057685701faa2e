/** All that has to be known to write the settings of an Asterisk that carries calls for us. */
export type AsteriskSettings = {
  /** The name under which our process answers in Asterisk. */
  readonly application: string
  /** Where ARI, its events and the sound of calls are given out. Never open to others: it has no encryption. */
  readonly http: { readonly host: string; readonly port: number }
  readonly ari: { readonly user: string; readonly password: string }
  readonly sip: { readonly host: string; readonly port: number }
  readonly rtp: { readonly from: number; readonly until: number }
  readonly trunk: Trunk
  readonly reps: readonly RepPhone[]
  /** The address that others see, where this machine stands behind a router that rewrites addresses. */
  readonly outside: { readonly address: string; readonly local: string } | null
}

/** The way to the telephone network. */
export type Trunk = {
  readonly host: string
  readonly port: number
  readonly transport: 'udp' | 'tcp'
  /** Null where the carrier knows us by our address alone. */
  readonly account: { readonly user: string; readonly secret: string } | null
  /** The carrier wants us to register, so that it finds us. */
  readonly registers: boolean
  /** Addresses that calls come from, besides that of the host. */
  readonly from: readonly string[]
  /** Our numbers, E.164; the first one is shown where a call names none. */
  readonly numbers: readonly string[]
  readonly codecs: readonly string[]
  /** Looks this often whether the trunk answers. */
  readonly qualifySeconds: number
}

/** Where a rep is rung: a softphone in a browser, or a desk telephone that registers or stands at an address. */
export type RepPhone = {
  readonly name: string
  readonly kind: 'browser' | 'desk'
  readonly secret: string | null
  /** A desk telephone that does not register: host:port. */
  readonly address: string | null
}

/** Where one Asterisk keeps what; null for the places that its package chose. */
export type AsteriskPlace = {
  readonly folder: string
  readonly modules: string | null
  readonly data: string | null
}
