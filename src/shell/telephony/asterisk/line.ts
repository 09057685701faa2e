import { type AsteriskNode } from './asterisk-node.ts'
import { beside, newId } from './ids.ts'
import { type MediaLeg, openMediaLeg } from './media-leg.ts'

/**
 * Who is put together with a callee. As long as nobody is, the callee and our ear are two in a bridge: what one says the
 * other hears, unchanged. With a rep, or a colleague, these two are in that bridge, and our ear hears the callee alone
 * by a second one:
 *
 *     alone:      [ callee ⇄ ear ]                    waiting: [ rep ]
 *     together:   [ callee ⇄ rep ]   [ callee → ear ]
 */
export type Line = {
  readonly bridgeId: string
  readonly media: () => MediaLeg | null
  /** Makes the bridge, and the ear; where a call is taken over, the bridge may be there, and others in it. */
  readonly open: (isAlone: boolean) => Promise<void>
  readonly join: (channelId: string) => Promise<void>
  /** Puts our ear where it belongs, and opens one where it was lost. */
  readonly listen: (isAlone: boolean) => Promise<void>
  /** The callee alone hears music. */
  readonly music: (isOn: boolean) => Promise<void>
  readonly close: () => Promise<void>
}

type Ear = 'none' | 'in_bridge' | 'beside'

export function line(
  { ari, address, entered, tidy }: AsteriskNode,
  calleeId: string,
  bridgeId: string,
  hear: (ulaw: Uint8Array) => void,
  isLost: () => void
): Line {
  let media: MediaLeg | null = null
  let ear: Ear = 'none'
  let isClosed = false
  let isMusic = false
  const besideId = newId('l')
  let spyId: string | null = null
  // Without the inhibition the number that we show is overwritten by that of whoever is in the bridge.
  const add = (bridge: string, ...channels: readonly string[]): Promise<void> =>
    ari.ask('POST /bridges/{bridgeId}/addChannel', {
      ...{ path: { bridgeId: bridge }, query: { channel: channels.join(','), inhibitConnectedLineUpdates: true } }
    })

  const openEar = async (): Promise<void> => {
    const channelId = newId('x')
    const inStasis = entered(channelId)
    inStasis.catch(() => undefined)
    const opened = await openMediaLeg(ari, address, channelId)
    await inStasis
    if (isClosed) return opened.close()
    media = opened
    opened.onFrame(hear)
    void opened.closed.then(() => {
      if (media !== opened) return
      media = null
      ear = 'none'
      if (!isClosed) isLost()
    })
  }
  /** The ear leaves the bridge of the callee and listens to the callee alone. */
  const earBeside = async (): Promise<void> => {
    if (media === null || ear === 'beside') return
    const spy = newId('s')
    const inStasis = entered(spy)
    inStasis.catch(() => undefined)
    await ari.ask('POST /bridges', { query: { bridgeId: besideId, type: 'mixing' } })
    await ari.ask('POST /channels/{channelId}/snoop', {
      ...{
        path: { channelId: calleeId },
        query: { spy: 'in', whisper: 'none', app: address.application, snoopId: spy }
      }
    })
    await inStasis
    spyId = spy
    await add(besideId, spy, media.channelId)
    ear = 'beside'
  }
  const earInBridge = async (): Promise<void> => {
    if (media === null || ear === 'in_bridge') return
    await add(bridgeId, media.channelId)
    ear = 'in_bridge'
    await closeBeside()
  }
  const closeBeside = async (): Promise<void> => {
    if (spyId === null) return
    const channelId = spyId
    spyId = null
    await tidy(ari.ask('DELETE /channels/{channelId}', { path: { channelId } }))
    await tidy(ari.ask('DELETE /bridges/{bridgeId}', { path: { bridgeId: besideId } }))
  }
  return {
    ...{ bridgeId, media: () => media },
    async open(isAlone) {
      await Promise.all([
        ari.ask('POST /bridges/{bridgeId}', { path: { bridgeId }, query: { type: 'mixing' } }),
        openEar()
      ])
      if (!isAlone) return await earBeside()
      if (media !== null) await add(bridgeId, calleeId, media.channelId)
      ear = 'in_bridge'
    },
    async listen(isAlone) {
      if (media === null && !isClosed) await openEar()
      await (isAlone ? earInBridge() : earBeside())
    },
    async join(channelId) {
      // The ear goes first: two in a bridge pass sound on as it is, three are mixed.
      if (ear === 'in_bridge' && media !== null) {
        await ari.ask('POST /bridges/{bridgeId}/removeChannel', {
          ...{ path: { bridgeId }, query: { channel: media.channelId } }
        })
        ear = 'none'
      }
      await add(bridgeId, channelId)
    },
    async music(isOn) {
      if (isOn === isMusic) return
      isMusic = isOn
      const path = { bridgeId }
      if (isOn) await ari.ask('POST /bridges/{bridgeId}/moh', { path })
      else await tidy(ari.ask('DELETE /bridges/{bridgeId}/moh', { path }))
    },
    async close() {
      isClosed = true
      media?.close()
      media = null
      await closeBeside()
      await tidy(ari.ask('DELETE /bridges/{bridgeId}', { path: { bridgeId } }))
    }
  }
}

export const bridgeOf = (channelId: string): string => beside('b', channelId)
