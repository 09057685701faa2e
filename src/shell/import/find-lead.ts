import { readPhones } from '../../intake/phone.ts'
import { Complaint } from '../command/complaint.ts'
import { type Installation } from '../store/installation.ts'
import { EMAIL, PHONE, comparable, valueHash } from '../store/value-hash.ts'

/** The lead that somebody names by its id, a number, an address, or the id that it has elsewhere. */
export async function leadNamed(
  { store, org }: Pick<Installation, 'store' | 'org'>,
  wanted: string,
  country: string
): Promise<number> {
  const text = wanted.trim()
  const [read] = readPhones(text, country)
  const points = [
    ...(read?.kind === 'phone' ? [[PHONE, read.e164] as const] : []),
    ...(text.includes('@') ? [[EMAIL, comparable(EMAIL, text)] as const] : [])
  ]
  const id = /^\d{1,15}$/.test(text) ? Number(text) : 0
  const [byId, byPoint, byExternal] = await store.inOrg(org, [
    { text: 'select id from lead where org = $1 and id = $2', values: [org, id] },
    {
      text: `select lead_id as id from unnest($2::bigint[], $3::text[]) as x(hash, value)
        join contact_point c on c.org = $1 and c.value_hash = x.hash and lower(c.value) = x.value
        where c.is_key group by lead_id order by lead_id limit 20`,
      values: [org, points.map(([kind, value]) => valueHash(kind, value)), points.map(([, value]) => value)]
    },
    { text: 'select id from lead where org = $1 and external_id = $2 order by id limit 20', values: [org, text] }
  ])
  const groups = [byId!, byExternal!, byPoint!].map(({ rows }) => rows.map((row) => (row as { id: number }).id))
  const found = groups.find((ids) => ids.length > 0)
  if (found === undefined)
    throw new Complaint(`no lead here has the id, number, address or external id ${text}: look with "aftertone leads"`)
  if (found.length > 1) throw new Complaint(`${text} belongs to several leads: ${found.join(', ')}; name one by its id`)
  return found[0]!
}
