import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AsteriskCarrier, asteriskCarrier } from '../src/shell/telephony/asterisk/asterisk-carrier.ts'
import { type Call, type Ended } from '../src/shell/telephony/carrier.ts'
import { type AppOrder } from './phone-network/app-order.ts'
import { type AsteriskHouse, asteriskHouse } from './phone-network/asterisk-house.ts'
import { type LegRecord, type NetworkApart, networkApart } from './phone-network/network-apart.ts'
import { type Script, type Step } from './phone-network/script.ts'
import { numbers } from './phone-network/tried-asterisk.ts'
import { resample } from '../src/sound/resample.ts'
import { secondsOf } from '../src/sound/sound.ts'
import { toUlaw } from '../src/sound/ulaw.ts'
import { readWav } from '../src/sound/wav.ts'
import { found, joined, loudness, share, silence, tone, unlike } from './phone-sound.ts'

let network: NetworkApart
let house: AsteriskHouse
let carrier: AsteriskCarrier
const number = numbers()
const HELLO = tone(600, 700)
const NOTICE = unlike(30, 1_000)

beforeAll(async () => {
  network = await networkApart()
  house = await asteriskHouse(network.port, ['rep1', 'rep2'])
  carrier = asteriskCarrier({ ...house.carrier, noticeOf: async () => NOTICE })
})
afterAll(async () => {
  await carrier?.[Symbol.asyncDispose]()
  await network?.[Symbol.asyncDispose]()
  await house?.[Symbol.asyncDispose]()
})

/** A number that does so. */
function scripted(script: Script): string {
  const to = number()
  network.script(to, script)
  return to
}

let attempts = 0
const place = (to: string, ringMs = 8_000, maxMs = 60_000): Promise<Call> =>
  carrier.place({ attemptId: `calls-${Date.now()}-${++attempts}`, to, from: '+12125550100', ringMs, maxMs })
const ended = (call: Call): Promise<Ended> => new Promise((resolve) => call.on('ended', resolve))
const up = (call: Call): Promise<void> =>
  new Promise((resolve, reject) => {
    if (call.state() === 'up') return resolve()
    call.on('state', ({ state }) => state === 'up' && resolve())
    call.on('ended', () => reject(new Error(`the call to ${call.to} ended before it was answered`)))
  })
const heardBy = ({ packets }: LegRecord): Uint8Array => joined(...packets.map(({ ulaw }) => ulaw))
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const answers = (...then: readonly Step[]): Script => [{ kind: 'status', code: 180 }, { kind: 'answer' }, ...then]

