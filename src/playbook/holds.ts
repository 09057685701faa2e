import { type Expression } from './expression.ts'

/** Whether a condition is known to hold; no condition always does. Not known is not enough. */
export const holds = (when: Expression | null, v: Float64Array): boolean => when === null || when.test(v) === 2
