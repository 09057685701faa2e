import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Abilities, type Call, CannotDo } from '../src/shell/telephony/carrier.ts'
import { FRAME, found, joined, loudness, msOf, samplesIn, share, silence, tone, unlike } from './phone-sound.ts'
import { type Bench, type Refusal, type Tried, answers, bench, comesIn, never, refuses, ulaw } from './tried-carrier.ts'

/**
 * What every carrier keeps, by the abilities that it claims: whatever it says it can do is done whole, whatever it does
 * not claim is refused. `make` is asked once; the tests share the carrier and run one after the other.
 */
export function carrierConformance(name: string, make: () => Promise<Tried>): void {
  describe(`the carrier ${name}`, () => {
    let tried: Bench
    beforeAll(async () => void (tried = bench(await make())))
    afterAll(() => tried[Symbol.asyncDispose]())
    const parts = [outcomes, races, refusing, sounds, drops, bridges, keys, comingIn, deaths]
    for (const part of parts) {
      part((needs, says, run) =>
        test(says, async ({ skip }) => {
          const { can } = tried.carrier()
          const missing = needs.filter((need) => !can[need])
          skip(missing.length > 0, `it does not claim ${missing.join(', ')}`)
          await run(tried, (because) => skip(because))
        })
      )
    }
  })
}

/** One law: what the carrier has to claim for it, the law in words, and the trial. */
type Law = (
  needs: readonly (keyof Abilities)[],
  says: string,
  run: (tried: Bench, skip: (because: string) => never) => Promise<void>
) => void

const HELLO = joined(silence(60), tone(600, 700))

function outcomes(law: Law): void {
  law([], 'answered, and they hang up', async (t) => {
    const line = t.network.line(answers(HELLO, 800))
    const call = await t.place(line.to)
    const end = await t.ended(call)
    expect(end).toMatchObject({ outcome: 'completed', by: 'them' })
    expect(end.answeredAtMs).not.toBeNull()
    expect(end.endedAtMs - end.answeredAtMs!).toBeGreaterThanOrEqual(800 - t.slackMs)
    expect(end.endedAtMs - end.answeredAtMs!).toBeLessThanOrEqual(900 + t.slackMs)
    expect(call.states.at(-1)).toBe('ended')
    expect(call.states).toContain('up')
    expect(line.state()).toBe('over')
  })

  law([], 'answered, and we hang up', async (t) => {
    const line = t.network.line(answers(HELLO))
    const { call, ...watched } = await t.up(line.to)
    await t.network.wait(200)
    await t.settled('hanging up', call.hangup('rep'))
    expect(await t.ended({ call, ...watched })).toMatchObject({ outcome: 'completed', by: 'us' })
    await t.until('the other end is free', () => line.state() === 'over')
  })

  const refusals: Readonly<Record<Refusal, string>> = {
    ...{ busy: 'busy', rejected: 'rejected', vacant: 'invalid_number', blocked: 'blocked' },
    ...{ congestion: 'carrier_fault', redirected: 'redirected' }
  }
  for (const [how, outcome] of Object.entries(refusals)) {
    law([], `a number that is ${how}`, async (t) => {
      const call = await t.place(t.network.line(refuses(how as Refusal)).to)
      const end = await t.ended(call)
      expect(end).toMatchObject({ outcome, answeredAtMs: null })
      expect(end.by).not.toBe('us')
      expect(call.states).not.toContain('up')
    })
  }

  law([], 'nobody answers: given up after the ring time, and the telephone stops ringing', async (t) => {
    const line = t.network.line(never)
    const call = await t.place(line.to, { ringMs: 1_000 })
    const started = t.network.wait(900 - Math.min(200, t.slackMs)).then(() => call.ends.length)
    expect(await started).toBe(0)
    expect(await t.ended(call)).toMatchObject({ outcome: 'no_answer', by: 'timeout', answeredAtMs: null })
    await t.until('the telephone stops ringing', () => line.state() === 'over')
  })

  law([], 'hung up while it rings', async (t) => {
    const line = t.network.line(never)
    const call = await t.place(line.to)
    await t.until('it rings', () => line.state() === 'ringing')
    await t.settled('hanging up', call.call.hangup('rep'))
    expect(await t.ended(call)).toMatchObject({ outcome: 'cancelled', by: 'us', answeredAtMs: null })
    await t.until('the telephone stops ringing', () => line.state() === 'over')
  })

  law([], 'a call that nobody ends is ended at its greatest length', async (t) => {
    const line = t.network.line(answers(HELLO))
    const call = await t.place(line.to, { maxMs: 1_500 })
    expect(await t.ended(call)).toMatchObject({ outcome: 'completed', by: 'timeout' })
    await t.until('the other end is free', () => line.state() === 'over')
  })

  law([], 'a number that leads nowhere is the carrier’s fault, not nobody at home', async (t, skip) => {
    if (t.network.nowhere === null) return skip('every number leads somewhere')
    const call = await t.place(t.network.nowhere(), { ringMs: 1_000 })
    expect(await t.ended(call)).toMatchObject({ outcome: 'carrier_fault', answeredAtMs: null })
    expect(call.states).not.toContain('ringing')
  })

  law(['dials'], 'a call lies on a node that the carrier knows, and that is well', async (t) => {
    const { ok, nodes } = await t.carrier().health()
    expect(ok).toBe(true)
    const call = await t.place(t.network.line(refuses('busy')).to)
    expect(nodes).toContainEqual(expect.objectContaining({ name: call.call.node, ok: true }))
    await t.ended(call)
  })

  law(['dials'], 'several calls at once, each with its own end', async (t) => {
    const behaves = [answers(HELLO, 400), refuses('busy'), answers(HELLO, 700), never, answers(HELLO)]
    const lines = behaves.map(t.network.line)
    const calls = await Promise.all(lines.map(({ to }) => t.place(to, { ringMs: 1_500 })))
    expect(new Set(calls.map(({ call }) => call.id)).size).toBe(5)
    await t.until('the last one is up', () => calls[4]!.call.state() === 'up')
    await calls[4]!.call.hangup('rep')
    const ends = []
    for (const call of calls) ends.push((await t.ended(call)).outcome)
    expect(ends).toEqual(['completed', 'busy', 'completed', 'no_answer', 'completed'])
  })
}

