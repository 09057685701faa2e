/** A share with the band in which the truth lies 19 times in 20, if these calls are like those to come. */
export type Interval = { readonly low: number; readonly high: number }

/** The 97.5 % point of the normal distribution. */
const Z = 1.959963984540054

/** The score interval of Wilson (1927, JASA 22:209): honest for small counts, and exactly 0 or 1 at the ends. */
export function wilson(count: number, of: number): Interval | null {
  if (of <= 0) return null
  const p = count / of
  const spread = 1 + (Z * Z) / of
  const centre = (p + (Z * Z) / (2 * of)) / spread
  const half = (Z / spread) * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of))
  return { low: count === 0 ? 0 : Math.max(0, centre - half), high: count === of ? 1 : Math.min(1, centre + half) }
}

/**
 * The exact interval of Clopper and Pearson (1934, Biometrika 26:404) for rare things such as callbacks per message,
 * found by halving: the shares at which so many or more, so many or fewer, would come up once in 40.
 */
export function exact(count: number, of: number): Interval | null {
  if (of <= 0) return null
  return {
    low: count === 0 ? 0 : solve((p) => 1 - atMost(count - 1, of, p), 0.025),
    high: count === of ? 1 : solve((p) => -atMost(count, of, p), -0.025)
  }
}

/** The share at which a rising function reaches a value. */
function solve(rising: (p: number) => number, value: number): number {
  let low = 0
  let high = 1
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (rising(middle) < value) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Chance of so many or fewer among `of`, each with chance p; summed outward from the largest term, so nothing is lost. */
function atMost(count: number, of: number, p: number): number {
  if (p <= 0) return 1
  if (p >= 1) return count >= of ? 1 : 0
  const from = Math.min(count, Math.floor((of + 1) * p))
  const odds = p / (1 - p)
  let sum = 0
  let term = 1
  for (let k = from; k >= 0 && term > 1e-18 * (sum + 1); k--) {
    sum += term
    term *= k / ((of - k + 1) * odds)
  }
  term = ((of - from) / (from + 1)) * odds
  for (let k = from + 1; k <= count && term > 1e-18 * (sum + 1); k++) {
    sum += term
    term *= ((of - k) / (k + 1)) * odds
  }
  return sum * Math.exp(logTerm(from, of, p))
}

/** Logarithm of the chance of exactly so many. */
function logTerm(count: number, of: number, p: number): number {
  return (
    logFactorial(of) -
    logFactorial(count) -
    logFactorial(of - count) +
    count * Math.log(p) +
    (of - count) * Math.log1p(-p)
  )
}

/** Sums for small numbers, Stirling's series beyond, where it errs by less than 1e-12. */
function logFactorial(n: number): number {
  if (n < 64) {
    let sum = 0
    for (let i = 2; i <= n; i++) sum += Math.log(i)
    return sum
  }
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3)
}
