import { type AsteriskCarrierSettings } from '../../src/shell/telephony/asterisk/asterisk-carrier.ts'

/** What the app that will be killed is to do: drop a message, or put a rep on. */
export type AppOrder = {
  readonly carrier: AsteriskCarrierSettings
  readonly attemptId: string
  readonly to: string
  readonly maxMs: number
  readonly messageMs: number
  readonly rep: string | null
}
