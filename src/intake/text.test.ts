import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileKind, textReader } from './text.ts'

const bytes = (...codes: number[]): Uint8Array => Uint8Array.from(codes)
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
function utf16(text: string, isLittle: boolean, mark: boolean): Uint8Array {
  const codes = [...(mark ? [0xfeff] : []), ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))]
  return Uint8Array.from(codes.flatMap((code) => (isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255])))
}

function decoded(
  file: Uint8Array,
  chunk = file.length + 1
): { readonly text: string; readonly warnings: readonly string[] } {
  const kind = fileKind(file)
  if (kind.kind === 'notText') return { text: kind.reason, warnings: [] }
  const reader = textReader(kind)
  let text = ''
  for (let at = 0; at < file.length; at += chunk) text += reader.push(file.subarray(at, at + chunk))
  return { text: text + reader.end(), warnings: reader.warnings() }
}

test.for([
  ['UTF-8', utf8('Zoë,Ünal 漢\n')],
  ['UTF-8 with a mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('Zoë,Ünal 漢\n')])],
  ['UTF-16 of Excel', utf16('Zoë,Ünal 漢\n', true, true)],
  ['UTF-16, big end first', utf16('Zoë,Ünal 漢\n', false, true)],
  ['UTF-16 without a mark', utf16('Zoë,Ünal 漢\n', true, false)]
] as const)('%s is read whatever the chunks', ([, file]) => {
  for (const chunk of [1, 2, 3, 5, 100]) expect(decoded(file, chunk)).toEqual({ text: 'Zoë,Ünal 漢\n', warnings: [] })
})

test('older Excel text is read as windows-1252, with a warning', () => {
  const file = bytes(0x5a, 0x6f, 0xeb, 0x2c, 0x80, 0x31, 0x30, 0x0a)
  expect(decoded(file)).toEqual({ text: 'Zoë,€10\n', warnings: [expect.stringMatching(/not UTF-8.*windows-1252/)] })
  expect(decoded(file, 1).text).toBe('Zoë,€10\n')
})

test.for([
  [bytes(0x50, 0x4b, 3, 4, 0, 0), /Excel.*save or export it as CSV/],
  [bytes(0xd0, 0xcf, 0x11, 0xe0), /old Excel/],
  [utf8('%PDF-1.7'), /PDF/],
  [utf8('<!DOCTYPE html><html>'), /web page/],
  [utf8('  <table border=1>'), /web page/],
  [utf8('{"leads": []}'), /JSON/],
  [utf8('[{"a":1}]'), /JSON/],
  [bytes(0x1f, 0x8b, 8), /gunzip/],
  [utf8('BEGIN:VCARD'), /visiting cards/]
] as const)('another kind of file is named, with what to do: %#', ([file, reason]) => {
  expect(fileKind(file)).toMatchObject({ kind: 'notText', reason: expect.stringMatching(reason) })
})

test('a heading in brackets is no JSON', () => {
  expect(fileKind(utf8('[Name],[Phone]\n')).kind).toBe('text')
})

test('any bytes in any chunks are decoded without a throw, and UTF-8 without a loss', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 1, max: 40 }),
      (file, chunk) => void decoded(file, chunk)
    )
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (text, chunk) => {
      expect(decoded(utf8(`Name,${text}`), chunk).text).toBe(`Name,${text}`)
    })
  )
})
