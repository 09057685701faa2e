import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { freeUdpPort } from '../scripts/asterisk-process.ts'
import { commandIn, sippTree } from '../scripts/asterisk-tree.ts'
import { asteriskCarrier } from '../src/shell/telephony/asterisk/asterisk-carrier.ts'
import { asteriskHouse } from './phone-network/asterisk-house.ts'
import { phoneNetwork } from './phone-network/phone-network.ts'

/** Our own SIP is judged by a program of other people: SIPp calls our telephones, and answers our Asterisk in their place. */

const folder = mkdtempSync(join(tmpdir(), 'aftertone-sipp-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const NUMBER = '+12125550101'

async function sipp(args: readonly string[]): Promise<void> {
  const answer = await sippTree(console.log)
  if (answer.kind === 'none') throw new Error(answer.why)
  const [command, all] = commandIn(answer.tree, 'usr/bin/sipp', args)
  await promisify(execFile)(command, [...all], { cwd: folder, timeout: 60_000, env: { ...process.env, TERM: 'dumb' } })
}

test('SIPp calls our telephones twenty times, and each call comes to its proper end', async () => {
  await using network = await phoneNetwork()
  network.script(NUMBER, [{ kind: 'status', code: 180 }, { kind: 'wait', ms: 50 }, { kind: 'answer' }])
  const common = ['-i', '127.0.0.1', '-p', String(await freeUdpPort()), '-nostdin', '-timeout', '40']
  await sipp(['-sn', 'uac', '-s', NUMBER, '-m', '20', '-r', '10', '-d', '300', ...common, `127.0.0.1:${network.port}`])
  const legs = network.legs(NUMBER)
  expect(legs).toHaveLength(20)
  for (const leg of legs)
    expect(leg.events.map(({ what }) => what)).toEqual(['invited', 'status 180', 'answered', 'they hung up'])
})

test('SIPp is called through Asterisk in place of our telephones, and we say the same of the calls', async () => {
  const port = await freeUdpPort()
  // It knows its scenario alone, and would take the question whether it is there for a call.
  await using house = await asteriskHouse(port, [], 0)
  const answering = sipp(['-sn', 'uas', '-i', '127.0.0.1', '-p', String(port), '-m', '5', '-nostdin', '-timeout', '40'])
  const carrier = asteriskCarrier(house.carrier)
  const ends: string[] = []
  for (let i = 0; i < 5; i++) {
    const call = await carrier.place({ attemptId: `sipp-${i}`, to: NUMBER, from: null, ringMs: 8_000, maxMs: 9_000 })
    await new Promise<void>((resolve) => {
      const leave = (): void => void call.hangup('rep').then(resolve)
      if (call.state() === 'up') leave()
      call.on('state', ({ state }) => state === 'up' && leave())
      call.on('ended', ({ outcome, by }) => {
        ends.push(`${outcome} by ${by}`)
        resolve()
      })
    })
  }
  await answering
  await carrier[Symbol.asyncDispose]()
  expect(ends).toEqual(Array.from({ length: 5 }, () => 'completed by us'))
})
