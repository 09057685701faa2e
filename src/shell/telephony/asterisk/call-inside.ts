import { type CallLife } from '../call-life.ts'
import { type Timers } from '../timers.ts'
import { type AsteriskNode } from './asterisk-node.ts'
import { type Line } from './line.ts'

/** A call as its own parts see it. */
export type CallInside = {
  readonly node: AsteriskNode
  /** The callee’s channel. */
  readonly channelId: string
  readonly life: CallLife
  readonly line: Line
  readonly timers: Timers
  /** One after the other: who is put together with whom is never decided by two at once. */
  readonly inTurn: <T>(act: () => Promise<T>) => Promise<T>
}

export function turns(): CallInside['inTurn'] {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const mine = last.then(act)
    last = mine.catch(() => undefined)
    return mine
  }
}

/** Asterisk itself ends a channel so long from now, also when we are dead. */
export async function limitLength({ node, channelId }: CallInside, ms: number): Promise<void> {
  const query = { variable: 'TIMEOUT(absolute)', value: (ms / 1_000).toFixed(3) }
  await node.ari.ask('POST /channels/{channelId}/variable', { path: { channelId }, query })
}
