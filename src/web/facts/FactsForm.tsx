import { useId } from 'react'
import { type Fact, facts, stops } from '../../facts/fact.ts'
import { factsWords } from '../words/panel.ts'
import { type Draft, pathOf, valueAt, withValue } from './document.ts'
import { FactField } from './FactField.tsx'

type FactsFormProps = {
  readonly draft: Draft
  readonly problem: string | null
  readonly onChange: (draft: Draft) => void
}

/** Every fact that a strategy may ask about, in the groups of FACTS. */
export function FactsForm({ draft, problem, onChange }: FactsFormProps) {
  const problemPath = problem === null ? '' : pathOf(problem)
  const problemAt = (path: string): string | null => (path === problemPath && problem !== null ? problem : null)
  return (
    <form className="facts-form" onSubmit={(event) => event.preventDefault()} autoComplete="off">
      {groupsOf().map(([group, members]) => (
        <fieldset key={group} className="facts-group">
          <legend>
            <b>{factsWords.groups[group]?.[0] ?? group}</b> <small>{factsWords.groups[group]?.[1]}</small>
          </legend>
          {extraOf(group).map((path) => (
            <TextField
              key={path}
              path={path}
              value={valueAt(draft, path)}
              problem={problemAt(path)}
              onChange={(value) => onChange(withValue(draft, path, value))}
            />
          ))}
          {members.map((fact) => (
            <FactField
              key={fact.path}
              fact={fact}
              value={valueAt(draft, fact.path)}
              problem={problemAt(fact.path)}
              onChange={(value) => onChange(withValue(draft, fact.path, value))}
            />
          ))}
        </fieldset>
      ))}
      <Stops draft={draft} onChange={onChange} />
    </form>
  )
}

/** Facts by the first part of their path, with the place, of which no rule asks but every clock depends. */
function groupsOf(): readonly (readonly [string, readonly Fact[]])[] {
  const groups = new Map<string, Fact[]>()
  for (const fact of facts) {
    const group = fact.path.includes('.') ? fact.path.slice(0, fact.path.indexOf('.')) : 'call'
    groups.set(group, [...(groups.get(group) ?? []), fact])
    if (group === 'number' && !groups.has('place')) groups.set('place', [])
  }
  return [...groups]
}

function extraOf(group: string): readonly string[] {
  return Object.keys(factsWords.extra).filter((path) =>
    path.includes('.') ? path.startsWith(`${group}.`) : group === 'call'
  )
}

type TextFieldProps = {
  readonly path: string
  readonly value: unknown
  readonly problem: string | null
  readonly onChange: (value: unknown) => void
}

/** A fact that no rule reads but that an answer needs: where they are, and which number it is. */
function TextField({ path, value, problem, onChange }: TextFieldProps) {
  const [name = path, says = '', otherwise = ''] = factsWords.extra[path] ?? []
  const fact = { path: name, kind: 'text', otherwise, says } as const
  return <FactField fact={fact} value={value} problem={problem} onChange={onChange} />
}

function Stops({ draft, onChange }: Pick<FactsFormProps, 'draft' | 'onChange'>) {
  const id = useId()
  const given = Array.isArray(draft['stops']) ? (draft['stops'] as readonly unknown[]) : []
  const turn = (stop: string, isOn: boolean): void => {
    const next = isOn ? [...given, stop] : given.filter((each) => each !== stop)
    onChange(withValue(draft, 'stops', next.length === 0 ? undefined : next))
  }
  return (
    <fieldset className="facts-group facts-stops">
      <legend>
        <b>{factsWords.groups['stops']?.[0]}</b> <small>{factsWords.groups['stops']?.[1]}</small>
      </legend>
      {stops.map((stop) => (
        <label key={stop} htmlFor={`${id}-${stop}`}>
          <input
            id={`${id}-${stop}`}
            type="checkbox"
            checked={given.includes(stop)}
            onChange={(event) => turn(stop, event.target.checked)}
          />
          {stop.replaceAll('_', ' ')}
        </label>
      ))}
    </fieldset>
  )
}
