import { house } from '../../guard/house.ts'
import { leadJson } from '../../intake/exported.ts'
import { type Decision, actions } from '../../decide/decision.ts'
import { alternatives, because } from '../../decide/explain.ts'
import { type DecidedRow, type StepRow, happenedTo } from '../api/happened.ts'
import { endedWords } from '../api/ended.ts'
import { ground } from '../engine/ground.ts'
import { readRefusals } from '../engine/refusal.ts'
import { endings, stateNames } from '../engine/state.ts'
import { type StoredLead, storedLeads } from '../import/stored-lead.ts'
import { type Placed, readLogs } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { consentsOf } from './consent.ts'
import { UTC, instant, instantOrNull } from './instant.ts'
import { belongingsOf } from './person-belongings.ts'
import { type Keeper, suppressionHistory, suppressionsNow } from './suppressions.ts'

/**
 * Everything that is stored about a person, as one document: who it is and how they are reached, what they agreed to, what
 * keeps them out, all that happened with the reason of each decision, and what was written down about them. Null where
 * there is no such lead.
 */
export async function personFile(tx: Tx, leadId: number, now: number) {
  const stored = (await storedLeads(tx, [leadId], now)).get(leadId)
  if (stored === undefined) return null
  const log = (await readLogs(tx, [leadId])).get(leadId)!
  const about = { leadId, keepers: await keepersOf(tx, leadId) }
  const [now_, history] = [await suppressionsNow(tx, about), await suppressionHistory(tx, about)]
  return {
    ...{ format: 'aftertone-person', version: 1, at: instant(now) },
    lead: { id: String(leadId), ...leadJson(stored.lead), ...standsOf(stored), ...(await rowOf(tx, leadId)) },
    consents: (await consentsOf(tx, leadId)).map(({ at, writtenAt, ...entry }) => ({
      ...{ at: instant(at), writtenAt: instant(writtenAt), ...entry }
    })),
    suppressions: {
      now: now_.map(({ since, ...one }) => ({ since: instant(since), ...one })),
      history: history.map(({ at, ...one }) => ({ at: instant(at), ...one }))
    },
    ...(await workOf(tx, leadId, log)),
    ...(await belongingsOf(tx, leadId)),
    log: log.map(({ seq, entry: { at, ...entry } }) => ({ seq, at: instant(at), ...entry }))
  }
}
export type PersonFile = NonNullable<Awaited<ReturnType<typeof personFile>>>

const standsOf = ({ person, householdId }: StoredLead) => ({
  stands: stateNames[person.state],
  householdId: householdId === null ? null : String(householdId),
  nextDueAt: instantOrNull(person.nextDueAt)
})

async function rowOf(tx: Tx, leadId: number) {
  const { rows } = await tx.query<{
    created_at: number
    updated_at: number
    erased_at: number | null
    account: string | null
    file_name: string | null
  }>({
    text: `select l.created_at, l.updated_at, l.erased_at, a.name as account, i.file_name from lead l
      left join account a on a.org = l.org and a.id = l.account_id left join import i on i.org = l.org and i.id = l.import_id
      where l.org = $1 and l.id = $2`,
    values: [tx.org, leadId]
  })
  const { created_at, updated_at, erased_at, account, file_name } = rows[0]!
  return {
    ...{ createdAt: instant(created_at), updatedAt: instant(updated_at), erasedAt: instantOrNull(erased_at) },
    ...{ account, cameWith: file_name }
  }
}

/**
 * What keeps them out, whoever it was made for: their numbers and addresses, the domain, the firm, themselves, everything.
 * Named by the rows, since one cause may keep out more: the numbers of somebody with whom they share one are not theirs.
 */
async function keepersOf(tx: Tx, leadId: number): Promise<readonly Keeper[]> {
  const { rows } = await tx.query<Keeper>({
    text: `select s.value_hash as key, s.value, s.cause from contact_point c join suppression s on s.org = c.org
          and s.value_hash = c.value_hash and s.value = case c.kind when 2 then lower(c.value) else c.value end
        where c.org = $1 and c.lead_id = $2
      union select s.value_hash, s.value, s.cause from contact_point c join suppression s on s.org = c.org and s.kind = 3
          and right('.' || split_part(lower(c.value), '@', -1), length(s.value) + 1) = '.' || s.value
        where c.org = $1 and c.lead_id = $2 and c.kind = 2
      union select s.value_hash, s.value, s.cause from lead l join suppression s on s.org = l.org and s.kind = 4
          and s.value_hash = -2 * l.account_id where l.org = $1 and l.id = $2
      union select s.value_hash, s.value, s.cause from suppression s
        where s.org = $1 and (s.lead_id = $2 or (s.value_hash = 0 and s.kind = 6))`,
    values: [tx.org, leadId]
  })
  return rows
}

