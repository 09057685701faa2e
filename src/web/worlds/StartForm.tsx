import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { house } from '../../contract/house.ts'
import { lists } from '../../contract/lists.ts'
import type { Problem } from '../../contract/problem.ts'
import { openWorld } from '../../contract/worlds.ts'
import { ask } from '../ask/ask.ts'
import { useAnswer } from '../ask/use-answer.ts'
import { ProblemNote } from '../house/ProblemNote.tsx'
import { defaultPlaybook } from '../search.ts'
import { houseWords } from '../words/house.ts'
import { counted } from '../words/numbers.ts'

const { day: words } = houseWords

/** List, strategy, days, reps and seed; starting leads to the world. */
export function StartForm({ list: wanted }: { readonly list: string | undefined }) {
  const navigate = useNavigate()
  const { answer: told } = useAnswer(lists, {})
  const { answer: about } = useAnswer(house, {})
  const [list, setList] = useState(wanted ?? '')
  const [playbook, setPlaybook] = useState(defaultPlaybook)
  const [isStarting, setStarting] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const id = useId()
  const chosen = list === '' ? (told?.lists[0]?.name ?? '') : list
  const inPlaybook = told?.lists.find(({ name }) => name === chosen)?.inPlaybook ?? 0
  const start = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    // The line below says that a list is needed.
    if (chosen === '') return
    const form = new FormData(event.currentTarget)
    const number = (name: string): number => Number(form.get(name))
    setStarting(true)
    const body = { list: chosen, playbook, days: number('days'), reps: number('reps'), seed: number('seed') }
    const reply = await ask(openWorld, { body })
    setStarting(false)
    if (reply.kind === 'problem') return setProblem(reply.problem)
    if (reply.kind === 'answer')
      await navigate({ to: '/worlds/$world', params: { world: String(reply.answer.number) } })
  }
  return (
    <form className="day-form" onSubmit={(event) => void start(event)}>
      <div className="fields">
        <p className="field field-wide">
          <label htmlFor={`${id}list`}>{words.list}</label>
          <select id={`${id}list`} value={chosen} onChange={(event) => setList(event.target.value)}>
            {told?.lists.map(({ id: key, name, leads }) => (
              <option key={key} value={name}>
                {name}, {counted(leads, 'lead')}
              </option>
            ))}
          </select>
        </p>
        <p className="field field-wide">
          <label htmlFor={`${id}playbook`}>{words.playbook}</label>
          <select id={`${id}playbook`} value={playbook} onChange={(event) => setPlaybook(event.target.value)}>
            {about?.strategies.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </p>
        <NumberField id={`${id}days`} name="days" label={words.days} first={5} min={1} max={30} />
        <NumberField id={`${id}reps`} name="reps" label={words.reps} first={4} min={1} max={50} />
        <NumberField id={`${id}seed`} name="seed" label={words.seed} first={0} min={0} max={4_294_967_295} />
        <button type="submit" className="button button-main" disabled={isStarting}>
          {isStarting ? words.starting : words.start}
        </button>
      </div>
      <p className="because day-summary">{about?.strategies.find(({ name }) => name === playbook)?.summary}</p>
      <p className="small">
        {told !== null && told.lists.length === 0 ? words.noList : words.seedWhy} {words.enrolled(inPlaybook)}
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
    </form>
  )
}

type NumberProps = {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly first: number
  readonly min: number
  readonly max: number
}

function NumberField({ id, name, label, first, min, max }: NumberProps) {
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} name={name} type="number" required defaultValue={first} min={min} max={max} step={1} />
    </p>
  )
}
