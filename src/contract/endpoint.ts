import { z } from 'zod'

/**
 * One question that the server answers, as a value: the route, the typed client and whatever else speaks of it come from
 * here. Everything that goes in or out passes its shape; a name that the shape does not know is refused.
 */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType
> = {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Parameters of the path are written `:name`. */
  readonly path: `/api/${string}`
  readonly summary: string
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Of each event where the endpoint is a stream of them. */
  readonly answer: Answer
  /** Server-sent events that go on where `Last-Event-ID` says. */
  readonly isStream: boolean
  /** Answers also who has not signed in. */
  readonly isOpen: boolean
}

/** What goes with a question, as a handler gets it and a client gives it. */
export type Asked<E extends Endpoint> = {
  readonly params: z.output<E['params']>
  readonly query: z.output<E['query']>
  readonly body: z.output<E['body']>
}
export type Answer<E extends Endpoint> = z.output<E['answer']>

export const nothing = z.strictObject({})

type Told = Pick<Endpoint, 'name' | 'method' | 'path' | 'summary'> & {
  readonly isOpen?: boolean
  readonly isStream?: boolean
}

/** An endpoint out of what is particular about it. */
export function endpoint<
  Answer extends z.ZodType,
  Params extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = typeof nothing
>(
  told: Told & { readonly answer: Answer; readonly params?: Params; readonly query?: Query; readonly body?: Body }
): Endpoint<Params, Query, Body, Answer> {
  const { params = nothing, query = nothing, body = nothing, isOpen = false, isStream = false, ...rest } = told
  return { ...rest, isOpen, isStream, params, query, body } as Endpoint<Params, Query, Body, Answer>
}

/** A whole number as an address writes it. */
export function wholeText(from: number, to: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(from).max(to))
}

/** Ids are opaque outside: today they are what the command line prints. */
export const PublicId = z.string().regex(/^[1-9]\d{0,15}$/, 'is no id')

/** `NAME` or `NAME@VERSION` on the shelf; never a path. */
export const PlaybookName = z
  .string()
  .max(120)
  .regex(/^[a-z][a-z0-9_-]*(@\d{1,9})?$/, 'must be the name of a strategy on the shelf')

/** RFC 3339 on the wall where it counts. */
export const Moment = z.string()
