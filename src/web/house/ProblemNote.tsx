import { TriangleAlert } from 'lucide-react'
import type { Problem } from '../../contract/problem.ts'
import { houseWords } from '../words/house.ts'

/** What failed, what is safe and what to do, in the place where the thing would be: a page, or a part of one. */
type NoteProps = { readonly problem: Problem; readonly onAgain?: () => void; readonly isPage?: boolean }

export function ProblemNote({ problem, onAgain, isPage = false }: NoteProps) {
  const Heading = isPage ? 'h1' : 'h2'
  return (
    <section className="failure" role="alert">
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      <div>
        <Heading className="lead" tabIndex={isPage ? -1 : undefined}>
          {problem.title}
        </Heading>
        <p className="because">{problem.detail}</p>
        <p className="small">
          {houseWords.problem.safe} {houseWords.problem.code} <code>{problem.code}</code>
        </p>
        {onAgain && (
          <button type="button" className="button" onClick={onAgain}>
            {houseWords.problem.again}
          </button>
        )}
      </div>
    </section>
  )
}
