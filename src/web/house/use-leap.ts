import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useKeys } from '../parts/use-keys.ts'

const WAIT_MS = 1_500
const places = { l: '/work', d: '/worlds', r: '/report', s: '/' } as const

/** `g`, then a letter: to a page. */
export function useLeap(): void {
  const navigate = useNavigate()
  const until = useRef(0)
  const leap = (letter: keyof typeof places) => (): void | false => {
    if (performance.now() > until.current) return false
    until.current = 0
    void navigate({ to: places[letter] })
  }
  useKeys({
    g: () => void (until.current = performance.now() + WAIT_MS),
    l: leap('l'),
    d: leap('d'),
    r: leap('r'),
    s: leap('s')
  })
}
