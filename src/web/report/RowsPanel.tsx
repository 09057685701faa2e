import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { reportRows } from '../../contract/report.ts'
import { useAnswer } from '../ask/use-answer.ts'
import { ProblemNote } from '../house/ProblemNote.tsx'
import { Key } from '../parts/Key.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { houseWords } from '../words/house.ts'
import { dayAndClock } from '../words/times.ts'

const { report: words } = houseWords

/** A number of a report, by its key and its group. */
export type AskedRows = { readonly key: string; readonly by?: string; readonly group?: string }
type RowsProps = { readonly rows: AskedRows; readonly world: number | undefined; readonly onClose: () => void }

/** The rows behind a number, each leading to its lead. */
export function RowsPanel({ rows, world, onClose }: RowsProps) {
  const about = world === undefined ? {} : { world }
  const { answer, problem } = useAnswer(reportRows, { query: { ...rows, ...about } })
  const heading = useRef<HTMLHeadingElement>(null)
  useKeys({ Escape: onClose })
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <aside className="panel rows-panel" aria-label={words.rows}>
      <header className="panel-top">
        <span className="small">{answer === null ? '' : words.more(answer.rows.length, answer.total)}</span>
        <button type="button" className="quiet" onClick={onClose} aria-keyshortcuts="Escape">
          <X size={16} strokeWidth={1.75} aria-hidden="true" /> <span className="unseen">{words.close}</span>{' '}
          <Key name="Esc" />
        </button>
      </header>
      <section>
        <h2 className="lead" ref={heading} tabIndex={-1}>
          {answer?.says ?? words.rows}
        </h2>
        {problem !== null && <ProblemNote problem={problem} />}
        <ul className="rows-list">
          {answer?.rows.map(({ lead, who, at, what }, i) => (
            <li key={`${lead} ${at} ${i}`}>
              {lead === null ? (
                who
              ) : (
                <Link to="/leads/$lead" params={{ lead }} search={about}>
                  {who}
                </Link>
              )}{' '}
              <time>{at === '' ? '' : dayAndClock(at)}</time>
              <p className="second">{what}</p>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  )
}
