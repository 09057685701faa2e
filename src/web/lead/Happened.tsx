import { CircleHelp, Mail, OctagonX, Phone, Reply, RotateCcw, Send, UserRound, Voicemail } from 'lucide-react'
import type { Happened as Thing, LeadStory } from '../../contract/leads.ts'
import { houseWords } from '../words/house.ts'
import { nearTime } from '../words/times.ts'
import { WhyNot } from './WhyNot.tsx'

const { lead: words } = houseWords

const icons: Readonly<Record<Thing['kind'], typeof Phone>> = {
  call: Phone,
  message: Voicemail,
  person: UserRound,
  email: Mail,
  other: Send,
  signal: Reply,
  stop: OctagonX,
  undone: RotateCcw
}

/** Everything that happened, newest first; each touch with its reason, each decision with what it was not. */
export function Happened({ story }: { readonly story: LeadStory }) {
  return (
    <section className="happened" aria-labelledby="happened">
      <h2 className="lead" id="happened">
        {words.happened}
      </h2>
      {story.happened.length === 0 ? (
        <p className="because">{words.nothingYet}</p>
      ) : (
        <ol>
          {story.happened.map((thing, i) => (
            <Line key={`${thing.epochMs} ${i}`} thing={thing} now={story.local} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Line({ thing, now }: { readonly thing: Thing; readonly now: string }) {
  const Icon = icons[thing.kind] ?? CircleHelp
  return (
    <li className={`thing thing-${thing.kind}`}>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      <div>
        <p className="thing-head">
          <b>{thing.what}</b> <time>{nearTime(thing.at, now)}</time>
        </p>
        {thing.detail !== '' && <p className="second">{thing.detail}</p>}
        {thing.because !== null && <p className="thing-why">{thing.because}</p>}
        {thing.decided !== null && (
          <>
            <p className="thing-why">
              <span className="small">{words.decided}:</span> {thing.decided.because}
            </p>
            <WhyNot decided={thing.decided} />
          </>
        )}
      </div>
    </li>
  )
}
