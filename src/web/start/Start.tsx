import { Link } from '@tanstack/react-router'
import { Check, FileUp, ListChecks } from 'lucide-react'
import type { ReactNode } from 'react'
import { Key } from '../parts/Key.tsx'
import { Mark } from '../parts/Mark.tsx'
import { ProgressLine } from '../parts/Progress.tsx'
import { FailureNote } from '../parts/Failure.tsx'
import { ThemeButton } from '../parts/ThemeButton.tsx'
import { sample } from '../sample.ts'
import { useAddress } from '../use-address.ts'
import { words } from '../words/en.ts'
import type { SheetState } from '../work/sheet-store.ts'
import { store } from '../work/use-sheet.ts'
import { Picker } from './Picker.tsx'

export type StartProps = {
  readonly state: SheetState
  readonly playbook: string
  readonly isDropping: boolean
  readonly onChoose: () => void
  readonly onSample: () => void
  readonly onHelp: () => void
}

/** The page before there is a list: the promise and three steps beside the one question. */
export function Start(props: StartProps) {
  const { state, playbook, onChoose } = props
  const { change } = useAddress()
  return (
    <div className="start">
      <section className="start-side" aria-labelledby="promise">
        <Mark size={36} />
        <h1 className="promise" id="promise">
          {words.promise}
        </h1>
        <p className="privacy">{words.privacy}</p>
        <Steps {...props} />
        <div className="start-foot">
          <Link to="/work" className="side-item">
            <ListChecks size={16} strokeWidth={1.75} aria-hidden="true" /> {words.side.lists}
          </Link>
          <ThemeButton />
          <button type="button" className="side-item" onClick={props.onHelp} aria-keyshortcuts="?">
            {words.side.keys} <Key name="?" />
          </button>
        </div>
      </section>
      <main className="start-main">
        {state.failure && <FailureNote failure={state.failure} onChoose={onChoose} />}
        <Picker
          playbooks={state.playbooks}
          wrong={state.wrong}
          chosen={playbook}
          onChoose={(name) => change({ playbook: name })}
        />
      </main>
    </div>
  )
}

function Steps({ state, playbook, isDropping, onChoose, onSample }: StartProps) {
  const { change } = useAddress()
  const chosen = state.playbooks?.find((card) => card.name === playbook)
  return (
    <ol className="steps">
      <Step number={1} title={words.steps.list} says={words.steps.listNone} state="now">
        {state.work ? (
          <ProgressLine work={state.work} onCancel={store.cancel} />
        ) : (
          <>
            <button type="button" className={isDropping ? 'drop drop-over' : 'drop'} onClick={onChoose}>
              <FileUp size={16} strokeWidth={1.75} aria-hidden="true" />
              <span>
                <b>{isDropping ? words.steps.dropping : words.steps.drop}</b>
                {!isDropping && <> {words.steps.dropOr}</>}
              </span>
            </button>
            <p className="step-links">
              {sample && (
                <button type="button" className="link" onClick={onSample}>
                  {words.steps.sample(sample.rows)}
                </button>
              )}
              <button type="button" className="link" onClick={() => change({ view: 'facts' }, false)}>
                {words.steps.facts}
              </button>
            </p>
          </>
        )}
      </Step>
      <Step
        number={2}
        title={words.steps.strategy}
        says={chosen?.title ?? words.steps.strategyNone}
        state={chosen ? 'done' : 'open'}
      />
      <Step number={3} title={words.steps.read} says={words.steps.readNone} state="open" />
    </ol>
  )
}

type StepProps = {
  readonly number: number
  readonly title: string
  readonly says: string
  readonly state: 'done' | 'now' | 'open'
  readonly children?: ReactNode
}

function Step({ number, title, says, state, children }: StepProps) {
  return (
    <li className={`step step-${state}`} {...(state === 'now' ? { 'aria-current': 'step' as const } : {})}>
      <span className="step-mark" aria-hidden="true">
        {state === 'done' ? <Check size={14} strokeWidth={2} /> : number}
      </span>
      <div className="step-words">
        <b>{title}</b>
        <span>
          {state === 'done' && <span className="unseen">{words.steps.done}: </span>}
          {says}
        </span>
      </div>
      {children && <div className="step-act">{children}</div>}
    </li>
  )
}
