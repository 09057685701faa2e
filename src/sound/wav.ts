import { alawValues } from './alaw.ts'
import { type Sound } from './sound.ts'
import { ulawValues } from './ulaw.ts'

/** A file that cannot be heard, in words that say what is wrong with it. */
export type Broken = { readonly kind: 'broken'; readonly problem: string }
export type Wav = { readonly kind: 'wav'; readonly sound: Sound; readonly channels: number }

const PCM = 1
const FLOAT = 3
const ALAW = 6
const ULAW = 7
const EXTENSIBLE = 0xfffe
const RATE_MIN = 4_000
const RATE_MAX = 384_000
const CHANNELS_MAX = 16
/** Longer than any call: what claims more has a wrong header, or is no message. */
const SECONDS_MAX = 4 * 3_600

/** What the two chunks of a file that matter say about its samples. */
type Format = {
  readonly code: number
  readonly channels: number
  readonly rate: number
  readonly bits: number
  /** Bytes of one sample of every channel. */
  readonly block: number
}

export function isWav(bytes: Uint8Array): boolean {
  return textAt(bytes, 0) === 'RIFF' && textAt(bytes, 8) === 'WAVE'
}

/**
 * Reads a WAV file: whole numbers of 8, 16, 24 or 32 bit, fractions of 32 or 64 bit, A-law and µ-law; of several channels
 * the mean. A file whose end is missing gives what there is, as players do; a header that makes no sense gives a reason.
 */
export function readWav(bytes: Uint8Array): Wav | Broken {
  if (bytes.length === 0) return broken('the file is empty')
  if (!isWav(bytes)) return broken('this is no WAV file: it does not begin with RIFF and WAVE')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let format: Format | null = null
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = textAt(bytes, at)
    const size = view.getUint32(at + 4, true)
    if (name === 'fmt ') {
      const read = formatAt(view, at + 8, size)
      if ('problem' in read) return read
      format = read
    }
    if (name === 'data') {
      if (format === null) return broken('its sound comes before its format (no fmt chunk)')
      // A writer that was cut off leaves the size at nothing or at the most there is: the rest of the file is meant.
      const room = bytes.length - at - 8
      return soundOf(view, at + 8, size === 0 ? room : Math.min(size, room), format)
    }
    at += 8 + size + (size % 2)
  }
  return broken(
    format === null ? 'it has no fmt chunk: what its bytes mean is not said' : 'it has no sound (no data chunk)'
  )
}

const broken = (problem: string): Broken => ({ kind: 'broken', problem })
const textAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4))

function formatAt(view: DataView, at: number, size: number): Format | Broken {
  if (size < 16 || at + 16 > view.byteLength) return broken('its fmt chunk is cut off')
  const said = view.getUint16(at, true)
  const isExtensible = said === EXTENSIBLE && size >= 26 && at + 26 <= view.byteLength
  const code = isExtensible ? view.getUint16(at + 24, true) : said
  const channels = view.getUint16(at + 2, true)
  const rate = view.getUint32(at + 4, true)
  const bits = view.getUint16(at + 14, true)
  const block = channels * Math.ceil(bits / 8)
  if (channels < 1 || channels > CHANNELS_MAX)
    return broken(`it says that it has ${channels} channels: 1 to ${CHANNELS_MAX} are read`)
  if (rate < RATE_MIN || rate > RATE_MAX)
    return broken(`it says that it has ${rate} samples a second: ${RATE_MIN} to ${RATE_MAX} are read`)
  if (readers(code, bits) === null)
    return broken(`its encoding is not read here (format ${code}, ${bits} bit): save it as PCM of 16 bit`)
  return { code, channels, rate, bits, block }
}

type Reader = (view: DataView, at: number) => number

function readers(code: number, bits: number): Reader | null {
  switch (`${code}/${bits}`) {
    case `${PCM}/8`:
      return (view, at) => (view.getUint8(at) - 128) / 128
    case `${PCM}/16`:
      return (view, at) => view.getInt16(at, true) / 32_768
    case `${PCM}/24`:
      return (view, at) => (view.getUint8(at) + view.getInt16(at + 1, true) * 256) / 8_388_608
    case `${PCM}/32`:
      return (view, at) => view.getInt32(at, true) / 2_147_483_648
    case `${FLOAT}/32`:
      return (view, at) => finite(view.getFloat32(at, true))
    case `${FLOAT}/64`:
      return (view, at) => finite(view.getFloat64(at, true))
    case `${ALAW}/8`:
      return (view, at) => alawValues[view.getUint8(at)]! / 32_768
    case `${ULAW}/8`:
      return (view, at) => ulawValues[view.getUint8(at)]! / 32_768
    default:
      return null
  }
}

/** Fractions may be anything; what is no number is silence, and nothing is louder than 16 times full scale. */
const finite = (value: number): number => (Number.isFinite(value) ? Math.max(-16, Math.min(16, value)) : 0)

function soundOf(view: DataView, from: number, size: number, format: Format): Wav | Broken {
  const { channels, rate, block } = format
  const length = Math.floor(size / block)
  if (length === 0) return broken('there is no sound in it')
  if (length > SECONDS_MAX * rate)
    return broken(`it lasts more than ${SECONDS_MAX / 3_600} hours: cut out what is meant`)
  const read = readers(format.code, format.bits)!
  const width = block / channels
  const samples = new Float32Array(length)
  for (let i = 0; i < length; i++) {
    let sum = 0
    for (let channel = 0; channel < channels; channel++) sum += read(view, from + i * block + channel * width)
    samples[i] = sum / channels
  }
  return { kind: 'wav', sound: { rate, samples }, channels }
}

/** A WAV file of µ-law bytes, as they were on the line. */
export function ulawWav(ulaw: Uint8Array, rate: number): Uint8Array {
  const file = new Uint8Array(58 + ulaw.length)
  const view = new DataView(file.buffer)
  const text = (at: number, name: string): void =>
    void [...name].forEach((letter, i) => (file[at + i] = letter.charCodeAt(0)))
  text(0, 'RIFF')
  view.setUint32(4, file.length - 8, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 18, true)
  view.setUint16(20, ULAW, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  text(38, 'fact')
  view.setUint32(42, 4, true)
  view.setUint32(46, ulaw.length, true)
  text(50, 'data')
  view.setUint32(54, ulaw.length, true)
  file.set(ulaw, 58)
  return file
}
