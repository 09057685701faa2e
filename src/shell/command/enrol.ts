import { type EnrolResult, type Refusal, enrolList, refusals } from '../engine/enrol.ts'
import { liveCircumstances } from '../engine/live-circumstances.ts'
import { publishNamed } from '../engine/publish-named.ts'
import { openInstallation } from '../store/installation.ts'
import { listNamed } from '../store/list.ts'
import { Complaint } from './complaint.ts'
import { progress, sayOnStderr, standardOutput } from './terminal.ts'
import { countWords } from '../../sheet/words.ts'

export type EnrolOptions = {
  readonly list: string
  readonly playbook: string
  readonly part?: string
  readonly perDay?: string
  readonly limit?: string
  readonly again?: boolean
  readonly anyway?: boolean
  readonly json?: boolean
}

/** Puts the leads of a list into a playbook, and says who was left out and why. */
export async function enrol(options: EnrolOptions): Promise<void> {
  const { part, of } = partOf(options.part)
  const perDay = options.perDay === undefined ? null : countOf('--per-day', options.perDay)
  const limit = options.limit === undefined ? Infinity : countOf('--limit', options.limit)
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const { id: listId } = await listNamed(store, org, options.list)
  const published = await publishNamed(installation, options.playbook)
  const shown = progress()
  const wish = { org, listId, playbookId: published.id, part, of, perDay, limit }
  const result = await enrolList(
    store,
    { ...wish, again: options.again ?? false, anyway: options.anyway ?? false },
    liveCircumstances(org, Date.now()),
    (row) => shown.say(`${countWords(row)} rows of the list looked at`)
  ).finally(() => shown.done())
  const out = standardOutput()
  if (options.json) {
    const { firstElsewhere, ...sums } = result
    await out.write(`${JSON.stringify({ list: options.list, playbook: published.version, ...sums, firstElsewhere })}\n`)
  } else await out.write(wordsOf(result, options.list, published.version))
}

function wordsOf({ enrolled, tookOver, refused, firstElsewhere }: EnrolResult, list: string, playbook: string): string {
  const lines = [`${countWords(enrolled)} of ${list} enrolled in ${playbook}.`]
  if (tookOver > 0) lines.push(`${countWords(tookOver)} of them came out of another playbook.`)
  const out = Object.entries(refused).filter(([, count]) => count > 0)
  for (const [why, count] of out) lines.push(`${countWords(count)} not: ${refusals[why as Refusal]}.`)
  if (firstElsewhere)
    lines.push(
      `The first of those: lead ${firstElsewhere.leadId}, ${firstElsewhere.state} in ${firstElsewhere.playbook}.`
    )
  if (refused.unknown > 0) lines.push('With --anyway they are enrolled all the same.')
  if (refused.before > 0) lines.push('With --again they are enrolled once more.')
  return `${lines.join('\n')}\n`
}

/** `2/3` is the second of three parts of a list; together the parts are the whole. */
function partOf(text: string | undefined): { readonly part: number; readonly of: number } {
  if (text === undefined) return { part: 0, of: 1 }
  const match = /^(\d{1,3})\/(\d{1,3})$/.exec(text)
  const [part, of] = [Number(match?.[1]), Number(match?.[2])]
  if (match && part >= 1 && part <= of) return { part, of }
  throw new Complaint(`--part ${text}: must be like 2/3, the second of three parts`, 2)
}

function countOf(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text)
  throw new Complaint(`${name} ${text}: must be a whole number from 1`, 2)
}
