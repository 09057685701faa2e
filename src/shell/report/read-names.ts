import { type Zone, fixedZone } from '../../clock/zone.ts'
import { ruleOf } from '../../guard/rule.ts'
import { type Program } from '../../playbook/program.ts'
import { readPlaybook } from '../../playbook/read.ts'
import { hindrances } from '../../report/blocked-words.ts'
import { whereabouts } from '../../guard/where.ts'
import { saidOfPlace, whereOf } from '../engine/ground.ts'
import { type LifePlace } from '../../report/life.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'

/** What the numbers of the store are called: read once, but for places, of which there may be many. */
export type Names = {
  readonly list: (id: number) => string
  readonly source: (id: number) => string
  readonly rep: (id: number) => string
  /** Name and label. */
  readonly playbook: (id: number) => string
  readonly rule: (playbookId: number, rule: number) => string
  readonly hindrance: (code: number) => string | null
  /** Whether a decision leaves the person parked. */
  readonly parks: (playbookId: number, rule: number, why: number | null, step: number | null) => boolean
  readonly zone: (placeId: number) => Zone
  /** Where that is, as law asks for it. */
  readonly place: (placeId: number) => LifePlace | null
  readonly learn: (tx: Tx, placeIds: readonly number[]) => Promise<void>
}

type Named = { id: number; name: string }
type Version = Named & { label: string; text: string }
/** Places in `next_why` as decision-row.ts writes it. */
const BY_RULE = 1
const BY_STEP = 2
const UTC = fixedZone(0)

export async function namesOf(store: Pick<Store, 'inOrg'>, org: number): Promise<Names> {
  const values = [org]
  const [lists, sources, users, versions] = await store.inOrg(org, [
    { text: 'select id, name from list where org = $1', values },
    { text: 'select id, name from source where org = $1', values },
    { text: 'select id, name from app_user where org = $1', values },
    { text: 'select id, name, label, text from playbook_version where org = $1', values }
  ])
  const named = (rows: readonly unknown[]) => new Map((rows as Named[]).map(({ id, name }) => [id, name]))
  const [list, source, user] = [named(lists!.rows), named(sources!.rows), named(users!.rows)]
  const books = new Map((versions!.rows as Version[]).map((each) => [each.id, { ...each, program: programOf(each) }]))
  const zones = new Map<number, Zone>()
  const places = new Map<number, LifePlace>()
  const interned = whereabouts()
  return {
    list: (id) => list.get(id) ?? '',
    source: (id) => source.get(id) ?? '',
    rep: (id) => user.get(id) ?? `Rep ${id}`,
    playbook: (id) => {
      const book = books.get(id)
      return book === undefined ? '' : `${book.name}@${book.label}`
    },
    rule: (id, rule) => {
      const book = books.get(id)
      const known = book?.program?.rules[rule]?.name
      return book === undefined ? 'no rule held' : `${book.name}@${book.label}: ${known ?? 'no rule held'}`
    },
    hindrance: (code) => (code === 0 ? null : code < 0 ? (hindrances[code] ?? String(code)) : idOf(code)),
    parks: (id, rule, why, step) => parks(books.get(id)?.program ?? null, rule, why, step),
    zone: (placeId) => zones.get(placeId) ?? UTC,
    place: (placeId) => places.get(placeId) ?? null,
    async learn(tx, placeIds) {
      const missing = [...new Set(placeIds)].filter((id) => !zones.has(id))
      if (missing.length === 0) return
      const { rows } = await tx.query<Parameters<typeof whereOf>[1] & { id: number }>({
        text: 'select id, country, region, time_zone, area_code from place where id = any($1::int[])',
        values: [missing]
      })
      for (const row of rows) {
        zones.set(row.id, whereOf(interned, row).clock)
        places.set(row.id, saidOfPlace(row))
      }
    }
  }
}

/** Null where the text of an older version is not understood any more: its rules then have no names. */
function programOf({ text }: Version): Program | null {
  const read = readPlaybook(text)
  return read.kind === 'wrong' ? null : read.program
}

const idOf = (code: number): string => ruleOf(code).id

function parks(program: Program | null, rule: number, why: number | null, step: number | null): boolean {
  if (program === null) return false
  if (why === BY_RULE) return program.rules[rule]?.then?.kind === 'park'
  const instruction = why === BY_STEP && step !== null ? program.flow[step] : undefined
  return instruction?.kind === 'stay' && instruction.stay.kind === 'park'
}
