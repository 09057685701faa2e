import { useId, useState } from 'react'
import { house } from '../../contract/house.ts'
import { type ListCounts, enrol } from '../../contract/lists.ts'
import type { Problem } from '../../contract/problem.ts'
import { ask } from '../ask/ask.ts'
import { useAnswer, workChanged } from '../ask/use-answer.ts'
import { ProblemNote } from '../house/ProblemNote.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { defaultPlaybook } from '../search.ts'
import { houseWords } from '../words/house.ts'

type EnrolProps = {
  readonly list: ListCounts
  readonly people: number
  readonly onClose: () => void
  readonly onDone: (enrolled: number) => void
}

/** Which playbook, and for how many people: the button names their number. */
export function EnrolDialog({ list, people, onClose, onDone }: EnrolProps) {
  const { answer } = useAnswer(house, {})
  const [playbook, setPlaybook] = useState(defaultPlaybook)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const id = useId()
  const { enrol: words } = houseWords
  const act = async (): Promise<void> => {
    setBusy(true)
    const reply = await ask(enrol, { params: { id: list.id }, body: { playbook } })
    setBusy(false)
    if (reply.kind === 'problem') return setProblem(reply.problem)
    if (reply.kind === 'nobody') return onClose()
    workChanged()
    onDone(reply.answer.enrolled)
  }
  const chosen = answer?.strategies.find(({ name }) => name === playbook)
  return (
    <Dialog heading={words.heading(people)} onClose={onClose}>
      {problem !== null && <ProblemNote problem={problem} />}
      <p className="field">
        <label htmlFor={id}>{words.which}</label>
        <select id={id} value={playbook} onChange={(event) => setPlaybook(event.target.value)}>
          {answer?.strategies.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </p>
      <p className="because">{chosen?.summary}</p>
      <p className="small">{words.why}</p>
      <p className="dialog-acts">
        <button type="button" className="button button-main" disabled={isBusy} onClick={() => void act()}>
          {isBusy ? words.doing : words.act(people)}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {houseWords.cancel}
        </button>
      </p>
    </Dialog>
  )
}
