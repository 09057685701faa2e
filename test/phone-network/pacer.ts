/** Every twenty milliseconds for as long as somebody wants it; ticks that came late are made up for. */
export type Pacer = { readonly add: (tick: () => void) => () => void }

const TICK_MS = 20

export function pacer(): Pacer {
  const ticks = new Set<() => void>()
  let timer: NodeJS.Timeout | null = null
  let dueMs = 0
  const beat = (): void => {
    const now = performance.now()
    for (; dueMs <= now; dueMs += TICK_MS) for (const tick of [...ticks]) tick()
    timer = ticks.size === 0 ? null : setTimeout(beat, Math.max(0, dueMs - performance.now()))
  }
  return {
    add(tick) {
      ticks.add(tick)
      if (timer === null) {
        dueMs = performance.now()
        timer = setTimeout(beat, 0)
      }
      return () => void ticks.delete(tick)
    }
  }
}
