import type { Theme } from './search.ts'

const KEY = 'aftertone.theme'

/** The theme that was chosen on this machine earlier; null follows the system. */
export function rememberedTheme(): Theme | null {
  try {
    const kept = localStorage.getItem(KEY)
    return kept === 'light' || kept === 'dark' ? kept : null
  } catch {
    // A browser that keeps nothing for this page still shows it.
    return null
  }
}

export function rememberTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // As above: the choice then lasts as long as the page.
  }
}

/** Puts the theme on the page; null leaves the choice to the system. */
export function wearTheme(theme: Theme | null): void {
  if (theme === null) document.documentElement.removeAttribute('data-theme')
  else document.documentElement.dataset['theme'] = theme
}

/** The theme that the page wears. */
export function wornTheme(): Theme {
  const worn = document.documentElement.dataset['theme']
  return worn === 'light' || worn === 'dark' ? worn : systemTheme()
}

function systemTheme(): Theme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
