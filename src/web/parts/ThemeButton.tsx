import { useNavigate, useSearch } from '@tanstack/react-router'
import { Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import type { Theme } from '../search.ts'
import { rememberTheme, wearTheme, wornTheme } from '../theme.ts'
import { words } from '../words/en.ts'

/** Turns light into dark and back; the choice stays on this machine. */
export function ThemeButton() {
  const search: { readonly theme?: Theme } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [chosen, setChosen] = useState(wornTheme)
  const isDark = chosen === 'dark'
  const turn = (): void => {
    const theme = isDark ? 'light' : 'dark'
    setChosen(theme)
    rememberTheme(theme)
    wearTheme(theme)
    // The address of the first page may name a theme, which would come back at the next visit.
    if (search.theme) void navigate({ to: '.', search: ({ theme: _, ...others }) => others, replace: true })
  }
  const Icon = isDark ? Sun : Moon
  return (
    <button type="button" className="side-item" onClick={turn}>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" /> {words.side.theme(isDark)}
    </button>
  )
}