describe('what a network says, and what it is to us', () => {
  const rings: Step = { kind: 'status', code: 180 }
  const status = (code: number): Step => ({ kind: 'status', code })
  const table: readonly (readonly [says: string, script: Script, end: Partial<Ended>, ringMs?: number])[] = [
    ['486', [rings, status(486)], { outcome: 'busy', by: 'carrier', sip: 486, q850: 17 }],
    ['600', [status(600)], { outcome: 'busy', sip: 600 }],
    ['ringing, and nobody takes it', [rings], { outcome: 'no_answer', by: 'timeout' }, 1_000],
    [
      'sound before an answer, and nobody takes it',
      [{ kind: 'early' }],
      { outcome: 'no_answer', by: 'timeout' },
      1_000
    ],
    ['480', [rings, status(480)], { outcome: 'no_answer', by: 'carrier', sip: 480 }],
    ['408', [status(408)], { outcome: 'no_answer', sip: 408 }],
    ['100, and nothing more', [], { outcome: 'carrier_fault', by: 'timeout' }, 1_000],
    ['nothing at all', [{ kind: 'nothing' }], { outcome: 'carrier_fault', by: 'timeout' }, 1_000],
    ['404', [status(404)], { outcome: 'invalid_number', sip: 404, q850: 1 }],
    ['410', [status(410)], { outcome: 'invalid_number', sip: 410, q850: 22 }],
    ['484', [status(484)], { outcome: 'invalid_number', sip: 484, q850: 28 }],
    ['403', [status(403)], { outcome: 'rejected', sip: 403, q850: 21 }],
    ['603', [rings, status(603)], { outcome: 'rejected', sip: 603, q850: 21 }],
    ['607', [rings, status(607)], { outcome: 'blocked', sip: 607 }],
    ['608', [status(608)], { outcome: 'blocked', sip: 608 }],
    ['488', [status(488)], { outcome: 'carrier_fault', sip: 488 }],
    ['500', [status(500)], { outcome: 'carrier_fault', sip: 500 }],
    ['503', [status(503)], { outcome: 'carrier_fault', sip: 503 }],
    [
      '302',
      [{ kind: 'status', code: 302, contact: 'sip:+12125550177@127.0.0.1:9' }],
      { outcome: 'redirected', sip: 302 }
    ],
    [
      'an announcement, then 404',
      [{ kind: 'early' }, { kind: 'say', sound: HELLO }, status(404)],
      { outcome: 'invalid_number' }
    ],
    [
      'an answer, and they hang up',
      answers({ kind: 'say', sound: HELLO }, { kind: 'hang_up' }),
      { outcome: 'completed', by: 'them', q850: 16 }
    ]
  ]

  test.concurrent.for(table)('%s', async ([, script, end, ringMs]) => {
    const call = await place(scripted(script), ringMs)
    expect(await ended(call)).toMatchObject(end)
  })

  test('ringing that comes without sound is heard as nothing', async () => {
    const script = [{ kind: 'status', code: 180 }, { kind: 'wait', ms: 400 }, { kind: 'answer' }] as const
    const call = await place(scripted([...script, { kind: 'say', sound: silence(200) }, { kind: 'hang_up' }]))
    const frames: Uint8Array[] = []
    call.on('sound', ({ ulaw }) => frames.push(ulaw))
    await ended(call)
    expect(frames.length).toBeGreaterThan(4)
    expect(loudness(joined(...frames))).toBe(0)
  })

  test('the number that was asked for is shown', async () => {
    const to = scripted(answers({ kind: 'hang_up' }))
    await ended(await place(to))
    expect((await network.over(to)).from).toBe('+12125550100')
  })

  test('the same touch is not placed twice, and a number that is none is not dialled', async () => {
    const order = { attemptId: 'once', to: scripted(answers()), from: null, ringMs: 5_000, maxMs: 60_000 }
    const call = await carrier.place(order)
    await expect(carrier.place(order)).rejects.toThrow('on the line already')
    await expect(place('+1212555@evil')).rejects.toThrow('no number to dial')
    await call.hangup('rep')
  })
})

test('twenty messages at once, while the app stands still for a second and more: each is heard whole', async () => {
  const greeting = joined(silence(200), HELLO)
  const lines = Array.from({ length: 20 }, (_, i) => ({
    to: scripted(answers({ kind: 'say', sound: greeting })),
    message: unlike(100 + i, 8_000)
  }))
  const calls = await Promise.all(lines.map(({ to }) => place(to)))
  await Promise.all(calls.map(up))
  const dropping = calls.map((call, i) => call.drop({ kind: 'ulaw', ulaw: lines[i]!.message }, { thenHangup: true }))
  for (let stall = 0; stall < 3; stall++) {
    await wait(1_000)
    const until = performance.now() + 1_500
    // Nothing else runs meanwhile: no frame is taken, no word of Asterisk heard.
    while (performance.now() < until);
  }
  const dropped = await Promise.all(dropping)
  expect(dropped.map(({ isComplete, playedMs }) => [isComplete, playedMs])).toEqual(lines.map(() => [true, 8_000]))
  const heard = await Promise.all(lines.map(({ to }) => network.over(to)))
  const whole = heard.map((record, i) => found(heardBy(record), lines[i]!.message)?.bytes)
  expect(whole).toEqual(lines.map(({ message }) => message.length))
})

