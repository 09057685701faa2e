/** A message of SIP (RFC 3261) as it came: its first line in parts, its headers in their order, its body. */
export type SipMessage = {
  readonly start:
    | { readonly kind: 'request'; readonly method: string; readonly uri: string }
    | { readonly kind: 'response'; readonly code: number; readonly reason: string }
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** The one-letter names that a header may have; names are compared in small letters. */
const compact: Readonly<Record<string, string>> = {
  ...{ v: 'via', f: 'from', t: 'to', i: 'call-id', m: 'contact', l: 'content-length', c: 'content-type', s: 'subject' }
}

/** Null for what is no SIP, such as the empty lines that keep a way through a router open. */
export function readSip(text: string): SipMessage | null {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    return [compact[name] ?? name, line.slice(colon + 1).trim()] as const
  })
  const body = rest.join('\r\n\r\n')
  const response = /^SIP\/2\.0 (\d{3}) ?(.*)$/.exec(first)
  if (response !== null) {
    return { start: { kind: 'response', code: Number(response[1]), reason: response[2]! }, headers, body }
  }
  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(first)
  if (request === null) return null
  return { start: { kind: 'request', method: request[1]!, uri: request[2]! }, headers, body }
}

export function writeSip(
  first: string,
  headers: readonly (readonly [name: string, value: string])[],
  body = ''
): string {
  const length = ['Content-Length', String(Buffer.byteLength(body))] as const
  const type = body === '' ? [] : [['Content-Type', 'application/sdp'] as const]
  const lines = [...headers, ...type, length].map(([name, value]) => `${name}: ${value}`)
  return `${[first, ...lines].join('\r\n')}\r\n\r\n${body}`
}

export function header({ headers }: SipMessage, name: string): string {
  return headers.find(([each]) => each === name)?.[1] ?? ''
}

/** The user of an address such as `"Ana" <sip:+12125550100@host>;tag=1`. */
export const userOf = (address: string): string => /sips?:([^@;>]+)@/.exec(address)?.[1] ?? ''
export const tagOf = (address: string): string => /;\s*tag=([^;\s]+)/.exec(address)?.[1] ?? ''
export const uriOf = (address: string): string => /<([^>]+)>/.exec(address)?.[1] ?? address.split(';')[0]!

/** What an offer or an answer says of where sound is taken, and how keys are sent. */
export type Media = {
  readonly host: string
  readonly port: number
  readonly payloads: readonly number[]
  readonly keys: number | null
  readonly direction: string
}

export function readSdp(body: string): Media | null {
  const host = /^c=IN IP4 (\S+)/m.exec(body)?.[1]
  const audio = /^m=audio (\d+) \S+ ([\d ]+)/m.exec(body)
  if (host === undefined || audio === null) return null
  const keys = /^a=rtpmap:(\d+) telephone-event\/8000/im.exec(body)?.[1]
  const direction = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(body)?.[1] ?? 'sendrecv'
  return {
    ...{ host, port: Number(audio[1]), payloads: audio[2]!.trim().split(' ').map(Number), direction },
    keys: keys === undefined ? null : Number(keys)
  }
}

/** µ-law and keys, nothing else. */
export function writeSdp(host: string, port: number, keys: number, direction: string): string {
  const lines = [
    ...['v=0', `o=- ${port} ${port} IN IP4 ${host}`, 's=-', `c=IN IP4 ${host}`, 't=0 0'],
    ...[`m=audio ${port} RTP/AVP 0 ${keys}`, 'a=rtpmap:0 PCMU/8000', `a=rtpmap:${keys} telephone-event/8000`],
    ...[`a=fmtp:${keys} 0-16`, 'a=ptime:20', `a=${direction}`]
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** To our sending, their direction seen from here. */
export function mirrored(direction: string): string {
  return direction === 'sendonly' ? 'recvonly' : direction === 'recvonly' ? 'sendonly' : direction
}
