import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { formatInstant, parseInstant } from '../../clock/civil.ts'
import { type Expectation, readCases, readQuestion } from '../../guard/case-file.ts'
import { authorities, law } from '../../guard/law.ts'
import { type LawBook, lawBook, lawful } from '../../guard/lawful.ts'
import { type LawQuestion, noRelationship } from '../../guard/question.ts'
import { house } from '../../guard/house.ts'
import { consentGroups } from '../../guard/term.ts'
import { type Verdict } from '../../guard/verdict.ts'
import { withHouse } from '../../guard/with-house.ts'
import { playbookNamed } from '../playbooks/playbook-named.ts'
import { Complaint, fileComplaint } from './complaint.ts'
import { type Pricing, assumptionLines, priceOf, pricesOfAll, pricingOf } from './guard-exposure.ts'
import { pairsOf } from './pairs.ts'
import { settingOf } from './setting.ts'
import { standardOutput } from './terminal.ts'

export type GuardOptions = {
  readonly json?: boolean
  readonly check?: boolean
  readonly trace?: boolean
  readonly house?: boolean
  readonly playbook?: string
  readonly review?: boolean
  readonly number?: string
  readonly at?: string
  readonly action?: string
  readonly purpose?: string
  readonly dialMode?: string
  readonly recipient?: string
  readonly country?: string
  readonly region?: string
  readonly timezone?: string
  readonly line?: string
  readonly kind?: string
  readonly attempted?: readonly string[]
  readonly consent?: readonly string[]
  readonly says?: readonly string[]
  readonly listed?: readonly string[]
  readonly scrubbed?: readonly string[]
  readonly registered?: readonly string[]
  readonly confirmed?: readonly string[]
  readonly exposure?: boolean
  readonly known?: readonly string[]
  readonly contacts?: string
  readonly assume?: readonly string[]
}

/** Asks the guard: the cases of a file, one question by its parts, or what counsel has to look at. False: a check failed. */
export async function guard(file: string | undefined, options: GuardOptions): Promise<boolean> {
  const asks = [file !== undefined, options.number !== undefined, options.review === true].filter(Boolean).length
  if (asks !== 1) throw new Complaint('name a file of cases, or --number +1…, or --review, or --log', 2)
  if (options.review) return await review(options.json === true)
  const asker = askerFor(options)
  if (file === undefined) return await one(asker, options)
  return await cases(asker, file, options)
}

type Asker = { readonly book: LawBook; readonly ask: (question: LawQuestion) => Verdict }

/** The law alone, or the house and the caps of a playbook after it. */
function askerFor({ house: isWithHouse, playbook }: GuardOptions): Asker {
  const book = lawBook(law)
  if (playbook !== undefined && isWithHouse !== true)
    throw new Complaint(`--playbook ${playbook}: its caps are asked with the rules of the house; add --house`, 2)
  if (isWithHouse !== true) return { book, ask: (question) => lawful(book, question) }
  const { caps } = playbook === undefined ? { caps: [] } : playbookNamed(playbook)
  return { book, ask: (question) => withHouse(book, question, house, caps) }
}

async function cases(asker: Asker, file: string, options: GuardOptions): Promise<boolean> {
  const name = file === '-' ? 'standard input' : file
  const bytes = await bytesOf(file).catch((error: unknown) => {
    throw fileComplaint(name, error)
  })
  const reading = readCases(bytes)
  if (reading.kind === 'bad') throw new Complaint(`${name}: ${reading.problem}`)
  const answers = reading.cases.map(({ id, question, expect }) => ({ id, expect, verdict: asker.ask(question) }))
  const pricing = pricingFor(options)
  const questions = reading.cases.map(({ question }) => question)
  await standardOutput().write(
    answers.map(({ id, verdict }, i) => said(id, verdict, options, asker.book, questions[i]!, pricing)).join('') +
      (pricing === null || options.json ? '' : `${pricesOfAll(asker.book, questions, pricing).join('\n')}\n`)
  )
  if (options.check !== true) return true
  const wrong = answers.flatMap(({ id, expect, verdict }) => {
    const why = expect === null ? 'says nothing of what to expect' : difference(expect, verdict)
    return why === null ? [] : [`case ${id}: ${why}`]
  })
  for (const each of wrong) process.stderr.write(`${each}\n`)
  process.stderr.write(`${answers.length - wrong.length} of ${answers.length} cases as expected\n`)
  return wrong.length === 0
}

async function bytesOf(file: string): Promise<Uint8Array> {
  return file === '-' ? await buffer(process.stdin) : readFileSync(file)
}

async function one({ book, ask }: Asker, options: GuardOptions): Promise<boolean> {
  const pricing = pricingFor(options)
  const question = questionOf(options)
  await standardOutput().write(
    said(options.number!, ask(question), options, book, question, pricing) +
      (pricing === null || options.json ? '' : `\n${assumptionLines(pricing).join('\n')}\n`)
  )
  return true
}

