import { setTimeout } from 'node:timers/promises'

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Does something that must be taken back when it is interrupted. A signal aborts it; when it has put everything away,
 * the process ends by that signal, as if it had not waited.
 */
export async function interruptible<Result>(act: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController()
  let heard: NodeJS.Signals | null = null
  const onSignal = (signal: NodeJS.Signals): void => {
    heard ??= signal
    controller.abort()
  }
  for (const signal of endings) process.on(signal, onSignal)
  try {
    return await act(controller.signal)
  } finally {
    for (const signal of endings) process.removeListener(signal, onSignal)
    if (heard !== null) {
      process.kill(process.pid, heard)
      await setTimeout(1_000)
    }
  }
}