/** Whatever comes at the same time: one end, and nobody left on the line. */
function races(law: Law): void {
  law([], 'hung up the moment it was placed', async (t) => {
    const line = t.network.line(answers(HELLO))
    const call = await t.place(line.to)
    await t.settled('hanging up', call.call.hangup('rep'))
    expect((await t.ended(call)).by).toBe('us')
    await t.network.wait(400)
    expect(['idle', 'over']).toContain(line.state())
  })

  law([], 'both hang up at once, and we do it twice', async (t) => {
    const line = t.network.line(answers(HELLO))
    const call = await t.up(line.to)
    await t.settled('hanging up', Promise.all([call.call.hangup('rep'), line.hangup(), call.call.hangup('rep')]))
    expect((await t.ended(call)).outcome).toBe('completed')
    await t.settled('hanging up what is over', call.call.hangup('rep'))
    await t.until('the other end is free', () => line.state() === 'over')
  })

  law([], 'whoever listens after the end hears of it', async (t) => {
    const call = await t.place(t.network.line(refuses('busy')).to)
    await t.ended(call)
    const late: string[] = []
    call.call.on('ended', ({ outcome }) => late.push(outcome))
    expect(late).toEqual(['busy'])
  })

  law(['drop'], 'they hang up the moment a drop begins', async (t) => {
    const line = t.network.line(answers(HELLO))
    const call = await t.up(line.to)
    const dropping = call.call.drop(ulaw(unlike(3, 2_000)), { thenHangup: true })
    await line.hangup()
    const dropped = await t.settled('the drop is over', dropping)
    expect(dropped.isComplete).toBe(false)
    expect((await t.ended(call)).outcome).toBe('completed')
    const late = await t.settled('a drop after the end', call.call.drop(ulaw(HELLO), { thenHangup: true }))
    expect(late).toMatchObject({ playedMs: 0, isComplete: false })
  })
}

