import { type Call } from './carrier.ts'

/** The rep of one call: put through, taken off and let go, one after the other, as it was ordered. */
export type LiveRep = {
  readonly bridge: () => void
  readonly unbridge: () => void
  readonly release: () => void
  /** Everything that was ordered is done. */
  readonly settled: () => Promise<void>
}

export function liveRep(
  house: {
    readonly repLeg: () => string | null | Promise<string | null>
    readonly released: () => void
    readonly failed: (what: string, error: unknown) => void
  },
  callOf: () => Call | null,
  happens: (event: { readonly kind: 'bridged' | 'rep_gone' }) => void
): LiveRep {
  let last: Promise<void> = Promise.resolve()
  const inOrder = (what: string, act: () => Promise<unknown>, otherwise?: () => void): void => {
    last = last.then(act).then(
      () => undefined,
      (error: unknown) => {
        house.failed(what, error)
        otherwise?.()
      }
    )
  }
  const isGone = (): void => happens({ kind: 'rep_gone' })
  const bridge = async (): Promise<void> => {
    const leg = await house.repLeg()
    if (leg === null) return isGone()
    await callOf()!.connect(leg)
    happens({ kind: 'bridged' })
  }
  return {
    bridge: () => inOrder('putting the rep through', bridge, isGone),
    unbridge: () => inOrder('taking the rep off', async () => await callOf()?.disconnect()),
    release: () => inOrder('letting the rep go', async () => house.released()),
    settled: () => last
  }
}
