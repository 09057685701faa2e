import type { LeadStory } from '../../contract/leads.ts'
import { houseWords } from '../words/house.ts'
import { ended } from '../words/numbers.ts'
import { dayAndClock } from '../words/times.ts'
import { WhyNot } from './WhyNot.tsx'

const { lead: words } = houseWords

/** What comes next as a sentence with its reason, and the last decision with what it was not. */
export function NextStep({ story }: { readonly story: LeadStory }) {
  const { next, local, happened } = story
  const decided = happened.find((each) => each.decided !== null)?.decided ?? null
  const when = next.at === null ? words.next : next.at <= local ? words.nextNow : words.nextAt(dayAndClock(next.at))
  return (
    <section className="lead-step">
      <p className="small">{when}</p>
      <h2 className="step-words">{next.what ?? words.steps.nothing}</h2>
      <p className="because">{ended(next.because)}</p>
      {decided !== null && <WhyNot decided={decided} />}
    </section>
  )
}