/** What is not claimed is refused in words, at once, and nothing of it happens. */
function refusing(law: Law): void {
  const acts: Partial<Record<keyof Abilities, (call: Call) => readonly Promise<unknown>[]>> = {
    hold: (call) => [call.hold(true)],
    mute: (call) => [call.mute(true)],
    keypad: (call) => [call.press('1')],
    transfer: (call) => [call.transfer('+12125550199')],
    record: (call) => [call.record({ notice: null })],
    drop: (call) => [call.drop(ulaw(HELLO), { thenHangup: true }), call.stopDrop()],
    bridge: (call) => [call.connect('nobody'), call.disconnect()]
  }
  law([], 'what it does not claim is refused', async (t) => {
    const { can } = t.carrier()
    const call = await t.up(t.network.line(answers(HELLO)).to)
    for (const [what, act] of Object.entries(acts)) {
      if (can[what as keyof Abilities]) continue
      for (const asked of act(call.call)) await expect(asked, what).rejects.toThrow(CannotDo)
    }
    const seat = { rep: '1', at: { kind: 'softphone', name: 'nobody' } } as const
    if (!can.bridge) await expect(t.carrier().seat(seat)).rejects.toThrow(CannotDo)
    if (!can.sound) expect(call.sounds).toEqual([])
    await call.call.hangup('rep')
    await t.ended(call)
  })
}

function sounds(law: Law): void {
  law(['sound'], 'what they say is heard, in frames of 20 ms, in order and none missing', async (t) => {
    const said = joined(unlike(1, 500), tone(500, 440))
    const line = t.network.line(answers(said, 1_300))
    const call = await t.place(line.to)
    await t.ended(call)
    expect(new Set(call.sounds.map((each) => each.ulaw.length))).toEqual(new Set([FRAME]))
    const heard = call.heard(false)
    expect(found(heard, said)?.bytes).toBe(said.length)
    expect(msOf(heard)).toBeGreaterThanOrEqual(1_000)
    expect(msOf(heard)).toBeLessThanOrEqual(1_400 + t.slackMs)
    const { seq: first } = call.sounds[0]!
    expect(call.sounds.map(({ seq }) => seq - first)).toEqual(call.sounds.map((_, i) => i))
  })

  law(['sound'], 'silence is heard as silence, and does not stop the frames', async (t) => {
    const call = await t.up(t.network.line(answers(silence(1_000))).to)
    await t.network.wait(1_000)
    const heard = call.heard(false)
    expect(msOf(heard)).toBeGreaterThanOrEqual(800 - t.slackMs)
    expect(loudness(heard)).toBeLessThan(20)
    await call.call.hangup('rep')
    await t.ended(call)
  })

  law(['sound', 'earlyMedia'], 'an announcement before the answer is heard, and told apart', async (t) => {
    const sit = joined(tone(280, 950), tone(280, 1_400), tone(280, 1_800))
    const call = await t.place(t.network.line(refuses('vacant', sit, 1_000)).to)
    expect(await t.ended(call)).toMatchObject({ outcome: 'invalid_number', answeredAtMs: null })
    const heard = call.heard(true)
    expect(found(heard, sit)?.bytes).toBe(sit.length)
    expect(call.heard(false)).toHaveLength(0)
    expect(call.states).toContain('early')
  })

  law(['sound', 'earlyMedia'], 'ringback before the answer does not belong to who answers', async (t) => {
    const line = t.network.line({ ...answers(tone(400, 700), 600, 600), early: tone(600, 440, 480) })
    const call = await t.place(line.to)
    await t.ended(call)
    expect(share(call.heard(true), 440)).toBeGreaterThan(0.2)
    expect(share(call.heard(false).subarray(0, samplesIn(500)), 440)).toBeLessThan(0.02)
    expect(call.states.filter((state) => state === 'early' || state === 'up')).toEqual(['early', 'up'])
  })
}

