import { expect, test } from 'vitest'
import { RATE_HZ } from './frame.ts'
import { listenDefaults, type Verdict } from './heard.ts'
import { type CallJudgement, judgeCall, withLineSilence } from './judge-call.ts'
import { asInt16, joined, noise, rest, rhythm, tone } from './made-sound.ts'

/** Chance of a test: a line of its own, the same every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** The sound over noise that is `snrDb` softer, through a detector that hears no voice. */
function heard(sound: Float64Array, snrDb = 20, dbfs = -20): CallJudgement {
  const under = noise((sound.length * 1000) / RATE_HZ, seeded(7))
  const gain = Math.SQRT1_2 * 10 ** (-snrDb / 20)
  const line = withLineSilence(
    asInt16(
      sound.map((value, i) => value + gain * under[i]!),
      dbfs
    )
  )
  return judgeCall(line, new Float32Array(Math.floor(line.length / 256)), listenDefaults, () => 0.5)
}

const sit = (one: number, oneMs: number, two: number, twoMs: number, three = 1776.7, threeMs = 380): Float64Array =>
  joined(rest(400), tone(one, oneMs), tone(two, twoMs), tone(three, threeMs), rest(1500))

test.for([
  ['intercept', sit(913.8, 276, 1370.6, 276)],
  ['vacant', sit(985.2, 380, 1370.6, 276)],
  ['reorder', sit(913.8, 276, 1428.5, 380)],
  ['no_circuit', sit(985.2, 380, 1428.5, 380)],
  ['unknown', sit(950, 330, 1400, 330, 1800, 330)]
] as const)('three rising tones say %s', ([kind, sound]) => {
  for (const snrDb of [8, 30]) {
    const { verdict, events, messageStartMs } = heard(sound, snrDb)
    expect(verdict).toBe('sit')
    expect(events).toContainEqual(expect.objectContaining({ kind: 'tone', tone: 'sit', sit: kind }))
    expect(messageStartMs).toBeNull()
  }
})

test.for<readonly [string, Verdict, Float64Array]>([
  ['a fax machine that answers', 'fax', joined(rest(300), tone(2100, 3000), rest(500))],
  ['a fax machine that calls', 'fax', joined(rest(300), rhythm(1100, [500, 3000], 2))],
  ['busy in America', 'busy', joined(rest(100), rhythm([480, 620], [500, 500], 4))],
  ['fast busy in America', 'busy', joined(rest(100), rhythm([480, 620], [250, 250], 8))],
  ['busy in Europe', 'busy', joined(rest(100), rhythm(425, [480, 480], 5))],
  ['congestion in Europe', 'busy', joined(rest(100), rhythm(425, [240, 240], 9))],
  ['busy in Britain', 'busy', joined(rest(100), rhythm(400, [375, 375], 6))],
  ['ringing in America', 'ringback', joined(rest(200), rhythm([440, 480], [2000, 4000], 1))],
  ['ringing in Britain', 'ringback', joined(rest(200), rhythm([400, 450], [400, 200, 400, 2000], 2))],
  ['ringing in France', 'ringback', joined(rest(200), rhythm(440, [1500, 3500], 1))],
  ['ringing in Germany', 'ringback', joined(rest(200), rhythm(425, [1000, 4000], 2))]
])('%s is no mailbox', ([, verdict, sound]) => {
  for (const [snrDb, dbfs] of [
    [12, -12],
    [25, -32]
  ] as const) {
    const judged = heard(sound, snrDb, dbfs)
    expect(judged.verdict).toBe(verdict)
    expect(judged.messageStartMs).toBeNull()
  }
})

/** Beeps as mailboxes have them; the message is ordered within 100 ms after the end of the last. */
test.for<readonly [string, Float64Array]>([
  ['one of 400 Hz', tone(400, 300)],
  ['one of 440 Hz, as a ring begins', tone(440, 750)],
  ['one of 1,000 Hz', tone(1000, 1000)],
  ['one of 1,400 Hz, the shortest', tone(1400, 100)],
  ['one of 2,000 Hz', tone(2000, 250)],
  ['two of a kind', rhythm(980, [350, 200], 2).slice(0, -1600)],
  ['three of a kind', rhythm(620, [100, 100], 3).slice(0, -800)],
  ['one after the other', joined(tone(1400, 300), tone(980, 300))],
  ['two at once', tone([742, 425], 340)]
])('a message starts right after a beep: %s', ([, beep]) => {
  for (const snrDb of [10, 35]) {
    const lead = 640 + snrDb
    const end = lead + (beep.length * 1000) / RATE_HZ
    const { verdict, messageStartMs } = heard(joined(rest(lead), beep, rest(1500)), snrDb)
    expect(verdict).toBe('beep_only')
    expect(messageStartMs).toBeGreaterThanOrEqual(end)
    expect(messageStartMs).toBeLessThanOrEqual(end + 100)
  }
})

test.for<readonly [string, Float64Array]>([
  ['a key that somebody presses', tone([770, 1336], 300)],
  ['a hum that goes on', tone(600, 4000)],
  ['a click', tone(1000, 30)],
  ['nothing at all', rest(3000)],
  ['a whistle that rises', Float64Array.from({ length: 4800 }, (_, i) => Math.sin(0.35 * i + 0.00006 * i * i))]
])('no beep is %s', ([, sound]) => {
  const { events } = heard(joined(rest(500), sound, rest(1000)))
  expect(events.filter(({ kind }) => kind === 'start')).toEqual([])
})

test('a beep that comes after four seconds of silence is still found', () => {
  const { verdict, messageStartMs, events } = heard(joined(rest(6000), tone(1000, 400), rest(1000)))
  expect(events.find(({ kind }) => kind === 'verdict')).toMatchObject({ verdict: 'silence', atMs: 4000 })
  expect(verdict).toBe('beep_only')
  expect(messageStartMs).toBe(6460)
})
