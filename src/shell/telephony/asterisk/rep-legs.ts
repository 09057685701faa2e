import { OutsideError } from '../../outside-error.ts'
import { type Off, type RepLeg, type SeatOrder } from '../carrier.ts'
import { type Timers } from '../timers.ts'
import { type AsteriskNode } from './asterisk-node.ts'
import { type Channel } from './generated/ari-types.ts'
import { isOf, newId } from './ids.ts'

/** The leg of a rep from the inside: where it waits, and whom it is with. */
export type SeatedRep = {
  readonly leg: RepLeg
  readonly node: AsteriskNode
  /** Where it waits while nobody is with it. */
  readonly bridgeId: string
  busyWith: string | null
}

const RING_SECONDS = 30
/** A day of work at most: what nobody ends ends then. */
const LONGEST_SECONDS = 14 * 3_600
const REP = 'AFTERTONE_REP'
const LIMIT = 'TIMEOUT(absolute)'

/** Rings a rep once; settles when the rep has taken it. The leg is kept up until either side ends it. */
export async function ringRep(
  node: AsteriskNode,
  order: SeatOrder,
  endpoint: string,
  timers: Timers
): Promise<SeatedRep> {
  const { ari, address, tidy } = node
  const channelId = newId('r')
  const inStasis = node.entered(channelId)
  inStasis.catch(() => undefined)
  await ari.ask('POST /channels/create', {
    query: { endpoint, app: address.application, channelId },
    body: { variables: { [REP]: order.rep, [LIMIT]: String(LONGEST_SECONDS) } }
  })
  await inStasis
  const taken = Promise.withResolvers<void>()
  const off = node.attend(channelId, (event) => {
    if (event.type === 'ChannelStateChange' && event.channel.state === 'Up') taken.resolve()
    if (event.type === 'ChannelDestroyed') taken.reject(notTaken(order))
  })
  try {
    await ari.ask('POST /channels/{channelId}/dial', { path: { channelId }, query: { timeout: RING_SECONDS } })
    await taken.promise
  } catch (error) {
    await tidy(ari.ask('DELETE /channels/{channelId}', { path: { channelId } }))
    throw error
  } finally {
    off()
  }
  return await seatedRep(node, channelId, order.rep, timers)
}

/** A leg that is up, however it came: from here on it waits for calls. */
export async function seatedRep(
  node: AsteriskNode,
  channelId: string,
  rep: string,
  timers: Timers,
  isWithSomebody = false
): Promise<SeatedRep> {
  const { ari, tidy } = node
  const bridgeId = newId('w')
  const ears = new Set<(said: { readonly atMs: number }) => void>()
  let goneAtMs: number | null = null
  const gone = (): void => {
    if (goneAtMs !== null) return
    goneAtMs = timers.now()
    off()
    for (const hear of ears) hear({ atMs: goneAtMs })
    ears.clear()
    void tidy(ari.ask('DELETE /bridges/{bridgeId}', { path: { bridgeId } }))
  }
  const off: Off = node.attend(channelId, ({ type }) => {
    // A leg that rang us belongs to the dialplan: its end is that it leaves us.
    if (type === 'ChannelDestroyed' || type === 'StasisEnd') gone()
  })
  const leg: RepLeg = {
    ...{ id: channelId, rep, node: node.name, isUp: () => goneAtMs === null },
    on(_, hear) {
      if (goneAtMs !== null) hear({ atMs: goneAtMs })
      else ears.add(hear)
      return () => void ears.delete(hear)
    },
    async hangup() {
      await tidy(ari.ask('DELETE /channels/{channelId}', { path: { channelId } }))
      gone()
    }
  }
  await ari.ask('POST /bridges', { query: { bridgeId, type: 'mixing' } })
  if (!isWithSomebody) await toWaiting({ node, bridgeId, leg })
  return { leg, node, bridgeId, busyWith: null }
}

/** Back to where the rep waits for the next call. */
export async function toWaiting({ node, bridgeId, leg }: Pick<SeatedRep, 'node' | 'bridgeId' | 'leg'>): Promise<void> {
  const query = { channel: leg.id, inhibitConnectedLineUpdates: true }
  await node.tidy(node.ari.ask('POST /bridges/{bridgeId}/addChannel', { path: { bridgeId }, query }))
}

/** Legs of reps that outlived the process that had seated them, each with its rep. */
export async function livingReps(
  node: AsteriskNode,
  channels: readonly Channel[]
): Promise<readonly (readonly [channelId: string, rep: string])[]> {
  const living: (readonly [string, string])[] = []
  for (const { id, state, name } of channels) {
    if (state !== 'Up' || node.isAttended(id)) continue
    if (isOf('r', id)) living.push([id, await variableOf(node, id, REP)])
    else if (name.startsWith('PJSIP/') && !name.startsWith(`PJSIP/${node.address.trunk}-`))
      living.push([id, repOf(name)])
  }
  return living
}

/** The name of a softphone, from the name of its channel: PJSIP/rep1-0000002a. */
export const repOf = (channelName: string): string => /^PJSIP\/(.+)-[0-9a-f]{8}$/.exec(channelName)?.[1] ?? ''

export async function variableOf(node: AsteriskNode, channelId: string, variable: string): Promise<string> {
  const order = { path: { channelId }, query: { variable } }
  return (await node.ari.ask('GET /channels/{channelId}/variable', order)).value
}

function notTaken({ rep, at }: SeatOrder): OutsideError {
  const where = at.kind === 'softphone' ? `the softphone ${at.name}` : `the telephone ${at.to}`
  const says = `Rep ${rep} did not take the call at ${where}: open the page of the session, or look whether it rings.`
  return new OutsideError('failed', says, { mayRetry: true })
}
