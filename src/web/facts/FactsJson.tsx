import { Copy } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { factsWords } from '../words/panel.ts'

type FactsJsonProps = {
  readonly text: string
  /** A problem that belongs to no field above. */
  readonly problem: string | null
  readonly onChange: (text: string) => void
}

/** The facts as the document that the command line takes. */
export function FactsJson({ text, problem, onChange }: FactsJsonProps) {
  const id = useId()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => setCopied(false), [text])
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <section className="facts-json">
      <h2 className="lead">
        <label htmlFor={id}>{factsWords.json}</label>
      </h2>
      <p className="text" id={`${id}-under`}>
        {factsWords.jsonUnder}
      </p>
      <textarea
        id={id}
        value={text}
        rows={Math.min(24, Math.max(6, text.split('\n').length + 1))}
        spellCheck={false}
        aria-describedby={problem === null ? `${id}-under` : `${id}-under ${id}-problem`}
        aria-invalid={problem !== null}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem !== null && (
        <p id={`${id}-problem`} className="fact-problem">
          {problem}
        </p>
      )}
      <p className="facts-actions">
        {/* A browser that refuses the clipboard still shows the text to select. */}
        <button type="button" className="button" onClick={() => void copy().catch(() => setCopied(false))}>
          <Copy size={16} strokeWidth={1.75} aria-hidden="true" /> {factsWords.copy}
        </button>
        <button type="button" className="button" onClick={() => onChange('{}')}>
          {factsWords.clear}
        </button>
        <span role="status" className="small">
          {isCopied && factsWords.copied}
        </span>
      </p>
    </section>
  )
}
