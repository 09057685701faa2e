import { formatInstant } from '../../clock/civil.ts'
import { zoneName } from '../../clock/zone.ts'
import { mustSay } from '../../decide/said-by-law.ts'
import { type LeadStory } from '../../contract/leads.ts'
import { type Outcome } from '../../facts/log-entry.ts'
import { isPromiseOver, keepsPromise } from '../../facts/promise.ts'
import { taskStates } from '../../outcome/lists.ts'
import { ask, firstAllowed, kindCode } from '../../guard/table.ts'
import { ruleOf } from '../../guard/rule.ts'
import { readRefusals } from '../engine/refusal.ts'
import { stateNames } from '../engine/state.ts'
import { notFound } from '../http/problem.ts'
import { nameWords } from '../import/show-leads.ts'
import { type StoredLead, consentGroups, consentLevels, storedLeads } from '../import/stored-lead.ts'
import { type Placed, readLogs } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { type DecidedRow, type StepRow, happenedTo } from './happened.ts'
import { lastEndings } from './ended.ts'
import { type Office } from './office.ts'
import { type Seen, hoursToCall, placeWords, seePeople } from './seen.ts'
import { countsOf, standingOf } from './standing.ts'

/** One lead with everything that is known of it and that happened to it. */
export async function leadOf(
  office: Pick<Office, 'store' | 'org' | 'ground' | 'clock'>,
  id: number
): Promise<LeadStory> {
  const { store, org } = office
  const now = office.clock()
  const ground = await office.ground()
  return await store.inOrgTx(org, async (tx) => {
    const stored = (await storedLeads(tx, [id], now)).get(id)
    if (stored === undefined)
      throw notFound('There is no such lead; it may have been taken back, or be part of another.')
    const seen = (await seePeople(tx, [stored.person], ground, now)).get(id)!
    const { clock: zone } = seen.where
    const on = (at: number | null): string | null => (at === null ? null : formatInstant(at, zone))
    const standing = standingOf(seen, (await lastEndings(tx, [id])).get(id) ?? null)
    const log = (await readLogs(tx, [id])).get(id)!
    const { steps, decisions } = await decidedOf(tx, id)
    const bookIds = [...steps, ...decisions].flatMap(({ playbook_id }) => (playbook_id === null ? [] : [playbook_id]))
    const books = await ground.books(tx, [...new Set(bookIds)])
    const hours = hoursToCall(seen)
    const isOpen = hours.isOpen(now)
    return {
      ...who(stored, seen, id),
      ...{ local: on(now)!, nowMs: now },
      openUntil: on(hours.until(now)),
      opensAt: on(isOpen ? null : hours.next(now)),
      ...(await belongings(tx, id, (at) => on(at)!)),
      permissions: permissionsOf(seen, on),
      standing: stateNames[seen.person.state],
      playbook: seen.book === null ? null : seen.book.program.document.title,
      next: { what: standing.what, at: on(standing.nextAt), because: standing.why },
      ...countsOf(seen),
      promises: promisesOf(log, now, (at) => on(at)!),
      happened: happenedTo(log, { zone, books, steps, decisions, refusals: await readRefusals(tx, [id]) })
    }
  })
}

function who({ lead }: StoredLead, seen: Seen, id: number) {
  const worth = lead.profile['lead.dealValueCents']
  const stage = lead.profile['lead.stage']
  return {
    ...{ id: String(id), name: nameWords(lead), jobTitle: lead.jobTitle, company: lead.company },
    ...{ place: placeWords(seen.where), zones: seen.where.zones.map(zoneName) },
    phones: lead.phones.map(({ e164, ext, label, bad }) => ({ e164, ext, label: label ?? '', isBad: bad })),
    unreadPhones: [...lead.rawPhones],
    emails: lead.emails.map(({ address }) => address),
    ...{ stops: [...lead.stops], consents: [...lead.consents], notes: lead.notes, source: lead.source },
    worthCents: typeof worth === 'number' ? worth : null,
    currency: String(lead.profile['lead.currency'] ?? 'USD'),
    stage: typeof stage === 'string' ? stage : null
  }
}

