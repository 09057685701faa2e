/** Columns that a text takes on a terminal: ideographs and emoji take two, marks on a letter none. */
export function widthOf(text: string): number {
  if (NARROW.test(text)) return text.length
  let width = 0
  for (const character of text) width += MARK.test(character) ? 0 : isWide(character.codePointAt(0)!) ? 2 : 1
  return width
}

/** The text in exactly so many columns: cut with an ellipsis, or filled up with blanks. */
export function fitted(text: string, columns: number): string {
  const width = widthOf(text)
  if (width <= columns) return text + ' '.repeat(columns - width)
  let cut = ''
  let taken = 0
  for (const character of text) {
    const own = widthOf(character)
    if (taken + own > columns - 1) break
    cut += character
    taken += own
  }
  return `${cut}…${' '.repeat(columns - 1 - taken)}`
}

/** Lines of at most so many columns, broken between words; a word longer than a line stands alone. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > columns) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

const NARROW = /^[ -~]*$/
const MARK = /\p{Mn}|\p{Me}|\u200d|\ufe0f/u

/** East Asian Width W and F of Unicode 16, in whole blocks. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd]
]
const isWide = (point: number): boolean => wide.some(([from, to]) => point >= from && point <= to)
