import au from '../../law/au.json' with { type: 'json' }
import ca from '../../law/ca.json' with { type: 'json' }
import de from '../../law/de.json' with { type: 'json' }
import es from '../../law/es.json' with { type: 'json' }
import fr from '../../law/fr.json' with { type: 'json' }
import gb from '../../law/gb.json' with { type: 'json' }
import india from '../../law/in.json' with { type: 'json' }
import it from '../../law/it.json' with { type: 'json' }
import us from '../../law/us.json' with { type: 'json' }
import { type Authority, type Jurisdiction, type LawFile } from './schema.ts'

/** The law in force at an installation: what ships, with what it was amended by. */
export type Law = {
  readonly asOf: string
  readonly jurisdictions: ReadonlyMap<string, Jurisdiction>
  /** Do-not-call lists that the law names; the place of a list is its bit. */
  readonly lists: readonly string[]
  /** Jurisdictions with a gate or a question of confirmation; the place of one is its bit. */
  readonly regions: readonly string[]
  /** Days that an installation adds, by jurisdiction: local day numbers that keep no hours. */
  readonly closedDays: ReadonlyMap<string, ReadonlySet<number>>
}

/** Puts files of the law together; they were checked against the schema when they came in. */
export function lawOf(files: readonly LawFile[], closedDays: Law['closedDays'] = new Map()): Law {
  const jurisdictions = new Map(files.flatMap((file) => Object.entries(file.jurisdictions)))
  return {
    asOf: files.reduce((latest, { asOf }) => (asOf > latest ? asOf : latest), ''),
    jurisdictions,
    lists: [...jurisdictions.values()].flatMap((each) => each.lists.map(({ id }) => id)),
    regions: [...jurisdictions.keys()],
    closedDays
  }
}

/** The law as it ships (docs/compliance.md). A test checks the files against their schema, so nothing is checked here. */
export const law: Law = lawOf([us, ca, gb, de, fr, es, it, au, india] as unknown as readonly LawFile[])

/** Every rule of the law with its authority, in the order of the files. */
export function authorities({ jurisdictions }: Law): readonly (readonly [jurisdiction: string, Authority])[] {
  return [...jurisdictions].flatMap(([id, each]) => {
    const single = [each.ownRequests, each.registration, each.abandonment, each.callRecording]
    const rows = [...each.hours, ...each.consent, ...each.caps, ...each.lists, ...each.statements, ...each.remedies]
    return [...rows, ...single.filter((row) => row !== null)].map((row) => [id, row] as const)
  })
}
