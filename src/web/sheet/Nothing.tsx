import type { Show } from '../search.ts'
import { useAddress } from '../use-address.ts'
import { words } from '../words/en.ts'
import type { Sheet } from '../work/sheet-store.ts'

type NothingProps = {
  readonly sheet: Sheet
  readonly show: Show
  readonly query: string
  readonly onLift: () => void
}

/** Why the table is empty, and the one thing to do about it. */
export function Nothing({ sheet, show, query, onLift }: NothingProps) {
  const { change } = useAddress()
  const { summary } = sheet.head
  if (summary.rows === 0) return <p className="nothing answer">{words.empty.noRows}</p>
  if (summary.rows === summary.bad) {
    return (
      <div className="nothing">
        <p className="answer">{words.empty.allBad(summary.bad)}</p>
        <p className="text">{words.empty.allBadHelp}</p>
        <button type="button" className="button button-main" onClick={() => change({ view: 'bad' }, false)}>
          {words.empty.toBad}
        </button>{' '}
        <button type="button" className="button" onClick={() => change({ view: 'columns' }, false)}>
          {words.empty.toColumns}
        </button>
      </div>
    )
  }
  return (
    <div className="nothing">
      <p className="answer">{query !== '' ? words.empty.noneMatch(query) : words.empty.noneShown(words.shows[show])}</p>
      <button type="button" className="button button-main" onClick={onLift}>
        {words.empty.lift}
      </button>
    </div>
  )
}
