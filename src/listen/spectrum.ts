/**
 * Power of a stretch of sound over frequency, under a Hann window; `size` is a power of two. The answer has size/2 bins
 * and is overwritten by the next call: two real halves are one complex transform of half the size, done in place.
 */
export function spectrumOf(size: number): (samples: Float64Array, from: number) => Float64Array {
  const half = size / 2
  const bits = Math.log2(half)
  const hann = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size))
  const cosines = Float64Array.from({ length: half }, (_, i) => Math.cos((2 * Math.PI * i) / size))
  const sines = Float64Array.from({ length: half }, (_, i) => -Math.sin((2 * Math.PI * i) / size))
  const places = Uint16Array.from({ length: half }, (_, i) => reversed(i, bits))
  const re = new Float64Array(half)
  const im = new Float64Array(half)
  const power = new Float64Array(half)

  return (samples, from) => {
    for (let i = 0; i < half; i++) {
      const place = places[i]!
      re[place] = samples[from + 2 * i]! * hann[2 * i]!
      im[place] = samples[from + 2 * i + 1]! * hann[2 * i + 1]!
    }
    for (let span = 1; span < half; span *= 2) butterflies(re, im, span, cosines, sines, half / span)
    power[0] = (re[0]! + im[0]!) ** 2
    for (let k = 1; k < half; k++) {
      const j = half - k
      const evenRe = 0.5 * (re[k]! + re[j]!)
      const evenIm = 0.5 * (im[k]! - im[j]!)
      const oddRe = 0.5 * (im[k]! + im[j]!)
      const oddIm = 0.5 * (re[j]! - re[k]!)
      const x = evenRe + oddRe * cosines[k]! - oddIm * sines[k]!
      const y = evenIm + oddRe * sines[k]! + oddIm * cosines[k]!
      power[k] = x * x + y * y
    }
    return power
  }
}

/** One stage of the transform; `stride` picks the factors of this stage out of those of the whole real size. */
function butterflies(
  re: Float64Array,
  im: Float64Array,
  span: number,
  cosines: Float64Array,
  sines: Float64Array,
  stride: number
): void {
  for (let start = 0; start < re.length; start += 2 * span) {
    for (let i = 0; i < span; i++) {
      const c = cosines[i * stride]!
      const s = sines[i * stride]!
      const a = start + i
      const b = a + span
      const x = re[b]! * c - im[b]! * s
      const y = re[b]! * s + im[b]! * c
      re[b] = re[a]! - x
      im[b] = im[a]! - y
      re[a]! += x
      im[a]! += y
    }
  }
}

/** Magnitude of one frequency in `count` samples, squared and divided so that a full tone of amplitude A gives A². */
export function powerAt(hz: number, rateHz: number, samples: Float64Array, from: number, count: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * hz) / rateHz)
  let one = 0
  let two = 0
  for (let i = from; i < from + count; i++) {
    const now = samples[i]! + factor * one - two
    two = one
    one = now
  }
  return (4 * (one * one + two * two - factor * one * two)) / (count * count)
}

function reversed(value: number, bits: number): number {
  let result = 0
  for (let i = 0; i < bits; i++) result |= ((value >> i) & 1) << (bits - 1 - i)
  return result
}
