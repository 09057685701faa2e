import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { signIn } from '../../contract/house.ts'
import type { Problem } from '../../contract/problem.ts'
import { ask } from '../ask/ask.ts'
import { Mark } from '../parts/Mark.tsx'
import { houseWords } from '../words/house.ts'
import { SignedOut } from './SignedOut.tsx'

/** Takes the key of the printed link for a cookie, and goes on to the lists. */
export function SignIn() {
  const navigate = useNavigate()
  const { hash } = useLocation()
  const [problem, setProblem] = useState<Problem | 'nobody' | null>(null)
  const asked = useRef(false)
  useEffect(() => {
    // A key opens once, and development mounts twice.
    if (asked.current) return
    asked.current = true
    void ask(signIn, { body: { key: hash } }).then((reply) => {
      if (reply.kind === 'answer') return navigate({ to: '/work', replace: true })
      setProblem(reply.kind === 'problem' ? reply.problem : 'nobody')
    })
  }, [hash, navigate])
  return (
    <main className="note-page">
      <Mark />
      {problem === null ? (
        <h1 className="small">{houseWords.signingIn}</h1>
      ) : (
        <SignedOut
          why={problem !== 'nobody' && problem.code === 'used_key' ? houseWords.usedKey : houseWords.wrongKey}
        />
      )}
    </main>
  )
}
