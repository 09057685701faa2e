/** Seed of every draw that a page shows: the same list gives the same sheet on each reading. */
export const SEED = 0
