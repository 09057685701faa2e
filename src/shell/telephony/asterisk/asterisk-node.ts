import { OutsideError } from '../../outside-error.ts'
import { type Off } from '../carrier.ts'
import { type Ari, type AriAddress, AriRefusal, openAri } from './ari.ts'
import { type AriEvent, type Channel, type StasisStart } from './generated/ari-types.ts'

/** One Asterisk, as settings name it. */
export type NodeAddress = AriAddress & { readonly name: string; readonly trunk: string }

/** One Asterisk as its calls see it: whom an event is for, whether it is in reach, and what its trunk says. */
export type AsteriskNode = AsyncDisposable & {
  readonly name: string
  readonly address: NodeAddress
  readonly ari: Ari
  /** Everything that is said of one channel, until the ear is taken off. */
  readonly attend: (channelId: string, hear: (event: AriEvent) => void) => Off
  /** Asked before a channel is made: settles once we may give it orders, and fails if that does not come. */
  readonly entered: (channelId: string) => Promise<Channel>
  readonly isAttended: (channelId: string) => boolean
  /** A channel of the dialplan is handed to us. */
  readonly onArrival: (hear: (event: StasisStart) => void) => void
  /** What was recorded under this name. */
  readonly recording: (name: string) => Promise<Uint8Array>
  readonly trunkState: () => Promise<TrunkState>
  /** Sends an order and does not mind that its object is gone already. */
  readonly tidy: (order: Promise<unknown>) => Promise<void>
}

export type TrunkState = 'online' | 'offline' | 'unknown' | 'missing'

const ENTER_MS = 8_000

export function asteriskNode(address: NodeAddress): AsteriskNode {
  const ari = openAri(address)
  const ears = new Map<string, (event: AriEvent) => void>()
  const entering = new Map<string, PromiseWithResolvers<Channel>>()
  let hearArrival: (event: StasisStart) => void = () => undefined
  ari.onEvent((event) => {
    const channel = channelOf(event)
    if (channel === undefined) return
    if (event.type === 'StasisStart') {
      const waiting = entering.get(channel)
      if (waiting !== undefined) return waiting.resolve(event.channel)
      if (event.args.length > 0) return hearArrival(event)
    }
    ears.get(channel)?.(event)
  })
  return {
    ...{ name: address.name, address, ari },
    attend(channelId, hear) {
      ears.set(channelId, hear)
      return () => void (ears.get(channelId) === hear && ears.delete(channelId))
    },
    isAttended: (channelId) => ears.has(channelId),
    entered(channelId) {
      const waiting = Promise.withResolvers<Channel>()
      entering.set(channelId, waiting)
      const says = `A channel did not begin within ${ENTER_MS / 1_000} s: look whether ${address.url} is overloaded.`
      const timer = setTimeout(() => waiting.reject(new OutsideError('failed', says, { mayRetry: true })), ENTER_MS)
      const done = (): void => {
        clearTimeout(timer)
        entering.delete(channelId)
      }
      waiting.promise.then(done, done)
      return waiting.promise
    },
    onArrival: (hear) => void (hearArrival = hear),
    recording: (name) => ari.file(`/recordings/stored/${encodeURIComponent(name)}/file`),
    trunkState: () => trunkStateOf(ari, address.trunk),
    async tidy(order) {
      try {
        await order
      } catch (error) {
        // Gone already, or gone with the Asterisk: either way there is nothing left to put away.
        if (error instanceof AriRefusal || (error instanceof OutsideError && error.code === 'unreachable')) return
        throw error
      }
    },
    [Symbol.asyncDispose]: () => ari[Symbol.asyncDispose]()
  }
}

/** A trunk is asked for the first time some while after the start of Asterisk, and counts as offline until then. */
const FIRST_QUALIFY_MS = 45_000

export async function trunkStateOf({ ask }: Pick<Ari, 'ask'>, trunk: string): Promise<TrunkState> {
  try {
    const path = { tech: 'PJSIP', resource: trunk }
    const state =
      ((await ask('GET /endpoints/{tech}/{resource}', { path })).state as TrunkState | undefined) ?? 'unknown'
    if (state !== 'offline') return state
    const { status } = await ask('GET /asterisk/info', { query: { only: 'status' } })
    return Date.now() - Date.parse(status?.startup_time ?? '') < FIRST_QUALIFY_MS ? 'unknown' : state
  } catch (error) {
    if (error instanceof AriRefusal && error.status === 404) return 'missing'
    throw error
  }
}

function channelOf(event: AriEvent): string | undefined {
  if (event.type === 'Dial') return event.peer.id
  return 'channel' in event ? event.channel?.id : undefined
}
