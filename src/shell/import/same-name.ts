import { plainValue } from '../../intake/plain-words.ts'

export type Named = { readonly firstName: string; readonly lastName: string; readonly name: string }

/**
 * Whether nothing in two names says that these are two people: each part is the same, an initial of the other, one
 * letter off, or missing. A telephone alone does not make one person of Ana and Luis who share it: a wrong merge would
 * put the consent of one on the other, while two leads of one person share the caps of their number.
 */
export function mayBeOne(a: Named, b: Named): boolean {
  const [firstA, lastA] = parts(a)
  const [firstB, lastB] = parts(b)
  return agree(firstA, firstB) && agree(lastA, lastB)
}

function parts({ firstName, lastName, name }: Named): readonly [first: string, last: string] {
  if (firstName !== '' || lastName !== '') return [plainValue(firstName), plainValue(lastName)]
  const words = plainValue(name).split(' ')
  return [words[0]!, words.length > 1 ? words.at(-1)! : '']
}

function agree(a: string, b: string): boolean {
  if (a === '' || b === '' || a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return (short.length === 1 && long.startsWith(short)) || isOneOff(short, long)
}

/** One letter changed, added or left out, in names long enough for that to be a slip. */
function isOneOff(short: string, long: string): boolean {
  if (short.length < 3 || long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  return short.slice(short.length === long.length ? at + 1 : at) === long.slice(at + 1)
}
