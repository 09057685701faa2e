import { z } from 'zod'
import { PublicId, endpoint, wholeText } from './endpoint.ts'

/** Whose calls a report is about: those of a world, or our own. */
const about = { world: wholeText(1, 1e6).optional() }

export const report = endpoint({
  name: 'report',
  method: 'GET',
  path: '/api/report',
  summary: 'What the work returned, as a part of a page; each number in it names its rows',
  query: z.strictObject(about),
  answer: z.object({ title: z.string(), html: z.string() })
})

export const reportRows = endpoint({
  name: 'reportRows',
  method: 'GET',
  path: '/api/report/rows',
  summary: 'The rows behind a number of a report',
  query: z.strictObject({
    ...about,
    key: z.string().min(1).max(100),
    /** Of one group alone, where the number is of one. */
    by: z.string().max(100).optional(),
    group: z.string().max(300).optional()
  }),
  answer: z.object({
    /** What the number counts. */
    says: z.string(),
    total: z.number(),
    rows: z.array(z.object({ lead: PublicId.nullable(), who: z.string(), at: z.string(), what: z.string() }))
  })
})
