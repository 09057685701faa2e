import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../command/setting.ts'

/** The two families of the house, latin letters. */
const fonts = [
  ['Instrument Sans', 'instrument-sans', 'instrument-sans-latin-wght-normal.woff2', '400 700'],
  ['Newsreader', 'newsreader', 'newsreader-latin-wght-normal.woff2', '200 800']
] as const

/** Fonts inside the page itself, so that it asks nobody for them; where they are not installed the reader’s own serve. */
export function pageFonts(): string {
  return fonts
    .map(([family, folder, file, weights]) => {
      const path = join(root, 'node_modules/@fontsource-variable', folder, 'files', file)
      if (!existsSync(path)) return ''
      const bytes = readFileSync(path).toString('base64')
      return `@font-face{font-family:"${family}";font-weight:${weights};src:url(data:font/woff2;base64,${bytes}) format("woff2")}\n`
    })
    .join('')
}
