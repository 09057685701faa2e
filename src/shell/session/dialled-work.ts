import { type DialMode } from '../../call/call-state.ts'
import { type Choice, choiceCode, facts, slot } from '../../facts/fact.ts'
import { Complaint } from '../command/complaint.ts'
import { settingOf } from '../command/setting.ts'
import { sayOnStderr } from '../command/terminal.ts'
import { type WorkOptions } from '../command/work.ts'
import { type Phone, liveCircumstances } from '../engine/live-circumstances.ts'
import { keepGround } from '../law/law-here.ts'
import { openEarsOfCalls } from '../listening/ears-of-calls.ts'
import { openLists } from '../lists/open-lists.ts'
import { library } from '../recordings/recordings.ts'
import { type Installation } from '../store/installation.ts'
import { type Carrier, type RepLeg } from '../telephony/carrier.ts'
import { type DiallingCarrier, openCarrier, seatOrder } from './open-carrier.ts'
import { realLine } from './real-line.ts'
import { firstUser, openSession } from './rep-session.ts'
import { type Seat, sitDown } from './sit-down.ts'

const MODE = facts[slot('dialer.mode')] as Choice
const DROP = 1
const modes: readonly DialMode[] = ['preview', 'progressive', 'rep_hears']

/** A rep works a list on a carrier that dials: their own leg is rung once and kept up, and calls come and go on it. */
export async function workDialled(
  installation: Installation,
  name: DiallingCarrier,
  listId: number,
  options: WorkOptions,
  seat: Seat,
  enrol: (desk: ReturnType<Awaited<ReturnType<typeof keepGround>>['last']>) => Promise<void>
): Promise<void> {
  const { store, org, postgres } = installation
  const mode = modeOf(options.dialer ?? 'preview')
  const setting = settingOf({}, seat.env)
  const order = seatOrder(name, '1', options, setting.country)
  const kept = await keepGround(store, org, await openLists(postgres.home))
  await enrol(kept.last())
  await using carrier = await openCarrier(name, seat.env)
  const health = await carrier.health()
  if (!health.ok)
    throw new Complaint(`${name} carries no calls now: ${health.detail}. aftertone telephony doctor says more`)
  let phone = await phoneOf(installation, carrier, mode, seat.clock())
  sayOnStderr(`Ringing you: take the call, and keep it up until you go home.`)
  const leg = await carrier.seat(order)
  await using ears = await openEarsOfCalls(sayOnStderr)
  await using session = await openSession(store, org, {
    ...{ userId: await firstUser(store, org), listId, carrier: name, clock: seat.clock },
    circumstances: (now) => liveCircumstances(org, now, kept.last(), phone),
    async renew() {
      await kept.look()
      phone = await phoneOf(installation, carrier, mode, seat.clock())
    }
  })
  try {
    await sitDown(
      session,
      options.list,
      seat,
      setting.zone,
      (hear, desk) => {
        leg.on('gone', () => hear({ kind: 'noted', says: 'Your own line is gone: leave (Q) and start again' }))
        return realLine({
          ...{ session, carrier, name, mode, zone: setting.zone, leg: () => upOr(leg), openEars: ears.open },
          ...{ isLocal: options.local === true, hear, desk }
        })
      },
      { name, dials: true, isProgressive: mode !== 'preview' }
    )
  } finally {
    await leg.hangup()
  }
}

const upOr = (leg: RepLeg): string | null => (leg.isUp() ? leg.id : null)

function modeOf(text: string): DialMode {
  const mode = modes.find((each) => each === text)
  if (mode !== undefined) return mode
  throw new Complaint(`--dialer ${text}: a carrier that dials takes ${modes.join(', ')}`, 2)
}

/** How messages are left on this carrier, and which there are: looked at again for each verdict. */
async function phoneOf({ store, org }: Installation, carrier: Carrier, mode: DialMode, now: number): Promise<Phone> {
  const recordings = carrier.can.drop ? await library(store, org, now) : { seconds: [], purposes: [] }
  const hasAny = recordings.seconds.some(Number.isFinite)
  return { dialer: { mode: choiceCode(MODE, mode), messageMode: hasAny ? DROP : 0 }, library: recordings }
}
