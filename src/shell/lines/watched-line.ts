import { type Heard } from '../../listen/heard.ts'
import { type Store } from '../store/store.ts'
import { type Carrier } from '../telephony/carrier.ts'
import { type Ears } from '../telephony/ears.ts'
import { type Learned, writeLearned } from './line-call.ts'

/** Writes down what is learned of one call, in the order in which it was learned. */
export type WriteLearned = (learned: Learned) => void
export type OpenEars = (hear: (heard: Heard) => void) => Ears

/** A failure to write is told and no more: the call goes on. */
export function learnedWriter(
  store: Pick<Store, 'inOrg'>,
  org: number,
  id: number,
  failed: (what: string, error: unknown) => void
): WriteLearned {
  let written: Promise<unknown> = Promise.resolve()
  return (learned) => {
    written = written
      .then(() => writeLearned(store, org, id, learned))
      .catch((error: unknown) => failed('What was learned of the call was not written down', error))
  }
}

/** The same carrier, of whose next call everything is written down. */
export function watchedCarrier(carrier: Carrier, learn: WriteLearned): Carrier {
  return {
    ...carrier,
    async place(order) {
      const call = await carrier.place(order)
      learn({ what: 'carrier_call', callId: call.id, node: call.node })
      const reached = (state: ReturnType<typeof call.state>, at: number): void => {
        if (state === 'ringing' || state === 'early') learn({ what: 'rang', at })
        if (state === 'up') learn({ what: 'answered', at })
      }
      reached(call.state(), Date.now())
      call.on('state', ({ state, atMs }) => reached(state, atMs))
      call.on('ended', ({ outcome, by, endedAtMs, sip, q850 }) =>
        learn({ what: 'ended', at: endedAtMs, outcome, by, sip: sip ?? null, q850: q850 ?? null })
      )
      return call
    }
  }
}

/** The same ears, of which the first verdict is written down. */
export function watchedEars(openEars: OpenEars, learn: WriteLearned): OpenEars {
  return (hear) => {
    let answeredAt: number | null = null
    let last = 0
    const ears = openEars((heard) => {
      last = heard.atMs
      if (heard.kind === 'verdict')
        learn({
          what: 'heard',
          verdict: heard.verdict,
          afterMs: heard.atMs - (answeredAt ?? 0),
          confidence: heard.confidence
        })
      hear(heard)
    })
    return {
      ...ears,
      answered() {
        answeredAt = last
        ears.answered()
      }
    }
  }
}
