import { OutsideError } from '../../outside-error.ts'

export type TwilioAccount = {
  readonly accountSid: string
  readonly authToken: string
  /** Where the interface of Twilio answers; another one for tests. */
  readonly apiUrl: string
}

/** The part of Twilio’s interface that calls need. What Twilio refuses is `TwilioRefusal`, anything else an OutsideError. */
export type TwilioRest = {
  readonly create: (fields: Fields) => Promise<string>
  readonly update: (callSid: string, fields: Fields) => Promise<void>
  readonly account: () => Promise<{ readonly status: string }>
}
export type Fields = readonly (readonly [name: string, value: string])[]

/** Twilio has understood and does not do it. */
export class TwilioRefusal extends Error {
  readonly status: number
  readonly code: number | null

  constructor(status: number, code: number | null, says: string) {
    super(`Twilio refuses (${code ?? status}): ${says}`)
    this.status = status
    this.code = code
  }
}

const TIMEOUT_MS = 10_000

export function twilioRest({ accountSid, authToken, apiUrl }: TwilioAccount): TwilioRest {
  const account = `${apiUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}`
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  const ask = async (path: string, fields: Fields | null): Promise<Record<string, unknown>> => {
    const body = fields === null ? null : new URLSearchParams(fields.map(([name, value]) => [name, value]))
    const answer = await fetch(`${account}${path}`, {
      ...{ method: body === null ? 'GET' : 'POST', headers: { authorization } },
      ...{ body, signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' }
    }).catch((cause: unknown) => {
      throw new OutsideError('unreachable', `Twilio cannot be reached: is this machine on the net?`, {
        cause,
        mayRetry: true
      })
    })
    const said = (await answer.json().catch(() => ({}))) as Record<string, unknown>
    if (answer.ok) return said
    const code = typeof said['code'] === 'number' ? said['code'] : null
    throw new TwilioRefusal(
      answer.status,
      code,
      typeof said['message'] === 'string' ? said['message'] : answer.statusText
    )
  }
  return {
    async create(fields) {
      const { sid } = await ask('/Calls.json', fields)
      if (typeof sid !== 'string') throw new OutsideError('failed', 'Twilio took a call and did not say which')
      return sid
    },
    update: async (callSid, fields) => void (await ask(`/Calls/${encodeURIComponent(callSid)}.json`, fields)),
    async account() {
      const { status } = await ask('.json', null)
      return { status: typeof status === 'string' ? status : 'unknown' }
    }
  }
}
