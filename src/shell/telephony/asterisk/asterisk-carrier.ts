import { OutsideError } from '../../outside-error.ts'
import {
  type Abilities,
  type Call,
  type Carrier,
  type CarrierEvents,
  type Health,
  type Off,
  type Order
} from '../carrier.ts'
import { type Timers, machineTimers } from '../timers.ts'
import { adoptCalls } from './adoption.ts'
import { AriRefusal } from './ari.ts'
import { type CallHouse, type LivingCall, asteriskCall } from './asterisk-call.ts'
import { type AsteriskNode, type NodeAddress, type TrunkState, asteriskNode } from './asterisk-node.ts'
import { type StasisStart } from './generated/ari-types.ts'
import { channelOf } from './ids.ts'
import { dialled, e164 } from './numbers.ts'
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
/** A node whose line is cut may come back with its calls; after this they are given up. */
const GRACE_MS = 4_000
const FIRST_OPEN_MS = 5_000
const INBOUND_RING_MS = 60_000
const INBOUND_MAX_MS = 4 * 3_600_000

/** Our side of one node. */
export type Seat = { readonly node: AsteriskNode; readonly calls: Map<string, LivingCall>; trunk: TrunkState }

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
      return await place(seat, order, settings, (living) => keep(seat, living), house(seat.node))
    },
    async seat(order) {
      const waiting = [...reps.values()].find(
        ({ leg, busyWith }) =>
          busyWith === null &&
          leg.isUp() &&
          (leg.rep === order.rep || (order.at.kind === 'softphone' && leg.rep === order.at.name))
      )
      if (waiting !== undefined) return waiting.leg
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

/** Settles with a call that is on its way; whatever fails before leaves nothing behind. */
async function place(
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
  return { ...shown, AFTERTONE_ATTEMPT: attemptId, AFTERTONE_TO: to, AFTERTONE_ENDS: String(Date.now() + maxMs) }
}

async function comeIn({ node }: Seat, { call, open }: LivingCall): Promise<void> {
  const path = { channelId: call.id }
  await node.ari.ask('POST /channels/{channelId}/ring', { path })
  await open(true)
}

/** The node that was asked for; else, of those that can carry a call, the one with the fewest. */
async function nodeFor(nodes: readonly Seat[], name: string | undefined): Promise<Seat> {
  const wanted = name === undefined ? nodes : nodes.filter(({ node }) => node.name === name)
  if (wanted.length === 0) throw new OutsideError('failed', `There is no Asterisk named ${name}: see the settings.`)
  const open: Seat[] = []
  for (const seat of wanted) if (await isOpen(seat.node)) open.push(seat)
  const fit = open.filter(({ trunk }) => trunk !== 'offline' && trunk !== 'missing')
  const [first] = (fit.length > 0 ? fit : open).sort((one, other) => one.calls.size - other.calls.size)
  if (first !== undefined) return first
  const names = wanted.map(({ node }) => node.address.url).join(', ')
  const says = `No Asterisk is in reach (${names}): start it, or look with "aftertone telephony doctor".`
  throw new OutsideError('unreachable', says, { mayRetry: true })
}

const openings = new WeakMap<AsteriskNode, Promise<void>>()

/** True once the line stands; a node that was never reached gets a moment for it. */
async function isOpen(node: AsteriskNode): Promise<boolean> {
  if (!node.ari.isOpen()) await openings.get(node)
  return node.ari.isOpen()
}

function watchLink(
  seat: Seat,
  timers: Timers,
  say: <E extends keyof CarrierEvents>(event: E, said: CarrierEvents[E]) => void
): void {
  const { node, calls } = seat
  let giveUp: Off = () => undefined
  let isLost = false
  const first = Promise.withResolvers<void>()
  openings.set(node, first.promise)
  timers.after(FIRST_OPEN_MS, () => first.resolve())
  const giveUpCalls = (): void => {
    for (const living of [...calls.values()]) living.recall(null)
  }
  const opened = async (): Promise<void> => {
    giveUp()
    seat.trunk = await node.trunkState().catch(() => 'unknown' as const)
    const channels = await node.ari.ask('GET /channels')
    const states = new Map(channels.map(({ id, state }) => [id, state]))
    for (const living of [...calls.values()]) living.recall(states.get(living.call.id) ?? null)
    first.resolve()
    if (isLost) say('back', { node: node.name })
    isLost = false
  }
  node.ari.onLink((link) => {
    if (link === 'open') return void opened().catch(() => undefined)
    if (!isLost) say('lost', { node: node.name })
    isLost = true
    if (link === 'replaced') return giveUpCalls()
    giveUp()
    giveUp = timers.after(GRACE_MS, giveUpCalls)
  })
}

async function healthOf(nodes: readonly Seat[]): Promise<Health> {
  const said = await Promise.all(
    nodes.map(async (seat) => {
      const { node } = seat
      if (!node.ari.isOpen()) return { name: node.name, ok: false, detail: `not in reach at ${node.address.url}` }
      seat.trunk = await node.trunkState().catch(() => 'unknown' as const)
      return {
        name: node.name,
        ok: seat.trunk !== 'offline' && seat.trunk !== 'missing',
        detail: trunkWords[seat.trunk]
      }
    })
  )
  const ok = said.some((node) => node.ok)
  return { ok, detail: said.map(({ name, detail }) => `${name}: ${detail}`).join('; '), nodes: said }
}

const trunkWords: Readonly<Record<TrunkState, string>> = {
  online: 'in reach, and the trunk answers',
  offline: 'in reach, but the trunk does not answer',
  unknown: 'in reach; whether the trunk answers is not known',
  missing: 'in reach, but it has no trunk of the name that is set'
}

const noTrunk = ({ name, trunk }: NodeAddress): OutsideError =>
  new OutsideError('failed', `Asterisk ${name} cannot call by the trunk ${trunk}: look at its pjsip.conf.`)
const noNotices = (): OutsideError =>
  new OutsideError('unsupported', 'No notice of recording is set up: record one, and name it in the settings.')
