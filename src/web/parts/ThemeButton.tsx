import { Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import type { Theme } from '../search.ts'
import { rememberTheme, rememberedTheme, systemTheme, wearTheme } from '../theme.ts'
import { useAddress } from '../use-address.ts'
import { words } from '../words/en.ts'

/** Turns light into dark and back; the choice stays on this machine. */
export function ThemeButton() {
  const { search, change } = useAddress()
  const [chosen, setChosen] = useState<Theme>(() => search.theme ?? rememberedTheme() ?? systemTheme())
  const isDark = chosen === 'dark'
  const turn = (): void => {
    const theme = isDark ? 'light' : 'dark'
    setChosen(theme)
    rememberTheme(theme)
    wearTheme(theme)
    if (search.theme) change({ theme: undefined })
  }
  const Icon = isDark ? Sun : Moon
  return (
    <button type="button" className="side-item" onClick={turn}>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" /> {words.side.theme(isDark)}
    </button>
  )
}
