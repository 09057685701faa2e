import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type LegEvent } from './phone-leg.ts'
import { type HeardPacket } from './rtp-line.ts'
import { type Script } from './script.ts'

/** One call at a number, from its first instant to its last, as the telephone has it. */
export type LegRecord = {
  readonly number: string
  readonly from: string
  readonly events: readonly LegEvent[]
  /** What was heard since the answer. */
  readonly packets: readonly HeardPacket[]
  readonly digits: string
}

export type ToNetwork =
  | { readonly kind: 'script'; readonly number: string; readonly script: Script }
  | { readonly kind: 'hang_up'; readonly number: string }
  | { readonly kind: 'state'; readonly number: string }
export type FromNetwork =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'over'; readonly record: LegRecord }
  | {
      readonly kind: 'state'
      readonly number: string
      readonly state: 'idle' | 'ringing' | 'up' | 'over'
      readonly events: readonly LegEvent[]
    }

/** The telephone network in a process of its own. */
export type NetworkApart = AsyncDisposable & {
  readonly port: number
  readonly pid: number
  readonly script: (number: string, script: Script) => void
  readonly hangup: (number: string) => void
  /** Settles once a call at the number is over. */
  readonly over: (number: string) => Promise<LegRecord>
  readonly state: (number: string) => Promise<Extract<FromNetwork, { kind: 'state' }>>
}

export async function networkApart(): Promise<NetworkApart> {
  const child = fork(join(import.meta.dirname, 'network-program.ts'), { serialization: 'advanced' })
  const waiting = new Map<string, PromiseWithResolvers<LegRecord>>()
  const asked = new Map<string, PromiseWithResolvers<Extract<FromNetwork, { kind: 'state' }>>>()
  const overOf = (number: string): PromiseWithResolvers<LegRecord> => {
    const there = waiting.get(number) ?? Promise.withResolvers<LegRecord>()
    waiting.set(number, there)
    return there
  }
  const ready = Promise.withResolvers<number>()
  child.on('message', (said: FromNetwork) => {
    if (said.kind === 'ready') ready.resolve(said.port)
    if (said.kind === 'over') overOf(said.record.number).resolve(said.record)
    if (said.kind === 'state') asked.get(said.number)?.resolve(said)
  })
  child.once('exit', () => ready.reject(new Error('the telephone network did not start')))
  const say = (what: ToNetwork): void => void child.send(what)
  return {
    ...{ port: await ready.promise, pid: child.pid! },
    script: (number, script) => say({ kind: 'script', number, script }),
    hangup: (number) => say({ kind: 'hang_up', number }),
    over: (number) => overOf(number).promise,
    state(number) {
      const answer = Promise.withResolvers<Extract<FromNetwork, { kind: 'state' }>>()
      asked.set(number, answer)
      say({ kind: 'state', number })
      return answer.promise
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    }
  }
}
