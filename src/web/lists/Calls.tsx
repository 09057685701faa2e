import { houseWords } from '../words/house.ts'

const PIPS_MAX = 8

/** Calls made as blocks on a line as long as the playbook allows; long lines are numbers. */
export function Calls({ made, most }: { readonly made: number; readonly most: number | null }) {
  const says = houseWords.list.calls(made, most)
  if (most === null || most > PIPS_MAX || made > most)
    return <span title={says}>{most === null ? made : `${made} of ${most}`}</span>
  return (
    <span className="pips" role="img" aria-label={says} title={says}>
      {Array.from({ length: most }, (_, i) => (
        <i key={i} className={i < made ? 'pip pip-made' : 'pip'} />
      ))}
    </span>
  )
}
