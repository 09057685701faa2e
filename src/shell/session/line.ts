import { type Endpoint } from '../../facts/outcome-lists.ts'
import { type FloorCall, type People } from '../../simulate/people.ts'
import { type Taken } from '../engine/next-call.ts'
import { type Off } from '../telephony/carrier.ts'
import { type ManualCarrier, type ManualCall } from '../telephony/manual/manual-carrier.ts'
import { type PeopleTruth, peopleEnds } from '../telephony/simulated/people-ends.ts'
import { type SimulatedCall } from '../telephony/simulated/simulated-call.ts'
import { simulatedCarrier } from '../telephony/simulated/simulated-carrier.ts'
import { floorCall } from '../world/rep-call.ts'
import { type AdviceWords } from './card.ts'
import { type DeskEvent } from './desk.ts'

/** The call that is out, towards whoever carries it. */
export type Line = {
  readonly place: (order: Placed) => Promise<void>
  /** The rep hears a person. */
  readonly answered: () => void
  /** The rep hears a machine: it is stored, and only then is said what to do. */
  readonly machine: (reached: Reached) => Promise<AdviceWords>
  readonly speak: (maxSeconds: number) => void
  readonly over: () => void
  /** Settles when no call goes on any more, also none that goes on alone. */
  readonly atRest: () => Promise<void>
}
/** A touch at whose other end a machine is. */
export type Reached = { readonly leadId: number; readonly touch: number; readonly endpoint: Endpoint }
export type Placed = {
  readonly attemptId: string
  readonly number: string
  readonly leadId: number
  readonly touch: number
  readonly touchAt: number
  /** Who is called, as they were taken: before anything was dialled. */
  readonly taken: Taken | null
}

const MINUTE = 60_000
/** On a telephone of their own nobody but the rep knows how long it rings; the watchdog is for keys that never come. */
const MANUAL = { ringMs: 30 * MINUTE, maxMs: 240 * MINUTE }
const SIMULATED = { ringMs: MINUTE, maxMs: 30 * MINUTE }

type Ask = (reached: Reached) => Promise<AdviceWords>

export function manualLine(carrier: ManualCarrier, ask: Ask, hear: (event: DeskEvent) => void): Line {
  let call: ManualCall | null = null
  let off: Off = () => undefined
  return {
    async place({ attemptId, number }) {
      call = await carrier.place({ attemptId, to: number, from: null, ...MANUAL })
      off = call.on('ended', ({ by }) => {
        if (by === 'timeout')
          hear({ kind: 'line', state: 'ended', says: 'Nothing was said for so long that the call counts as over' })
      })
    },
    answered: () => call?.answered(),
    async machine(reached) {
      call?.answered()
      return await ask(reached)
    },
    speak: () => undefined,
    over() {
      off()
      call?.over('completed', 'us')
      call = null
    },
    atRest: async () => undefined
  }
}

export function simulatedLine(people: People, ask: Ask, hear: (event: DeskEvent) => void): Line {
  let called: FloorCall | null = null
  const carrier = simulatedCarrier(peopleEnds({ people, callOf: () => called! }))
  let call: SimulatedCall<PeopleTruth> | null = null
  let offs: readonly Off[] = []
  const leave = (): void => {
    for (const off of offs) off()
    offs = []
  }
  return {
    async place({ attemptId, number, taken }) {
      leave()
      if (taken === null) throw new Error('a call of the simulated network needs somebody who was taken')
      called = floorCall(taken.person, taken.desk)
      const placed = await carrier.place({ attemptId, to: number, from: null, ...SIMULATED })
      call = placed
      offs = [
        placed.on('heard', ({ text }) => hear({ kind: 'heard', says: text })),
        placed.on('state', ({ state }) => {
          if (state === 'up') hear({ kind: 'line', state: 'up', says: 'Something has answered: H human, V machine' })
        }),
        placed.on('ended', ({ outcome, by }) =>
          hear({
            kind: 'line',
            state: 'ended',
            says: `The line is dead (${outcome.replaceAll('_', ' ')}, by ${by}): E says what answered`
          })
        )
      ]
    },
    answered: () => undefined,
    machine: ask,
    speak: (maxSeconds) => call?.speak(maxSeconds * 1000),
    over() {
      leave()
      void call?.hangup('rep')
      call = null
    },
    atRest: async () => undefined
  }
}
