import { Link } from '@tanstack/react-router'
import { houseWords } from '../words/house.ts'

type Why = { readonly heading: string; readonly why: string }

/** Nobody is let in, why, and what to do. */
export function SignedOut({ why = houseWords.signedOut }: { readonly why?: Why }) {
  return (
    <div className="house-page">
      <h1 className="answer" tabIndex={-1}>
        {why.heading}
      </h1>
      <p className="because house-why">{why.why}</p>
      <p>
        <Link to="/" className="link">
          {houseWords.signedOut.sheet}
        </Link>
      </p>
    </div>
  )
}
