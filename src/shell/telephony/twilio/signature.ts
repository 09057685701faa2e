import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether Twilio sent this: its signature is the HMAC-SHA1, by the auth token, of the address that it called with the
 * posted fields behind it in the order of their names (Twilio, “Validating requests”). Compared in constant time.
 */
export function isFromTwilio(
  authToken: string,
  signature: string | undefined,
  url: string,
  fields: readonly (readonly [name: string, value: string])[]
): boolean {
  if (signature === undefined) return false
  const said = Buffer.from(signature)
  const meant = Buffer.from(signatureOf(authToken, url, fields))
  return said.length === meant.length && timingSafeEqual(said, meant)
}

function signatureOf(
  authToken: string,
  url: string,
  fields: readonly (readonly [name: string, value: string])[]
): string {
  const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const text = sorted.reduce((all, [name, value]) => all + name + value, url)
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64')
}
