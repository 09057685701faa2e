import { readFile } from 'node:fs/promises'
import { OutsideError } from '../../outside-error.ts'
import { isWav, readWav } from '../../../sound/wav.ts'
import { resample } from '../../../sound/resample.ts'
import { ULAW_RATE, toUlaw } from '../../../sound/ulaw.ts'
import { type Call, type Dropped, type Sound } from '../carrier.ts'
import { type CallInside, limitLength } from './call-inside.ts'
import { type Playing, play } from './play.ts'

/** So much later than its message a dropped call is ended by Asterisk, if we have died meanwhile. */
const AFTER_MESSAGE_MS = 3_000

type Drops = Pick<Call, 'drop' | 'stopDrop'> & { readonly isDropping: () => boolean }

/** Leaves a message: the callee alone hears it, and `alone` is asked to see to that. */
export function drops(
  inside: CallInside,
  alone: () => Promise<void>,
  hangup: () => Promise<void>,
  endsAtMs: () => number
): Drops {
  const { life, line, timers } = inside
  let playing: Playing | null = null
  let isTaken = false
  let isWanted = true
  const nothing = (): Dropped => ({
    ...{ playedMs: 0, isComplete: false, startedAtMs: timers.now(), endedAtMs: timers.now() }
  })
  return {
    isDropping: () => isTaken,
    async drop(recording, { thenHangup }) {
      if (life.state() === 'ended') return nothing()
      if (life.state() !== 'up') throw refused('nobody has answered yet')
      if (isTaken) throw refused('another message is being played')
      isTaken = true
      isWanted = true
      try {
        const ulaw = await bytesOf(recording)
        await alone()
        const media = line.media()
        if (media === null || !isWanted) return nothing()
        // Beside the message and not before it: our death in the middle leaves nobody on a silent line, and nobody waits.
        if (thenHangup) void limitLength(inside, ulaw.length / 8 + AFTER_MESSAGE_MS).catch(() => undefined)
        let startedAtMs = timers.now()
        let hasBegun = false
        playing = play(media, ulaw, timers, (playedMs) => {
          if (!hasBegun) startedAtMs = timers.now()
          hasBegun = true
          life.tell('played', { playedMs, atMs: timers.now() })
        })
        if (!isWanted) playing.stop()
        const { playedMs, isComplete } = await playing.over
        if (thenHangup && isComplete) await hangup()
        else if (thenHangup && life.state() !== 'ended') {
          await limitLength(inside, Math.max(1_000, endsAtMs() - timers.now())).catch(() => undefined)
        }
        return { playedMs, isComplete, startedAtMs, endedAtMs: timers.now() }
      } finally {
        playing = null
        isTaken = false
      }
    },
    async stopDrop() {
      isWanted = false
      playing?.stop()
      await playing?.over
    }
  }
}

async function bytesOf(recording: Sound): Promise<Uint8Array> {
  if (recording.kind === 'ulaw') return recording.ulaw
  const bytes = await readFile(recording.path)
  // What is no WAV is what telephones carry, as it is prepared for the line.
  if (!isWav(bytes)) return bytes
  const read = readWav(bytes)
  if (read.kind === 'broken') throw new OutsideError('damaged', `${recording.path} cannot be played: ${read.problem}`)
  return toUlaw(resample(read.sound, ULAW_RATE).samples)
}

const refused = (why: string): OutsideError =>
  new OutsideError('in_use', `The message was not played: ${why}. Ask again when the call stands.`)
