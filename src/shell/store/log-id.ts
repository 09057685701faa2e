/**
 * Ids of the log are made of the person and the place in that person's log: unique without a sequence, the same in
 * every run of a world, and below 2^53 as long as there are fewer than 2^33 people with fewer than 2^20 entries each.
 */
const SEQS = 2 ** 20

export function logId(leadId: number, seq: number): number {
  if (!(seq >= 1 && seq < SEQS)) throw new Error(`entry ${seq} of lead ${leadId}: a log holds ${SEQS - 1} entries`)
  return leadId * SEQS + seq
}

/** The first and the last id that a person’s log may hold. */
export const logIds = (leadId: number): readonly [first: number, last: number] => [
  leadId * SEQS + 1,
  leadId * SEQS + SEQS - 1
]

export const leadOfId = (id: number): number => Math.floor(id / SEQS)
export const seqOfId = (id: number): number => id - Math.floor(id / SEQS) * SEQS
