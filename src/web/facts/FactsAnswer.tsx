import { useState } from 'react'
import { Said } from '../parts/Said.tsx'
import { Advice } from '../sheet/Advice.tsx'
import { useAddress } from '../use-address.ts'
import { words } from '../words/en.ts'
import { factsWords, panelWords } from '../words/panel.ts'
import { nearTime } from '../words/times.ts'
import type { FactsAnswers, PlaybookAnswer, PlaybookCard } from '../work/messages.ts'

type FactsAnswerProps = {
  readonly answers: FactsAnswers | null
  readonly playbook: string
  readonly playbooks: readonly PlaybookCard[] | null
}

/** The answer of the chosen strategy in full, and those of all beside it. */
export function FactsAnswer({ answers, playbook, playbooks }: FactsAnswerProps) {
  const good = useLastGood(answers)
  const own = good?.answers.find(({ name }) => name === playbook.split('@')[0]) ?? good?.answers[0]
  return (
    <div className={answers?.kind === 'bad' ? 'panel-body panel-stale' : 'panel-body'}>
      <p className="facts-status" role="status">
        {answers?.kind === 'bad' && (
          <>
            {factsWords.problem} {answers.problem}
          </>
        )}
      </p>
      {own && (
        <>
          <div aria-live="polite">
            <Advice answer={own.answer} nextAt={own.nextAt} />
          </div>
          <section>
            <p className="small">
              <code title={own.answer.hash}>{panelWords.version(own.answer.playbook, own.answer.hash)}</code>
            </p>
          </section>
        </>
      )}
      {good && <Eleven answers={good.answers} playbooks={playbooks} chosen={own?.name ?? ''} now={good.now.theirs} />}
    </div>
  )
}

/** On a phone the answer is far below the fields; its first words stay in sight. */
export function FactsDock({ answers, playbook }: Omit<FactsAnswerProps, 'playbooks'>) {
  const good = useLastGood(answers)
  const own = good?.answers.find(({ name }) => name === playbook.split('@')[0]) ?? good?.answers[0]
  if (!own) return null
  const { voicemail, stop } = own.answer
  return (
    <button
      type="button"
      className="facts-dock"
      onClick={() => document.getElementById('facts-answer')?.scrollIntoView()}
    >
      <Said answered={stop === null ? voicemail.action : 'stopped'} purpose={voicemail.message?.purpose ?? null} />
      <span>{factsWords.whole}</span>
    </button>
  )
}

/** While a fact is wrong the answers to the last right ones stay, marked as such. */
function useLastGood(answers: FactsAnswers | null): Extract<FactsAnswers, { kind: 'answers' }> | null {
  const [good, setGood] = useState<Extract<FactsAnswers, { kind: 'answers' }> | null>(null)
  if (answers?.kind === 'answers' && answers !== good) {
    setGood(answers)
    return answers
  }
  return good
}

type ElevenProps = {
  readonly answers: readonly PlaybookAnswer[]
  readonly playbooks: readonly PlaybookCard[] | null
  readonly chosen: string
  readonly now: string
}

function Eleven({ answers, playbooks, chosen, now }: ElevenProps) {
  const { change } = useAddress()
  const titleOf = (name: string): string => playbooks?.find((card) => card.name === name)?.title ?? name
  return (
    <section className="eleven">
      <h2 className="lead">{factsWords.all(answers.length)}</h2>
      <ul>
        {answers.map(({ name, answer }) => (
          <li key={name} data-playbook={name} className={name === chosen ? 'eleven-here' : ''}>
            <button
              type="button"
              className="link"
              aria-current={name === chosen}
              onClick={() => change({ playbook: name })}
            >
              {titleOf(name)}
            </button>
            <Said
              answered={answer.stop === null ? answer.voicemail.action : 'stopped'}
              purpose={answer.voicemail.message?.purpose ?? null}
            />
            <span className="eleven-because">{answer.voicemail.because}</span>
            <span className="small">
              {answer.next
                ? `${words.channels[answer.next.channel] ?? answer.next.channel} ${factsWords.at(nearTime(answer.next.at, now))}`
                : answer.ends?.because}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
