import { OutsideError } from '../../outside-error.ts'
import { type CarrierEvents, type Health, type Off } from '../carrier.ts'
import { type Timers } from '../timers.ts'
import { type LivingCall } from './asterisk-call.ts'
import { type AsteriskNode, type TrunkState } from './asterisk-node.ts'

/** A node whose line is cut may come back with its calls; after this they are given up. */
const GRACE_MS = 4_000
const FIRST_OPEN_MS = 5_000

/** Our side of one node. */
export type Seat = { readonly node: AsteriskNode; readonly calls: Map<string, LivingCall>; trunk: TrunkState }

/** The node that was asked for; else, of those that can carry a call, the one with the fewest. */
export async function nodeFor(nodes: readonly Seat[], name: string | undefined): Promise<Seat> {
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
export async function isOpen(node: AsteriskNode): Promise<boolean> {
  if (!node.ari.isOpen()) await openings.get(node)
  return node.ari.isOpen()
}

export function watchLink(
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
    // Where nobody listens any more there are no calls either; a line that is cut alone may come back with them.
    void node.ari.ask('GET /asterisk/ping').catch((error) => {
      if (isRefused(error) && !node.ari.isOpen()) giveUpCalls()
    })
  })
}

/** The system says that nobody listens at this port. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (error as { readonly code?: unknown }).code === 'ECONNREFUSED' || isRefused(error.cause)
}

export async function healthOf(nodes: readonly Seat[]): Promise<Health> {
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
