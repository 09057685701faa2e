import { Link } from '@tanstack/react-router'
import { FileUp, Users } from 'lucide-react'
import { type LeadGroup } from '../../contract/lead-groups.ts'
import { type ListCounts, lists } from '../../contract/lists.ts'
import { useAnswer } from '../ask/use-answer.ts'
import { ProblemNote } from '../house/ProblemNote.tsx'
import { useRows } from '../house/use-rows.ts'
import { houseWords } from '../words/house.ts'
import { count } from '../words/numbers.ts'

const { home } = houseWords
const EVERY_MS = 15_000
const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const

/** The lists with where their leads stand, and what to do next. */
export function HomePage() {
  const { answer, asOf, problem, again } = useAnswer(lists, {}, EVERY_MS)
  if (answer === null && problem !== null)
    return (
      <div className="house-page">
        <ProblemNote problem={problem} onAgain={again} isPage />
      </div>
    )
  if (answer === null) return <Waiting />
  if (answer.lists.length === 0) return <NoList />
  return (
    <div className="house-page">
      <p className="small">
        {home.title}, {houseWords.asOf(asOf ?? '')}
      </p>
      <h1 className="answer" tabIndex={-1}>
        {home.heading(answer.lists)}
      </h1>
      <Acts />
      <ListTable rows={answer.lists} />
    </div>
  )
}

function Acts() {
  return (
    <p className="acts">
      <Link to="/worlds" className="button button-main">
        <Users {...icon} /> {home.day}
      </Link>
      <Link to="/" className="button">
        <FileUp {...icon} /> {home.sheet}
      </Link>
    </p>
  )
}

const columns = ['leads', 'callableNow', 'inPlaybook', 'waiting', 'done', 'noNumber', 'stopped'] as const
/** Where the rows of a number are. */
const groups: Readonly<Record<(typeof columns)[number], LeadGroup | undefined>> = {
  leads: undefined,
  callableNow: 'callable',
  inPlaybook: 'in_playbook',
  waiting: 'not_enrolled',
  done: 'over',
  noNumber: 'no_number',
  stopped: 'stopped'
}

function ListTable({ rows }: { readonly rows: readonly ListCounts[] }) {
  const body = useRows()
  return (
    <table className="plain lists-table">
      <thead>
        <tr>
          <th scope="col">{home.columns.name}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="number">
              {home.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((list) => (
          <tr key={list.id}>
            <th scope="row">
              <Link to="/lists/$list" params={{ list: list.id }} className="row-link" data-row-link>
                {list.name}
              </Link>
            </th>
            {columns.map((column) => (
              <td key={column} className="number" data-label={home.columns[column]}>
                <RowsOf list={list} column={column} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RowsOf({ list, column }: { readonly list: ListCounts; readonly column: (typeof columns)[number] }) {
  if (list[column] === 0) return <span className="third">0</span>
  const group = groups[column]
  return (
    <Link
      to="/lists/$list"
      params={{ list: list.id }}
      search={{ view: 'leads', ...(group === undefined ? {} : { group }) }}
      className={column === 'callableNow' ? 'number-link strong' : 'number-link'}
    >
      {count(list[column])}
    </Link>
  )
}

function NoList() {
  return (
    <div className="house-page">
      <h1 className="answer" tabIndex={-1}>
        {home.none}
      </h1>
      <p className="because house-why">{home.noneWhy}</p>
      <p>
        <code className="command">{home.noneCommand}</code>
      </p>
      <p className="acts">
        <Link to="/" className="button button-main">
          <FileUp {...icon} /> {home.noneAct}
        </Link>
      </p>
    </div>
  )
}

/** Labels in their final place while the numbers come; the first moment shows nothing. */
function Waiting() {
  return (
    <div className="house-page waiting" aria-busy="true">
      <p className="small">{home.title}</p>
      <h1 className="answer" tabIndex={-1}>
        <span className="bar bar-answer" />
      </h1>
      <Acts />
    </div>
  )
}
