import { type Store } from '../store/store.ts'

/** What came of a world: counts, and one number that every row of the log and every place in a playbook goes into. */
export type WorldSummary = {
  readonly leads: number
  readonly enrolled: number
  readonly dials: number
  readonly voicemailsReached: number
  readonly left: number
  readonly skipped: number
  readonly asked: number
  readonly otherTouches: number
  readonly ended: number
  readonly byAttempt: readonly { readonly attempt: number; readonly dials: number; readonly left: number }[]
  readonly byPlaybook: readonly {
    readonly playbook: string
    readonly enrolled: number
    readonly dials: number
    readonly left: number
  }[]
  readonly digest: string
}

const LEFT = '(3, 4, 5, 2, 6)'

export async function summaryOf(store: Pick<Store, 'inOrg'>, org: number): Promise<WorldSummary> {
  const values = [org]
  const [people, touches, calls, asked, attempts, books] = await store.inOrg(org, [
    {
      text: `select count(*)::int as leads, count(*) filter (where run > 0)::int as enrolled,
        count(*) filter (where state >= 5)::int as ended from enrolment where org = $1`,
      values
    },
    { text: 'select count(*)::int as n from touch where org = $1 and channel > 0 and not other_tool', values },
    {
      text: `select count(*)::int as dials, count(*) filter (where message in ${LEFT})::int as left,
        count(*) filter (where endpoint between 9 and 12)::int as mailboxes
        from outcome o where org = $1 and channel = 0 and kind = 0 and exists
          (select from decision d where d.org = o.org and d.lead_id = o.lead_id and d.seq = o.touch_seq)`,
      values
    },
    { text: 'select count(*)::int as n from decision where org = $1 and action = 2', values },
    {
      text: `select attempt::int, count(*)::int as dials, count(*) filter (where message in ${LEFT})::int as left from (
          select row_number() over (partition by o.lead_id order by o.seq) as attempt, o.message, d.seq as decided
          from outcome o left join decision d on d.org = o.org and d.lead_id = o.lead_id and d.seq = o.touch_seq
          where o.org = $1 and o.channel = 0 and o.kind = 0) a where decided is not null group by 1 order by 1`,
      values
    },
    {
      text: `select v.name || '@' || v.label as playbook, count(distinct r.lead_id)::int as enrolled,
        count(o.seq)::int as dials, count(*) filter (where o.message in ${LEFT})::int as left
        from run r join playbook_version v on v.org = r.org and v.id = r.playbook_id
        left join touch t on t.org = r.org and t.lead_id = r.lead_id and t.run = r.run and t.channel = 0
        left join outcome o on o.org = t.org and o.lead_id = t.lead_id and o.touch_seq = t.seq and o.kind = 0
        where r.org = $1 group by 1 order by 1`,
      values
    }
  ])
  const one = (result: typeof people): Record<string, number> => result!.rows[0] as Record<string, number>
  const { leads, enrolled, ended } = one(people) as { leads: number; enrolled: number; ended: number }
  const { dials, left, mailboxes } = one(calls) as { dials: number; left: number; mailboxes: number }
  return {
    ...{ leads, enrolled, dials, left, ended, voicemailsReached: mailboxes, skipped: mailboxes - left },
    asked: one(asked)['n']!,
    otherTouches: one(touches)['n']!,
    byAttempt: attempts!.rows as never,
    byPlaybook: books!.rows as never,
    digest: await digestOf(store, org)
  }
}

/**
 * One number over all that was decided, whatever the order in which it was written: people by the row of their list,
 * the log by person and place in it.
 */
export async function digestOf(store: Pick<Store, 'inOrg'>, org: number): Promise<string> {
  const sum = (table: string, columns: string): string =>
    `select coalesce(sum(hashtextextended(concat_ws('|', ${columns}), 46)::numeric), 0)::text as sum from ${table} t
      where org = $1`
  const results = await store.inOrg(
    org,
    [
      sum('enrolment', 'list_row, lead_id, run, state, log_seq, rank_group, next_due_at, course, arms, facts'),
      sum('touch', 'lead_id, seq, at, channel, run, track, step, round, number, facts_hash'),
      sum('outcome', 'lead_id, seq, touch_seq, at, kind, endpoint, message, recording, said'),
      sum('decision', 'lead_id, seq, at, rule, action, mode, arm, probability, next_at, next_channel, facts_hash'),
      sum('run', 'lead_id, run, started_at, ended_at, ending')
    ].map((text) => ({ text, values: [org] }))
  )
  const total = results.reduce((all, { rows }, i) => all + BigInt((rows[0] as { sum: string }).sum) * BigInt(i + 1), 0n)
  return BigInt.asUintN(64, total).toString(16).padStart(16, '0')
}
