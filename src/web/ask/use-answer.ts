import { useCallback, useEffect, useState } from 'react'
import type { Answer, Endpoint } from '../../contract/endpoint.ts'
import type { Problem } from '../../contract/problem.ts'
import { type With, addressOf, ask } from './ask.ts'
import { clockHere, noteConnection } from './connection.ts'

/** What is known of a question: the last answer stays until a newer one is there, and says from when it is. */
export type Known<A> = {
  readonly answer: A | null
  readonly asOf: string | null
  readonly problem: Problem | null
  readonly again: () => void
}

type Kept = { readonly answer: unknown; readonly asOf: string }
/** Answers of this visit by their address: going back shows at once what was there, and then what is. */
const kept = new Map<string, Kept>()
const KEPT_MAX = 60

/** Asks a question while the component is shown, again every so often; null asks nothing. */
export function useAnswer<E extends Endpoint>(endpoint: E, given: With<E> | null, everyMs = 0): Known<Answer<E>> {
  const address = given === null ? null : addressOf(endpoint, given)
  const [turn, setTurn] = useState(0)
  const [, setHeard] = useState(0)
  const [problem, setProblem] = useState<{ readonly of: string; readonly problem: Problem } | null>(null)
  const again = useCallback(() => setTurn((before) => before + 1), [])

  useEffect(() => {
    if (address === null) return
    const stop = new AbortController()
    const look = async (): Promise<void> => {
      const reply = await ask(endpoint, JSON.parse(JSON.stringify(given)) as With<E>, stop.signal)
      if (stop.signal.aborted) return
      noteConnection(reply.kind !== 'nobody')
      if (reply.kind === 'answer') {
        keep(address, { answer: reply.answer, asOf: clockHere() })
        setProblem(null)
        setHeard((before) => before + 1)
      } else if (reply.kind === 'problem') setProblem({ of: address, problem: reply.problem })
    }
    // A question that is given up throws, and nobody waits for it any more.
    const lookNow = (): void => void look().catch(() => undefined)
    lookNow()
    addEventListener('work-changed', lookNow)
    // The browser knows sooner than the next turn that a connection went or came.
    addEventListener('online', lookNow)
    addEventListener('offline', lookNow)
    const timer =
      everyMs === 0 ? undefined : setInterval(() => document.visibilityState === 'visible' && lookNow(), everyMs)
    return () => {
      stop.abort()
      removeEventListener('work-changed', lookNow)
      removeEventListener('online', lookNow)
      removeEventListener('offline', lookNow)
      clearInterval(timer)
    }
    // The address says everything that was given.
  }, [endpoint, address, everyMs, turn])

  const last = address === null ? undefined : kept.get(address)
  return {
    answer: (last?.answer as Answer<E> | undefined) ?? null,
    asOf: last?.asOf ?? null,
    problem: problem !== null && problem.of === address ? problem.problem : null,
    again
  }
}

function keep(address: string, what: Kept): void {
  kept.delete(address)
  kept.set(address, what)
  const [oldest] = kept.keys()
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest)
}

/** After something was written: what is shown may not be true any more, and is asked for again; it stays until then. */
export const workChanged = (): void => void dispatchEvent(new Event('work-changed'))
