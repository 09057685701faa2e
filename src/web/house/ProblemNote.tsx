import { TriangleAlert } from 'lucide-react'
import type { Problem } from '../../contract/problem.ts'
import { houseWords } from '../words/house.ts'

/** What failed, what is safe and what to do, in the place where the thing would be. */
export function ProblemNote({ problem, onAgain }: { readonly problem: Problem; readonly onAgain?: () => void }) {
  return (
    <section className="failure" role="alert">
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      <div>
        <h2 className="lead">{problem.title}</h2>
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
