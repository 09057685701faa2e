/** Truth of three values: 0 no, 1 not known, 2 yes. `and` is the smaller, `or` the larger, `not` is 2 minus. */
export type Condition = (vector: Float64Array) => number

/** The condition that holds for nobody; stands in for one that was reported as wrong. */
export const never: Condition = () => 0

export const and =
  (a: Condition, b: Condition): Condition =>
  (v) => {
    const left = a(v)
    return left === 0 ? 0 : Math.min(left, b(v))
  }

export const or =
  (a: Condition, b: Condition): Condition =>
  (v) => {
    const left = a(v)
    return left === 2 ? 2 : Math.max(left, b(v))
  }

export const not =
  (a: Condition): Condition =>
  (v) =>
    2 - a(v)
