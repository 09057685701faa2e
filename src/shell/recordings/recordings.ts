import { type Purpose, purposes } from '../../facts/recording.ts'
import { type Properties, type Standing, libraryOf, recordingKinds } from '../../message/library.ts'
import { type Store } from '../store/store.ts'

/** A recording as it stands in the library, without its sound. */
export type Recording = Properties &
  Standing & {
    readonly id: number
    readonly slot: number
    readonly name: string
    readonly seconds: number
    readonly approvedBy: string | null
    readonly madeAt: number | null
    readonly loudness: number | null
    /** How often it was played, how often whole, and to how many people. */
    readonly plays: number
    readonly wholePlays: number
    readonly people: number
  }

type Row = {
  id: number
  slot: number
  name: string
  seconds: number
  purpose: number | null
  kind: number
  language: string | null
  angle: string | null
  promises: string | null
  asks_question: boolean | null
  gives_number: boolean | null
  mentions_email: boolean | null
  approved_at: number | null
  approved_by: string | null
  valid_until: number | null
  retired_at: number | null
  made_at: number | null
  loudness: number | null
  plays: number
  whole_plays: number
  people: number
}

/** The whole library of an org by name, what is out of use included. */
export async function recordings(store: Pick<Store, 'inOrg'>, org: number): Promise<readonly Recording[]> {
  const [result] = await store.inOrg(org, [
    {
      text: `select r.id, r.slot, r.name, r.seconds, r.purpose, r.kind, r.language, r.angle, r.promises, r.asks_question,
          r.gives_number, r.mentions_email, r.approved_at, r.approved_by, r.valid_until, r.retired_at, r.made_at, r.loudness,
          count(d.org)::int as plays, count(d.org) filter (where d.is_complete)::int as whole_plays,
          count(distinct d.lead_id)::int as people
        from recording r left join delivery d on d.org = r.org and d.recording_id = r.id and d.started_at is not null
        where r.org = $1 group by r.org, r.id order by r.name`,
      values: [org]
    }
  ])
  return (result!.rows as Row[]).map((row) => ({
    ...{ id: row.id, slot: row.slot, name: row.name, seconds: row.seconds, ...propertiesOf(row) },
    ...{ approvedAt: row.approved_at, approvedBy: row.approved_by, validUntil: row.valid_until },
    ...{ retiredAt: row.retired_at, madeAt: row.made_at, loudness: row.loudness },
    ...{ plays: row.plays, wholePlays: row.whole_plays, people: row.people }
  }))
}

const propertiesOf = (row: Row): Properties => ({
  ...{ kind: recordingKinds[row.kind]!, purpose: purposeOf(row.purpose), language: row.language, angle: row.angle },
  ...{ promises: row.promises, asksQuestion: row.asks_question, givesNumber: row.gives_number },
  mentionsEmail: row.mentions_email
})

const purposeOf = (code: number | null): Purpose | null => (code === null ? null : purposes[code]!)

/** The library as decide/ takes it, at an instant. */
export async function library(
  store: Pick<Store, 'inOrg'>,
  org: number,
  now: number
): Promise<ReturnType<typeof libraryOf>> {
  const [result] = await store.inOrg(org, [
    {
      text: `select slot, seconds, purpose, kind, approved_at, valid_until, retired_at from recording where org = $1`,
      values: [org],
      name: 'library'
    }
  ])
  const rows = result!.rows as Pick<
    Row,
    'slot' | 'seconds' | 'purpose' | 'kind' | 'approved_at' | 'valid_until' | 'retired_at'
  >[]
  return libraryOf(
    rows.map((row) => ({
      ...UNSAID,
      ...{ slot: row.slot, seconds: row.seconds, purpose: purposeOf(row.purpose), kind: recordingKinds[row.kind]! },
      ...{ approvedAt: row.approved_at, validUntil: row.valid_until, retiredAt: row.retired_at }
    })),
    now
  )
}

const UNSAID = {
  ...{ language: null, angle: null, promises: null },
  ...{ asksQuestion: null, givesNumber: null, mentionsEmail: null }
}

/** What goes onto the line. */
export type Playable = {
  readonly id: number
  readonly name: string
  readonly seconds: number
  readonly ulaw: Uint8Array
}

/** The sound of a recording by its place or its name; null where there is none. */
export async function playable(
  store: Pick<Store, 'inOrg'>,
  org: number,
  which: { readonly slot: number } | { readonly name: string }
): Promise<Playable | null> {
  const [where, value] = 'slot' in which ? ['slot = $2', which.slot] : ['name = $2', which.name]
  const [result] = await store.inOrg(org, [
    {
      text: `select id, name, seconds, ulaw from recording where org = $1 and ${where} and ulaw is not null`,
      values: [org, value]
    }
  ])
  const [row] = result!.rows as { id: number; name: string; seconds: number; ulaw: Buffer }[]
  return row === undefined ? null : { id: row.id, name: row.name, seconds: row.seconds, ulaw: new Uint8Array(row.ulaw) }
}