function drops(law: Law): void {
  law(['drop'], 'a message is heard whole, byte by byte, and then it hangs up', async (t) => {
    const message = unlike(7, 3_000)
    const line = t.network.line(answers(silence(100)))
    const call = await t.up(line.to)
    const dropped = await t.settled('the drop', call.call.drop(ulaw(message), { thenHangup: true }), 5_000)
    expect(dropped).toMatchObject({ isComplete: true, playedMs: 3_000 })
    expect(dropped.endedAtMs - dropped.startedAtMs).toBeGreaterThanOrEqual(2_900 - t.slackMs)
    expect(await t.ended(call)).toMatchObject({ outcome: 'completed', by: 'us' })
    await t.until('the other end is free', () => line.state() === 'over')
    expect(found(line.heard(), message)?.bytes).toBe(message.length)
    expect(call.played[0]?.playedMs).toBe(0)
    expect(call.played.map(({ playedMs }) => playedMs)).toEqual(
      call.played.map(({ playedMs }) => playedMs).toSorted((a, b) => a - b)
    )
  })

  law(['drop'], 'a message longer than any buffer arrives whole', async (t) => {
    const message = unlike(8, 22_000)
    const line = t.network.line(answers(silence(20)))
    const call = await t.up(line.to)
    const dropped = await t.settled('the drop', call.call.drop(ulaw(message), { thenHangup: false }), 24_000)
    expect(dropped).toMatchObject({ isComplete: true, playedMs: 22_000 })
    expect(call.call.state()).toBe('up')
    // How far it is, is told on the way, so that a death of ours loses no more than two seconds of it.
    const told = [...call.played.map(({ playedMs }) => playedMs), 22_000]
    told.slice(1).forEach((playedMs, i) => expect(playedMs - told[i]!).toBeLessThanOrEqual(2_000 + t.slackMs))
    await call.call.hangup('rep')
    await t.ended(call)
    expect(found(line.heard(), message)?.bytes).toBe(message.length)
  })

  law(['drop'], 'stopped: they hear no more of it, the call stays, and another one is heard whole', async (t) => {
    const [message, another] = [unlike(9, 4_000), unlike(10, 1_000)]
    const line = t.network.line(answers(silence(20)))
    const call = await t.up(line.to)
    const dropping = call.call.drop(ulaw(message), { thenHangup: true })
    await t.until('it is being played', () => found(line.heard(), message) !== null)
    await t.network.wait(500)
    const before = found(line.heard(), message)!.bytes
    await t.settled('stopping', Promise.all([call.call.stopDrop(), call.call.stopDrop()]))
    const dropped = await t.settled('the drop', dropping)
    await t.network.wait(400)
    const heardMs = msOf(message.subarray(0, found(line.heard(), message)!.bytes))
    expect(dropped.isComplete).toBe(false)
    expect(heardMs).toBeLessThanOrEqual((before / samplesIn(1_000)) * 1_000 + 60 + t.slackMs)
    expect(Math.abs(dropped.playedMs - heardMs)).toBeLessThanOrEqual(60 + t.slackMs)
    expect(call.call.state()).toBe('up')
    await t.settled('the other drop', call.call.drop(ulaw(another), { thenHangup: true }))
    await t.ended(call)
    expect(found(line.heard(), another)?.bytes).toBe(another.length)
  })

  law(['drop'], 'the mailbox hangs up in the middle: what it took is said, and no more', async (t) => {
    const message = unlike(11, 4_000)
    const line = t.network.line(answers(silence(20)))
    const call = await t.up(line.to)
    const dropping = call.call.drop(ulaw(message), { thenHangup: true })
    await t.until('it is being played', () => found(line.heard(), message) !== null)
    await t.network.wait(800)
    await line.hangup()
    const dropped = await t.settled('the drop', dropping)
    expect(await t.ended(call)).toMatchObject({ outcome: 'completed', by: 'them' })
    const heardMs = msOf(message.subarray(0, found(line.heard(), message)!.bytes))
    expect(dropped.isComplete).toBe(false)
    expect(Math.abs(dropped.playedMs - heardMs)).toBeLessThanOrEqual(60 + t.slackMs)
  })

  law(['drop', 'sound'], 'they are heard while it plays, and it is not heard back', async (t) => {
    const line = t.network.line(answers(silence(20)))
    const call = await t.up(line.to)
    const dropping = call.call.drop(ulaw(tone(1_500, 900)), { thenHangup: false })
    await t.until('it is being played', () => call.played.length > 0)
    line.says(tone(500, 600))
    await t.settled('the drop', dropping)
    const heard = call.heard(false)
    const loud = heard.subarray(
      heard.findIndex((_, i) => i % FRAME === 0 && loudness(heard.subarray(i, i + FRAME)) > 500)
    )
    expect(share(loud.subarray(0, samplesIn(400)), 600)).toBeGreaterThan(0.8)
    expect(share(heard, 900)).toBeLessThan(0.02)
    await call.call.hangup('rep')
    await t.ended(call)
  })

  law(['drop'], 'we hang up in the middle of it: it is over, and not whole', async (t) => {
    const line = t.network.line(answers(silence(20)))
    const call = await t.up(line.to)
    const dropping = call.call.drop(ulaw(unlike(14, 4_000)), { thenHangup: true })
    await t.until('it is being played', () => call.played.length > 0)
    await t.network.wait(500)
    await t.settled('hanging up', call.call.hangup('rep'))
    const dropped = await t.settled('the drop', dropping)
    expect(dropped.isComplete).toBe(false)
    expect(dropped.playedMs).toBeLessThan(4_000)
    expect(await t.ended(call)).toMatchObject({ outcome: 'completed', by: 'us' })
  })

  law(
    ['drop'],
    'one at a time: what would be played over another is refused, and the first is heard whole',
    async (t) => {
      const message = unlike(15, 1_000)
      const line = t.network.line(answers(silence(20)))
      const call = await t.up(line.to)
      const dropping = call.call.drop(ulaw(message), { thenHangup: true })
      await t.until('it is being played', () => call.played.length > 0)
      await expect(call.call.drop(ulaw(HELLO), { thenHangup: false })).rejects.toThrow()
      expect((await t.settled('the drop', dropping)).isComplete).toBe(true)
      await t.ended(call)
      expect(found(line.heard(), message)?.bytes).toBe(message.length)
    }
  )

  law(['drop'], 'before anybody has answered nothing is played', async (t) => {
    const call = await t.place(t.network.line(never).to)
    await expect(call.call.drop(ulaw(HELLO), { thenHangup: true })).rejects.toThrow()
    await call.call.hangup('rep')
    await t.ended(call)
  })
}

