import { hindrance } from '../../decide/explain.ts'
import { ruleOf } from '../../guard/rule.ts'
import { endingWords } from '../../playbook/words.ts'
import { type RunEnding, endings } from '../engine/state.ts'
import { type Tx } from '../store/doors.ts'

/** How the last run of somebody ended. */
export type Ended = {
  readonly how: RunEnding
  readonly at: number
  /** Id of the rule that let nothing more happen, and its words; null: none. */
  readonly rule: string | null
  readonly says: string
}

/** How the last run of each ended, where it did. */
export async function lastEndings(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, Ended>> {
  const { rows } = await tx.query<{ lead_id: number; at: number; ending: number; ended_by: number | null }>({
    text: `select r.lead_id, r.ended_at as at, r.ending, r.ended_by from run r
        join enrolment e on e.org = r.org and e.lead_id = r.lead_id and e.run = r.run
      where r.org = $1 and r.lead_id = any($2::bigint[]) and r.ending is not null`,
    name: 'last-endings',
    values: [tx.org, ids]
  })
  return new Map(
    rows.map(({ lead_id, at, ending, ended_by: by }) => {
      const how = endings[ending]!
      return [lead_id, { how, at, rule: by === null ? null : ruleOf(by).id, says: endedWords(how, by) }]
    })
  )
}

/** How a run ended, in a sentence; `by` is the code of the rule that let nothing more happen. */
export function endedWords(how: RunEnding, by: number | null): string {
  switch (how) {
    case 'passive_list':
    case 'list_exhausted':
    case 'long_nurture':
    case 'next_lead':
      return `The playbook is over: the lead ${endingWords[how]}`
    case 'disqualified':
      return 'Disqualified by the playbook'
    case 'handover':
      return 'Handed to another playbook'
    case 'capped':
      return by === null
        ? 'Nothing further is allowed: by law, a house rule, or a cap of the playbook'
        : `Nothing further is allowed. ${hindrance(by)}`
    case 'over':
      return 'The playbook has come to its end'
    case 'exit':
      return 'Out of the playbook: what it was for has happened'
    case 'stopped':
      return 'Stopped'
    case 'taken_over':
      return 'Taken over by another playbook'
    case 'by_hand':
      return 'Taken out by hand'
  }
}
