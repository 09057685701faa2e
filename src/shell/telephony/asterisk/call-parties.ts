import { OutsideError } from '../../outside-error.ts'
import { type Call } from '../carrier.ts'
import { type CallInside, limitLength } from './call-inside.ts'
import { newId } from './ids.ts'
import { type SeatedRep, toWaiting } from './rep-legs.ts'

/** Who is with the callee: nobody, a rep, or a colleague to whom the call was handed over. */
export type Parties = Pick<Call, 'connect' | 'disconnect' | 'hold' | 'mute' | 'transfer'> & {
  /** The callee hears us alone. */
  readonly alone: () => Promise<void>
  /** A rep who is with the callee already, where a call is taken over. */
  readonly adopt: (rep: SeatedRep) => void
  readonly isAlone: () => boolean
  readonly over: () => Promise<void>
}

const COLLEAGUE_RING_SECONDS = 40

export function parties(
  inside: CallInside,
  seats: ReadonlyMap<string, SeatedRep>,
  endpointOf: (number: string) => string,
  hangup: () => Promise<void>
): Parties {
  const { node, line, life, timers, inTurn, channelId } = inside
  const { ari, tidy } = node
  let rep: SeatedRep | null = null
  let colleague: string | null = null
  let [isHeld, isMuted] = [false, false]
  let stopAttending: () => void = () => undefined

  const living = (): void => {
    if (life.state() === 'ended') throw new OutsideError('failed', 'The call is over, so nobody can be put on it.')
  }
  const muteRep = async (muted: boolean): Promise<void> => {
    if (rep === null || muted === isMuted) return
    const order = { path: { channelId: rep.leg.id }, query: { direction: 'in' as const } }
    await tidy(
      muted ? ari.ask('POST /channels/{channelId}/mute', order) : ari.ask('DELETE /channels/{channelId}/mute', order)
    )
    isMuted = muted
  }
  const take = (seat: SeatedRep): void => {
    rep = seat
    seat.busyWith = channelId
    stopAttending = seat.leg.on('gone', () => {
      void inTurn(async () => {
        if (rep !== seat) return
        forget()
        if (life.state() !== 'ended') await line.listen(colleague === null)
      }).catch(() => undefined)
    })
  }
  const forget = (): void => {
    stopAttending()
    if (rep !== null) rep.busyWith = null
    rep = null
    isMuted = false
  }
  const release = async (): Promise<void> => {
    if (rep === null) return
    const seat = rep
    await muteRep(false)
    forget()
    isHeld = false
    await toWaiting(seat)
  }
  const alone = async (): Promise<void> => {
    await release()
    await line.music(false)
    if (life.state() !== 'ended') await line.listen(colleague === null)
  }
  return {
    alone: () => inTurn(alone),
    adopt: take,
    isAlone: () => rep === null && colleague === null,
    connect: (leg) =>
      inTurn(async () => {
        living()
        const seat = seats.get(leg)
        if (seat === undefined || !seat.leg.isUp()) throw unfit(`The rep’s leg ${leg} is not up: seat the rep first.`)
        if (seat.node !== node)
          throw unfit(`The rep sits on ${seat.node.name}, the call on ${node.name}: place it there.`)
        if (seat.busyWith !== null) throw unfit('The rep is with somebody else: take that call off first.')
        await release()
        const fromMs = timers.now()
        await line.music(false)
        take(seat)
        await line.join(seat.leg.id)
        const delayMs = timers.now() - fromMs
        await line.listen(false)
        return { delayMs }
      }),
    disconnect: () => inTurn(alone),
    hold: (held) =>
      inTurn(async () => {
        living()
        if (held === isHeld) return
        isHeld = held
        if (!held) await line.music(false)
        if (rep !== null) await (held ? toWaiting(rep) : line.join(rep.leg.id))
        if (held) await line.music(true)
      }),
    mute: (muted) => inTurn(() => muteRep(muted)),
    async transfer(to) {
      living()
      const leg = await ringColleague(inside, endpointOf(to))
      await inTurn(async () => {
        await line.music(false)
        await line.join(leg)
        colleague = leg
        await release()
        await line.listen(false)
      })
      node.attend(leg, ({ type }) => {
        if (type === 'ChannelDestroyed') void hangup().catch(() => undefined)
      })
    },
    async over() {
      const [seat, leg] = [rep, colleague]
      forget()
      if (seat !== null && seat.leg.isUp()) {
        if (isMuted) await muteRep(false)
        await toWaiting(seat)
      }
      if (leg !== null) await tidy(ari.ask('DELETE /channels/{channelId}', { path: { channelId: leg } }))
    }
  }
}

/** The callee and the rep stay together until the colleague has answered; nobody is lost where nobody does. */
async function ringColleague(inside: CallInside, endpoint: string): Promise<string> {
  const { node, life } = inside
  const { ari, tidy, address } = node
  const channelId = newId('t')
  const inStasis = node.entered(channelId)
  inStasis.catch(() => undefined)
  const query = { endpoint, app: address.application, channelId, formats: 'ulaw' }
  await ari.ask('POST /channels/create', { query })
  await inStasis
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const off = node.attend(channelId, (event) => {
    if (event.type === 'ChannelStateChange' && event.channel.state === 'Up') resolve()
    if (event.type === 'ChannelDestroyed') reject(unfit('The other number did not answer: the call is still with you.'))
  })
  life.on('ended', () => reject(unfit('They hung up while the other number rang.')))
  try {
    await limitLength({ ...inside, channelId }, 4 * 3_600_000)
    await ari.ask('POST /channels/{channelId}/dial', {
      path: { channelId },
      query: { timeout: COLLEAGUE_RING_SECONDS }
    })
    await promise
    return channelId
  } catch (error) {
    await tidy(ari.ask('DELETE /channels/{channelId}', { path: { channelId } }))
    throw error
  } finally {
    off()
  }
}

const unfit = (says: string): OutsideError => new OutsideError('failed', says)
