/** µ-law as telephones carry it (ITU-T G.711): 8,000 bytes a second, one for each sample. */
export const ULAW_RATE = 8_000
/** The byte of a silent line. */
export const ULAW_SILENCE = 0xff

const BIAS = 0x84
const CLIP = 32_635

/** 16-bit value of each of the 256 bytes. */
export const ulawValues: Int16Array = Int16Array.from({ length: 256 }, (_, byte) => {
  const bits = ~byte & 0xff
  const size = (((bits & 0x0f) << 3) + BIAS) << ((bits & 0x70) >> 4)
  return bits & 0x80 ? BIAS - size : size - BIAS
})

/** Samples between −1 and 1 as bytes. */
export function toUlaw(samples: Float32Array): Uint8Array {
  return Uint8Array.from(samples, (sample) => ulawByte(Math.round(sample * 32_768)))
}

export function fromUlaw(bytes: Uint8Array): Float32Array {
  return Float32Array.from(bytes, (byte) => ulawValues[byte]! / 32_768)
}

/** The byte of a 16-bit value; what is louder than µ-law can say is its loudest. */
export function ulawByte(value: number): number {
  const sign = value < 0 ? 0x80 : 0
  const size = Math.min(Math.abs(value), CLIP) + BIAS
  const exponent = 31 - Math.clz32(size) - 7
  return ~(sign | (exponent << 4) | ((size >> (exponent + 3)) & 0x0f)) & 0xff
}
