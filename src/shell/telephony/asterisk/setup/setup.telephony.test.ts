import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { freeTcpPort, freeUdpPort, runAsterisk } from '../../../../../scripts/asterisk-process.ts'
import { asteriskTree } from '../../../../../scripts/asterisk-tree.ts'
import { phoneNetwork } from '../../../../../test/phone-network/phone-network.ts'
import { asteriskCarrier } from '../asterisk-carrier.ts'
import { examineTelephony } from './doctor.ts'
import { type InitOptions, telephonyInit } from './init.ts'
import { readTelephony } from './telephony-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'aftertone-telephony-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const SECRET = 'Tr;nk $ecret'

test('from nothing to a first call: written, started, looked at, called', async () => {
  const answer = await asteriskTree(console.log)
  if (answer.kind === 'none') throw new Error(answer.why)
  await using network = await phoneNetwork()
  const home = join(folder, 'phones')
  const options: InitOptions = {
    ...{
      trunk: `127.0.0.1:${network.port}`,
      number: ['+12125550123'],
      user: 'firm',
      transport: 'udp',
      dials: 'digits'
    },
    ...{ listen: `127.0.0.1:${await freeUdpPort()}`, http: `127.0.0.1:${await freeTcpPort()}` },
    ...{ codecs: 'ulaw,alaw', rtp: '30000-30999', rep: ['ana'] }
  }
  const said: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(((text: string, done?: () => void) => {
    said.push(text)
    done?.()
    return true
  }) as never)
  await telephonyInit(home, options, { AFTERTONE_TRUNK_SECRET: SECRET }).finally(() => write.mockRestore())
  const secrets = [SECRET, readFileSync(join(home, 'ari-password'), 'utf8').trim()]
  for (const secret of secrets) expect(said.join('')).not.toContain(secret)
  for (const name of readdirSync(join(home, 'etc'))) expect(statSync(join(home, 'etc', name)).mode & 0o077).toBe(0)
  await expect(telephonyInit(home, options)).rejects.toThrow('holds settings already')

  const wrong = async (): Promise<readonly string[]> =>
    (await examineTelephony(home)).filter(({ level }) => level === 'wrong').map(({ says }) => says)
  expect(await wrong()).toEqual([expect.stringContaining('does not answer: look whether it runs')])

  await using asterisk = await runAsterisk(answer.tree, home)
  expect(await wrong()).toEqual([])
  const findings = (await examineTelephony(home)).map(({ says }) => says).join('\n')
  for (const each of ['it is Asterisk 22.', 'its clock', 'every module', 'speaks ulaw', 'no Aftertone is connected']) {
    expect(findings).toContain(each)
  }

  network.script('12125550101', [{ kind: 'status', code: 180 }, { kind: 'answer' }, { kind: 'hang_up' }])
  const carrier = asteriskCarrier(readTelephony(home).carrier)
  const call = await carrier.place({ attemptId: '1', to: '+12125550101', from: null, ringMs: 5_000, maxMs: 9_000 })
  const outcome = await new Promise((resolve) => call.on('ended', (ended) => resolve(ended.outcome)))
  await carrier[Symbol.asyncDispose]()
  expect(outcome).toBe('completed')
  expect(
    network.legs('12125550101')[0]?.invite?.headers.find(([name]) => name === 'p-asserted-identity')?.[1]
  ).toContain('12125550123')

  await asterisk.ask('module unload func_callerid.so')
  writeFileSync(join(home, 'ari-password'), 'another')
  expect(await wrong()).toEqual([expect.stringContaining('does not know our name or password')])
  writeFileSync(join(home, 'ari-password'), secrets[1]!)
  chmodSync(join(home, 'telephony.json'), 0o644)
  expect(await wrong()).toEqual([
    expect.stringContaining('Others may read'),
    expect.stringMatching(/modules are missing: func_callerid\./)
  ])
})
