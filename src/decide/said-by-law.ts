import { type LawClass } from '../guard/law-class.ts'
import { tokenWords } from '../guard/law-words.ts'
import { type Table } from '../guard/table.ts'
import { type StatementToken, statementTokens } from '../guard/term.ts'
import { type MessageSlot } from '../playbook/words.ts'

/**
 * What the law wants said in a call or a message of this kind to these people, in words: each thing that has to be there,
 * then of each choice its parts. What the slots of a message declare is left out. Empty where it wants nothing, or nobody
 * asks it.
 */
export function mustSay(table: Table, kind: number, slots: readonly MessageSlot[] = []): readonly string[] {
  const law = table.law[kind] ?? null
  if (law === null) return []
  const said = slots.flatMap((slot) => slotSays[slot] ?? [])
  const { must, choices } = wantedBy(law.law)
  const isSaid = (token: StatementToken): boolean => said.includes(token)
  return [
    ...must.filter((token) => !isSaid(token)).map((token) => tokenWords[token]),
    ...choices.filter((some) => !some.some(isSaid)).map((some) => some.map((token) => tokenWords[token]).join(' or '))
  ]
}

/** Slots of a message that say what a law may want. A rep who says a number says one of the firm. */
const slotSays: Partial<Readonly<Record<MessageSlot, readonly StatementToken[]>>> = {
  who: ['caller_name'],
  company: ['entity_name'],
  reason: ['purpose'],
  number: ['entity_phone'],
  ways_to_reach: ['entity_phone']
}

/** A choice is no choice where another rule wants one of its parts. */
function wantedBy({ statements }: LawClass): {
  readonly must: readonly StatementToken[]
  readonly choices: readonly (readonly StatementToken[])[]
} {
  const tokensOf = (bits: number): readonly StatementToken[] =>
    statementTokens.filter((_, i) => (bits & (1 << i)) !== 0)
  const all = statements.reduce((bits, { must }) => bits | must, 0)
  const choices = [...new Set(statements.map(({ oneOf }) => oneOf))].filter((bits) => bits !== 0 && (bits & all) === 0)
  return { must: tokensOf(all), choices: choices.map(tokensOf) }
}
