import { Link } from '@tanstack/react-router'
import { words } from '../words/en.ts'
import { Mark } from './Mark.tsx'

/** An address that leads nowhere. */
export function NotHere() {
  return (
    <main className="note-page">
      <Mark />
      <h1 className="answer">{words.notHere}</h1>
      <Link to="/" className="link">
        {words.toFront}
      </Link>
    </main>
  )
}
