import { asteriskCarrier } from '../../src/shell/telephony/asterisk/asterisk-carrier.ts'
import { unlike } from '../phone-sound.ts'
import { type AppOrder } from './app-order.ts'

/** An app with one call on the line, to be killed in the middle of it. Says each step on a line of its own. */
const order = JSON.parse(process.argv[2]!) as AppOrder
const carrier = asteriskCarrier(order.carrier)
const leg =
  order.rep === null ? null : await carrier.seat({ rep: order.rep, at: { kind: 'softphone', name: order.rep } })
const call = await carrier.place({
  ...{ attemptId: order.attemptId, to: order.to, from: null, ringMs: 10_000, maxMs: order.maxMs }
})
call.on('state', ({ state }) => {
  if (state === 'up') void begin()
})
if (call.state() === 'up') void begin()

let hasBegun = false
async function begin(): Promise<void> {
  if (hasBegun) return
  hasBegun = true
  if (leg !== null) {
    await call.connect(leg.id)
    return console.log(`bridged ${leg.id}`)
  }
  call.on('played', ({ playedMs }) => console.log(`played ${playedMs}`))
  await call.drop({ kind: 'ulaw', ulaw: unlike(21, order.messageMs) }, { thenHangup: true })
}
