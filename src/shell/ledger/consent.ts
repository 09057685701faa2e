import { type Happening } from '../../facts/log-entry.ts'
import { type ConsentPath, consentLevel, consentSlot, setAt } from '../../facts/profile.ts'
import { type ConsentGroup } from '../../intake/imported-lead.ts'
import { type Consent } from '../../intake/lead-row.ts'
import { liveCircumstances } from '../engine/live-circumstances.ts'
import { type Paper, recordIn } from '../engine/record.ts'
import { consentGroups, consentLevels } from '../import/stored-lead.ts'
import { type Tx } from '../store/doors.ts'
import { codeIn } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'

export const purposes = ['telemarketing', 'informational'] as const
export type Purpose = (typeof purposes)[number]

/** What somebody agreed to, or took back. */
export type ConsentWish = Paper & {
  readonly leadId: number
  readonly group: ConsentGroup
  readonly purpose: Purpose
  /** Null: taken back. */
  readonly level: Exclude<Consent, 'none'> | null
}

/** What counts of a group now, since when: the latest word, whenever it was written down. */
export type Counts = { readonly level: Consent; readonly since: number | null }

/**
 * Writes it down: the signal that counts and the row that proves it, in one transaction. Answers what counts from now on,
 * which is something else where a later word is on record already.
 */
export async function writeConsent(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  wish: ConsentWish,
  now: number
): Promise<Counts> {
  const { leadId, group, level, purpose } = wish
  const of = purpose === 'telemarketing' ? { group } : { group, purpose }
  const happening: Happening =
    level === null ? { kind: 'consent_revoked', ...of } : { kind: 'consent_granted', ...of, level }
  return await store.inOrgTx(org, async (tx) => {
    const person = await recordIn(tx, leadId, [happening], liveCircumstances(org, now), null, wish)
    const path: ConsentPath = `consent.${group}`
    return {
      level: consentLevels[consentLevel(person.row, path)]!,
      since: setAt(person.row, consentSlot(path)) || null
    }
  })
}

/** An entry of the ledger of consents. */
export type ConsentEntry = {
  readonly at: number
  readonly writtenAt: number
  readonly group: ConsentGroup
  readonly purpose: Purpose
  readonly act: 'grant' | 'revoke'
  readonly level: Consent
  readonly source: string | null
  readonly shown: string | null
  readonly proof: string | null
  readonly byUser: number | null
  readonly importId: number | null
  /** The entry of the log that carries it was taken back. */
  readonly isTakenBack: boolean
}

type ConsentRow = {
  at: number
  written_at: number | null
  consent_group: number
  purpose: number | null
  level: number
  source: string | null
  shown: string | null
  proof: string | null
  by_user: number | null
  import_id: number
  taken_back: boolean
}

/** The whole ledger of a person, in the order in which it was said. */
export async function consentsOf(tx: Tx, leadId: number): Promise<readonly ConsentEntry[]> {
  const { rows } = await tx.query<ConsentRow>({
    text: `select c.at, c.written_at, c.consent_group, c.purpose, c.level, c.source, c.shown, c.proof, c.by_user, c.import_id,
        exists (select from undone u where u.org = $1 and u.lead_id = $2 and u.target = $3
          and u.target_seq = c.id - ($2::bigint << 20)) as taken_back
      from consent c where c.org = $1 and c.lead_id = $2 order by c.at, c.id`,
    values: [tx.org, leadId, codeIn('target', 'signal')]
  })
  return rows.map((row) => ({
    ...{ at: row.at, writtenAt: row.written_at ?? row.at, group: consentGroups[row.consent_group]! },
    ...{ purpose: purposes[row.purpose ?? 0]!, act: row.level === 0 ? 'revoke' : 'grant' },
    ...{ level: consentLevels[row.level]!, source: row.source, shown: row.shown, proof: row.proof },
    ...{ byUser: row.by_user, importId: row.import_id === 0 ? null : row.import_id, isTakenBack: row.taken_back }
  }))
}
