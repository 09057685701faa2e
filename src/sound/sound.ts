/** One channel of sound; a sample of 1 or −1 is as loud as digital sound gets. */
export type Sound = {
  /** Samples a second. */
  readonly rate: number
  readonly samples: Float32Array
}

export function secondsOf({ rate, samples }: Sound): number {
  return samples.length / rate
}

/** A piece of it, by its seconds; what lies outside is left away. */
export function pieceOf({ rate, samples }: Sound, fromSeconds: number, untilSeconds: number): Sound {
  const from = Math.max(0, Math.round(fromSeconds * rate))
  return { rate, samples: samples.subarray(from, Math.max(from, Math.round(untilSeconds * rate))) }
}

/** As a person says it: 3.2 s, 0:42 from a minute on. */
export function placeInWords(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
}

export const decibels = (ratio: number): number => 20 * Math.log10(Math.max(ratio, 1e-10))
export const ratioOf = (dB: number): number => 10 ** (dB / 20)
