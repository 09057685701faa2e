import { type Socket, createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type Pacer } from './pacer.ts'

/** One packet of sound as it was heard. */
export type HeardPacket = {
  /** Epoch milliseconds, with fractions. */
  readonly atMs: number
  readonly seq: number
  readonly timestamp: number
  readonly ulaw: Uint8Array
}

/** The sound of one telephone: sends a frame every 20 ms, silence where nothing is said, and keeps all that it hears. */
export type RtpLine = {
  readonly port: number
  readonly heard: readonly HeardPacket[]
  readonly digits: () => string
  /** Where the other end takes sound, and the payload number of its keys. */
  readonly towards: (host: string, port: number, keys: number | null) => void
  readonly begin: () => void
  /** Says something now, instead of whatever it was saying; settles when it is said or cut. */
  readonly says: (sound: Uint8Array) => Promise<void>
  readonly press: (digits: string) => Promise<void>
  readonly onHeard: (hear: (packet: HeardPacket) => void) => () => void
  readonly onDigit: (hear: (digit: string) => void) => void
  readonly close: () => void
}

const FRAME = 160
const SILENCE = new Uint8Array(FRAME).fill(0xff)
const KEYS = '0123456789*#ABCD'

export async function rtpLine(host: string, pacer: Pacer): Promise<RtpLine> {
  const socket = await bound(host)
  const { port } = socket.address()
  const heard: HeardPacket[] = []
  const ears = new Set<(packet: HeardPacket) => void>()
  const digits: string[] = []
  let digitEar: (digit: string) => void = () => undefined
  let lastKey = -1
  let [keys, ourKeys] = [101, 101]
  let target: { readonly host: string; readonly port: number } | null = null
  let saying: { readonly sound: Uint8Array; at: number; readonly done: () => void } | null = null
  let pressing: { readonly packets: Buffer[]; readonly done: () => void } | null = null
  let seq = Math.floor(Math.random() * 30_000)
  let timestamp = Math.floor(Math.random() * 1e9)
  const source = Math.floor(Math.random() * 2 ** 32)
  let keyTime = 0
  let stop: (() => void) | null = null

  const send = (payload: Uint8Array, type: number, at: number): void => {
    if (target === null) return
    const packet = Buffer.concat([rtpHeader(seq++ & 0xffff, at >>> 0, source, type), payload])
    socket.send(packet, target.port, target.host)
  }
  const tick = (): void => {
    timestamp += FRAME
    const key = pressing?.packets.shift()
    if (key !== undefined) return send(key, ourKeys, keyTime)
    if (pressing !== null) {
      const { done } = pressing
      pressing = null
      done()
    }
    send(nextFrame(), 0, timestamp)
  }
  const nextFrame = (): Uint8Array => {
    if (saying === null) return SILENCE
    const frame = saying.sound.subarray(saying.at, (saying.at += FRAME))
    if (saying.at >= saying.sound.length) {
      const { done } = saying
      saying = null
      done()
    }
    return frame.length === FRAME ? frame : Buffer.concat([frame, SILENCE.subarray(frame.length)])
  }
  socket.on('message', (packet) => {
    const atMs = performance.timeOrigin + performance.now()
    if (packet.length < 12) return
    const type = packet[1]! & 0x7f
    const [heardSeq, heardTime] = [packet.readUInt16BE(2), packet.readUInt32BE(4)]
    if (type === 0) {
      const one = { atMs, seq: heardSeq, timestamp: heardTime, ulaw: new Uint8Array(packet.subarray(12)) }
      heard.push(one)
      for (const ear of ears) ear(one)
    } else if (type === keys && (packet[13]! & 0x80) !== 0 && heardTime !== lastKey) {
      lastKey = heardTime
      const digit = KEYS[packet[12]!] ?? '?'
      digits.push(digit)
      digitEar(digit)
    }
  })
  return {
    ...{ port, heard, digits: () => digits.join('') },
    towards(host, port, theirKeys) {
      target = { host, port }
      if (theirKeys !== null) [keys, ourKeys] = [theirKeys, theirKeys]
    },
    begin: () => void (stop ??= pacer.add(tick)),
    says: (sound) =>
      new Promise((resolve) => {
        saying?.done()
        if (sound.length === 0) return resolve()
        saying = { sound, at: 0, done: resolve }
      }),
    async press(wanted) {
      for (const digit of wanted) {
        await new Promise<void>((done) => {
          keyTime = timestamp + FRAME
          pressing = { packets: keyPackets(KEYS.indexOf(digit)), done }
        })
      }
    },
    onHeard(hear) {
      ears.add(hear)
      return () => void ears.delete(hear)
    },
    onDigit: (hear) => void (digitEar = hear),
    close() {
      stop?.()
      saying?.done()
      pressing?.done()
      socket.close()
    }
  }
}

async function bound(host: string): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 })
  socket.bind(0, host)
  await once(socket, 'listening')
  return socket
}

function rtpHeader(seq: number, timestamp: number, source: number, type: number): Buffer {
  const header = Buffer.alloc(12)
  header[0] = 0x80
  header[1] = type
  header.writeUInt16BE(seq, 2)
  header.writeUInt32BE(timestamp, 4)
  header.writeUInt32BE(source, 8)
  return header
}

/** A key of 100 ms by RFC 4733: five packets of the growing length, then its end three times, then a rest. */
function keyPackets(event: number): Buffer[] {
  return Array.from({ length: 8 }, (_, i) => {
    const packet = Buffer.alloc(4)
    packet[0] = event
    packet[1] = (i >= 5 ? 0x80 : 0) | 10
    packet.writeUInt16BE(FRAME * Math.min(i + 1, 5), 2)
    return packet
  })
}
