import type { LeadStory } from '../../contract/leads.ts'
import { houseWords } from '../words/house.ts'
import { ended } from '../words/numbers.ts'

const { lead: words } = houseWords

/** A decision at a voicemail: what was done, why, and why nothing else. */
export function WhyNot({ decided }: { readonly decided: NonNullable<LeadStory['happened'][number]['decided']> }) {
  return (
    <details className="why-not">
      <summary className="link">{words.why}</summary>
      <dl className="alternatives">
        <div>
          <dt>{decided.action}</dt>
          <dd>
            {decided.because}{' '}
            <code>
              {decided.rule === null ? '' : `${decided.rule}, `}
              {decided.playbook}
            </code>
          </dd>
        </div>
        {decided.whyNot.map(({ action, reason }) => (
          <div key={action} className="not-done">
            <dt>{action}</dt>
            <dd>{ended(reason)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
