import { carrierConformance } from '../../../../test/carrier-conformance.ts'
import { type Behaviour, type FarLine, type Refusal, type Tried } from '../../../../test/tried-carrier.ts'
import { turnedClock } from '../../../../test/turned-clock.ts'
import { type Carrier, type Ended } from '../carrier.ts'
import { type ManualCall, manualCarrier } from './manual-carrier.ts'

/** A rep with a telephone: dials what is shown, and says by keys what the telephone says. */
async function repWithTelephone(): Promise<Tried> {
  const clock = turnedClock()
  const manual = manualCarrier(() => undefined, clock)
  const telephones = new Map<string, { readonly behaves: Behaviour; state: ReturnType<FarLine['state']> }>()
  let numbers = 0

  const dial = (call: ManualCall): void => {
    const telephone = telephones.get(call.to)!
    telephone.state = 'ringing'
    call.on('ended', () => void (telephone.state = 'over'))
    const { ringMs, then } = telephone.behaves
    if (then.kind === 'never') return
    clock.after(ringMs, () => {
      if (call.state() === 'ended') return
      if (then.kind === 'refuses') return call.over(says[then.how], 'them')
      telephone.state = 'up'
      call.answered()
      if (then.staysMs !== null) clock.after(then.staysMs, () => call.over('completed', 'them'))
    })
  }
  const carrier: Carrier = {
    ...manual,
    async place(order) {
      const call = await manual.place(order)
      dial(call)
      calls.set(order.to, call)
      return call
    }
  }
  const calls = new Map<string, ManualCall>()
  const line = (behaves: Behaviour): FarLine => {
    const to = `+121255501${String(++numbers).padStart(2, '0')}`
    telephones.set(to, { behaves, state: 'idle' })
    return {
      to,
      state: () => telephones.get(to)!.state,
      ...{ heard: () => new Uint8Array(), digits: () => '', says: () => undefined },
      hangup: async () => calls.get(to)?.over('completed', 'them')
    }
  }
  const wait = async (ms: number): Promise<void> => {
    clock.turn(ms)
    await new Promise(setImmediate)
  }
  return {
    ...{ carrier: () => carrier, slackMs: 20, network: { line, wait, ...nothingElse } },
    [Symbol.asyncDispose]: async () => undefined
  }
}

const nothingElse = { nowhere: null, rings: null, rep: null, death: null, rebirth: null }
const says: Readonly<Record<Refusal, Ended['outcome']>> = {
  ...{ busy: 'busy', rejected: 'rejected', vacant: 'invalid_number', blocked: 'blocked' },
  ...{ congestion: 'carrier_fault', redirected: 'redirected' }
}

carrierConformance('manual', repWithTelephone)
