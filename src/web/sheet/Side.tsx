import { Link } from '@tanstack/react-router'
import { Columns3, FileUp, ListChecks, PencilLine, Scale, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Key } from '../parts/Key.tsx'
import { Mark } from '../parts/Mark.tsx'
import { ThemeButton } from '../parts/ThemeButton.tsx'
import type { View } from '../search.ts'
import type { StartProps } from '../start/Start.tsx'
import { useAddress } from '../use-address.ts'
import { words } from '../words/en.ts'
import { count, counted } from '../words/numbers.ts'
import type { Sheet } from '../work/sheet-store.ts'

type SideProps = StartProps & { readonly sheet: Sheet | null }

/** The list, the strategies and the views; on small screens it lies on top as a bar. */
export function Side(props: SideProps) {
  const { state, sheet, playbook, onChoose, onHelp } = props
  const { search, change } = useAddress()
  return (
    <header className="side">
      <p className="side-mark">
        <Mark size={28} /> <b>{words.product}</b>
      </p>
      {sheet && (
        <section className="side-list">
          <h2 className="side-head">{words.side.list}</h2>
          <p className="side-name" title={sheet.head.listName}>
            {sheet.head.listName}
          </p>
          <p className="small">
            {counted(sheet.head.summary.rows, 'row')}
            {sheet.head.isSample && `, ${words.side.invented}`}
          </p>
          <button type="button" className="link small" onClick={onChoose}>
            {words.side.another}
          </button>
        </section>
      )}
      <Strategies playbooks={state.playbooks} chosen={playbook} onChoose={(name) => change({ playbook: name })} />
      <nav className="side-views" aria-label={words.side.views}>
        <h2 className="side-head">{words.side.views}</h2>
        {sheet && (
          <>
            <ViewItem view="sheet" icon={<ListChecks {...icon} />} says={words.side.sheet} />
            <button type="button" className="side-item phone-only" onClick={onChoose}>
              {words.side.another}
            </button>
            <ViewItem view="strategy" icon={<Scale {...icon} />} says={words.side.about} />
            <ViewItem view="columns" icon={<Columns3 {...icon} />} says={words.side.columns} />
            <ViewItem
              view="bad"
              icon={<TriangleAlert {...icon} />}
              says={words.side.bad}
              number={sheet.head.summary.bad}
            />
          </>
        )}
        {!sheet && (
          <button type="button" className="side-item" onClick={() => change({ view: undefined }, false)}>
            <FileUp {...icon} /> {words.side.list}
          </button>
        )}
        <ViewItem view="facts" icon={<PencilLine {...icon} />} says={words.side.facts} />
      </nav>
      <div className="side-foot">
        <p className="small">{words.privacyShort}</p>
        <Link to="/work" className="side-item">
          <ListChecks {...icon} /> {words.side.lists}
        </Link>
        <ThemeButton />
        <button type="button" className="side-item" onClick={onHelp} aria-keyshortcuts="?">
          <Key name="?" /> {words.side.keys}
        </button>
      </div>
    </header>
  )

  function ViewItem({
    view,
    icon: drawn,
    says,
    number
  }: {
    view: View
    icon: ReactNode
    says: string
    number?: number
  }) {
    const isHere = (search.view ?? 'sheet') === view
    return (
      <button
        type="button"
        className="side-item"
        aria-current={isHere ? 'page' : undefined}
        onClick={() => change({ view: view === 'sheet' ? undefined : view, row: undefined }, false)}
      >
        {drawn} {says}
        {number !== undefined && <span className="side-number">{count(number)}</span>}
      </button>
    )
  }
}

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const

type StrategiesProps = {
  readonly playbooks: StartProps['state']['playbooks']
  readonly chosen: string
  readonly onChoose: (name: string) => void
}

function Strategies({ playbooks, chosen, onChoose }: StrategiesProps) {
  return (
    <section className="side-strategies">
      <h2 className="side-head" id="side-strategy">
        {words.side.strategy}
      </h2>
      <fieldset className="side-radios" aria-labelledby="side-strategy">
        {playbooks?.map((card, i) => (
          <label key={card.name} className="side-item" title={card.summary}>
            <input
              type="radio"
              name="side-playbook"
              value={card.name}
              checked={card.name === chosen}
              onChange={() => onChoose(card.name)}
            />
            <span>{card.title}</span>
            {i < 9 && <Key name={String(i + 1)} />}
          </label>
        ))}
      </fieldset>
      <select
        className="side-select"
        aria-labelledby="side-strategy"
        value={chosen}
        onChange={(event) => onChoose(event.target.value)}
      >
        {playbooks?.map((card) => (
          <option key={card.name} value={card.name}>
            {card.title}
          </option>
        ))}
      </select>
    </section>
  )
}