test('a call is recorded once the notice was heard, and not before', async () => {
  const to = scripted(answers({ kind: 'say', sound: tone(6_000, 500) }))
  const call = await place(to)
  await up(call)
  const fromMs = performance.now()
  await call.record({ notice: 'recorded' })
  expect(performance.now() - fromMs).toBeGreaterThan(1_000)
  await wait(1_000)
  await call.hangup('rep')
  expect(found(heardBy(await network.over(to)), NOTICE)?.bytes).toBe(NOTICE.length)
  const read = readWav(await carrier.recordingOf(call.id, call.node))
  const { sound } = read as Extract<typeof read, { kind: 'wav' }>
  expect(secondsOf(sound)).toBeGreaterThan(0.7)
  expect(secondsOf(sound)).toBeLessThan(1.5)
  expect(share(toUlaw(resample(sound, 8_000).samples), 500)).toBeGreaterThan(0.7)
})

test('a person who speaks into a message hears at most 300 ms more of it', async () => {
  // Heard for two seconds, then somebody says something.
  const script = answers({ kind: 'until_heard', ms: 2_000 }, { kind: 'say', sound: tone(1_500, 300) })
  const lines = Array.from({ length: 5 }, () => scripted(script))
  const calls = await Promise.all(lines.map((to) => place(to)))
  await Promise.all(calls.map(up))
  const dropped = calls.map((call) => {
    // What is louder than a line for three frames is taken for a voice here; who really tells voices is listen/.
    let loud = 0
    call.on('sound', ({ ulaw }) => {
      loud = loudness(ulaw) > 500 ? loud + 1 : 0
      if (loud === 3) void call.stopDrop()
    })
    return call.drop({ kind: 'ulaw', ulaw: unlike(7, 12_000) }, { thenHangup: true })
  })
  for (const { isComplete } of await Promise.all(dropped)) expect(isComplete).toBe(false)
  await wait(400)
  expect(calls.map((call) => call.state())).toEqual(lines.map(() => 'up'))
  await Promise.all(calls.map((call) => call.hangup('rep')))
  for (const to of lines) {
    const { events, packets } = await network.over(to)
    const spokeAtMs = events.find(({ what }) => what === 'says')!.atMs
    const after = packets.filter(({ atMs, ulaw }) => atMs > spokeAtMs && loudness(ulaw) > 100)
    expect(after.length * 20).toBeLessThanOrEqual(300)
  }
})

describe('the app is killed', () => {
  test('in the middle of a message: the message is cut, and the line is free soon after', async () => {
    const to = scripted(answers())
    const app = await appWith({ to, messageMs: 2_000, rep: null }, /^played 0/)
    const killedAtMs = performance.timeOrigin + performance.now()
    await app.kill()
    carrier = asteriskCarrier(house.carrier)
    const record = await network.over(to)
    const last = record.packets.at(-1)!.atMs
    expect(last - killedAtMs).toBeLessThan(300)
    expect(record.events.at(-1)).toMatchObject({ what: 'they hung up' })
    // The message would have been two seconds long; three more are given, and nobody waits longer on a silent line.
    expect(record.events.at(-1)!.atMs - killedAtMs).toBeLessThan(5_500)
  })

  test('while a rep talks to somebody: they go on talking, and the next app takes them over', async () => {
    network.script('rep1', answers({ kind: 'say', sound: tone(20_000, 850) }))
    const to = scripted(answers({ kind: 'say', sound: tone(20_000, 500) }))
    const app = await appWith({ to, messageMs: 0, rep: 'rep1' }, /^bridged (.*)/)
    await app.kill()
    carrier = asteriskCarrier(house.carrier)
    await wait(1_000)
    expect((await network.state(to)).state).toBe('up')
    const adopted: Call[] = []
    for await (const call of carrier.adopt()) adopted.push(call)
    const call = adopted.find((each) => each.to === to)!
    expect(call).toMatchObject({ attemptId: app.attemptId, node: 'here' })
    const leg = await carrier.seat({ rep: 'rep1', at: { kind: 'softphone', name: 'rep1' } })
    expect(leg.id, 'a rep who sits already is not rung again').toBe(app.said())
    const frames: Uint8Array[] = []
    call.on('sound', ({ ulaw }) => frames.push(ulaw))
    await expect.poll(() => frames.length, { timeout: 5_000 }).toBeGreaterThan(25)
    expect(share(joined(...frames).subarray(-4_000), 500), 'we hear the callee alone').toBeGreaterThan(0.8)
    await call.disconnect()
    await call.hangup('shutdown')
    const record = await network.over(to)
    expect(share(heardBy(record).subarray(0, 8_000), 850)).toBeGreaterThan(0.5)
    const afterMs = record.packets.filter(({ atMs }) => atMs > app.killedAtMs() + 200).length * 20
    expect(afterMs, 'they hear each other while nobody of us lives').toBeGreaterThan(800)
    await leg.hangup()
  })
})

