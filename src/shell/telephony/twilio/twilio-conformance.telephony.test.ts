import { carrierConformance } from '../../../../test/carrier-conformance.ts'
import { type FarLine, type RepPhone, type Tried, answers } from '../../../../test/tried-carrier.ts'
import { ACCOUNT, twilioServer } from '../../../../test/twilio-server.ts'
import { twilioCarrier } from './twilio-carrier.ts'
import { freePort } from '../../../../test/free-port.ts'

/** Our carrier against a Twilio on this machine: the same requests, signatures, webhooks and streams. */
async function onTwilio(): Promise<Tried> {
  const twilio = await twilioServer()
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const wish = { ...ACCOUNT, from: '+12125550100', publicUrl, host: '127.0.0.1', port, watchMs: 300 }
  const carrier = await twilioCarrier({ ...wish, apiUrl: twilio.apiUrl })
  twilio.callsInto(`${publicUrl}/twilio/voice`)
  const repPhone = async (): Promise<RepPhone> => {
    const line: FarLine = twilio.line(answers(new Uint8Array()))
    const order = { rep: '1', at: { kind: 'telephone', to: line.to } } as const
    return { order, heard: line.heard, says: line.says, leave: line.hangup }
  }
  return {
    carrier: () => carrier,
    // Webhooks, sockets and timers of one loaded process.
    slackMs: 250,
    network: {
      line: twilio.line,
      wait: (ms) => new Promise((done) => setTimeout(done, ms)),
      nowhere: null,
      rings: twilio.rings,
      rep: repPhone,
      death: twilio,
      rebirth: null
    },
    async [Symbol.asyncDispose]() {
      await carrier[Symbol.asyncDispose]()
      await twilio[Symbol.asyncDispose]()
    }
  }
}

carrierConformance('twilio', onTwilio)
