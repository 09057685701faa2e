import { Ban, Check } from 'lucide-react'
import { money } from '../words/numbers.ts'
import { panelWords } from '../words/panel.ts'
import { nearTime } from '../words/times.ts'
import type { OpenedLead } from '../work/messages.ts'

/** What the guard allows now, what is known of the lead, and which text of the strategy has answered. */
export function Known({ lead }: { readonly lead: OpenedLead }) {
  const { known } = panelWords
  const token = (text: string | null): string | null => (text === null ? null : panelWords.token(text))
  const rows = [
    [known.worth, lead.worth === null ? null : money(lead.worth, lead.currency)],
    [known.stage, lead.stage],
    [known.relationship, token(lead.relationship)],
    [known.origin, token(lead.origin)],
    [known.calls, String(lead.calls)],
    [known.voicemails, String(lead.voicemails)]
  ] as const
  return (
    <>
      <section>
        <h3 className="lead">{panelWords.mayI}</h3>
        <dl className="permissions">
          {lead.permissions.map(({ kind, allowed, reason, ruleId, retryAt, remedy }) => (
            <div key={kind}>
              <dt>
                {allowed ? (
                  <Check size={16} strokeWidth={1.75} aria-hidden="true" className="allowed" />
                ) : (
                  <Ban size={16} strokeWidth={1.75} aria-hidden="true" className="forbidden" />
                )}
                {panelWords.kinds[kind]}
              </dt>
              <dd>
                {allowed ? panelWords.allowed : reason}
                {ruleId !== null && <code title={remedy ?? ''}> {ruleId}</code>}
                {retryAt && <> {panelWords.opens(nearTime(retryAt.theirs, lead.now.theirs))}</>}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3 className="lead">{panelWords.know}</h3>
        <dl className="known">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value ?? <span className="third">{panelWords.notKnown}</span>}</dd>
            </div>
          ))}
        </dl>
        <p className="small">
          {panelWords.row(lead.line.row)}. <code title={lead.hash}>{panelWords.version(lead.playbook, lead.hash)}</code>
        </p>
      </section>
    </>
  )
}
