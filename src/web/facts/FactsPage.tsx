import { useEffect, useState } from 'react'
import { Side } from '../sheet/Side.tsx'
import type { StartProps } from '../start/Start.tsx'
import { useAddress } from '../use-address.ts'
import { words } from '../words/en.ts'
import { factsWords } from '../words/panel.ts'
import type { FactsAnswers, Settings } from '../work/messages.ts'
import { store } from '../work/use-sheet.ts'
import { type Draft, pathOf, readDraft, valueAt } from './document.ts'
import { FactsAnswer, FactsDock } from './FactsAnswer.tsx'
import { FactsForm } from './FactsForm.tsx'
import { FactsJson } from './FactsJson.tsx'

const KEY = 'aftertone.facts'
/** A call to a firm: of whom nothing is said the law for consumers is asked, which forbids it where no list was brought in. */
const FIRST = JSON.stringify({ lead: { market: 'b2b' } }, null, 2)

/** Facts on the left, the answer beside them as one types, and the same situation under every strategy. */
export function FactsPage(props: StartProps) {
  const { settings } = useAddress()
  const [text, setText] = useState(() => rememberedFacts() ?? FIRST)
  const [draft, setDraft] = useState<Draft>(() => readDraft(text) ?? {})
  const answers = useAnswers(text, settings)
  const problem = answers?.kind === 'bad' ? answers.problem : null

  const change = (next: Draft): void => {
    setDraft(next)
    setText(JSON.stringify(next, null, 2))
  }
  const changeText = (next: string): void => {
    setText(next)
    const read = readDraft(next)
    if (read) setDraft(read)
  }
  useEffect(() => rememberFacts(text), [text])

  const isAtField =
    problem !== null && (pathOf(problem) in factsWords.extra || valueAt(draft, pathOf(problem)) !== undefined)
  return (
    <div className="frame">
      <Side {...props} sheet={props.state.sheet} />
      <main className="frame-main facts" id="main" tabIndex={-1}>
        <div className="facts-left">
          <h1 className="answer">{factsWords.heading}</h1>
          <p className="text">{factsWords.under}</p>
          <p className="small">{words.law.asked(props.state.lawAsOf)}</p>
          <FactsForm draft={draft} problem={problem} onChange={change} />
          <FactsJson text={text} problem={problem !== null && !isAtField ? problem : null} onChange={changeText} />
        </div>
        <div className="facts-right" id="facts-answer" tabIndex={0} role="region" aria-label={factsWords.answer}>
          <FactsAnswer answers={answers} playbook={settings.playbook} playbooks={props.state.playbooks} />
        </div>
        <FactsDock answers={answers} playbook={settings.playbook} />
      </main>
    </div>
  )
}

/** The answers to a text of FACTS; the last good ones stay while new ones are made. */
function useAnswers(text: string, settings: Settings): FactsAnswers | null {
  const [answers, setAnswers] = useState<FactsAnswers | null>(null)
  useEffect(() => {
    let isWanted = true
    void store.answerFacts(text, settings).then((next) => {
      if (isWanted) setAnswers(next)
    })
    return () => {
      isWanted = false
    }
  }, [text, settings])
  return answers
}

/** For as long as the tab lives, so that a look at the sheet loses nothing. */
function rememberedFacts(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    // A browser that keeps nothing starts empty.
    return null
  }
}

function rememberFacts(text: string): void {
  try {
    sessionStorage.setItem(KEY, text)
  } catch {
    // As above.
  }
}
