import { codeOf, ruleCalled } from '../guard/rule.ts'

/** Why a message was kept back, in words: a rule of the guard by its reason, or the lack of a way to leave it. */
export function ruleWordsOf(code: string): string {
  return codeOf.has(code) ? `${ruleCalled(code).reason} (${code})` : code
}

/** Hindrances that are not the guard’s, by the codes of decide/. */
export const hindrances: Readonly<Record<number, string>> = {
  [-1]: 'no recording fits',
  [-2]: 'no rep on the line to speak it',
  [-3]: 'a screener takes no recording'
}
