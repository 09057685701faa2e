import { type Key } from './desk.ts'

const PASTE_BEGINS = '\u001b[200~'
const PASTE_ENDS = '\u001b[201~'
const ESC = '\u001b'
/** A sequence of a key that we have no use for: arrows, function keys, and Alt with a letter. */
const SEQUENCE = /^\u001b(?:\[[0-9;?]*[ -/]*[@-~]|O[A-Za-z]|[^[O])/

/**
 * The keys in what a terminal sent, and what of it is only the beginning of one. A paste comes as one piece, so that
 * pasted text never acts as keys.
 */
export function decodeKeys(text: string): { readonly keys: readonly Key[]; readonly rest: string } {
  const keys: Key[] = []
  let at = 0
  while (at < text.length) {
    const left = text.slice(at)
    if (left.startsWith(PASTE_BEGINS)) {
      const end = left.indexOf(PASTE_ENDS)
      if (end < 0) return { keys, rest: left }
      keys.push({ kind: 'paste', text: plain(left.slice(PASTE_BEGINS.length, end)) })
      at += end + PASTE_ENDS.length
      continue
    }
    if (left[0] === ESC) {
      const sequence = SEQUENCE.exec(left)
      if (sequence === null) {
        if (left.length > 1 && left.length < 12) return { keys, rest: left }
        keys.push({ kind: 'escape' })
        at += 1
        continue
      }
      keys.push({ kind: 'other' })
      at += sequence[0].length
      continue
    }
    const char = String.fromCodePoint(left.codePointAt(0)!)
    const named = controls[char]
    if (named !== undefined) keys.push({ kind: named })
    else if (char >= ' ') keys.push({ kind: 'char', char })
    at += char.length
  }
  return { keys, rest: '' }
}

const controls: Readonly<Record<string, Exclude<Key['kind'], 'char' | 'paste'>>> = {
  ...{ '\r': 'enter', '\n': 'enter', '\u007f': 'backspace', '\b': 'backspace', '\u0015': 'clear' },
  ...{ '\u0003': 'interrupt', '\u0004': 'end' }
}

/** Text without what would move a cursor. */
const plain = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')
