import { ArrowRight } from 'lucide-react'
import type { Answer } from '../../decide/answer.ts'
import type { SheetLine } from '../../sheet/line.ts'
import { panelWords } from '../words/panel.ts'
import type { Answered, TwoClocks } from '../work/messages.ts'

type AdviceProps = {
  readonly answer: Pick<SheetLine | Answer, 'voicemail' | 'next' | 'ends' | 'stop' | 'warnings'>
  readonly nextAt: TwoClocks | null
}

/** The recommendation, its reason, its message in parts, what follows, and why not the others. */
export function Advice({ answer, nextAt }: AdviceProps) {
  const { voicemail, warnings } = answer
  const answered: Answered = answer.stop === null ? voicemail.action : 'stopped'
  const suggest = 'suggest' in voicemail ? voicemail.suggest : undefined
  return (
    <>
      <section className="panel-advice">
        <h3 className="small">{panelWords.atVoicemail}</h3>
        <p className="advice">{panelWords.advice[answered]}</p>
        <p className="because">{voicemail.because}</p>
        {suggest && <p className="text">{panelWords.suggest[suggest]}</p>}
        <p className="small">
          {panelWords.figure}: {voicemail.figure}.{' '}
          {voicemail.probability !== null && voicemail.probability < 1 && panelWords.chance(voicemail.probability)}{' '}
          {voicemail.rule !== null && (
            <>
              {panelWords.rule('')}
              <code>{voicemail.rule}</code>
            </>
          )}
        </p>
      </section>
      {voicemail.message && (
        <section className="panel-message">
          <h3 className="lead">
            {panelWords.message(voicemail.message.maxSeconds)}, {panelWords.modes[voicemail.message.mode]}
          </h3>
          {voicemail.message.recording !== null && (
            <p className="text">{panelWords.recording(voicemail.message.recording)}</p>
          )}
          <ul className="slots because">
            {panelWords.slots(voicemail.message).map(({ slot, said }) => (
              <li key={slot}>{said}</li>
            ))}
          </ul>
        </section>
      )}
      <NextStep next={answer.next} ends={answer.ends} nextAt={nextAt} />
      {voicemail.alternatives.length > 0 && (
        <section>
          <h3 className="lead">{panelWords.why}</h3>
          <dl className="alternatives">
            {voicemail.alternatives.map(({ action, whyNot }) => (
              <div key={action}>
                <dt>{panelWords.actions[action]}</dt>
                <dd>{whyNot}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {warnings.length > 0 && (
        <section>
          <h3 className="lead">{panelWords.warnings}</h3>
          <ul className="warnings">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

type NextProps = Pick<AdviceProps['answer'], 'next' | 'ends'> & { readonly nextAt: TwoClocks | null }

function NextStep({ next, ends, nextAt }: NextProps) {
  if (next === null && ends === null) return null
  return (
    <section className="panel-next">
      <h3 className="lead">{panelWords.next}</h3>
      {next && (
        <>
          <p className="next-step">
            <ArrowRight size={16} strokeWidth={1.75} aria-hidden="true" /> <b>{panelWords.nextOn(next.channel)}</b>
            {next.to !== null && next.channel === 'task' && `: ${panelWords.token(next.to)}`}
          </p>
          {nextAt && <p className="text">{panelWords.twoClocks(nextAt)}</p>}
          <p className="because">{next.because}</p>
        </>
      )}
      {ends && (
        <p className="because">
          {next === null && <span className="text">{panelWords.nobody}. </span>}
          {ends.because}
        </p>
      )}
    </section>
  )
}
