import { countWords, phoneWords } from '../../sheet/words.ts'
import { leadJson } from '../../intake/exported.ts'
import { type ImportedLead } from '../../intake/imported-lead.ts'
import { Complaint } from '../command/complaint.ts'
import { columnsOf, sayOnStderr, standardOutput } from '../command/terminal.ts'
import { stateNames } from '../engine/state.ts'
import { openInstallation } from '../store/installation.ts'
import { listNamed } from '../store/list.ts'
import { type Store } from '../store/store.ts'
import { type Member, membersOf } from './list-pages.ts'

export type LeadsOptions = {
  readonly list: string
  readonly limit?: string
  readonly find?: string
  readonly json?: boolean
}

/** The leads of a list, in its order. */
export async function leadsCommand({ list, limit: wanted, find, json }: LeadsOptions): Promise<void> {
  if (wanted !== undefined && !/^[1-9]\d{0,8}$/.test(wanted))
    throw new Complaint(`--limit ${wanted}: must be a whole number from 1`, 2)
  const limit = wanted === undefined ? Infinity : Number(wanted)
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const { id } = await listNamed(store, org, list)
  const playbooks = await playbookNames(store, org)
  const out = standardOutput()
  const needle = find?.toLowerCase()
  const width = columnsOf()
  let count = 0
  for await (const page of membersOf(store, org, id, Date.now())) {
    let text = ''
    for (const member of page) {
      if (count >= limit) break
      if (needle !== undefined && !textOf(member.stored.lead).includes(needle)) continue
      count++
      const { state, playbookId } = member.stored.person
      const playbook = playbookId === null ? null : (playbooks.get(playbookId) ?? null)
      text += json
        ? `${JSON.stringify({ id: String(member.leadId), row: member.row, ...leadJson(member.stored.lead), state: stateNames[state], playbook })}\n`
        : `${line(member, playbook, width)}\n`
    }
    if (text !== '') await out.write(text)
    if (count >= limit) break
  }
  if (!json) await out.write(`${countWords(count)} leads\n`)
}

/** All that somebody may look for. */
function textOf(lead: ImportedLead): string {
  const { firstName, lastName, name, company, externalId } = lead
  const points = [...lead.phones.map(({ e164 }) => e164), ...lead.emails.map(({ address }) => address)]
  return [`${firstName} ${lastName}`, name, company, externalId ?? '', ...points].join('\n').toLowerCase()
}

function line({ leadId, stored }: Member, playbook: string | null, width: number): string {
  const { lead, person } = stored
  const who = nameWords(lead)
  const phone = lead.phones[0] === undefined ? '' : phoneWords(lead.phones[0].e164)
  const stands = lead.stops.length > 0 ? lead.stops.join(', ') : stateNames[person.state]
  const cells = [String(leadId).padStart(8), fit(who, 24), fit(lead.company, 22), fit(phone, 18)]
  return `${cells.join('  ')}  ${stands}${playbook === null ? '' : ` ${playbook}`}`.slice(0, width).trimEnd()
}

export function nameWords({ firstName, lastName, name, emails, externalId }: ImportedLead): string {
  return `${firstName} ${lastName}`.trim() || name || emails[0]?.address || externalId || '(no name)'
}

const fit = (text: string, width: number): string =>
  (text.length > width ? `${text.slice(0, width - 1)}…` : text).padEnd(width)

export async function playbookNames(store: Pick<Store, 'inOrg'>, org: number): Promise<ReadonlyMap<number, string>> {
  const [found] = await store.inOrg(org, [
    { text: `select id, name || '@' || label as name from playbook_version where org = $1`, values: [org] }
  ])
  return new Map((found!.rows as { id: number; name: string }[]).map(({ id, name }) => [id, name]))
}

/** Every list with how many leads it has, how many may be called as things stand, and how many are in a playbook. */
export async function listsCommand({ json }: { readonly json?: boolean }): Promise<void> {
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const [found] = await store.inOrg(org, [
    {
      text: `select l.name, count(e.lead_id)::int as leads,
          count(*) filter (where e.state <> 7 and e.phones > bit_count(e.bad_phones::bit(32)))::int as callable,
          count(*) filter (where e.state between 1 and 4)::int as enrolled
        from list l left join list_member m on m.org = l.org and m.list_id = l.id
          left join enrolment e on e.org = m.org and e.lead_id = m.lead_id
        where l.org = $1 group by l.id, l.name order by l.name`,
      values: [org]
    }
  ])
  const rows = found!.rows as { name: string; leads: number; callable: number; enrolled: number }[]
  const out = standardOutput()
  if (json) return await out.write(`${JSON.stringify({ lists: rows })}\n`)
  if (rows.length === 0) return await out.write('There is no list yet: bring one in with "aftertone import".\n')
  for (const { name, leads, callable, enrolled } of rows)
    await out.write(
      `${fit(name, 30)}  ${countWords(leads)} leads, ${countWords(callable)} callable, ${countWords(enrolled)} in a playbook\n`
    )
}
