import { parseInstant } from '../clock/civil.ts'
import { type Bad, bad, issueWords } from '../facts/json-words.ts'
import { didYouMean } from '../facts/nearest.ts'
import { type ExposureAssumptions, exposureAssumptions, exposureShipped } from './exposure-table.ts'
import { type LawInForce } from './in-force.ts'
import { lawBook } from './lawful.ts'
import { type Law } from './law.ts'
import { Jurisdiction } from './schema.ts'

/**
 * What an installation adds to the law as it ships, one change after the other; the last word on a key holds. Each is
 * written down with who, when and why before it takes effect.
 */
export type LawChange = { readonly what: ChangeKind; readonly key: string; readonly value: string }

export const changeKinds = {
  registration: 'registered, exempt or none, by region: opens the gate of a region that asks for it',
  recordings: 'confirmed or unconfirmed, by region: counsel read its law on recordings to firms',
  holiday: 'closed or open, by jurisdiction and day, such as US-LA/2027-01-08',
  jurisdiction: 'off or on: nobody is contacted where it is off',
  licence: 'states and countries such as US-TX,US-OK, or all, by the number of a rep: whom they are given',
  rule: 'fields of the rule as JSON, or shipped: by rule id, such as US-KY-HOURS',
  assumption: 'a number, or shipped: by what the price of a doubt stands on, such as claim.chance'
} as const
export type ChangeKind = keyof typeof changeKinds

export type Amended = {
  readonly kind: 'law'
  readonly law: Law
  readonly registered: readonly string[]
  readonly confirmed: readonly string[]
  /** Regions and countries by the number of a rep; who is not in here serves all. */
  readonly licences: ReadonlyMap<number, ReadonlySet<string>>
  /** What is assumed here of what a doubt may cost, by the rows of exposure-table.ts. */
  readonly assumptions: ExposureAssumptions
}

/** Changes whose key is no place. */
const ELSEWHERE: readonly ChangeKind[] = ['rule', 'licence', 'assumption']

/** The law with these changes, or what is wrong with the first of them that cannot be. */
export function amended(shipped: Law, changes: readonly LawChange[]): Amended | Bad {
  const jurisdictions = new Map(shipped.jurisdictions)
  const closedDays = new Map<string, ReadonlySet<number>>()
  const registered = new Set<string>()
  const confirmed = new Set<string>()
  const licences = new Map<number, ReadonlySet<string>>()
  const assumed: Record<string, number> = {}
  for (const { what, key, value } of lastWords(changes)) {
    const wrong = (problem: string): Bad => bad(`${what} ${key} ${value}: ${problem}`)
    const place = what === 'holiday' ? key.split('/')[0]! : key
    if (!ELSEWHERE.includes(what) && !shipped.jurisdictions.has(place))
      return wrong(`${place} is no jurisdiction of the law’s data${didYouMean(place, shipped.regions)}`)
    switch (what) {
      case 'registration':
        if (!['registered', 'exempt', 'none'].includes(value)) return wrong('say registered, exempt or none')
        if (value !== 'none') registered.add(key)
        break
      case 'recordings':
        if (!['confirmed', 'unconfirmed'].includes(value)) return wrong('say confirmed or unconfirmed')
        if (value === 'confirmed') confirmed.add(key)
        break
      case 'holiday': {
        const day = dayOfText(key.slice(place.length + 1))
        if (day === null) return wrong('write the key as US-LA/2027-01-08')
        if (!['closed', 'open'].includes(value)) return wrong('say closed or open')
        if (value === 'closed') closedDays.set(place, new Set([...(closedDays.get(place) ?? []), day]))
        break
      }
      case 'jurisdiction':
        if (!['off', 'on'].includes(value)) return wrong('say off or on')
        if (value === 'off') jurisdictions.delete(key)
        break
      case 'licence': {
        if (!/^[1-9]\d{0,8}$/.test(key)) return wrong('write the key as the number of a rep, such as 1')
        if (value === 'all') break
        const regions = value.split(',').map((each) => each.trim())
        const unknown = regions.find((each) => !shipped.jurisdictions.has(each))
        if (unknown !== undefined)
          return wrong(`${unknown} is no jurisdiction of the law’s data${didYouMean(unknown, shipped.regions)}`)
        licences.set(Number(key), new Set(regions))
        break
      }
      case 'assumption': {
        if (value === 'shipped') break
        const taken = exposureAssumptions({ [key]: value.trim() === '' ? Number.NaN : Number(value) })
        if (taken.kind === 'wrong') return wrong(taken.problems[0]!.problem)
        assumed[key] = Number(value)
        break
      }
      case 'rule': {
        const changed = value === 'shipped' ? null : ruleChanged(jurisdictions, key, value)
        if (typeof changed === 'string') return wrong(changed)
        if (changed !== null) jurisdictions.set(changed[0], changed[1])
      }
    }
  }
  const law = { ...shipped, jurisdictions, closedDays }
  return {
    ...{ kind: 'law', law, registered: [...registered], confirmed: [...confirmed], licences },
    assumptions: { ...exposureShipped, ...assumed }
  }
}

