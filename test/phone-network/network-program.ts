import { phoneNetwork } from './phone-network.ts'
import { type FromNetwork, type ToNetwork } from './network-apart.ts'

/** The telephone network as a process of its own, so that nothing of what it measures waits for who is being measured. */
const network = await phoneNetwork()
const say = (said: FromNetwork): void => void (process.connected && process.send?.(said))

network.onLeg((leg) => {
  const { number, events, sound } = leg
  void leg.over.then(() =>
    say({ kind: 'over', record: { number, from: leg.from, events, packets: leg.heard(), digits: sound.digits() } })
  )
})
process.on('message', (asked: ToNetwork) => {
  if (asked.kind === 'script') network.script(asked.number, asked.script)
  if (asked.kind === 'hang_up') for (const leg of network.legs(asked.number)) leg.hangup()
  if (asked.kind === 'state') {
    const leg = network.legs(asked.number).at(-1)
    say({ kind: 'state', number: asked.number, state: leg?.state() ?? 'idle', events: leg?.events ?? [] })
  }
})
process.once('disconnect', () => void network[Symbol.asyncDispose]())
say({ kind: 'ready', port: network.port })
