import { type Problem, type problemCodes } from '../../contract/problem.ts'

export { problemMediaType } from '../../contract/problem.ts'
export type { Problem } from '../../contract/problem.ts'

export function problem(status: number, code: (typeof problemCodes)[number], title: string, detail: string): Problem {
  return { type: 'about:blank', title, status, code, detail }
}

/** Thrown by whoever answers when the answer is a problem; the edge of the request sends it. */
export class NotAnswered extends Error {
  readonly problem: Problem

  constructor(answer: Problem) {
    super(answer.detail)
    this.problem = answer
  }
}

export const notFound = (detail: string): NotAnswered => new NotAnswered(problem(404, 'not_found', 'Not found', detail))
export const refused = (detail: string): NotAnswered =>
  new NotAnswered(problem(422, 'refused', 'This cannot be done', detail))
