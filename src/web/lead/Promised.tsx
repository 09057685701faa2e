import { CircleCheck, CircleDashed, Handshake, TriangleAlert } from 'lucide-react'
import type { LeadStory } from '../../contract/leads.ts'
import { houseWords } from '../words/house.ts'
import { dayAndClock } from '../words/times.ts'

const { lead: words } = houseWords
const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const

/** What was promised, by us or to us, and what somebody has to do. */
export function Promised({ story: { promises, tasks } }: { readonly story: LeadStory }) {
  if (promises.length === 0 && tasks.length === 0) return null
  return (
    <>
      {promises.length > 0 && (
        <section>
          <h2 className="lead">{words.promises}</h2>
          <ul className="owed">
            {promises.map(({ what, dueAt, isKept }) => (
              <li key={`${what} ${dueAt}`}>
                {isKept === null ? (
                  <Handshake {...icon} />
                ) : isKept ? (
                  <CircleCheck {...icon} />
                ) : (
                  <TriangleAlert {...icon} className="loud" />
                )}
                <span>
                  {what}{' '}
                  <small>
                    {dayAndClock(dueAt)}, {isKept === null ? words.open : isKept ? words.kept : words.broken}
                  </small>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {tasks.length > 0 && (
        <section>
          <h2 className="lead">{words.tasks}</h2>
          <ul className="owed">
            {tasks.map(({ id, what, dueAt, state }) => (
              <li key={id}>
                {state === 'open' ? <CircleDashed {...icon} /> : <CircleCheck {...icon} />}
                <span>
                  {what}{' '}
                  <small>
                    {dayAndClock(dueAt)}, {words.taskStates[state]}
                  </small>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
