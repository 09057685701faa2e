import { Link, getRouteApi } from '@tanstack/react-router'
import { type MouseEvent, useId, useRef, useState } from 'react'
import { report } from '../../contract/report.ts'
import { worlds } from '../../contract/worlds.ts'
import { useAnswer } from '../ask/use-answer.ts'
import { ProblemNote } from '../house/ProblemNote.tsx'
import { houseWords } from '../words/house.ts'
import { type AskedRows, RowsPanel } from './RowsPanel.tsx'

const { report: words } = houseWords
const route = getRouteApi('/house/report')

/** What the work returned; every number opens its rows beside it. */
export function ReportPage() {
  const { world } = route.useSearch()
  const { answer, problem, again } = useAnswer(report, { query: world === undefined ? {} : { world } })
  const [open, setOpen] = useState<AskedRows | null>(null)
  const opener = useRef<HTMLElement | null>(null)
  const close = (): void => {
    setOpen(null)
    opener.current?.focus()
  }
  const onNumber = (event: MouseEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof Element)) return
    const link = event.target.closest<HTMLElement>('[data-rows]')
    if (link === null) return
    event.preventDefault()
    opener.current = link
    const { rows: key = '', by, group } = link.dataset
    setOpen({ key, ...(by !== undefined && { by }), ...(group !== undefined && { group }) })
  }
  return (
    <div className="report-frame">
      <div className="report-page">
        <About world={world} onChange={() => setOpen(null)} />
        {problem !== null && answer === null && (
          <div className="house-page">
            {problem.code === 'refused' ? (
              <Nothing detail={problem.detail} />
            ) : (
              <ProblemNote problem={problem} onAgain={again} isPage />
            )}
          </div>
        )}
        {answer === null && problem === null && (
          <div className="house-page" aria-busy="true">
            <p className="small waiting-word">{words.counting}</p>
            <h1 className="answer" tabIndex={-1}>
              <span className="bar bar-answer" />
            </h1>
          </div>
        )}
        {answer !== null && (
          // The fragment is made by our own server from numbers, with every text in it escaped there.
          <div className="report-body" onClick={onNumber} dangerouslySetInnerHTML={{ __html: answer.html }} />
        )}
      </div>
      {open !== null && <RowsPanel key={JSON.stringify(open)} rows={open} world={world} onClose={close} />}
    </div>
  )
}

function Nothing({ detail }: { readonly detail: string }) {
  return (
    <>
      <h1 className="answer" tabIndex={-1}>
        {words.none}
      </h1>
      <p className="because house-why">{detail}</p>
      <p className="acts">
        <Link to="/worlds" className="button button-main">
          {houseWords.home.day}
        </Link>
      </p>
    </>
  )
}

/** Our own calls, or those of a world. */
function About({ world, onChange }: { readonly world: number | undefined; readonly onChange: () => void }) {
  const { answer } = useAnswer(worlds, {})
  const navigate = route.useNavigate()
  const id = useId()
  return (
    <p className="field report-about">
      <label htmlFor={id}>{words.about}</label>
      <select
        id={id}
        value={world ?? ''}
        onChange={(event) => {
          onChange()
          void navigate({ search: event.target.value === '' ? {} : { world: Number(event.target.value) } })
        }}
      >
        <option value="">{words.ours}</option>
        {world !== undefined && !answer?.worlds.some(({ number }) => number === world) && (
          <option value={world}>{words.world(world)}</option>
        )}
        {answer?.worlds.map(({ number, list, playbook }) => (
          <option key={number} value={number}>
            {words.world(number)}: {list}, {playbook}
          </option>
        ))}
      </select>
    </p>
  )
}