function bridges(law: Law): void {
  law(['bridge'], 'one leg of a rep, two calls one after the other, and each hears the other', async (t) => {
    const { leg, phone } = await t.seated()
    for (const hz of [500, 1_100]) {
      const line = t.network.line(answers(tone(4_000, hz)))
      const call = await t.up(line.to, { node: leg.node })
      const from = phone.heard().length
      const { delayMs } = await t.settled('bridging', call.call.connect(leg.id))
      expect(delayMs).toBeLessThanOrEqual(60 + t.slackMs)
      phone.says(tone(2_000, 850))
      await t.network.wait(1_000)
      const heard = phone.heard().subarray(from)
      expect(share(heard.subarray(-samplesIn(600)), hz)).toBeGreaterThan(0.8)
      expect(share(line.heard().subarray(-samplesIn(600)), 850)).toBeGreaterThan(0.8)
      await t.settled('taking the rep off', call.call.disconnect())
      await t.network.wait(300)
      const after = [phone.heard().length, line.heard().length] as const
      await t.network.wait(400)
      expect(loudness(phone.heard().subarray(after[0]))).toBeLessThan(50)
      expect(loudness(line.heard().subarray(after[1]))).toBeLessThan(50)
      expect(call.call.state()).toBe('up')
      await call.call.hangup('rep')
      await t.ended(call)
      expect(leg.isUp()).toBe(true)
    }
    await leg.hangup()
  })

  law(
    ['bridge', 'drop'],
    'the rep who was taken off hears nothing of the drop, and is with the next already',
    async (t) => {
      const { leg, phone } = await t.seated()
      const message = unlike(12, 2_000)
      const [mailbox, person] = [t.network.line(answers(silence(20))), t.network.line(answers(tone(4_000, 500)))]
      const first = await t.up(mailbox.to, { node: leg.node })
      await t.settled('bridging', first.call.connect(leg.id))
      await t.settled('taking the rep off', first.call.disconnect())
      const dropping = first.call.drop(ulaw(message), { thenHangup: true })
      const second = await t.up(person.to, { node: leg.node })
      await t.settled('bridging', second.call.connect(leg.id))
      await t.settled('the drop', dropping)
      await t.ended(first)
      expect(found(mailbox.heard(), message)?.bytes).toBe(message.length)
      expect(found(phone.heard(), message)).toBeNull()
      expect(share(phone.heard().subarray(-samplesIn(400)), 500)).toBeGreaterThan(0.8)
      await second.call.hangup('rep')
      await t.ended(second)
      await leg.hangup()
    }
  )

  law(['bridge'], 'a rep who goes is missed once, and the call stays until it is hung up', async (t) => {
    const { leg, phone } = await t.seated()
    const call = await t.up(t.network.line(answers(HELLO)).to, { node: leg.node })
    await t.settled('bridging', call.call.connect(leg.id))
    let gone = 0
    leg.on('gone', () => gone++)
    await phone.leave()
    await t.until('the leg is gone', () => gone > 0, 12_000)
    expect(leg.isUp()).toBe(false)
    expect(call.call.state()).toBe('up')
    await call.call.hangup('watchdog')
    await t.ended(call)
    leg.on('gone', () => gone++)
    expect(gone).toBe(2)
    await expect(call.call.connect(leg.id)).rejects.toThrow()
  })

  law(['bridge', 'hold'], 'on hold neither hears the other', async (t) => {
    const { leg, phone } = await t.seated()
    const line = t.network.line(answers(tone(6_000, 500)))
    const call = await t.up(line.to, { node: leg.node })
    await t.settled('bridging', call.call.connect(leg.id))
    phone.says(tone(6_000, 850))
    for (const isHeld of [true, false]) {
      await t.settled('hold', call.call.hold(isHeld))
      await t.network.wait(300)
      const from = [phone.heard().length, line.heard().length] as const
      await t.network.wait(500)
      const [rep, them] = [phone.heard().subarray(from[0]), line.heard().subarray(from[1])]
      expect(share(rep, 500) > 0.5, 'the rep hears them').toBe(!isHeld)
      expect(share(them, 850) > 0.5, 'they hear the rep').toBe(!isHeld)
    }
    await call.call.hangup('rep')
    await t.ended(call)
    await leg.hangup()
  })

  law(['bridge', 'mute'], 'a mute rep hears and is not heard', async (t) => {
    const { leg, phone } = await t.seated()
    const line = t.network.line(answers(tone(6_000, 500)))
    const call = await t.up(line.to, { node: leg.node })
    await t.settled('bridging', call.call.connect(leg.id))
    phone.says(tone(6_000, 850))
    for (const isMuted of [true, false]) {
      await t.settled('mute', call.call.mute(isMuted))
      await t.network.wait(300)
      const from = [phone.heard().length, line.heard().length] as const
      await t.network.wait(500)
      expect(share(phone.heard().subarray(from[0]), 500)).toBeGreaterThan(0.5)
      expect(share(line.heard().subarray(from[1]), 850) > 0.5, 'they hear the rep').toBe(!isMuted)
    }
    await call.call.hangup('rep')
    await t.ended(call)
    await leg.hangup()
  })
}

