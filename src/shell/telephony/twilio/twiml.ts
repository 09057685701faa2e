/** What Twilio is to do with a call, in its own language. */
const response = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?><Response>${body}</Response>`
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Sound in both directions by a socket; the call ends when the socket is closed. */
export const streamTo = (url: string, token: string): string =>
  response(
    `<Connect><Stream url="${escaped(url)}"><Parameter name="token" value="${escaped(token)}"/></Stream></Connect>`
  )

/** Hands the call to another number; the caller id is the one that is there. */
export const dialOn = (to: string): string => response(`<Dial>${escaped(to)}</Dial>`)

/** Goes on ringing for a moment, and asks again. */
export const ringOn = (url: string): string =>
  response(`<Pause length="1"/><Redirect method="POST">${escaped(url)}</Redirect>`)

export const refuse: string = response('<Reject reason="busy"/>')
