import { formatInstant } from '../../clock/civil.ts'
import { type Zone } from '../../clock/zone.ts'
import { type LogEntry } from '../../facts/log-entry.ts'
import { businessFlags, endpointFlags, messageFlags } from '../../facts/outcome-lists.ts'
import { house } from '../../guard/house.ts'
import { type ImportedLead } from '../../intake/imported-lead.ts'
import { ruleWordsOf } from '../../report/blocked-words.ts'
import { phoneWords } from '../../sheet/words.ts'
import { lastEndings } from '../api/ended.ts'
import { Complaint } from '../command/complaint.ts'
import { type Book, ground } from '../engine/ground.ts'
import { readRefusals } from '../engine/refusal.ts'
import { stateNames } from '../engine/state.ts'
import { readLogs } from '../store/append-log.ts'
import { type Installation } from '../store/installation.ts'
import { nameWords } from './show-leads.ts'
import { storedLeads } from './stored-lead.ts'

/** Everything that is known of a lead; times are those at the person’s clock. */
export type LeadStory = {
  readonly id: string
  readonly lead: ImportedLead
  readonly zone: Zone
  readonly state: string
  readonly playbook: string | null
  readonly lists: readonly string[]
  readonly proofs: readonly {
    readonly group: string
    readonly level: number
    readonly at: string
    readonly proof: string | null
  }[]
  readonly due: { readonly at: string; readonly because: string } | null
  /** How their last run ended; null while it goes on, or where there was none. */
  readonly ended: {
    readonly at: string
    readonly how: string
    readonly rule: string | null
    readonly says: string
  } | null
  readonly entries: readonly StoryEntry[]
}
export type StoryEntry = {
  readonly at: number
  readonly seq: number
  readonly what: string
  readonly because: string | null
}

const groups = ['voice', 'recordings', 'sms', 'email']

export async function leadStory(
  { store, org }: Pick<Installation, 'store' | 'org'>,
  id: number,
  now: number
): Promise<LeadStory> {
  return await store.inOrgTx(org, async (tx) => {
    const stored = (await storedLeads(tx, [id], now)).get(id)
    if (stored === undefined) throw new Complaint(`lead ${id} has gone`)
    const { person, lead } = stored
    const values = [org, id]
    const desk = ground(org, house, 1)
    const where = (await desk.places(tx, [person.placeId])).get(person.placeId)
    if (where === undefined) throw new Error(`lead ${id} is at place ${person.placeId}, which is not stored`)
    const touches = await tx.query<TouchColumns>({
      text: 'select seq, track, step, playbook_id from touch where org = $1 and lead_id = $2 and playbook_id is not null',
      values
    })
    const decisions = await tx.query<DecisionColumns>({
      text: 'select seq, at, rule, action, playbook_id from decision where org = $1 and lead_id = $2',
      values
    })
    const ids = [...touches.rows, ...decisions.rows].map((row) => row.playbook_id)
    const books = await desk.books(tx, [
      ...new Set([...ids, ...(person.playbookId === null ? [] : [person.playbookId])])
    ])
    const lists = await tx.query<{ name: string }>({
      text: `select l.name from list_member m join list l on l.org = m.org and l.id = m.list_id
        where m.org = $1 and m.lead_id = $2 order by l.name`,
      values
    })
    const proofs = await tx.query<{ consent_group: number; level: number; at: number; proof: string | null }>({
      text: 'select consent_group, level, at, proof from consent where org = $1 and lead_id = $2 order by at, id',
      values
    })
    const steps = new Map(touches.rows.map((row) => [row.seq, row]))
    const log = (await readLogs(tx, [id])).get(id)!
    const entries = log.map(({ seq, entry }) => ({
      ...{ at: entry.at, seq, what: entryWords(entry) },
      because: entry.kind === 'touch' ? stepReason(steps.get(seq), books) : null
    }))
    for (const { seq, at, rule, action, playbook_id } of decisions.rows)
      entries.push({ at, seq, ...decisionWords(books.get(playbook_id), rule, action) })
    for (const { at, seq, channel, rule, isPreviewed } of await readRefusals(tx, [id]))
      entries.push({ at, seq, what: refusedWords(channel, isPreviewed), because: ruleWordsOf(rule) })
    entries.sort((a, b) => a.at - b.at || a.seq - b.seq)
    const ended = (await lastEndings(tx, [id])).get(id)
    const book = person.playbookId === null ? undefined : books.get(person.playbookId)
    return {
      ...{ id: String(id), lead, zone: where.clock, state: stateNames[person.state] },
      playbook: book === undefined ? null : `${book.program.name}@${book.program.label}`,
      ended: ended === undefined ? null : { ...ended, at: formatInstant(ended.at, where.clock) },
      lists: lists.rows.map(({ name }) => name),
      proofs: proofs.rows.map(({ consent_group, level, at, proof }) => ({
        ...{ group: groups[consent_group]!, level, at: formatInstant(at, where.clock), proof }
      })),
      due:
        person.nextDueAt === null
          ? null
          : { at: formatInstant(person.nextDueAt, where.clock), because: dueReason(person.course?.lines[0], book) },
      entries
    }
  })
}

