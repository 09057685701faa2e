/**
 * One number that the invented people follow. `data` repeats a figure (figures.ts), `shrunk` is a figure moved towards
 * "no effect" because nobody drew lots for it, `assumption` is our guess: nothing was measured.
 */
export type Assumption = {
  readonly value: number
  readonly unit: Unit
  readonly min: number
  readonly max: number
  readonly basis: Basis
  /** Ids of figures that speak to it; see figures.ts. */
  readonly figures: readonly string[]
  readonly says: string
}

export type Basis = 'data' | 'shrunk' | 'assumption'
/** The basis and the figures behind it: `data AN-08`. */
export type From = Basis | `${Basis} ${string}`

export type Unit =
  'share' | 'factor' | 'log ratio' | 'log odds' | 'log spread' | 'weight' | 'seconds' | 'hours' | 'days' | 'cents'

const assumption =
  (unit: Unit, min: number, max: number) =>
  (value: number, from: From, says: string): Assumption => {
    const [basis, ...figures] = from.split(' ') as [Basis, ...string[]]
    return { value, unit, min, max, basis, figures, says }
  }

export const share = assumption('share', 0, 1)
/** Multiplies; 1 changes nothing. */
export const factor = assumption('factor', 0, 20)
/** Adds to the logarithm of a chance; 0 changes nothing, below 0 is less. */
export const logRatio = assumption('log ratio', -3, 3)
export const logOdds = assumption('log odds', -5, 5)
/** Standard deviation of a logarithm over people; 0 makes all alike. */
export const spread = assumption('log spread', 0, 2)
/** How often one thing comes beside the others of its kind. */
export const weight = assumption('weight', 0, 1000)
export const seconds = assumption('seconds', 0, 300)
export const hours = assumption('hours', 0, 2000)
export const days = assumption('days', 0, 1000)
export const cents = assumption('cents', 0, 1e11)
