import { formatInstant } from '../../clock/civil.ts'
import { type Zone } from '../../clock/zone.ts'
import { type Happened, type happeningKinds } from '../../contract/leads.ts'
import { alternatives, because } from '../../decide/explain.ts'
import { type Decision, actions } from '../../decide/decision.ts'
import { type Happening, type Outcome, type Touch } from '../../facts/log-entry.ts'
import { businessFlags, endpointFlags, messageFlags } from '../../facts/outcome-lists.ts'
import { ruleWordsOf } from '../../report/blocked-words.ts'
import { countWords } from '../../sheet/words.ts'
import { type Book } from '../engine/ground.ts'
import { type Refused } from '../engine/refusal.ts'
import { type Placed } from '../store/append-log.ts'
import { channelWords } from './standing.ts'

/** A decision as it is stored, as far as it can be explained from its playbook alone. */
export type DecidedRow = Pick<
  Decision,
  | 'rule'
  | 'action'
  | 'wanted'
  | 'suggest'
  | 'mode'
  | 'recording'
  | 'arm'
  | 'probability'
  | 'hindered'
  | 'turned'
  | 'stop'
> & { readonly seq: number; readonly playbook_id: number }

/** The step of a playbook that a touch carried out. */
export type StepRow = {
  readonly seq: number
  readonly track: number | null
  readonly step: number | null
  readonly playbook_id: number | null
}

type Kind = (typeof happeningKinds)[number]
type About = {
  readonly zone: Zone
  readonly books: ReadonlyMap<number, Book>
  readonly steps: readonly StepRow[]
  readonly decisions: readonly DecidedRow[]
  /** What was about to leave and was refused. */
  readonly refusals: readonly Refused[]
}

/** A person's log as people read it, newest first: a touch, its decision and what came of it are one thing. */
export function happenedTo(log: readonly Placed[], about: About): Happened[] {
  const refused = about.refusals.map((refusal) => [refusal.seq, refusedWords(refusal, about.zone)] as const)
  return [...loggedTo(log, about), ...refused].sort(([a], [b]) => b - a).map(([, told]) => told)
}

/** Each with its place in the log. */
function loggedTo(
  log: readonly Placed[],
  { zone, books, steps, decisions }: About
): readonly (readonly [seq: number, told: Happened])[] {
  const outcomes = new Map<number, Outcome>()
  const undone = new Map<string, number>()
  for (const { entry } of log) {
    // A correction is a later outcome of the same touch, and holds.
    if (entry.kind === 'outcome') outcomes.set(entry.touch, entry)
    if (entry.kind === 'undone') undone.set(`${entry.target} ${entry.id}`, entry.at)
  }
  return log.flatMap(({ seq, entry }): (readonly [number, Happened])[] => {
    const when = { at: formatInstant(entry.at, zone), epochMs: entry.at }
    if (entry.kind === 'touch') {
      const isBack = undone.has(`touch ${entry.touch}`)
      const outcome = undone.has(`outcome ${entry.touch}`) ? undefined : outcomes.get(entry.touch)
      const said = isBack ? takenBack(entry) : touchWords(entry, outcome)
      const decided = decidedWords(
        decisions.find((row) => row.seq === seq),
        books
      )
      const because = reasonOf(
        steps.find((row) => row.seq === seq),
        books
      )
      return [[seq, { ...when, ...said, because, decided }]]
    }
    if (entry.kind !== 'signal') return []
    const said = signalWords(entry.happening)
    const isBack = undone.has(`signal ${entry.signal}`)
    const told = isBack ? { ...said, kind: 'undone' as const, detail: 'taken back' } : said
    return [[seq, { ...when, ...told, because: null, decided: null }]]
  })
}

function refusedWords({ at, channel, rule, isPreviewed }: Refused, zone: Zone): Happened {
  const what = isPreviewed ? 'Previewed, the dialler may not call' : `${channelWords[channel] ?? channel} refused`
  return {
    ...({ at: formatInstant(at, zone), epochMs: at, kind: 'stop', what, detail: ruleWordsOf(rule) } as const),
    ...{ because: null, decided: null }
  }
}

type Said = { readonly kind: Kind; readonly what: string; readonly detail: string }

function takenBack({ channel }: Touch): Said {
  return { kind: 'undone', what: `${channelWords[channel] ?? channel}, taken back`, detail: '' }
}

