import { nearest } from '../facts/nearest.ts'
import { type Field } from './field.ts'
import { headingWords } from './heading-words.ts'
import { phrases, plainWords } from './plain-words.ts'

/** What a heading means: a field that we know, or nothing. */
export type Heading =
  | { readonly kind: 'known'; readonly field: Field; readonly order: number; readonly doubt: string | null }
  | { readonly kind: 'unknown' }

/** Reads one heading; `order` is the number in "Phone 2", 1 when there is none. */
export function readHeading(text: string): Heading {
  const words = plainWords(text)
  const exact = known(words, 1)
  if (exact) return exact
  const numbered = NUMBERED.exec(words)
  if (numbered) {
    const found = known(numbered[1]!, Number(numbered[2])) ?? known(unprefixed(numbered[1]!), Number(numbered[2]))
    if (found) return found
  }
  return known(unprefixed(words), 1) ?? { kind: 'unknown' }
}

const NUMBERED = /^(.*\p{L}) ?#? ?(\d{1,4})$/u
/** CRMs put the table before the column: "Person - Phone", "Lead: Status", "Primary contact - Mobile". */
const PREFIX = /^(?:(?:primary )?(?:contact|lead|person|prospect|organization|organisation|deal|customer|account|hs) )+/

function unprefixed(words: string): string {
  return words.replace(PREFIX, '')
}

const fieldOf: ReadonlyMap<string, Field> = new Map(
  Object.entries(headingWords).flatMap(([field, lines]) =>
    phrases(lines).map((phrase) => [phrase, field as Field] as const)
  )
)

function known(words: string, order: number): Heading | null {
  const field = fieldOf.get(words)
  return field === undefined ? null : { kind: 'known', field, order, doubt: doubts.get(words) ?? null }
}

/** Headings that different exports mean differently, and how we take them. */
const doubts: ReadonlyMap<string, string> = new Map([
  ['last contacted', 'taken as the last call; some exports count e-mails in it'],
  ['last contact', 'taken as the last call; some exports count e-mails in it'],
  ['last activity', 'taken as the last call; some exports count e-mails in it'],
  ['last activity date', 'taken as the last call; some exports count e-mails in it'],
  ['last touch', 'taken as the last call; some exports count e-mails in it'],
  ['last communication', 'taken as the last call; some exports count e-mails in it'],
  ['touched at', 'taken as the last call; some exports count e-mails in it'],
  ['engaged at', 'taken as the last conversation; some exports count e-mail opens in it'],
  ['last meeting', 'taken as the last conversation'],
  ['contacted', 'taken as "we have spoken with this person"'],
  ['reached', 'taken as "we have spoken with this person"'],
  ['nom', 'taken as the family name'],
  ['nombre', 'taken as the first name'],
  ['account', 'taken as the company'],
  ['channel', 'taken as the source of the lead'],
  ['follow up', 'taken as a promised callback'],
  ['follow up date', 'taken as a promised callback'],
  ['due date', 'taken as a promised callback'],
  ['score', 'taken as the fit score'],
  ['value', 'taken as the deal value'],
  ['amount', 'taken as the deal value'],
  ['premium', 'taken as the deal value'],
  ['security phrase', 'taken as the company, as many VICIdial lists use it'],
  ['consent', 'taken as consent to sales calls only'],
  ['unsubscribed', 'taken as an opt-out from every channel'],
  ['land', 'taken as the country']
])

/** The known heading that an unknown one comes closest to, or null; it costs thousands of times what reading costs. */
export function nearestHeading(text: string): string | null {
  const words = plainWords(text)
  if (words.length < 3 || words.length > 40) return null
  const found = nearest(words, fieldOf.keys())
  if (found === null) return null
  const shared = [...new Set(found)].filter((letter) => words.includes(letter)).length
  return shared * 2 > new Set(found).size ? found : null
}
