import { type Timers } from '../timers.ts'
import { type MediaLeg, type MediaSaid } from './media-leg.ts'

/** A message on its way into the line. */
export type Playing = {
  /** Settles once it was heard whole, was stopped, or the line is gone. */
  readonly over: Promise<{ readonly playedMs: number; readonly isComplete: boolean }>
  readonly stop: () => void
}

/** One message of the socket: far below the 64 KiB at which Asterisk closes it, and a whole number of frames. */
const CHUNK = 8_000
/** So much may lie in Asterisk: more than any stall of ours, and less than the 20 s that it can hold. */
const AHEAD = 14 * 8_000
const BYTES_A_MS = 8
/** The last packet has left when its mark is told; this long until it has been heard. */
const LAST_PACKET_MS = 200

/**
 * Plays µ-law into a media leg. Asterisk paces it; a mark after every second says how far it is. No more is sent than
 * Asterisk can hold, and nothing while it asks us to wait: what it cannot hold it loses, and tells the mark all the same.
 */
export function play(leg: MediaLeg, ulaw: Uint8Array, timers: Timers, progress: (playedMs: number) => void): Playing {
  const id = Math.random().toString(36).slice(2)
  const { promise, resolve } = Promise.withResolvers<{ playedMs: number; isComplete: boolean }>()
  let [sent, marked, markedAtMs] = [0, -1, 0]
  let [isHeldBack, isOver] = [false, false]

  const playedMs = (): number => {
    if (marked < 0) return 0
    const until = Math.min(ulaw.length, marked + CHUNK, marked + (timers.now() - markedAtMs) * BYTES_A_MS)
    return Math.round(until / BYTES_A_MS)
  }
  const end = (isComplete: boolean): void => {
    if (isOver) return
    isOver = true
    off()
    resolve({ playedMs: isComplete ? ulaw.length / BYTES_A_MS : playedMs(), isComplete })
  }
  const fill = (): void => {
    while (!isOver && !isHeldBack && sent < ulaw.length && sent - Math.max(0, marked) < AHEAD) {
      leg.tell('MARK_MEDIA', `${id} ${sent}`)
      leg.send(ulaw.subarray(sent, sent + CHUNK))
      sent = Math.min(ulaw.length, sent + CHUNK)
      if (sent < ulaw.length) continue
      leg.tell('STOP_MEDIA_BUFFERING')
      leg.tell('MARK_MEDIA', `${id} ${sent}`)
    }
  }
  const hear = (said: MediaSaid): void => {
    if (said.event === 'MEDIA_XOFF') isHeldBack = true
    if (said.event === 'MEDIA_XON') isHeldBack = false
    if (said.event === 'MEDIA_MARK_PROCESSED' && said.correlation_id.startsWith(`${id} `)) {
      marked = Number(said.correlation_id.slice(id.length + 1))
      markedAtMs = timers.now()
      progress(Math.round(marked / BYTES_A_MS))
      if (marked >= ulaw.length) return void timers.after(LAST_PACKET_MS, () => end(leg.isOpen()))
    }
    fill()
  }
  const off = leg.onSaid(hear)
  void leg.closed.then(() => end(false))
  leg.tell('START_MEDIA_BUFFERING')
  fill()
  return {
    over: promise,
    stop() {
      if (isOver) return
      leg.tell('FLUSH_MEDIA')
      end(false)
    }
  }
}
