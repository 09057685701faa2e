import type { z } from 'zod'
import type { Answer, Endpoint } from '../../contract/endpoint.ts'
import { Problem } from '../../contract/problem.ts'

/** What goes with a question; a part that is empty may be left out. */
export type With<E extends Endpoint> = {
  readonly params?: z.output<E['params']>
  readonly query?: z.output<E['query']>
  readonly body?: z.output<E['body']>
}

/** An answer, a problem that the server named, or nobody there. */
export type Reply<E extends Endpoint> =
  | { readonly kind: 'answer'; readonly answer: Answer<E> }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'nobody' }

/** Asks the server one question. */
export async function ask<E extends Endpoint>(
  endpoint: E,
  given: With<E> = {},
  signal?: AbortSignal
): Promise<Reply<E>> {
  const hasBody = endpoint.method === 'POST'
  let response: Response
  let answer: unknown
  try {
    response = await fetch(addressOf(endpoint, given), {
      method: endpoint.method,
      ...(hasBody ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(given.body ?? {}) } : {}),
      ...(signal === undefined ? {} : { signal })
    })
    answer = await response.json()
  } catch (error) {
    if (signal?.aborted) throw error
    // No connection, or an answer that is none of ours: to the reader it is the same.
    return { kind: 'nobody' }
  }
  if (response.ok) return { kind: 'answer', answer: endpoint.answer.parse(answer) as Answer<E> }
  const problem = Problem.safeParse(answer)
  return problem.success ? { kind: 'problem', problem: problem.data } : { kind: 'nobody' }
}

/** The address of a question, its parameters filled in. */
export function addressOf<E extends Endpoint>({ path }: E, { params, query }: With<E>): string {
  const values = (params ?? {}) as Readonly<Record<string, unknown>>
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name])))
  const pairs = Object.entries((query ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? filled : `${filled}?${text}`
}
