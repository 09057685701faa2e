import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Exchanges the key of the printed link for a cookie; a key opens once. */
export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Sign in with the key of the link that npm start printed',
  isOpen: true,
  body: z.strictObject({ key: z.string().min(1).max(200) }),
  answer: z.object({ isDemo: z.boolean() })
})

const Strategy = z.object({
  /** `NAME`, as every command takes it. */
  name: z.string(),
  title: z.string(),
  voice: z.string(),
  summary: z.string()
})

export const house = endpoint({
  name: 'house',
  method: 'GET',
  path: '/api/house',
  summary: 'Whose work this is, and the strategies on the shelf',
  answer: z.object({ name: z.string(), isDemo: z.boolean(), strategies: z.array(Strategy) })
})
export type Strategy = Readonly<z.infer<typeof Strategy>>

export const resetDemo = endpoint({
  name: 'resetDemo',
  method: 'POST',
  path: '/api/demo/reset',
  summary: 'Throw the work of the demo firm away and begin it anew; refused outside the demo',
  answer: z.object({ leads: z.number() })
})