test('another app takes our place: we say so, place nothing more, and claim to know nothing', async () => {
  const to = scripted(answers())
  const call = await place(to)
  await up(call)
  const lost: string[] = []
  carrier.on('lost', ({ node }) => lost.push(node))
  const usurper = asteriskCarrier(house.carrier)
  expect(await ended(call)).toMatchObject({ by: 'carrier' })
  expect(lost).toEqual(['here'])
  await expect(place(to)).rejects.toThrow()
  expect((await carrier.health()).ok).toBe(false)
  carrier = usurper
  for await (const each of carrier.adopt()) await each.hangup('shutdown')
  await network.over(to)
})

test('Asterisk dies under twenty calls and comes back: each call ends once, and calls go out again', async () => {
  const lines = Array.from({ length: 20 }, () => scripted(answers({ kind: 'say', sound: HELLO })))
  const calls = await Promise.all(lines.map((to) => place(to)))
  await Promise.all(calls.map(up))
  const ends: string[] = []
  for (const call of calls) call.on('ended', ({ outcome }) => ends.push(outcome))
  const dropping = calls
    .slice(0, 5)
    .map((call) => call.drop({ kind: 'ulaw', ulaw: unlike(9, 9_000) }, { thenHangup: true }))
  await wait(500)
  await house.kill()
  await house.restart()
  for (const { isComplete } of await Promise.all(dropping)) expect(isComplete).toBe(false)
  await expect.poll(() => ends.length, { timeout: 15_000 }).toBe(20)
  for (const to of lines) network.hangup(to)
  await expect.poll(async () => (await carrier.health()).ok, { timeout: 15_000 }).toBe(true)
  const again = await place(scripted(answers({ kind: 'say', sound: HELLO }, { kind: 'hang_up' })))
  expect(await ended(again)).toMatchObject({ outcome: 'completed', by: 'them' })
  expect(ends).toHaveLength(20)
})

type App = {
  readonly attemptId: string
  readonly said: () => string
  readonly kill: () => Promise<void>
  readonly killedAtMs: () => number
}

/** An app of its own, once it has said what is waited for. */
async function appWith(what: Pick<AppOrder, 'to' | 'messageMs' | 'rep'>, until: RegExp): Promise<App> {
  const attemptId = `app-${Date.now()}`
  const order: AppOrder = { ...what, attemptId, carrier: house.carrier, maxMs: 60_000 }
  await carrier[Symbol.asyncDispose]()
  const program = join(import.meta.dirname, 'phone-network', 'app-program.ts')
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let killedAtMs = 0
  let said = ''
  for await (const line of createInterface({ input: child.stdout })) {
    const found = until.exec(line)
    if (found === null) continue
    said = found[1] ?? ''
    break
  }
  return {
    ...{ attemptId, said: () => said, killedAtMs: () => killedAtMs },
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      killedAtMs = performance.timeOrigin + performance.now()
      await gone
    }
  }
}