type RunColumns = {
  run: number
  playbook_id: number
  started_at: number
  ended_at: number | null
  ending: number | null
  ended_by: number | null
}
type TouchRow = StepRow & {
  at: number
  channel_recording: number | null
  number: number | null
  run: number
}
type DecisionRow = DecidedRow & {
  at: number
  dice: number
  facts_hash: number
  settings_version: number
  guard_version: number
  figure: number
}

/** Runs, touches with what came of them, and decisions with their reasons; the sentences are those of the screens. */
async function workOf(tx: Tx, leadId: number, log: readonly Placed[]) {
  const values = [tx.org, leadId]
  const steps = await tx.query<TouchRow>({
    text: `select seq, at, track, step, playbook_id, number, run, recording as channel_recording from touch
      where org = $1 and lead_id = $2 order by seq`,
    values
  })
  const decisions = await tx.query<DecisionRow>({
    text: `select seq, at, playbook_id, rule, action, wanted, suggest, mode, recording, arm, probability, hindered, turned,
      stop, dice, facts_hash, settings_version, guard_version, figure from decision where org = $1 and lead_id = $2 order by at, seq`,
    values
  })
  const runs = await tx.query<RunColumns>({
    text: `select run, playbook_id, started_at, ended_at, ending, ended_by from run
      where org = $1 and lead_id = $2 order by run`,
    values
  })
  const refusals = await readRefusals(tx, [leadId])
  const ids = [...steps.rows, ...decisions.rows, ...runs.rows].flatMap(({ playbook_id: id }) => id ?? [])
  const books = await ground(tx.org, house, 1).books(tx, [...new Set(ids)])
  const named = (id: number | null): string | null => {
    const program = id === null ? undefined : books.get(id)?.program
    return program === undefined ? null : `${program.name}@${program.label}`
  }
  const about = { zone: UTC, books, steps: steps.rows.filter(({ step }) => step !== null) }
  const outcomes = log.flatMap(({ seq, entry }) => (entry.kind === 'outcome' ? [{ seq, ...entry }] : []))
  const touches = log.flatMap(({ seq, entry }) => (entry.kind === 'touch' ? [{ seq, ...entry }] : []))
  return {
    runs: runs.rows.map(({ run, playbook_id, started_at, ended_at, ending, ended_by }) => ({
      ...{ run, playbook: named(playbook_id), startedAt: instant(started_at), endedAt: instantOrNull(ended_at) },
      ended: ending === null ? null : endedWords(endings[ending]!, ended_by)
    })),
    refusals: refusals.map(({ leadId: _, at, userId, touchSeq, ...refusal }) => ({
      ...{ at: instant(at), byUser: userId, touch: touchSeq, ...refusal }
    })),
    touches: touches.map(({ seq, at, kind: _, touch: __, ...touch }) => {
      const row = steps.rows.find((each) => each.seq === seq)
      const came = outcomes.filter((each) => each.touch === seq)
      return {
        ...{ seq, at: instant(at), ...touch, playbook: named(row?.playbook_id ?? null), number: row?.number ?? null },
        outcomes: came.map(({ at: when, result, promise }) => ({
          ...{ at: instant(when), result, promise: promise === null ? null : { callAt: instant(promise.callAt) } }
        }))
      }
    }),
    decisions: decisions.rows.map(({ at, seq, playbook_id, ...row }) => {
      const { action, ...numbers } = row
      const program = books.get(playbook_id)?.program
      const decision: Decision = { ...row, next: { kind: 'none', why: 'over', step: -1, code: 0 } }
      return {
        ...{ touch: seq, at: instant(at), playbook: named(playbook_id), action: actions[action]! },
        because: program === undefined ? null : because(program, decision),
        instead: program === undefined ? [] : alternatives(program, decision),
        ...numbers
      }
    }),
    happened: happenedTo(log, { ...about, decisions: decisions.rows, refusals }).map(({ epochMs: _, ...said }) => said)
  }
}
