import { useCallback, useEffect, useRef, useState } from 'react'
import { type LeadLine, leads } from '../../contract/leads.ts'
import type { LeadGroup } from '../../contract/lead-groups.ts'
import type { Problem } from '../../contract/problem.ts'
import { ask } from '../ask/ask.ts'
import { noteConnection } from '../ask/connection.ts'

/** Leads of a list as far as they have been read; more come by the cursor that the last page gave. */
export type Leads = {
  readonly lines: readonly LeadLine[]
  /** Null until the first page is there. */
  readonly total: number | null
  readonly hasMore: boolean
  readonly problem: Problem | null
  readonly more: () => void
  readonly again: () => void
}

type Page = {
  readonly of: string
  readonly lines: readonly LeadLine[]
  readonly total: number | null
  readonly next: string | null
}

export function useLeads(list: string, find: string, group: LeadGroup | undefined): Leads {
  const wanted = JSON.stringify([list, find, group])
  const [page, setPage] = useState<Page | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [turn, setTurn] = useState(0)
  const isReading = useRef(false)

  const read = useCallback(
    async (before: Page | null, signal?: AbortSignal): Promise<void> => {
      isReading.current = true
      try {
        const reply = await ask(
          leads,
          {
            query: {
              list,
              ...(find === '' ? {} : { find }),
              ...(group === undefined ? {} : { group }),
              ...(before?.next == null ? {} : { after: Number(before.next) })
            }
          },
          signal
        )
        noteConnection(reply.kind !== 'nobody')
        if (reply.kind === 'problem') return setProblem(reply.problem)
        if (reply.kind === 'nobody') return
        const { answer } = reply
        setProblem(null)
        setPage({
          of: wanted,
          lines: [...(before?.lines ?? []), ...answer.leads],
          total: before?.total ?? answer.total,
          next: answer.next
        })
      } finally {
        isReading.current = false
      }
    },
    [list, find, group, wanted]
  )

  useEffect(() => {
    const stop = new AbortController()
    // A page that nobody waits for any more is given up by a throw.
    const first = (): void => void read(null, stop.signal).catch(() => undefined)
    first()
    addEventListener('work-changed', first)
    return () => {
      stop.abort()
      removeEventListener('work-changed', first)
    }
  }, [read, turn])

  // Rows of the question before stay until the new ones are there, so that nothing jumps while somebody types.
  const isCurrent = page?.of === wanted
  return {
    lines: page?.lines ?? [],
    total: page?.total ?? null,
    hasMore: isCurrent && page.next !== null,
    problem,
    more: () => {
      if (isCurrent && page.next !== null && !isReading.current) void read(page)
    },
    again: () => setTurn((before) => before + 1)
  }
}