const pricingFor = ({ exposure, known, contacts, assume }: GuardOptions): Pricing | null =>
  exposure === true ? pricingOf(known, contacts, assume) : null

/** A question by its parts; what nobody says is the strict reading, and a script says what every call of ours says. */
function questionOf(options: GuardOptions): LawQuestion {
  const kind = options.action ?? 'live_voice'
  const { now } = settingOf({ now: options.at })
  const reading = readQuestion({
    at: formatInstant(now, settingOf({}).zone),
    action: {
      kind,
      purpose: options.purpose ?? 'telemarketing',
      dialMode: options.dialMode ?? 'click',
      states: options.says ?? SAID_BY_EVERY_CALL
    },
    recipient: {
      type: options.recipient ?? 'unknown',
      country: options.country ?? null,
      region: options.region ?? null,
      timezone: options.timezone ?? null
    },
    number: { e164: options.number, lineType: options.line ?? 'unknown', kind: options.kind },
    consent: {
      ...Object.fromEntries(consentGroups.map((group) => [group, 'none'])),
      ...Object.fromEntries(pairsOf('consent', options.consent))
    },
    revoked: {},
    internalDncAt: null,
    relationship: noRelationship,
    lists: {
      listed: options.listed ?? [],
      scrubbedDaysAgo: Object.fromEntries(pairsOf('scrubbed', options.scrubbed).map(([id, days]) => [id, Number(days)]))
    },
    attempts: pairsOf('attempted', options.attempted).map(([made, instant]) => ({ kind: made, at: instant })),
    seller: {
      registration: Object.fromEntries((options.registered ?? []).map((id) => [id, 'registered'])),
      adadConfirmed: options.confirmed ?? []
    }
  })
  if (reading.kind === 'bad') throw new Complaint(reading.problem, 2)
  return reading.question
}
/** What a rep says on every call, whatever the script: who calls, for whom, why, and a number. */
const SAID_BY_EVERY_CALL = ['caller_name', 'entity_name', 'entity_phone', 'purpose'] as const

/** What counsel has to look at: read from memory, or not sure. */
async function review(isJson: boolean): Promise<boolean> {
  const rows = authorities(law).filter(([, { basis, confidence }]) => basis === 'recall' || confidence === 'low')
  const text = isJson
    ? rows.map(([jurisdiction, row]) => `${JSON.stringify({ jurisdiction, ...short(row) })}\n`).join('')
    : rows
        .map(
          ([jurisdiction, row]) =>
            `${jurisdiction.padEnd(6)}  ${row.rule.padEnd(26)}  ${row.basis}, ${row.confidence}  ${row.cite}\n`
        )
        .join('') +
      `${rows.length} of ${authorities(law).length} entries to confirm with counsel; data as of ${law.asOf}. This is not legal advice.\n`
  await standardOutput().write(text)
  return true
}
const short = ({ rule, force, basis, confidence, asOf, cite }: ReturnType<typeof authorities>[number][1]) => ({
  rule,
  force,
  basis,
  confidence,
  asOf,
  cite
})

function said(
  id: string,
  verdict: Verdict,
  { json, trace }: GuardOptions,
  book: LawBook,
  question: LawQuestion,
  pricing: Pricing | null
): string {
  const { decision, ruleId, reason, remedy, retryAt } = verdict
  const price = pricing === null || decision === 'blocked' ? null : priceOf(book, question, pricing)
  if (json)
    return `${JSON.stringify({ id, decision, ruleId, reason, retryAt, ...(trace ? { remedy, trace: verdict.trace } : {}), ...(pricing === null ? {} : { exposure: price?.json ?? null }) })}\n`
  const first =
    decision === 'allowed'
      ? `${id}  allowed\n`
      : `${id}  blocked by ${ruleId}: ${reason}\n    ${remedy}${retryAt === null ? '' : `; from ${retryAt}`}\n`
  const looks = trace
    ? verdict.trace.map(
        (look) => `    ${look.holds ? '✓' : '✗'} ${look.ruleId}${look.saw === '' ? '' : `  ${look.saw}`}\n`
      )
    : []
  return first + looks.join('') + (price?.lines ?? []).map((line) => `    ${line}\n`).join('')
}

function difference(expect: Expectation, { decision, ruleId, retryAt }: Verdict): string | null {
  if (expect.decision !== decision)
    return `${decision}${ruleId === null ? '' : ` by ${ruleId}`}, not ${expect.decision}`
  const wanted = expect.ruleIdAnyOf ?? (expect.ruleId === undefined ? null : [expect.ruleId])
  if (wanted !== null && !wanted.includes(ruleId)) return `by ${ruleId}, not ${wanted.join(' or ')}`
  if (expect.retryAt !== undefined && msOf(expect.retryAt) !== msOf(retryAt))
    return `from ${retryAt}, not ${expect.retryAt}`
  return null
}
const msOf = (text: string | null): number | null => (text === null ? null : parseInstant(text)!.epochMs)
