/** A heading as it is compared: lower case, no accents, no punctuation, "DoNotCall__c" as "do not call". */
export function plainWords(heading: string): string {
  return plainValue(
    clipped(heading)
      .replace(/__[cr]$/i, '')
      .replace(CAMEL, '$1 $2')
  )
}

/** A cell as it is compared: as a heading, but "VoIP" and "B2B" stay one word. */
export function plainValue(cell: string): string {
  const lower = clipped(cell).trim().toLowerCase()
  if (SIMPLE.test(lower)) return lower
  const bare = ASCII.test(lower) ? lower : unaccented(lower)
  return bare
    .replace(/['’`´]/g, '')
    .replace(/[^\p{L}\p{N}#%]+/gu, ' ')
    .trim()
}

/**
 * A reader of words that remembers what it has read: a column holds the same few words a million times over.
 * What is remembered is bounded, and long cells, which are all different, are not.
 */
export function remembering<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = read(text)
    if (text.length <= 40 && known.size < 2000) known.set(text, value)
    return value
  }
}

/** The phrases of a word table, whose lines part them with " | ". */
export function phrases(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' | '))
}

/** No heading or word that we know is longer; a hostile cell must not cost more than a usual one. */
const LONGEST = 120
const CAMEL = /(\p{Ll})(\p{Lu})/gu
const ASCII = /^[\x20-\x7e]*$/
const SIMPLE = /^[a-z0-9]+(?: [a-z0-9]+)*$/

function clipped(text: string): string {
  return text.length > LONGEST ? text.slice(0, LONGEST) : text
}

function unaccented(text: string): string {
  return text
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/ø/g, 'o')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
}
