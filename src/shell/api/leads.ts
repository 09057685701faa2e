import { formatInstant } from '../../clock/civil.ts'
import { type Answer, type Asked } from '../../contract/endpoint.ts'
import { type LeadLine, type leads } from '../../contract/leads.ts'
import { type LeadGroup } from '../../contract/lead-groups.ts'
import { type Ground } from '../engine/ground.ts'
import { stateNames } from '../engine/state.ts'
import { nameWords } from '../import/show-leads.ts'
import { storedLeads } from '../import/stored-lead.ts'
import { type Tx } from '../store/doors.ts'
import { lastEndings } from './ended.ts'
import { ASKED_MAX, heldBackOf } from './held-back.ts'
import { oneList } from './lists.ts'
import { type Office } from './office.ts'
import { placesNow } from './places-now.ts'
import { placeWords, seePeople } from './seen.ts'
import { stepSql, stepsOf } from './step.ts'
import { countsOf, standingOf } from './standing.ts'

const PAGE = 100

type Member = { readonly lead_id: number; readonly row_no: number }

type Wanted = { readonly list: number; readonly find: string; readonly group: LeadGroup | null }

/** A page of a list in its order, each lead with why it is next or why not. */
export async function leadsOf(office: Office, { query }: Asked<typeof leads>): Promise<Answer<typeof leads>> {
  const list = await oneList(office, query.list)
  const wanted = { list: Number(query.list), find: query.find?.trim() ?? '', group: query.group ?? null }
  const limit = query.limit ?? PAGE
  const ground = await office.ground()
  const now = office.clock()
  return await office.store.inOrgTx(office.org, async (tx) => {
    const sought = await seeking(tx, ground, now, wanted)
    const members = await membersAfter(tx, sought, query.after ?? -1, limit)
    const isAll = wanted.find === '' && wanted.group === null
    const last = members.at(-1)
    return {
      leads: await linesOf(tx, ground, now, members),
      total: query.after !== undefined ? null : isAll ? list.leads : await countFound(tx, sought),
      next: members.length < limit || last === undefined ? null : String(last.row_no)
    }
  })
}

type Sought = {
  readonly name: string
  readonly from: string
  readonly where: string
  readonly values: readonly unknown[]
}

/** Text of a lead that somebody may look for; numbers also without what stands between their digits. */
const HOLDS = `(position(lower($3) in lower(concat_ws(' ', l.first_name, l.last_name))) > 0
  or position(lower($3) in lower(concat_ws(' ', l.name, l.company, l.external_id))) > 0
  or exists (select from contact_point c where c.org = l.org and c.lead_id = l.id
    and (position(lower($3) in lower(c.value)) > 0 or ($4 <> '' and c.kind = 1 and position($4 in c.value) > 0))))`

/** Four digits or more mean a number however it is written. */
function digitsOf(find: string): string {
  const digits = find.replace(/\D/g, '')
  return digits.length >= 4 && /^[\d\s()+./-]+$/.test(find) ? digits : ''
}

/** The members that are wanted, as tables and what must hold in them; a list without any wish needs no look at the leads. */
async function seeking(tx: Tx, ground: Ground, now: number, { list, find, group }: Wanted): Promise<Sought> {
  if (find === '' && group === null)
    return { name: 'all', from: 'list_member m', where: 'm.list_id = $2', values: [tx.org, list] }
  const places = await placesNow(tx, ground, now)
  const { open, shut } = places
  const isAsked = group === 'callable' || group === 'forbidden'
  const held = isAsked ? (await heldBackOf(tx, ground, { list, now, most: ASKED_MAX }, places)).ids : []
  return {
    name: 'some',
    from: `list_member m join lead l on l.org = m.org and l.id = m.lead_id
      join enrolment e on e.org = m.org and e.lead_id = m.lead_id`,
    where: `m.list_id = $2 and ($3 = '' or ${HOLDS}) and ($5::text[] is null or ${stepSql('$6', '$7', '$8')} = any($5))`,
    values: [tx.org, list, find, digitsOf(find), group === null ? null : stepsOf(group), open, [...shut.keys()], held]
  }
}

async function membersAfter(
  tx: Tx,
  { name, from, where, values }: Sought,
  after: number,
  limit: number
): Promise<Member[]> {
  const at = values.length + 1
  const { rows } = await tx.query<Member>({
    text: `select m.lead_id, m.row_no from ${from} where m.org = $1 and ${where} and m.row_no > $${at}
      order by m.row_no limit $${at + 1}`,
    name: `leads-page-${name}`,
    values: [...values, after, limit]
  })
  return rows
}

async function countFound(tx: Tx, { name, from, where, values }: Sought): Promise<number> {
  const { rows } = await tx.query<{ found: number }>({
    text: `select count(*)::int as found from ${from} where m.org = $1 and ${where}`,
    name: `leads-count-${name}`,
    values
  })
  return rows[0]!.found
}

async function linesOf(tx: Tx, ground: Ground, now: number, members: readonly Member[]): Promise<LeadLine[]> {
  const ids = members.map(({ lead_id }) => lead_id)
  const stored = await storedLeads(tx, ids, now)
  const people = ids.flatMap((id) => stored.get(id)?.person ?? [])
  const seen = await seePeople(tx, people, ground, now)
  const ended = await lastEndings(tx, ids)
  return members.flatMap(({ lead_id, row_no }) => {
    const one = seen.get(lead_id)
    const lead = stored.get(lead_id)?.lead
    if (one === undefined || lead === undefined) return []
    const { why, nextAt } = standingOf(one, ended.get(lead_id) ?? null)
    const on = (at: number): string => formatInstant(at, one.where.clock)
    const worth = lead.profile['lead.dealValueCents']
    return [
      {
        ...{ id: String(lead_id), row: row_no, name: nameWords(lead), company: lead.company },
        ...{ place: placeWords(one.where), local: on(now), standing: stateNames[one.person.state] },
        ...{ why, nextAt: nextAt === null ? null : on(nextAt), playbook: one.book?.program.document.title ?? null },
        ...countsOf(one),
        worthCents: typeof worth === 'number' ? worth : null,
        currency: String(lead.profile['lead.currency'] ?? 'USD')
      }
    ]
  })
}
