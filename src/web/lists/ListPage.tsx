import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { queue } from '../../contract/lists.ts'
import { useAnswer } from '../ask/use-answer.ts'
import { ProblemNote } from '../house/ProblemNote.tsx'
import { houseWords } from '../words/house.ts'
import { count } from '../words/numbers.ts'
import { Funnel } from './Funnel.tsx'
import { LeadsView } from './LeadsView.tsx'
import { Queue } from './Queue.tsx'
import type { ListSearch, ListView } from './search.ts'

const route = getRouteApi('/house/lists/$list')
const EVERY_MS = 15_000

/** One list: who is called next and why, why the others are not, and all of them. */
export function ListPage() {
  const { list: id } = route.useParams()
  const search: ListSearch = route.useSearch()
  const navigate = route.useNavigate()
  const { answer, asOf, problem, again } = useAnswer(queue, { params: { id }, query: {} }, EVERY_MS)
  const [said, setSaid] = useState('')
  const change = (part: ListSearch): void => void navigate({ search: part, resetScroll: false })
  if (answer === null && problem !== null)
    return (
      <div className="house-page">
        <ProblemNote problem={problem} onAgain={again} isPage />
      </div>
    )
  const view = search.view ?? (answer === null || answer.callable > 0 ? 'next' : 'why')
  return (
    <div className="list-page">
      <div className="tabs" role="group" aria-label={houseWords.list.views}>
        {(['next', 'why', 'leads'] as const).map((each) => (
          <button
            key={each}
            type="button"
            className="tab"
            aria-pressed={each === view}
            onClick={() => change({ view: each })}
          >
            {houseWords.list.tabs[each]}
            <span className="tab-number">{answer === null ? '' : count(numberOf(each, answer))}</span>
          </button>
        ))}
        <span className="tabs-name" title={answer?.list.name}>
          <span role="status">{said}</span> {answer?.list.name}
        </span>
      </div>
      {view === 'leads' ? (
        <LeadsView
          key={`${search.group ?? ''}`}
          list={id}
          all={answer?.list.leads ?? null}
          search={search}
          onChange={change}
        />
      ) : answer === null ? (
        <div className="house-page" aria-busy="true">
          <h1 className="answer waiting">
            <span className="bar bar-answer" />
          </h1>
        </div>
      ) : view === 'next' ? (
        <Queue told={answer} asOf={asOf ?? ''} onWhy={() => change({ view: 'why' })} />
      ) : (
        <Funnel told={answer} onEnrolled={(enrolled) => setSaid(houseWords.enrol.done(enrolled))} />
      )}
    </div>
  )
}

function numberOf(view: ListView, { callable, list }: { callable: number; list: { leads: number } }): number {
  return view === 'next' ? callable : view === 'why' ? list.leads - callable : list.leads
}
