import { MPEGDecoder } from 'mpg123-decoder'
import { type Sound } from '../../sound/sound.ts'
import { type Broken, isWav, readWav } from '../../sound/wav.ts'

export type Decoded = { readonly kind: 'decoded'; readonly sound: Sound; readonly format: 'wav' | 'mp3' } | Broken

/** No message comes from a file of more than this; what is larger is refused before it is read. */
export const FILE_BYTES_MAX = 50_000_000

/** The sound of a WAV or MP3 file, by what its bytes say and not by its name. */
export async function decodeSound(bytes: Uint8Array): Promise<Decoded> {
  if (isWav(bytes)) {
    const read = readWav(bytes)
    return read.kind === 'broken' ? read : { kind: 'decoded', sound: read.sound, format: 'wav' }
  }
  if (bytes.length === 0) return { kind: 'broken', problem: 'the file is empty' }
  if (!isMp3(bytes)) return { kind: 'broken', problem: 'this is neither WAV nor MP3: save it as one of the two' }
  return await decodeMp3(bytes)
}

/** A frame’s sync word, or a tag before it. */
function isMp3(bytes: Uint8Array): boolean {
  const isTagged = bytes[0] === 0x49 && bytes[1] === 0x44 && bytes[2] === 0x33
  return isTagged || (bytes[0] === 0xff && (bytes[1]! & 0xe0) === 0xe0 && (bytes[1]! & 0x06) !== 0)
}

async function decodeMp3(bytes: Uint8Array): Promise<Decoded> {
  const decoder = new MPEGDecoder()
  await decoder.ready
  try {
    const { channelData, samplesDecoded, sampleRate } = decoder.decode(bytes)
    const channels = channelData.filter((channel) => channel.length > 0)
    if (samplesDecoded === 0 || channels.length === 0 || !(sampleRate >= 4_000))
      return { kind: 'broken', problem: 'it begins like MP3, but there is no sound in it' }
    const samples = new Float32Array(samplesDecoded)
    for (const channel of channels)
      for (let i = 0; i < samplesDecoded; i++) samples[i]! += channel[i]! / channels.length
    return { kind: 'decoded', sound: { rate: sampleRate, samples }, format: 'mp3' }
  } finally {
    decoder.free()
  }
}
