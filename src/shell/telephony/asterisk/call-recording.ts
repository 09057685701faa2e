import { OutsideError } from '../../outside-error.ts'
import { type Call } from '../carrier.ts'
import { type CallInside } from './call-inside.ts'
import { play } from './play.ts'

/** Records everybody on a call, once they have been told. What is kept lies with the Asterisk that carries the call. */
export function recorder(
  { node, channelId, life, line, timers, inTurn }: CallInside,
  noticeOf: (notice: string) => Promise<Uint8Array>,
  isAlone: () => boolean
): Pick<Call, 'record'> {
  let isRecording = false
  return {
    record: ({ notice }) =>
      inTurn(async () => {
        if (life.state() !== 'up')
          throw new OutsideError('failed', 'Nobody is on the line, so there is nothing to record.')
        if (isRecording) return
        if (notice !== null) {
          const ulaw = await noticeOf(notice)
          const media = line.media()
          if (media === null) throw notSaid()
          // Everybody has to hear it, so our ear, which is our mouth too, comes into their bridge.
          if (!isAlone()) await line.listen(true)
          const { isComplete } = await play(media, ulaw, timers, () => undefined).over
          if (!isAlone() && life.state() === 'up') await line.listen(false)
          if (!isComplete) throw notSaid()
        }
        await node.ari.ask('POST /bridges/{bridgeId}/record', {
          path: { bridgeId: line.bridgeId },
          query: { name: channelId, format: 'wav', ifExists: 'append' }
        })
        isRecording = true
      })
  }
}

const notSaid = (): OutsideError =>
  new OutsideError('failed', 'The notice was not heard whole, so nothing is recorded: ask again.', { mayRetry: true })
