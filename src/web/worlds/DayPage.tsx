import { Link, getRouteApi } from '@tanstack/react-router'
import { worlds } from '../../contract/worlds.ts'
import { useAnswer } from '../ask/use-answer.ts'
import { ProblemNote } from '../house/ProblemNote.tsx'
import { useRows } from '../house/use-rows.ts'
import { houseWords } from '../words/house.ts'
import { count } from '../words/numbers.ts'
import { StartForm } from './StartForm.tsx'

const { day: words } = houseWords
const route = getRouteApi('/house/worlds')
const EVERY_MS = 5_000

/** Choose a list and a strategy, and watch them; the worlds so far below. */
export function DayPage() {
  const { list } = route.useSearch()
  return (
    <div className="house-page">
      <p className="small invented">{words.invented}</p>
      <h1 className="answer" tabIndex={-1}>
        {words.heading}
      </h1>
      <p className="because house-why">{words.under}</p>
      <StartForm list={list} />
      <Before />
    </div>
  )
}

function Before() {
  const { answer, problem, again } = useAnswer(worlds, {}, EVERY_MS)
  const body = useRows()
  return (
    <section className="before">
      <h2 className="lead">{words.before}</h2>
      {problem !== null && answer === null && <ProblemNote problem={problem} onAgain={again} />}
      {answer !== null && answer.worlds.length === 0 && <p className="because">{words.none}</p>}
      {answer !== null && answer.worlds.length > 0 && (
        <table className="plain worlds-table">
          <thead>
            <tr>
              <th scope="col">{words.columns.world}</th>
              <th scope="col">{words.columns.what}</th>
              <th scope="col" className="number">
                {words.columns.days}
              </th>
              <th scope="col" className="number">
                {words.columns.dials}
              </th>
              <th scope="col" className="number">
                {words.columns.messages}
              </th>
              <th scope="col" className="number">
                {words.columns.meetings}
              </th>
              <th scope="col">{words.columns.state}</th>
            </tr>
          </thead>
          <tbody ref={body}>
            {answer.worlds.map((world) => (
              <tr key={world.number}>
                <th scope="row">
                  <Link to="/worlds/$world" params={{ world: String(world.number) }} className="row-link" data-row-link>
                    {words.columns.world} {world.number}
                  </Link>
                </th>
                <td className="cut">
                  {world.list} <span className="second">{world.playbook}</span>
                </td>
                <td className="number">{world.days}</td>
                <td className="number">{count(world.counts.dials)}</td>
                <td className="number">{count(world.counts.messages)}</td>
                <td className="number">{count(world.counts.meetings)}</td>
                <td className="second">{words.states[world.state]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
