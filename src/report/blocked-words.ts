import { rules } from '../guard/rule.ts'

/** Why a message was kept back, in words: a rule of the guard by its reason, or the lack of a way to leave it. */
export function ruleWordsOf(code: string): string {
  const rule = rules.find(({ id }) => id === code)
  return rule === undefined ? code : `${rule.reason} (${rule.id})`
}

/** Hindrances that are not the guard’s, by the codes of decide/. */
export const hindrances: Readonly<Record<number, string>> = {
  [-1]: 'no recording fits',
  [-2]: 'no rep on the line to speak it',
  [-3]: 'a screener takes no recording'
}
