import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeKeys } from './decode-keys.ts'

const char = (text: string) => ({ kind: 'char', char: text })

test.for([
  ['letters, and those of other alphabets', 'aß😀', [char('a'), char('ß'), char('😀')], ''],
  ['Enter, both ways', '\r\n', [{ kind: 'enter' }, { kind: 'enter' }], ''],
  ['Backspace, both ways', '\u007f\b', [{ kind: 'backspace' }, { kind: 'backspace' }], ''],
  ['Ctrl-C, Ctrl-D, Ctrl-U', '\u0003\u0004\u0015', [{ kind: 'interrupt' }, { kind: 'end' }, { kind: 'clear' }], ''],
  ['a single Escape', '\u001b', [{ kind: 'escape' }], ''],
  ['an arrow is no key of ours', '\u001b[Ah', [{ kind: 'other' }, char('h')], ''],
  ['a function key', '\u001bOP\u001b[15~', [{ kind: 'other' }, { kind: 'other' }], ''],
  ['the beginning of an arrow waits for the rest', 'h\u001b[1;', [char('h')], '\u001b[1;'],
  [
    'a paste is one piece and never keys',
    '\u001b[200~q\rdd\u001b[201~x',
    [{ kind: 'paste', text: 'q dd' }, char('x')],
    ''
  ],
  ['a paste that is on its way', '\u001b[200~qq', [], '\u001b[200~qq'],
  ['other control characters are nothing', '\u0000\u0001', [], '']
] as const)('%s', ([, text, keys, rest]) => {
  expect(decodeKeys(text)).toEqual({ keys, rest })
})

test('text that comes in two pieces is the same keys as in one', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme-ascii' }),
    fc.constantFrom('\r', '\u001b[A', '\u001b[200~ab\u001b[201~')
  )
  fc.assert(
    fc.property(fc.array(piece), fc.nat(), (pieces, at) => {
      const text = pieces.join('')
      const cut = at % (text.length + 1)
      // Where a piece ends with Escape alone nobody can know what follows.
      if (text[cut - 1] === '\u001b') return
      const first = decodeKeys(text.slice(0, cut))
      const second = decodeKeys(first.rest + text.slice(cut))
      expect([...first.keys, ...second.keys]).toEqual(decodeKeys(text).keys)
    })
  )
})