function keys(law: Law): void {
  law(['keypad'], 'keys arrive, in their order', async (t) => {
    const line = t.network.line(answers(silence(20)))
    const call = await t.up(line.to)
    await t.settled('pressing', call.call.press('12#0*'))
    await t.until('the keys arrive', () => line.digits().length >= 5)
    expect(line.digits()).toBe('12#0*')
    await call.call.hangup('rep')
    await t.ended(call)
  })

  law(['transfer'], 'handed over: the other number is called, and they talk without us', async (t) => {
    const [line, colleague] = [t.network.line(answers(tone(6_000, 500))), t.network.line(answers(tone(6_000, 850)))]
    const call = await t.up(line.to)
    await t.settled('handing over', call.call.transfer(colleague.to))
    await t.until('the colleague answers', () => colleague.state() === 'up')
    await t.network.wait(600)
    expect(share(line.heard().subarray(-samplesIn(300)), 850)).toBeGreaterThan(0.8)
    expect(share(colleague.heard().subarray(-samplesIn(300)), 500)).toBeGreaterThan(0.8)
    await line.hangup()
    expect((await t.ended(call)).outcome).toBe('completed')
    await t.until('the colleague is free', () => colleague.state() === 'over')
  })
}

function comingIn(law: Law): void {
  law(['inbound'], 'somebody rings us, and we take it', async (t) => {
    const [call, line] = await comesIn(t, () => t.network.rings!('+12125550123', HELLO))
    expect(call).toMatchObject({ from: '+12125550123', attemptId: null })
    expect(call.state()).toBe('ringing')
    const watched = t.watch(call)
    await t.settled('answering', call.answer())
    await t.until('they are through', () => line.state() === 'up')
    expect(call.state()).toBe('up')
    if (t.carrier().can.sound) await t.until('they are heard', () => loudness(watched.heard(false)) > 500)
    await call.hangup('rep')
    expect(await t.ended(watched)).toMatchObject({ outcome: 'completed', by: 'us' })
    await t.until('the other end is free', () => line.state() === 'over')
  })

  law(['inbound'], 'they give up before we take it', async (t) => {
    const [call, line] = await comesIn(t, () => t.network.rings!('+12125550124', HELLO))
    const watched = t.watch(call)
    await line.hangup()
    expect(await t.ended(watched)).toMatchObject({ outcome: 'cancelled', by: 'them', answeredAtMs: null })
  })

  law(['inbound'], 'we do not take it', async (t) => {
    const [call, line] = await comesIn(t, () => t.network.rings!('+12125550125', HELLO))
    const watched = t.watch(call)
    await call.hangup('rep')
    expect(await t.ended(watched)).toMatchObject({ outcome: 'rejected', by: 'us', answeredAtMs: null })
    await t.until('the other end is free', () => line.state() === 'over')
  })
}

