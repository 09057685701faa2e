import { useSyncExternalStore } from 'react'

/** Since when nobody answers, as the clock of this machine showed it; null while somebody does. */
let since: string | null = null
const listeners = new Set<() => void>()

export function noteConnection(isThere: boolean): void {
  const now = isThere ? null : (since ?? clockHere())
  if (now === since) return
  since = now
  for (const listener of listeners) listener()
}

export function useConnection(): string | null {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    () => since
  )
}

/** `14:31` on the clock of this machine: it says when the page heard something, never when somebody may be called. */
export function clockHere(): string {
  const now = new Date()
  return `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`
}
