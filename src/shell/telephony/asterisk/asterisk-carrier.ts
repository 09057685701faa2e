import { OutsideError } from '../../outside-error.ts'
import { type Abilities, type Carrier, type CarrierEvents, type Off } from '../carrier.ts'
import { type Timers, machineTimers } from '../timers.ts'
import { adoptCalls } from './adoption.ts'
import { type CallHouse, type LivingCall, asteriskCall } from './asterisk-call.ts'
import { type AsteriskNode, type NodeAddress, type TrunkState, asteriskNode } from './asterisk-node.ts'
import { type StasisStart } from './generated/ari-types.ts'
import { type Seat, healthOf, isOpen, nodeFor, watchLink } from './node-link.ts'
import { dialled, e164 } from './numbers.ts'
import { placeCall } from './place.ts'
import { type SeatedRep, repOf, ringRep, seatedRep } from './rep-legs.ts'

export type AsteriskCarrierSettings = {
  readonly nodes: readonly NodeAddress[]
  /** Our numbers, E.164; the first is shown where a call names none. */
  readonly numbers: readonly string[]
  /** How the trunk wants numbers: with the plus, or the digits alone. */
  readonly dials: 'e164' | 'digits'
  readonly noticeOf?: CallHouse['noticeOf']
}
export type AsteriskCarrier = Carrier &
  AsyncDisposable & {
    /** What was recorded of a call, as a WAV file. */
    readonly recordingOf: (callId: string, node: string) => Promise<Uint8Array>
  }

const can: Abilities = {
  ...{ dials: true, inbound: true, sound: true, earlyMedia: true, ownDetector: false, bridge: true, drop: true },
  ...{ hold: true, mute: true, keypad: true, transfer: true, record: true, survivesUs: true }
}
const INBOUND_RING_MS = 60_000
const INBOUND_MAX_MS = 4 * 3_600_000

/** Calls through Asterisk, one or several; each call lies whole on one of them. */
export function asteriskCarrier(settings: AsteriskCarrierSettings, timers: Timers = machineTimers): AsteriskCarrier {
  const ears = new Map<keyof CarrierEvents, Set<(said: never) => void>>()
  const reps = new Map<string, SeatedRep>()
  const say = <E extends keyof CarrierEvents>(event: E, said: CarrierEvents[E]): void => {
    for (const hear of [...(ears.get(event) ?? [])]) (hear as (said: CarrierEvents[E]) => void)(said)
  }
  const house = (node: AsteriskNode): CallHouse => ({
    ...{ seats: reps, timers },
    endpointOf: (number) => `PJSIP/${dialled(number, settings.dials)}@${node.address.trunk}`,
    noticeOf: settings.noticeOf ?? (() => Promise.reject(noNotices()))
  })
  const nodes: readonly Seat[] = settings.nodes.map((address) => ({
    ...{ node: asteriskNode(address), calls: new Map(), trunk: 'unknown' as TrunkState }
  }))
  const keep = (seat: Seat, living: LivingCall): LivingCall => {
    seat.calls.set(living.call.id, living)
    void living.over.then(() => seat.calls.delete(living.call.id))
    return living
  }
  const keepRep = (rep: SeatedRep): SeatedRep => {
    reps.set(rep.leg.id, rep)
    rep.leg.on('gone', () => void reps.delete(rep.leg.id))
    return rep
  }
  for (const seat of nodes) {
    watchLink(seat, timers, say)
    seat.node.onArrival((event) => arrive(seat, event))
  }
  const arrive = (seat: Seat, { channel, args }: StasisStart): void => {
    if (args[0] === 'rep') {
      void seatedRep(seat.node, channel.id, repOf(channel.name), timers).then(keepRep, () => undefined)
      return
    }
    if (args[0] !== 'inbound' && args[0] !== 'trunk') return
    const birth = {
      ...{ channelId: channel.id, bridgeId: null, attemptId: null, isInbound: true },
      ...{
        to: e164(args[1] ?? '', settings.numbers) ?? args[1] ?? '',
        from: e164(channel.caller.number, settings.numbers)
      },
      ...{ ringMs: INBOUND_RING_MS, maxMs: INBOUND_MAX_MS }
    }
    const living = keep(seat, asteriskCall(seat.node, birth, house(seat.node)))
    void comeIn(seat, living).then(
      () => say('inbound', living.call),
      () => undefined
    )
  }
  return {
    ...{ name: 'asterisk', can },
    async place(order) {
      const seat = await nodeFor(nodes, order.node)
      return await placeCall(seat, order, settings, (living) => keep(seat, living), house(seat.node))
    },
    async seat(order) {
      // Who sits already, by a call of theirs or from before our restart, is not rung again.
      const names = order.at.kind === 'softphone' ? [order.rep, order.at.name] : [order.rep]
      const sitting = [...reps.values()].find(({ leg }) => leg.isUp() && names.includes(leg.rep))
      if (sitting !== undefined) return sitting.leg
      const { node } = await nodeFor(nodes, undefined)
      const endpoint = order.at.kind === 'softphone' ? `PJSIP/${order.at.name}` : house(node).endpointOf(order.at.to)
      return keepRep(await ringRep(node, order, endpoint, timers)).leg
    },
    async *adopt() {
      for (const seat of nodes) {
        if (!(await isOpen(seat.node))) continue
        for (const living of await adoptCalls(seat, house(seat.node), keepRep)) yield keep(seat, living).call
      }
    },
    health: () => healthOf(nodes),
    on(event, hear): Off {
      const there = ears.get(event) ?? new Set()
      ears.set(event, there.add(hear as (said: never) => void))
      return () => void there.delete(hear as (said: never) => void)
    },
    async recordingOf(callId, name) {
      const seat = await nodeFor(nodes, name)
      return await seat.node.recording(callId)
    },
    /** Our side alone is closed: calls that stand go on, and whoever comes next may adopt them. */
    async [Symbol.asyncDispose]() {
      for (const { node } of nodes) await node[Symbol.asyncDispose]()
    }
  }
}

async function comeIn({ node }: Seat, { call, open }: LivingCall): Promise<void> {
  const path = { channelId: call.id }
  await node.ari.ask('POST /channels/{channelId}/ring', { path })
  await open(true)
}

const noNotices = (): OutsideError =>
  new OutsideError('unsupported', 'No notice of recording is set up: record one, and name it in the settings.')
