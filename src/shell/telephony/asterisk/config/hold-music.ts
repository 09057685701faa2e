import { toUlaw } from '../../../../sound/ulaw.ts'

/** What somebody hears who is kept waiting: two soft notes every six seconds, so that the line is not taken for dead. */
export function holdMusic(): Uint8Array {
  const samples = new Float32Array(6 * 8_000)
  for (const [atMs, hz] of [
    [0, 523.25],
    [400, 659.25]
  ] as const) {
    const first = atMs * 8
    for (let i = 0; i < 8_000; i++) {
      const level = 0.06 * Math.exp(-i / 2_400)
      samples[first + i]! += level * Math.sin((2 * Math.PI * hz * i) / 8_000)
    }
  }
  return toUlaw(samples)
}
