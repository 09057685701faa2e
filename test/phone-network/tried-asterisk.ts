import { asteriskCarrier } from '../../src/shell/telephony/asterisk/asterisk-carrier.ts'
import { type Behaviour, type FarLine, type Refusal, type TestNetwork, type Tried } from '../tried-carrier.ts'
import { joined } from '../phone-sound.ts'
import { asteriskHouse } from './asterisk-house.ts'
import { type PhoneLeg } from './phone-leg.ts'
import { phoneNetwork } from './phone-network.ts'
import { type Script, type Step } from './script.ts'

const statuses: Readonly<Record<Refusal, number>> = {
  ...{ busy: 486, rejected: 603, vacant: 404, blocked: 607, congestion: 503, redirected: 302 }
}

/** The carrier on a real Asterisk, whose trunk leads to our own telephone network. */
export async function triedAsterisk(): Promise<Tried> {
  const network = await phoneNetwork()
  const reps = Array.from({ length: 16 }, (_, i) => `rep${i + 1}`)
  const house = await asteriskHouse(network.port, reps)
  let carrier = asteriskCarrier(house.carrier)
  const number = numbers()
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
  const tested: TestNetwork = {
    line(behaves) {
      const to = number()
      network.script(to, scriptOf(behaves))
      return farLine(to, () => network.legs(to)[0])
    },
    wait,
    nowhere() {
      const to = number()
      network.script(to, [{ kind: 'nothing' }])
      return to
    },
    async rings(from, says) {
      const exchange = house.now().settings.sip
      const leg = await network.rings(from, '+12125550199', exchange, says)
      return farLine(from, () => leg)
    },
    async rep() {
      const name = reps.shift()!
      network.script(name, [{ kind: 'status', code: 180 }, { kind: 'wait', ms: 100 }, { kind: 'answer' }])
      const line = farLine(name, () => network.legs(name)[0])
      return {
        order: { rep: name, at: { kind: 'softphone', name } },
        heard: line.heard,
        says: line.says,
        leave: line.hangup
      }
    },
    death: { die: house.kill, comeBack: house.restart },
    async rebirth() {
      // What a dead process does to Asterisk, and no more: its sockets close.
      await carrier[Symbol.asyncDispose]()
      carrier = asteriskCarrier(house.carrier)
    }
  }
  return {
    ...{ carrier: () => carrier, network: tested, slackMs: 250 },
    async [Symbol.asyncDispose]() {
      await carrier[Symbol.asyncDispose]()
      await network[Symbol.asyncDispose]()
      await house[Symbol.asyncDispose]()
    }
  }
}

/** Numbers that nobody has: 555-01xx, area by area. */
export function numbers(): () => string {
  let nth = 0
  return () => {
    const area = 201 + Math.floor(nth / 100)
    return `+1${area}55501${String(nth++ % 100).padStart(2, '0')}`
  }
}

function scriptOf({ early, ringMs, then }: Behaviour): Script {
  const before: readonly Step[] =
    early === null ? [{ kind: 'status', code: 180 }] : [{ kind: 'early' }, { kind: 'speak', sound: early }]
  const rung: readonly Step[] = [...before, { kind: 'wait', ms: ringMs }]
  if (then.kind === 'never') return before
  if (then.kind === 'refuses') {
    const contact = then.how === 'redirected' ? { contact: 'sip:+12125550177@127.0.0.1:9' } : {}
    return [...rung, { kind: 'status', code: statuses[then.how], ...contact }]
  }
  const stays: readonly Step[] = then.staysMs === null ? [] : [{ kind: 'wait', ms: then.staysMs }, { kind: 'hang_up' }]
  return [...rung, { kind: 'answer' }, { kind: 'speak', sound: then.says }, ...stays]
}

function farLine(to: string, leg: () => PhoneLeg | undefined): FarLine {
  return {
    to,
    state: () => leg()?.state() ?? 'idle',
    heard: () => joined(...(leg()?.heard() ?? []).map(({ ulaw }) => ulaw)),
    digits: () => leg()?.sound.digits() ?? '',
    says: (sound) => void leg()?.sound.says(sound),
    hangup: async () => leg()?.hangup()
  }
}