/** The same as an installation stands to it, with the days of its list copies (epoch ms by list id). */
export function lawInForce({ law, registered, confirmed }: Amended, copies: ReadonlyMap<string, number>): LawInForce {
  const places = (ids: readonly string[]): ReadonlySet<number> => new Set(ids.map((id) => law.regions.indexOf(id)))
  return {
    book: lawBook(law),
    copies: law.lists.map((id) => copies.get(id) ?? -Infinity),
    registered: places(registered),
    confirmed: places(confirmed)
  }
}

function lastWords(changes: readonly LawChange[]): readonly LawChange[] {
  return [...new Map(changes.map((change) => [`${change.what} ${change.key}`, change])).values()]
}

/** A day that there is; one that does not exist would close another. */
function dayOfText(text: string): number | null {
  const midnight = parseInstant(`${text}T00:00:00Z`)
  return midnight === null ? null : midnight.epochMs / DAY
}
const DAY = 86_400_000

type Rows = 'hours' | 'consent' | 'caps' | 'lists' | 'statements'

/** A jurisdiction with fields of one of its rules replaced, checked against the schema; or what is wrong. */
function ruleChanged(
  jurisdictions: ReadonlyMap<string, Jurisdiction>,
  rule: string,
  value: string
): string | readonly [string, Jurisdiction] {
  let fields: unknown
  try {
    fields = JSON.parse(value)
  } catch (error) {
    return `the fields are not JSON: ${(error as Error).message}`
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return 'the fields are one JSON object'
  const known: string[] = []
  for (const [id, each] of jurisdictions)
    for (const rows of ['hours', 'consent', 'caps', 'lists', 'statements'] as const satisfies readonly Rows[]) {
      known.push(...each[rows].map((row) => row.rule))
      if (!each[rows].some((row) => row.rule === rule)) continue
      const changed = {
        ...each,
        [rows]: each[rows].map((row) => (row.rule === rule ? { ...row, ...fields, rule } : row))
      }
      const checked = Jurisdiction.safeParse(changed)
      if (checked.success) return [id, checked.data]
      return issueWords(
        checked.error.issues,
        changed,
        id,
        (path, key) => `${[...path, key].join('.')}: no field has this name`
      )
    }
  return `no rule has this id${didYouMean(rule, known)}`
}

/**
 * Whether a rep may be given somebody who is there: every state in play is one of theirs, or the country is where no state
 * is known.
 */
export function mayServe(licence: ReadonlySet<string> | undefined, jurisdictions: readonly string[]): boolean {
  if (licence === undefined) return true
  const regions = jurisdictions.filter((id) => id.includes('-'))
  const wanted = regions.length > 0 ? regions : jurisdictions
  return wanted.length > 0 && wanted.every((id) => licence.has(id) || licence.has(id.slice(0, 2)))
}
