import { readFileSync } from 'node:fs'
import { type CarrierName } from '../../outcome/lists.ts'
import { readPhone } from '../../intake/phone.ts'
import { Complaint, fileComplaint } from '../command/complaint.ts'
import { asteriskCarrier } from '../telephony/asterisk/asterisk-carrier.ts'
import { readTelephony, telephonyFolder } from '../telephony/asterisk/setup/telephony-file.ts'
import { type Carrier, type SeatOrder } from '../telephony/carrier.ts'
import { twilioCarrier } from '../telephony/twilio/twilio-carrier.ts'

export type DiallingCarrier = Extract<CarrierName, 'asterisk' | 'twilio'>

/** Where the rep hears and speaks: a softphone or desk telephone that Asterisk knows by a name, or any telephone. */
export type SeatWish = { readonly rep?: string | undefined; readonly phone?: string | undefined }

/** Opens the carrier that this installation has set up; complains, and says what to do, where it has not. */
export async function openCarrier(name: DiallingCarrier, env: NodeJS.ProcessEnv): Promise<Carrier & AsyncDisposable> {
  if (name === 'asterisk') return asteriskCarrier(readTelephony(telephonyFolder(undefined, env)).carrier)
  const port = Number(
    needed(env, 'AFTERTONE_TWILIO_PORT', 'the port on which Twilio reaches this machine, such as 4700')
  )
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Complaint('AFTERTONE_TWILIO_PORT: must be a port, 1 to 65535', 2)
  return await twilioCarrier({
    accountSid: needed(env, 'AFTERTONE_TWILIO_ACCOUNT_SID', 'it begins with AC, and Twilio’s console shows it'),
    authToken: secret(env, 'AFTERTONE_TWILIO_AUTH_TOKEN'),
    apiUrl: env['AFTERTONE_TWILIO_API_URL'] ?? 'https://api.twilio.com',
    from: needed(env, 'AFTERTONE_TWILIO_FROM', 'a number of your account, such as +12125550100'),
    publicUrl: needed(
      env,
      'AFTERTONE_TWILIO_PUBLIC_URL',
      'where Twilio reaches this machine, such as https://calls.example.com'
    ),
    ...{ host: env['AFTERTONE_TWILIO_HOST'] ?? '127.0.0.1', port }
  })
}

function needed(env: NodeJS.ProcessEnv, name: string, says: string): string {
  const value = env[name]?.trim()
  if (value) return value
  throw new Complaint(`${name} is not set: ${says} (docs/telephony.md)`, 2)
}

/** A secret stands in the environment, or better in a file that NAME_FILE names. */
function secret(env: NodeJS.ProcessEnv, name: string): string {
  const path = env[`${name}_FILE`]?.trim()
  if (!path) return needed(env, name, `the secret of your account; or name a file that holds it in ${name}_FILE`)
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw fileComplaint(path, error)
  }
}

/** How the rep is brought onto the carrier, as they said it. */
export function seatOrder(name: DiallingCarrier, rep: string, wish: SeatWish, country: string): SeatOrder {
  if (wish.rep !== undefined && wish.phone !== undefined)
    throw new Complaint('--rep and --phone: your softphone or your telephone, not both', 2)
  if (wish.phone !== undefined) {
    const read = readPhone(wish.phone, country)
    if (read.kind !== 'phone') throw new Complaint(`--phone ${wish.phone.slice(0, 40)}: ${read.reason}`, 2)
    return { rep, at: { kind: 'telephone', to: read.e164 } }
  }
  if (wish.rep !== undefined && name === 'asterisk') return { rep, at: { kind: 'softphone', name: wish.rep } }
  if (name === 'twilio')
    throw new Complaint('--phone NUMBER is needed: Twilio rings your telephone once and keeps it up', 2)
  throw new Complaint('--rep NAME (a softphone that telephony init set up) or --phone NUMBER is needed', 2)
}
