/** A heading or a word as it is compared: lower case, no accents, no punctuation, "DoNotCall__c" as "do not call". */
export function plainWords(text: string): string {
  const short = text.length > LONGEST ? text.slice(0, LONGEST) : text
  const split = short
    .replace(/__[cr]$/i, '')
    .replace(CAMEL, '$1 $2')
    .toLowerCase()
  const bare = ASCII.test(split) ? split : unaccented(split)
  return bare
    .replace(/['’`´]/g, '')
    .replace(/[^\p{L}\p{N}#%]+/gu, ' ')
    .trim()
}

/** The phrases of a word table, whose lines part them with " | ". */
export function phrases(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' | '))
}

/** A cell's text compared the cheap way: trimmed, lower case, accents kept only where there are none to lose. */
export function plainValue(text: string): string {
  const lower = text.trim().toLowerCase()
  return SIMPLE.test(lower) ? lower : plainWords(lower)
}

/** No heading or word that we know is longer; a hostile cell must not cost more than a usual one. */
const LONGEST = 120
const CAMEL = /([\p{Ll}\d])(\p{Lu})/gu
const ASCII = /^[\x20-\x7e]*$/
const SIMPLE = /^[a-z0-9]+(?: [a-z0-9]+)*$/

function unaccented(text: string): string {
  return text
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/ø/g, 'o')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
}
