import { type Tx } from '../store/doors.ts'
import { NOT_HALTED } from '../store/suppression.ts'
import { EXAMPLES, type Finding } from './finding.ts'

type Question = {
  readonly code: string
  readonly level: Finding['level']
  /** What it means and what to do. */
  readonly says: string
  /** Answers the ids; $1 is the org, $2 the instant, epoch ms. */
  readonly text: string
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What is asked of the database about one org. */
export const questions: readonly Question[] = [
  {
    code: 'forgotten',
    level: 'wrong',
    says: 'in a playbook, and nothing falls due, no task is open and nothing waits to leave; --repair reads their place again, else enrol them anew',
    text: `select lead_id as id from enrolment e where org = $1 and state = 1 and next_due_at is null
      and not exists (select from task k where k.org = $1 and k.lead_id = e.lead_id and k.state = 0)
      and not exists (select from outbox o where o.org = $1 and o.id between e.lead_id * 1048576 and e.lead_id * 1048576 + 1048575)`
  },
  {
    code: 'due_and_over',
    level: 'wrong',
    says: 'in no playbook, and something falls due; --repair takes it away',
    text: 'select lead_id as id from enrolment where org = $1 and next_due_at is not null and state not between 1 and 4'
  },
  {
    code: 'run_missing',
    level: 'wrong',
    says: 'in a playbook, and no run of theirs is open: reports leave them out; end their run by enrolling them anew',
    text: `select lead_id as id from enrolment e where org = $1 and state between 1 and 4 and not exists
      (select from run r where r.org = $1 and r.lead_id = e.lead_id and r.run = e.run and r.ended_at is null)`
  },
  {
    code: 'version_missing',
    level: 'wrong',
    says: 'in a version of a playbook that is not stored; publish it again, or enrol them in another',
    text: `select lead_id as id from enrolment e where org = $1 and playbook_id is not null and not exists
      (select from playbook_version v where v.org = $1 and v.id = e.playbook_id)`
  },
  {
    code: 'lead_without_row',
    level: 'wrong',
    says: 'leads without a row in the queue: they can be in no playbook; bring their list in again',
    text: `select l.id from lead l where l.org = $1 and not exists
      (select from enrolment e where e.org = $1 and e.lead_id = l.id)`
  },
  {
    code: 'row_without_lead',
    level: 'wrong',
    says: 'rows in the queue without a lead: nobody can be reached by them; restore a backup from before',
    text: `select lead_id as id from enrolment e where org = $1 and not exists
      (select from lead l where l.org = $1 and l.id = e.lead_id)`
  },
  {
    code: 'member_without_lead',
    level: 'wrong',
    says: 'members of a list that are no lead; bring the list in again',
    text: `select m.lead_id as id from list_member m where m.org = $1 and not exists
      (select from lead l where l.org = $1 and l.id = m.lead_id)`
  },
  {
    code: 'task_without_lead',
    level: 'wrong',
    says: 'open tasks (by their id) about nobody; close them',
    text: `select k.id from task k where k.org = $1 and k.state = 0 and not exists
      (select from lead l where l.org = $1 and l.id = k.lead_id)`
  },
  {
    code: 'errand_without_touch',
    level: 'wrong',
    says: 'waiting to leave, and the log knows of no such touch; look at these people before anything is sent',
    text: `select o.id / 1048576 as id from outbox o where o.org = $1 and o.channel < 100 and not exists
      (select from touch t where t.org = $1 and t.lead_id = o.id / 1048576 and t.seq = o.id % 1048576)`
  },
  {
    code: 'errand_after_stop',
    level: 'wrong',
    says: 'something waits to leave for people whom a hard stop protects; --repair takes it away',
    text: `select o.id / 1048576 as id from outbox o join enrolment e on e.org = $1 and e.lead_id = o.id / 1048576
      where o.org = $1 and o.state = 0 and e.state = 7`
  },
  {
    code: 'phones_differ',
    level: 'wrong',
    says: 'the queue counts other numbers than are stored, so the wrong one may be called next; bring their list in again',
    text: `select e.lead_id as id from enrolment e left join (select lead_id, count(*) as n from contact_point
        where org = $1 and kind = 1 and value <> '' group by lead_id) c on c.lead_id = e.lead_id
      where e.org = $1 and e.phones <> coalesce(c.n, 0)`
  },
  {
    code: 'place_missing',
    level: 'wrong',
    says: 'at a place that is not stored, so nobody knows when they may be called; bring their list in again',
    text: `select lead_id as id from enrolment e where org = $1 and not exists (select from place p where p.id = e.place_id)`
  },
  {
    code: 'refusal_misplaced',
    level: 'wrong',
    says: 'something was refused to them behind the end of their log, or they are gone: the log is not as it was; restore a backup from before',
    text: `select distinct r.lead_id as id from refusal r where r.org = $1 and not exists
      (select from enrolment e where e.org = $1 and e.lead_id = r.lead_id and e.log_seq >= r.seq)`
  },
  {
    code: 'lease_over',
    level: 'wrong',
    says: 'reserved for a rep who never came back; --repair lets them go (aftertone start does so by itself)',
    text: `select lead_id as id from enrolment where org = $1 and state = 3
      and (lease_until is null or lease_until < $2::bigint - ${60_000})`
  },
  {
    code: 'errand_lease_over',
    level: 'wrong',
    says: 'handed to a dispatcher that never came back; --repair lets them go (aftertone start does so by itself)',
    text: `select id / 1048576 as id from outbox where org = $1 and state = 1 and lease_until < $2::bigint - ${60_000}`
  },
  {
    code: 'errand_unknown',
    level: 'note',
    says: 'calls or texts of which nobody knows whether they were made: ask the carrier, then say what came of them',
    text: 'select id / 1048576 as id from outbox where org = $1 and state = 2'
  },
  {
    code: 'overdue',
    level: 'wrong',
    says: 'due for more than a day and nobody decided; let aftertone start run',
    text: `select lead_id as id from enrolment where org = $1 and next_due_at < $2::bigint - ${DAY} and ${NOT_HALTED}`
  },
  {
    code: 'task_overdue',
    level: 'wrong',
    says: 'tasks (by their id) that should have fallen away a day ago; --repair closes them as expired',
    text: `select id from task where org = $1 and state = 0 and expires_at < $2::bigint - ${DAY}`
  },
  {
    code: 'hint_late',
    level: 'wrong',
    says: 'something falls due before the engine would look (the first is named); --repair tells it',
    text: `select lead_id as id from (select lead_id, next_due_at from enrolment
        where org = $1 and next_due_at is not null order by next_due_at limit 1) first
      where not exists (select from org_due d where d.org = $1 and d.next_due_at <= greatest(first.next_due_at, $2::bigint + ${60_000}))`
  },
  {
    code: 'parked',
    level: 'note',
    says: 'parked until something happens',
    text: 'select lead_id as id from enrolment where org = $1 and state = 4'
  }
]

/** Asks everything about the org of a transaction. */
export async function askAll(tx: Tx, now: number): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { code, level, says, text } of questions) {
    const values = text.includes('$2') ? [tx.org, now] : [tx.org]
    const { rows } = await tx.query<{ count: number; examples: number[] | null }>({
      text: `with found as materialized (${text}) select count(*)::int as count, (select array_agg(id order by id) from
        (select id from found order by id limit ${EXAMPLES}) few) as examples from found`,
      values
    })
    const { count, examples } = rows[0]!
    if (count === 0) continue
    const since = code === 'parked' ? await parkedSince(tx) : ''
    findings.push({ code, level, org: tx.org, count, examples: (examples ?? []).map(Number), says: says + since })
  }
  return findings
}

/** When the run began of whoever is parked longest. */
async function parkedSince(tx: Tx): Promise<string> {
  const { rows } = await tx.query<{ at: number | null }>({
    text: `select min(r.started_at) as at from enrolment e join run r on r.org = $1 and r.lead_id = e.lead_id
      and r.run = e.run where e.org = $1 and e.state = 4`,
    values: [tx.org]
  })
  const at = rows[0]?.at ?? null
  return at === null ? '' : `; the longest is in the playbook since ${new Date(at).toISOString().slice(0, 10)}`
}
