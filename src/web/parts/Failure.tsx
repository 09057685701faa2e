import { TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import { useAddress } from '../use-address.ts'
import { words } from '../words/en.ts'
import type { SheetState } from '../work/sheet-store.ts'
import { store } from '../work/use-sheet.ts'

type FailureNoteProps = {
  readonly failure: NonNullable<SheetState['failure']>
  readonly onChoose: () => void
}

/** Why there is no sheet, what is safe, and what to do. */
export function FailureNote({ failure, onChoose }: FailureNoteProps) {
  const { kind, message, listName, headings } = failure
  return (
    <section className="failure" role="alert">
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      <div>
        <h2 className="lead">{words.failure.heading[kind]}</h2>
        {kind === 'fault' && <p className="text">{words.failure.faultHelp}</p>}
        <p className="because">
          {listName === '' ? '' : `${listName}: `}
          {words.failure.withoutFlag(message)}
        </p>
        {kind === 'not_a_list' && headings.length > 0 && <WhichColumn headings={headings} />}
        {kind === 'not_a_list' && headings.length === 0 && <p className="text">{words.failure.columnsHelp}</p>}
        {kind === 'unreadable' && <p className="text">{words.failure.unreadableHelp}</p>}
        <p className="text">{words.failure.safe}</p>
        <button type="button" className="button" onClick={onChoose}>
          {words.failure.another}
        </button>
      </div>
    </section>
  )
}

/** The file has columns, and a person knows which of them holds the numbers. */
function WhichColumn({ headings }: { readonly headings: readonly string[] }) {
  const { settings } = useAddress()
  const id = useId()
  return (
    <p className="which-column">
      <label htmlFor={id}>{words.failure.which}</label>{' '}
      <select id={id} value="" onChange={(event) => store.tryAgain(settings, [`${event.target.value}=phone`])}>
        <option value="">{words.failure.none}</option>
        {headings.map((heading) => (
          <option key={heading} value={heading}>
            {heading}
          </option>
        ))}
      </select>
    </p>
  )
}