/** These come last: what carries the calls dies, and then we do. */
function deaths(law: Law): void {
  law(
    [],
    'the carrier dies: every call ends once, a drop settles, nothing is placed; and then it is back',
    async (t, skip) => {
      const { death } = t.network
      if (death === null) return skip('there is nothing that could die')
      const said: string[] = []
      for (const event of ['lost', 'back'] as const) t.carrier().on(event, () => said.push(event))
      const [line, ringing] = [t.network.line(answers(silence(20))), t.network.line(never)]
      const [first, second] = [await t.up(line.to), await t.place(ringing.to)]
      const drop = t.carrier().can.drop ? first.call.drop(ulaw(unlike(13, 20_000)), { thenHangup: true }) : null
      await t.settled('dying', death.die(), 20_000)
      await t.until('it is missed', () => said.includes('lost'), 10_000)
      await expect(t.settled('placing', t.carrier().place(aCall(line.to)), 10_000)).rejects.toThrow()
      expect((await t.carrier().health()).ok).toBe(false)
      for (const call of [first, second])
        expect(['carrier_fault', 'unknown', 'completed']).toContain((await t.ended(call, 10_000)).outcome)
      if (drop !== null) expect((await t.settled('the drop', drop)).isComplete).toBe(false)
      await t.settled('coming back', death.comeBack(), 20_000)
      await t.until('it is back', () => said.includes('back'), 20_000)
      expect((await t.carrier().health()).ok).toBe(true)
      await t.ended(await t.place(t.network.line(answers(HELLO, 300)).to))
      expect(said).toEqual(['lost', 'back'])
    }
  )

  law(['survivesUs', 'dials'], 'we die: the call goes on, is found again, and can be hung up', async (t) => {
    const line = t.network.line(answers(silence(20)))
    const { call } = await t.up(line.to)
    await t.settled('dying', t.network.rebirth!(), 20_000)
    expect(line.state()).toBe('up')
    const found: Call[] = []
    const adopting = (async () => {
      for await (const each of t.carrier().adopt()) found.push(each)
    })()
    await t.settled('adopting', adopting, 10_000)
    expect(found.map(({ attemptId, to }) => ({ attemptId, to }))).toEqual([{ attemptId: call.attemptId, to: line.to }])
    expect(found[0]!.state()).toBe('up')
    const watched = t.watch(found[0]!)
    await t.settled('hanging up', found[0]!.hangup('shutdown'))
    expect((await t.ended(watched)).outcome).toBe('completed')
    await t.until('the other end is free', () => line.state() === 'over')
  })

  law(
    ['survivesUs', 'dials'],
    'we die and nobody comes: a call ends at its greatest length all the same',
    async (t) => {
      const line = t.network.line(answers(silence(20)))
      await t.up(line.to, { maxMs: 2_500 })
      await t.settled('dying', t.network.rebirth!(), 20_000)
      await t.until('the other end is free', () => line.state() === 'over', 4_000)
    }
  )
}

const aCall = (to: string) => ({ attemptId: 'once', to, from: null, ringMs: 5_000, maxMs: 60_000 })
