import { z } from 'zod'

/** Why a question was not answered; the list is closed, so that a client can name every case. */
export const problemCodes = [
  'bad_request',
  'failed',
  'not_found',
  'refused',
  'signed_out',
  'too_large',
  'unavailable',
  'used_key',
  'wrong_host',
  'wrong_origin',
  'wrong_type'
] as const

/** An error answer by RFC 9457, with a code of ours. `detail` is a sentence that says what to do. */
export const Problem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number(),
  code: z.enum(problemCodes),
  detail: z.string()
})
export type Problem = Readonly<z.infer<typeof Problem>>

export const problemMediaType = 'application/problem+json'
