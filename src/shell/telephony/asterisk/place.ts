import { OutsideError } from '../../outside-error.ts'
import { type Call, type Order } from '../carrier.ts'
import { AriRefusal } from './ari.ts'
import { BACKUP_MS, type CallHouse, type LivingCall, asteriskCall } from './asterisk-call.ts'
import { type AsteriskCarrierSettings } from './asterisk-carrier.ts'
import { type NodeAddress } from './asterisk-node.ts'
import { channelOf } from './ids.ts'
import { type Seat } from './node-link.ts'
import { dialled } from './numbers.ts'

/** Settles with a call that is on its way; whatever fails before leaves nothing behind. */
export async function placeCall(
  { node, calls }: Seat,
  order: Order,
  settings: AsteriskCarrierSettings,
  keep: (living: LivingCall) => LivingCall,
  house: CallHouse
): Promise<Call> {
  const channelId = channelOf(order.attemptId)
  const { ari, address, tidy } = node
  const from = order.from ?? settings.numbers[0] ?? null
  if (calls.has(channelId)) throw new OutsideError('in_use', `The touch ${order.attemptId} is on the line already.`)
  const inStasis = node.entered(channelId)
  inStasis.catch(() => undefined)
  try {
    await ari.ask('POST /channels/create', {
      query: { endpoint: house.endpointOf(order.to), app: address.application, channelId, formats: 'ulaw' },
      body: { variables: variablesOf(order, from, settings.dials) }
    })
  } catch (error) {
    throw error instanceof AriRefusal && error.status === 500 ? noTrunk(address) : error
  }
  const birth = { ...order, channelId, bridgeId: null, from: null, isInbound: false }
  const living = keep(asteriskCall(node, birth, house))
  try {
    await inStasis
    await living.open(true)
    await living.dial()
    return living.call
  } catch (error) {
    await tidy(ari.ask('DELETE /channels/{channelId}', { path: { channelId } }))
    living.recall(null)
    throw error
  }
}

function variablesOf(
  { attemptId, to, maxMs }: Order,
  from: string | null,
  dials: 'e164' | 'digits'
): Readonly<Record<string, string>> {
  const shown =
    from === null ? {} : { 'CALLERID(num)': dialled(from, dials), 'CONNECTEDLINE(num)': dialled(from, dials) }
  // From its first instant on Asterisk ends the call by itself, whatever becomes of us.
  const limit = { 'TIMEOUT(absolute)': ((maxMs + BACKUP_MS) / 1_000).toFixed(3) }
  return {
    ...shown,
    ...limit,
    AFTERTONE_ATTEMPT: attemptId,
    AFTERTONE_TO: to,
    AFTERTONE_ENDS: String(Date.now() + maxMs)
  }
}

const noTrunk = ({ name, trunk }: NodeAddress): OutsideError =>
  new OutsideError('failed', `Asterisk ${name} cannot call by the trunk ${trunk}: look at its pjsip.conf.`)
