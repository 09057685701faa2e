import { TriangleAlert } from 'lucide-react'
import { words } from '../words/en.ts'
import { type SheetState } from '../work/sheet-store.ts'

/** Why there is no sheet, what is safe, and what to do. */
export function FailureNote({
  failure,
  onChoose
}: {
  readonly failure: NonNullable<SheetState['failure']>
  readonly onChoose: () => void
}) {
  const { kind, message, listName } = failure
  return (
    <section className="failure" role="alert">
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      <div>
        <h2 className="lead">{words.failure.heading[kind]}</h2>
        {kind === 'fault' && <p className="text">{words.failure.faultHelp}</p>}
        <p className="because">
          {listName === '' ? '' : `${listName}: `}
          {message}
        </p>
        {kind === 'not_a_list' && <p className="text">{words.failure.columnsHelp}</p>}
        {kind === 'unreadable' && <p className="text">{words.failure.unreadableHelp}</p>}
        <p className="text">{words.failure.safe}</p>
        <button type="button" className="button" onClick={onChoose}>
          {words.failure.another}
        </button>
      </div>
    </section>
  )
}
