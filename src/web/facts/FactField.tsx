import { useId } from 'react'
import type { Fact } from '../../facts/fact.ts'
import { factsWords } from '../words/panel.ts'

type FactFieldProps = {
  readonly fact: Fact
  readonly value: unknown
  readonly problem: string | null
  readonly onChange: (value: unknown) => void
}

/** One fact: its name in FACTS, what it means, a control for its kind, and what stands when nobody says. */
export function FactField({ fact, value, problem, onChange }: FactFieldProps) {
  const id = useId()
  const name = fact.path.slice(fact.path.indexOf('.') + 1)
  const shared = {
    id,
    'aria-describedby': problem === null ? `${id}-says` : `${id}-says ${id}-problem`,
    'aria-invalid': problem !== null
  }
  return (
    <div className={value === undefined ? 'fact' : 'fact fact-said'}>
      <label htmlFor={id}>{spaced(name)}</label>
      <Control fact={fact} value={value} shared={shared} onChange={onChange} />
      <p id={`${id}-says`} className="fact-says">
        {withoutSource(fact.says)}
        {fact.kind === 'measure' && fact.money ? `, ${factsWords.minor}` : ''}
      </p>
      {problem !== null && (
        <p id={`${id}-problem`} className="fact-problem">
          {problem}
        </p>
      )}
    </div>
  )
}

type ControlProps = {
  readonly fact: Fact
  readonly value: unknown
  readonly shared: { readonly id: string }
  readonly onChange: (value: unknown) => void
}

function Control({ fact, value, shared, onChange }: ControlProps) {
  const otherwise = factsWords.otherwise(defaultOf(fact))
  switch (fact.kind) {
    case 'choice':
      return (
        <select {...shared} value={String(value ?? '')} onChange={(event) => onChange(event.target.value || undefined)}>
          <option value="">{otherwise}</option>
          {fact.values.map((each) => (
            <option key={each} value={each}>
              {each.replaceAll('_', ' ')}
            </option>
          ))}
          {typeof value === 'string' && !fact.values.includes(value) && <option value={value}>{value}</option>}
        </select>
      )
    case 'flag':
      return (
        <select
          {...shared}
          value={typeof value === 'boolean' ? String(value) : ''}
          onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value === 'true')}
        >
          <option value="">{otherwise}</option>
          <option value="true">{factsWords.yes}</option>
          <option value="false">{factsWords.no}</option>
        </select>
      )
    case 'count':
    case 'ago':
    case 'measure':
      return (
        <input
          {...shared}
          inputMode="decimal"
          autoComplete="off"
          placeholder={otherwise}
          value={value === undefined ? '' : value === null ? factsWords.never : String(value)}
          onChange={(event) => onChange(numberOf(event.target.value))}
        />
      )
    case 'text':
      return (
        <input
          {...shared}
          autoComplete="off"
          spellCheck={false}
          placeholder={otherwise}
          value={value === undefined ? '' : String(value)}
          onChange={(event) => onChange(event.target.value || undefined)}
        />
      )
  }
}

/** A number as it is typed; what is none stays a text, so that its reader can say what is wrong with it. */
function numberOf(text: string): unknown {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (trimmed === factsWords.never) return null
  // "1." and "-" are on their way to a number and must not jump.
  const isWhole = /^-?(0|[1-9]\d*)(\.\d*[1-9])?$/.test(trimmed)
  return isWhole ? Number(trimmed) : text
}

function defaultOf(fact: Fact): string {
  if (fact.otherwise === 'derived') return factsWords.derived
  if (fact.otherwise === true) return factsWords.yes
  if (fact.otherwise === false) return factsWords.no
  return String(fact.otherwise).replaceAll('_', ' ')
}

/** `daysSinceVoicemail` as a person reads it. */
export function spaced(name: string): string {
  const words = name.replace(/([a-z])([A-Z0-9])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The sources behind a fact are for those who write playbooks. */
const withoutSource = (says: string): string => says.replace(/ \(\d{3}-\d\d[^)]*\)/g, '')
