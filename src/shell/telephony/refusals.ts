import { type Abilities, type Call, type Carrier, CannotDo } from './carrier.ts'

type Acts = Pick<
  Call,
  'hold' | 'mute' | 'press' | 'transfer' | 'record' | 'drop' | 'stopDrop' | 'connect' | 'disconnect'
>

/** Every act of a call as a refusal; a carrier writes over those that it can do. */
export function refusals(carrier: string): Acts {
  const refuse = (what: keyof Abilities) => () => Promise.reject(new CannotDo(carrier, what))
  return {
    ...{ hold: refuse('hold'), mute: refuse('mute'), press: refuse('keypad'), transfer: refuse('transfer') },
    ...{ record: refuse('record'), drop: refuse('drop'), stopDrop: refuse('drop') },
    ...{ connect: refuse('bridge'), disconnect: refuse('bridge') }
  }
}

/** For a carrier that knows of no rep. */
export function noSeats(carrier: string): Carrier['seat'] {
  return () => Promise.reject(new CannotDo(carrier, 'bridge'))
}
