import { Key } from '../parts/Key.tsx'
import { words } from '../words/en.ts'
import type { PlaybookCard } from '../work/messages.ts'

export type PickerProps = {
  readonly playbooks: readonly PlaybookCard[] | null
  readonly wrong: readonly string[]
  readonly chosen: string
  readonly onChoose: (name: string) => void
  /** 1 where it is the page, 2 beside another heading. */
  readonly level?: 1 | 2
}

/** One question in plain words and the strategies as its answers; what speaks for and against the chosen one below. */
export function Picker({ playbooks, wrong, chosen, onChoose, level = 2 }: PickerProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  const card = playbooks?.find(({ name }) => name === chosen)
  return (
    <section className="picker" aria-labelledby="picker-heading">
      <Heading id="picker-heading" className="name" tabIndex={-1}>
        {words.picker.heading}
      </Heading>
      <p className="text">{playbooks === null ? '' : words.picker.under(playbooks.length)}&nbsp;</p>
      {playbooks === null ? (
        <p className="picker-wait" role="status">
          {words.picker.loading}
        </p>
      ) : (
        <fieldset className="answers">
          <legend className="unseen">{words.picker.heading}</legend>
          {playbooks.map((each, i) => (
            <Answer key={each.name} card={each} place={i + 1} isChosen={each.name === chosen} onChoose={onChoose} />
          ))}
        </fieldset>
      )}
      {card && <ForAndAgainst card={card} level={level} />}
      {wrong.map((file) => (
        <p key={file} className="small">
          {words.picker.wrong(file)}
        </p>
      ))}
    </section>
  )
}

type AnswerProps = {
  readonly card: PlaybookCard
  readonly place: number
  readonly isChosen: boolean
  readonly onChoose: (name: string) => void
}

function Answer({ card, place, isChosen, onChoose }: AnswerProps) {
  return (
    <label className="one-answer">
      <input type="radio" name="playbook" value={card.name} checked={isChosen} onChange={() => onChoose(card.name)} />
      <span className="answer-words">
        <span className="answer-title">
          <b>{card.title}</b> <small>{card.voice}</small>
        </span>
        <span className="answer-summary">{card.summary}</span>
      </span>
      {place <= 9 && <Key name={String(place)} />}
    </label>
  )
}

function ForAndAgainst({ card, level }: { readonly card: PlaybookCard; readonly level: 1 | 2 }) {
  const Heading = level === 1 ? 'h2' : 'h3'
  const columns = [
    [words.picker.pro, card.pro],
    [words.picker.contra, card.contra],
    [words.picker.assumed, card.assumed]
  ] as const
  return (
    <div className="for-against" aria-live="polite">
      {columns.map(
        ([title, lines]) =>
          lines.length > 0 && (
            <div key={title}>
              <Heading className="lead">{title}</Heading>
              <ul>
                {lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </div>
          )
      )}
    </div>
  )
}
