/** An error answer by RFC 9457, with a code of ours from a closed list. */
export interface Problem {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  readonly code: 'not_found' | 'wrong_host' | 'bad_request' | 'failed'
  readonly detail: string
}

export const problemMediaType = 'application/problem+json'

export function problem(status: number, code: Problem['code'], title: string, detail: string): Problem {
  return { type: 'about:blank', title, status, code, detail }
}
