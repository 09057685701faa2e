import { OutsideError } from '../../../outside-error.ts'

/** A section of an Asterisk file: its name, and its lines in their order; a name may come more than once. */
export type Section = readonly [name: string, lines: readonly (readonly [key: string, value: string | number])[]]

/** The text of an Asterisk file. What could end a line or begin another is refused, so that no value becomes a setting. */
export function configText(sections: readonly Section[]): string {
  const blocks = sections.map(([name, lines]) => {
    const isExtensions = lines.some(([key]) => key === 'exten' || key === 'load')
    const arrow = isExtensions ? ' => ' : ' = '
    return [`[${checked(name)}]`, ...lines.map(([key, value]) => `${checked(key)}${arrow}${escaped(value)}`)].join('\n')
  })
  return `${blocks.join('\n\n')}\n`
}

/** A semicolon begins a comment, unless a backslash stands before it. */
function escaped(value: string | number): string {
  return checked(String(value)).replaceAll(';', '\\;')
}

function checked(text: string): string {
  if (!/[\r\n\0]/.test(text)) return text
  throw new OutsideError('unsupported', 'A setting for Asterisk holds a line break: write it on one line.')
}
