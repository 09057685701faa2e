import type { Happened, LeadStory } from '../../contract/leads.ts'
import { houseWords } from '../words/house.ts'

const { lead: words } = houseWords
const DAYS_MS = 30 * 86_400_000

const marks: Readonly<Partial<Record<Happened['kind'], string>>> = {
  message: 'mark-message',
  call: 'mark-call',
  person: 'mark-call',
  email: 'mark-ring',
  other: 'mark-ring'
}

/** Thirty days as a line with a mark for each touch: a block is a message, a bar a call, a ring something written. */
export function PressureLine({ story }: { readonly story: LeadStory }) {
  const now = story.nowMs
  const touches = story.happened.filter(({ kind, epochMs }) => marks[kind] !== undefined && epochMs > now - DAYS_MS)
  return (
    <section className="pressure">
      <h2 className="lead">
        {words.pressure} <span>{words.pressureIs(story.pressure)}</span>
      </h2>
      <div className="pressure-line" role="img" aria-label={words.pressureLine(touches.length)}>
        {touches.map(({ kind, epochMs }, i) => (
          <i key={i} className={marks[kind]} style={{ insetInlineStart: `${(1 - (now - epochMs) / DAYS_MS) * 98}%` }} />
        ))}
      </div>
    </section>
  )
}