type TouchColumns = { seq: number; track: number | null; step: number | null; playbook_id: number }
type DecisionColumns = { seq: number; at: number; rule: number; action: number; playbook_id: number }

const refusedWords = (channel: string, isPreviewed: boolean): string =>
  isPreviewed ? 'previewed: the dialler may not call' : `refused: ${channel}`

const actions = ['leave a message', 'skip', 'ask the rep']

function decisionWords(book: Book | undefined, rule: number, action: number): Pick<StoryEntry, 'what' | 'because'> {
  const because = book?.program.rules[rule]?.because ?? null
  return { what: `decided: ${actions[action] ?? action}`, because }
}

function stepReason(touch: TouchColumns | undefined, books: ReadonlyMap<number, Book>): string | null {
  if (touch?.step == null || touch.track !== -1) return null
  return reasonAt(books.get(touch.playbook_id), touch.step)
}

function reasonAt(book: Book | undefined, step: number): string | null {
  const instruction = book?.program.flow[step]
  if (instruction === undefined) return null
  const { because } = instruction as { readonly because?: unknown }
  return typeof because === 'string' ? because : `step ${step + 1} of the playbook: ${instruction.kind}`
}

function dueReason(line: { readonly step: number; readonly kind: string } | undefined, book: Book | undefined): string {
  return (
    (line === undefined ? null : reasonAt(book, line.step)) ??
    (line === undefined ? 'nothing is planned' : `the playbook is ${line.kind}`)
  )
}

/** An entry of the log in words. */
function entryWords(entry: LogEntry): string {
  switch (entry.kind) {
    case 'touch':
      return `${entry.channel}${entry.by === 'other_tool' ? ' by another tool' : ''}`
    case 'outcome': {
      const { result } = entry
      if (result.kind === 'not_made') return `not made: ${result.reason.replaceAll('_', ' ')}`
      const said = result.said === null ? '' : `; ${businessFlags(result.said.what).says}`
      if (result.kind === 'sent') return `sent${said}`
      return `${endpointFlags(result.endpoint).says}; ${messageFlags(result.message).says}${said}`
    }
    case 'signal':
      return happeningWords(entry.happening)
    case 'undone':
      return `taken back: ${entry.target} ${entry.id}`
  }
}

function happeningWords({ kind, ...more }: { readonly kind: string }): string {
  const told = Object.entries(more).map(
    ([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`
  )
  return [kind.replaceAll('_', ' '), ...told].join(', ')
}

export function storyWords(
  { id, lead, zone, state, playbook, lists, proofs, due, ended, entries }: LeadStory,
  call: readonly (readonly [name: string, text: string])[]
): string {
  const lines = [`${nameWords(lead)}${lead.company === '' ? '' : `, ${lead.company}`} (lead ${id})`]
  const add = (name: string, text: string): void => {
    if (text !== '') lines.push(`${name.padEnd(10)}${text}`)
  }
  for (const { e164, ext, label, bad } of lead.phones)
    add(
      'Phone',
      [phoneWords(e164) + (ext === '' ? '' : ` x${ext}`), label, bad ? 'known to be wrong' : '']
        .filter(Boolean)
        .join(', ')
    )
  for (const { text, reason } of lead.rawPhones) add('No phone', `${text}: ${reason}`)
  for (const { address } of lead.emails) add('E-mail', address)
  add('Lists', lists.join(', '))
  add('Stops', lead.stops.join(', '))
  add('Consent', lead.consents.map(({ group, level }) => `${group} ${level}`).join(', '))
  for (const { group, level, at, proof } of proofs)
    add('Proof', `${at} ${group} ${level}${proof === null ? '' : `: ${proof}`}`)
  add('Stands', `${state}${playbook === null ? '' : ` in ${playbook}`}`)
  if (ended !== null && due === null) add('Ended', ended.says)
  if (due !== null) add('Due', `${due.at} ${due.because}`)
  for (const [name, text] of call) add(name, text)
  add('Notes', lead.notes.replaceAll('\n', `\n${' '.repeat(10)}`))
  if (entries.length > 0) lines.push('')
  for (const { at, what, because } of entries)
    lines.push(
      `${formatInstant(at, zone).slice(0, 16).replace('T', ' ')}  ${what}${because === null ? '' : ` (${because})`}`
    )
  return `${lines.join('\n')}\n`
}