const asked = ['live_voice', 'prerecorded_voicemail', 'sms', 'email'] as const

/** What the guard says now to each way of reaching them. */
function permissionsOf(
  { table, vector, now }: Seen,
  on: (at: number | null) => string | null
): LeadStory['permissions'] {
  return asked.map((kind) => {
    const code = ask(table, kindCode[kind], vector, now, now, 0)
    const says = { kind, mustSay: [...mustSay(table, kindCode[kind])] }
    if (code === 0)
      return { ...says, allowed: true, reason: 'No rule forbids it', ruleId: null, remedy: null, opensAt: null }
    const { id, reason, remedy } = ruleOf(code)
    const opens = firstAllowed(table, kindCode[kind], vector, now, now, 0)
    return { ...says, allowed: false, reason, ruleId: id, remedy, opensAt: on(opens) }
  })
}

async function decidedOf(tx: Tx, id: number) {
  const values = [tx.org, id]
  const steps = await tx.query<StepRow>({
    text: 'select seq, track, step, playbook_id from touch where org = $1 and lead_id = $2 and playbook_id is not null',
    values
  })
  const decisions = await tx.query<DecidedRow>({
    text: `select seq, playbook_id, rule, action, wanted, suggest, mode, recording, arm, probability, hindered, turned, stop
      from decision where org = $1 and lead_id = $2`,
    values
  })
  return { steps: steps.rows, decisions: decisions.rows }
}

async function belongings(tx: Tx, id: number, on: (at: number) => string) {
  const values = [tx.org, id]
  const lists = await tx.query<{ id: number; name: string }>({
    text: `select l.id, l.name from list_member m join list l on l.org = m.org and l.id = m.list_id
      where m.org = $1 and m.lead_id = $2 order by l.name`,
    values
  })
  const proofs = await tx.query<{ consent_group: number; level: number; at: number; proof: string | null }>({
    text: 'select consent_group, level, at, proof from consent where org = $1 and lead_id = $2 order by at, id',
    values
  })
  const tasks = await tx.query<{ id: number; text: string; due_at: number; state: number }>({
    text: 'select id, text, due_at, state from task where org = $1 and lead_id = $2 order by state, due_at desc limit 100',
    values
  })
  return {
    lists: lists.rows.map((row) => ({ id: String(row.id), name: row.name })),
    proofs: proofs.rows.map(({ consent_group, level, at, proof }) => ({
      ...{ at: on(at), group: consentGroups[consent_group]!, level: consentLevels[level]!, proof: proof ?? '' }
    })),
    tasks: tasks.rows.map((row) => ({
      ...{ id: String(row.id), what: row.text, dueAt: on(row.due_at), state: taskStates[row.state]! }
    }))
  }
}

/** What we said we would do, and what they asked us to do at a time; kept by a call near to it. */
function promisesOf(log: readonly Placed[], now: number, on: (at: number) => string): LeadStory['promises'] {
  const calls = log.flatMap(({ entry }) => (entry.kind === 'touch' && entry.channel === 'call' ? [entry.at] : []))
  const kept = (due: number): boolean | null =>
    calls.some((at) => keepsPromise(at, due)) ? true : isPromiseOver(due, now) ? false : null
  const told = log.flatMap(({ entry }) => (entry.kind === 'outcome' ? promised(entry) : []))
  return told.map(({ what, due }) => ({ what, dueAt: on(due), isKept: kept(due) })).reverse()
}

function promised({ promise, result }: Outcome): readonly { readonly what: string; readonly due: number }[] {
  const ours = promise === null ? [] : [{ what: 'We said that we call again', due: promise.callAt }]
  const said = result.kind === 'not_made' ? null : result.said
  if (said === null || said.date === null) return ours
  if (said.what === 'callback_requested') return [...ours, { what: 'They asked us to call', due: said.date }]
  return ours
}