function touchWords({ channel, by }: Touch, outcome: Outcome | undefined): Said {
  const name = channelWords[channel] ?? channel
  const other = by === 'other_tool' ? 'by another tool' : ''
  const kind: Kind = channel === 'call' ? 'call' : channel === 'email' ? 'email' : 'other'
  if (outcome === undefined) return { kind, what: name, detail: other || 'no outcome yet' }
  const { result } = outcome
  if (result.kind === 'not_made') return { kind, what: `${name}, not made`, detail: result.reason.replaceAll('_', ' ') }
  const answer = result.said === null ? '' : businessFlags(result.said.what).says
  if (result.kind === 'sent') return { kind, what: `${name} sent`, detail: listed(answer, other) }
  const { left } = messageFlags(result.message)
  const { answeredBy, says } = endpointFlags(result.endpoint)
  const seconds = result.playedMs === null ? '' : `${Math.round(result.playedMs / 1000)} s`
  if (left)
    return {
      kind: 'message',
      what: 'Left a message',
      detail: listed(plain(says), plain(messageFlags(result.message).says), seconds, answer, other)
    }
  if (answeredBy === 'machine') return { kind, what: plain(says), detail: listed('no message left', answer, other) }
  if (answeredBy === 'person')
    return { kind: 'person', what: answer || plain(says), detail: listed(answer === '' ? '' : plain(says), other) }
  return { kind, what: plain(says), detail: listed('no message', answer, other) }
}

const listed = (...parts: readonly string[]): string =>
  parts
    .filter((part) => part !== '')
    .map((part, i) => (i === 0 ? part : part.charAt(0).toLowerCase() + part.slice(1)))
    .join(', ')
/** Without the source's number. */
const plain = (text: string): string => text.replace(/ \(\d{3}-\d{2}\)$/, '')

function reasonOf(row: StepRow | undefined, books: ReadonlyMap<number, Book>): string | null {
  if (row?.step == null || row.track !== -1 || row.playbook_id === null) return null
  const instruction = books.get(row.playbook_id)?.program.flow[row.step]
  return instruction?.kind === 'touch' ? instruction.because : null
}

const actionWords = { leave: 'Leave a message', skip: 'Leave none', ask: 'Ask the rep' } as const

function decidedWords(row: DecidedRow | undefined, books: ReadonlyMap<number, Book>): Happened['decided'] {
  const program = row === undefined ? undefined : books.get(row.playbook_id)?.program
  if (row === undefined || program === undefined) return null
  const decision: Decision = { ...row, next: { kind: 'none', why: 'over', step: -1, code: 0 } }
  return {
    action: actionWords[actions[row.action]!],
    because: because(program, decision),
    rule: program.rules[row.rule]?.name ?? null,
    playbook: `${program.name}@${program.label}`,
    whyNot: alternatives(program, decision).map(({ action, whyNot }) => ({
      action: actionWords[action],
      reason: whyNot
    }))
  }
}

function signalWords(happening: Happening): Said {
  const signal = (what: string, detail = ''): Said => ({ kind: 'signal', what, detail })
  switch (happening.kind) {
    case 'reply':
      return signal('They replied', channelWords[happening.channel] ?? happening.channel)
    case 'booking':
      return signal('They booked an appointment', channelWords[happening.channel] ?? happening.channel)
    case 'callback':
      return signal('They called back', `because of ${causes[happening.cause]}`)
    case 'inbound_answered':
      return signal('They called us', 'and we talked')
    case 'missed_inbound':
      return signal('They called us', 'and nobody answered')
    case 'bounce':
      return signal(
        `${channelWords[happening.channel] ?? happening.channel} came back`,
        happening.permanent ? 'the address is dead' : 'for now'
      )
    case 'stop':
      return { kind: 'stop', what: 'Stopped for good', detail: happening.stop.replaceAll('_', ' ') }
    case 'consent_granted':
      return signal(
        'Consent given',
        `${happening.group}, ${happening.level.replaceAll('_', ' ')}${forPurpose(happening)}`
      )
    case 'consent_revoked':
      return { kind: 'stop', what: 'Consent taken back', detail: `${happening.group}${forPurpose(happening)}` }
    case 'profile':
      return signal('News of them', profileWords(happening.changes))
    case 'household':
      return signal('They share a number', happening.household === null ? 'not any more' : 'with others of this store')
    case 'asked_for_number':
      return signal('They asked for our number')
    case 'recognised':
      return signal('Did they know us?', happening.answer)
    case 'deal_won':
      return signal('Deal won', `${happening.currency} ${happening.valueCents / 100}`)
    case 'deal_lost':
      return signal('Deal lost', happening.reason.replaceAll('_', ' '))
  }
}

const forPurpose = ({ purpose }: { readonly purpose?: string | undefined }): string =>
  purpose === undefined ? '' : `, ${purpose} only`

const causes = {
  message: 'a message',
  missed_call: 'a missed call',
  other: 'something else',
  unknown: 'we do not know what'
} as const

/** `stage Discovery call, origin internet lead, deal value 1,330`: what a list said of them, in plain words. */
function profileWords(changes: Readonly<Record<string, unknown>>): string {
  const named = Object.entries(changes).map(([path, value]) => {
    const name = path.slice(path.lastIndexOf('.') + 1)
    const plainName = name.replace(/Cents$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    if (typeof value === 'boolean') return `${plainName} ${value ? 'yes' : 'no'}`
    const said = name.endsWith('Cents') ? countWords(Math.round(Number(value) / 100)) : String(value ?? 'not known')
    return `${plainName} ${said.replaceAll('_', ' ')}`
  })
  return named.join(', ')
}
