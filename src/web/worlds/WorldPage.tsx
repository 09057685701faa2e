import { Link, getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type WorldNow, dropWorld } from '../../contract/worlds.ts'
import { ask } from '../ask/ask.ts'
import { workChanged } from '../ask/use-answer.ts'
import { ProblemNote } from '../house/ProblemNote.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { houseWords } from '../words/house.ts'
import { RepTile } from './RepTile.tsx'
import { SoFar } from './SoFar.tsx'
import { useWorld } from './use-world.ts'

const { day: words } = houseWords
const DAY = 86_400_000
const route = getRouteApi('/house/worlds/$world')

/** Watch a world: its clock, what each rep does, and what has come of it so far. */
export function WorldPage() {
  const { world } = route.useParams()
  const { now, problem, again } = useWorld(Number(world))
  if (now === null && problem !== null)
    return (
      <div className="house-page">
        <ProblemNote problem={problem} onAgain={again} isPage />
      </div>
    )
  if (now === null) return <div className="floor" aria-busy="true" />
  return (
    <div className="floor">
      <div className="floor-main">
        <Head now={now} />
        {now.problem !== null && <p className="because floor-problem">{now.problem}</p>}
        {now.floor.length > 0 && (
          <ul className="tiles">
            {now.floor.map((rep) => (
              <RepTile key={rep.name} rep={rep} isOver={now.state !== 'running'} />
            ))}
          </ul>
        )}
      </div>
      <SoFar now={now} />
      <p className="unseen" role="status">
        {words.said(now)}
      </p>
    </div>
  )
}

function Head({ now }: { readonly now: WorldNow }) {
  const [isDropping, setDropping] = useState(false)
  const isRunning = now.state === 'running'
  return (
    <header className="floor-head">
      <p className="small invented">{words.invented}</p>
      <h1 className="answer" tabIndex={-1}>
        {words.heading2(now)}
      </h1>
      <p className="small">{words.at(now)}</p>
      {now.leftOut > 0 && <p className="small">{words.leftOut(now.leftOut)}</p>}
      <Line now={now} />
      <p className="acts">
        {!isRunning && (
          <Link to="/report" search={{ world: now.number }} className="button button-main">
            {words.report}
          </Link>
        )}
        {!isRunning && (
          <Link to="/worlds" search={{ list: now.list }} className="button">
            {words.again}
          </Link>
        )}
        <button type="button" className="button" onClick={() => setDropping(true)}>
          {isRunning ? words.stop : words.drop}
        </button>
      </p>
      {isDropping && <DropDialog number={now.number} onClose={() => setDropping(false)} />}
    </header>
  )
}

/** How far its clock is: a line with a dot. */
function Line({ now }: { readonly now: WorldNow }) {
  const share = Math.min(1, Math.max(0, (now.clock - now.from) / (now.until - now.from)))
  const day = Math.min(now.days, Math.floor((now.clock - now.from) / DAY) + 1)
  const says = words.dayOf(day, now.days)
  return (
    <div className="floor-line">
      <div
        className="track"
        role="progressbar"
        aria-label={words.title}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={says}
      >
        <span className="track-done" style={{ inlineSize: `${share * 100}%` }} />
      </div>
      <b>{says}</b>
    </div>
  )
}

function DropDialog({ number, onClose }: { readonly number: number; readonly onClose: () => void }) {
  const navigate = useNavigate()
  const [isBusy, setBusy] = useState(false)
  const drop = async (): Promise<void> => {
    setBusy(true)
    await ask(dropWorld, { params: { number } })
    workChanged()
    onClose()
    await navigate({ to: '/worlds' })
  }
  return (
    <Dialog heading={words.drop} onClose={onClose}>
      <p className="because">{words.dropAsk(number)}</p>
      <p className="dialog-acts">
        <button type="button" className="button button-main" disabled={isBusy} onClick={() => void drop()}>
          {words.dropDo(number)}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {houseWords.cancel}
        </button>
      </p>
    </Dialog>
  )
}
