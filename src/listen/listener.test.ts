import { describe, expect, test } from 'vitest'
import { type Heard, type Listener, type ListenSettings, listenDefaults } from './heard.ts'
import { type CallJudgement, judgeCall, summary, withLineSilence } from './judge-call.ts'
import { listener } from './listener.ts'
import { asInt16, joined, noise, rest, tone } from './made-sound.ts'
import { type Oracle } from './trees.ts'
import { whoOracle } from './who-table.ts'

function seeded(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** A call as it is told: words and rests in milliseconds, and a beep where one is named. */
type Told = readonly (readonly ['voice' | 'rest' | 'beep', number])[]

/** The sound of it, where a voice is noise, and what a voice model would say of each chunk. */
function call(told: Told, seed = 3) {
  const chance = seeded(seed)
  const parts = told.map(([what, ms]) =>
    what === 'voice' ? noise(ms, chance) : what === 'beep' ? tone(1000, ms).map((value) => 1.4 * value) : rest(ms)
  )
  const line = withLineSilence(
    asInt16(
      joined(...parts).map((value) => value + 0.003 * (chance() - 0.5)),
      -22
    )
  )
  const speech = new Float32Array(Math.floor(line.length / 256))
  let from = 0
  for (const [what, ms] of told) {
    if (what === 'voice') speech.fill(0.98, Math.ceil((from * 8) / 256), Math.floor(((from + ms) * 8) / 256))
    from += ms
  }
  return { line, speech }
}

function judged(told: Told, oracle: Oracle = byLength, settings: Partial<ListenSettings> = {}): CallJudgement {
  const { line, speech } = call(told)
  return judgeCall(line, speech, { ...listenDefaults, ...settings }, oracle)
}

/** A table for tests: who has spoken for two seconds is a machine, who stops before is a person, and a second is unsure. */
const byLength: Oracle = (traits) => {
  const [spoken, silent] = [traits[2]!, traits[4]!]
  return spoken >= 2 ? 0.97 : spoken < 0.8 && silent >= 0.3 ? 0.05 : 0.5
}
const kinds = (events: readonly Heard[]): readonly string[] =>
  events.filter(({ kind }) => kind !== 'tone').map((heard) => (heard.kind === 'verdict' ? heard.verdict : heard.kind))

describe('who it is', () => {
  test('a short hello is a person, known before the next word could begin', () => {
    const { verdict, verdictAtMs, messageStartMs } = judged([
      ['rest', 400],
      ['voice', 450],
      ['rest', 2000]
    ])
    expect([verdict, messageStartMs]).toEqual(['human', null])
    expect(verdictAtMs).toBeLessThanOrEqual(1300)
  })

  test('unsure is a person, and it is said that it is unsure', () => {
    const { verdict, events, messageStartMs } = judged([
      ['rest', 400],
      ['voice', 1000],
      ['rest', 3000]
    ])
    expect(kinds(events)).toEqual(['unsure', 'human'])
    expect([verdict, messageStartMs]).toEqual(['human', null])
    expect(events.at(-1)).toMatchObject({ evidence: { unsure: 1, runs: 1 } })
  })

  test('the thresholds are a cadence’s to set', () => {
    expect(
      judged(
        [
          ['voice', 3000],
          ['rest', 900]
        ],
        byLength,
        { machineFrom: 0.98 }
      ).verdict
    ).toBe('human')
    expect(
      judged(
        [
          ['voice', 1000],
          ['rest', 900]
        ],
        byLength,
        { machineFrom: 0.5 }
      ).verdict
    ).toBe('machine_greeting')
  })

  test('nobody says anything: that is silence, and no person', () => {
    expect(judged([['rest', 3000]])).toMatchObject({ verdict: 'silence', verdictAtMs: 4000, messageStartMs: null })
    expect(
      judged([
        ['rest', 2000],
        ['voice', 100],
        ['rest', 1000]
      ]).verdict
    ).toBe('silence')
  })

  test('who answers after that is somebody all the same', () => {
    expect(
      kinds(
        judged([
          ['rest', 5000],
          ['voice', 500],
          ['rest', 900]
        ]).events
      )
    ).toEqual(['silence', 'human'])
  })

  test('a short greeting is called a person at first, and a machine at its beep', () => {
    const { events, messageStartMs } = judged([
      ['rest', 300],
      ['voice', 600],
      ['rest', 900],
      ['beep', 400],
      ['rest', 900]
    ])
    expect(kinds(events)).toEqual(['human', 'machine_greeting', 'start'])
    expect(messageStartMs).toBeGreaterThanOrEqual(2200)
    expect(messageStartMs).toBeLessThanOrEqual(2300)
  })

  test('without a voice model every answered call goes to the rep', () => {
    const { line } = call([
      ['rest', 400],
      ['voice', 5000],
      ['rest', 2000]
    ])
    const { verdict, events } = judgeCall(line, null, listenDefaults, byLength)
    expect(verdict).toBe('human')
    expect(events).toContainEqual(expect.objectContaining({ kind: 'verdict', evidence: { no_voice_model: 1 } }))
  })

  test('what a rep has said stands', () => {
    const { line, speech } = call([
      ['rest', 300],
      ['voice', 4000],
      ['rest', 900],
      ['beep', 400],
      ['rest', 900]
    ])
    const heard = pushed(line, speech, (ear, at) => at === 50 && ear.told!('human'))
    expect(heard.filter(({ kind }) => kind === 'verdict')).toEqual([])
  })
})

describe('when the message may start', () => {
  test('without a beep two and a half seconds after the last word', () => {
    const { verdict, messageStartMs } = judged([
      ['rest', 300],
      ['voice', 3000],
      ['rest', 1000]
    ])
    expect(verdict).toBe('machine_greeting')
    expect(messageStartMs).toBeGreaterThanOrEqual(5750)
    expect(messageStartMs).toBeLessThanOrEqual(5900)
    expect(
      judged(
        [
          ['voice', 3000],
          ['rest', 1000]
        ],
        byLength,
        { startAfterSilenceMs: null }
      ).messageStartMs
    ).toBeNull()
  })

  test('a greeting that goes on orders it again, and so does another beep', () => {
    const pause: Told = [
      ['voice', 3000],
      ['rest', 2800],
      ['voice', 2000],
      ['rest', 500],
      ['beep', 300],
      ['rest', 400],
      ['beep', 300],
      ['rest', 900]
    ]
    const { events, messageStartMs } = judged(pause)
    expect(kinds(events)).toEqual(['machine_greeting', 'start', 'restart', 'restart'])
    expect(messageStartMs! - 9300).toBeGreaterThanOrEqual(0)
    expect(messageStartMs! - 9300).toBeLessThanOrEqual(100)
  })

  test('a long greeting without a beep may be a menu or a screener: no message', () => {
    const { verdict, messageStartMs } = judged([
      ['voice', 6000],
      ['rest', 1000]
    ])
    expect([verdict, messageStartMs]).toEqual(['machine_greeting', null])
  })

  test('who speaks again after a long rest waits for an answer: a menu, and no message', () => {
    const { verdict, messageStartMs } = judged([
      ['voice', 4000],
      ['rest', 4000],
      ['voice', 4000],
      ['rest', 900]
    ])
    expect([verdict, messageStartMs]).toEqual(['ivr', null])
  })
})

function pushed(
  line: Int16Array,
  speech: Float32Array,
  also: (ear: Listener, at: number, heard: readonly Heard[]) => unknown
): readonly Heard[] {
  const ear = listener(listenDefaults, byLength)
  ear.answered()
  const all: Heard[] = []
  for (let at = 0; (at + 1) * 160 <= line.length; at++) {
    const chunk = Math.floor(((at + 1) * 160) / 256) - 1
    all.push(...ear.push(line.subarray(at * 160, (at + 1) * 160), chunk < 0 ? 0 : speech[chunk]))
    also(ear, at, all)
  }
  return all
}

describe('while our message plays', () => {
  const greeting: Told = [
    ['voice', 3000],
    ['rest', 500],
    ['beep', 400],
    ['rest', 2000]
  ]
  const dropped = (after: Told): readonly Heard[] => {
    const { line, speech } = call([...greeting, ...after])
    return pushed(line, speech, (ear, _, heard) => heard.at(-1)?.kind === 'start' && ear.dropping(true))
  }

  test('a person who picks up stops it within 300 ms, and is left alone', () => {
    const heard = dropped([
      ['voice', 700],
      ['rest', 5000]
    ])
    expect(kinds(heard)).toEqual(['machine_greeting', 'start', 'voice'])
    expect(heard.at(-1)!.atMs - 5900).toBeLessThanOrEqual(300)
  })

  test('another beep starts it again', () => {
    expect(
      kinds(
        dropped([
          ['voice', 2000],
          ['rest', 500],
          ['beep', 400],
          ['rest', 900]
        ])
      )
    ).toEqual([...['machine_greeting', 'start', 'voice', 'restart']])
  })

  test('nobody speaks: nothing is said', () => {
    expect(kinds(dropped([['rest', 4000]]))).toEqual(['machine_greeting', 'start'])
  })
})

/** Nothing looks ahead: a call that is cut off right after its verdict gets the same one, with the table of the house too. */
test.for([
  ['the table of tests', byLength],
  ['the table of the house', whoOracle()]
] as const)('a verdict depends on nothing after it: %s', ([, oracle]) => {
  const chance = seeded(11)
  const between = (low: number, high: number): number => Math.round(low + (high - low) * chance())
  for (let i = 0; i < 12; i++) {
    const told: Told = [
      ['rest', between(50, 1500)],
      ...Array.from(
        { length: between(1, 4) },
        () =>
          [
            ['voice', between(200, 2500)],
            ['rest', between(100, 2500)]
          ] as const
      ).flat(),
      ...(chance() < 0.4 ? ([['beep', between(150, 900)]] as const) : []),
      ['rest', between(500, 2000)]
    ]
    const { line, speech } = call(told, i + 1)
    const whole = judgeCall(line, speech, listenDefaults, oracle)
    const samples = (whole.verdictAtMs + 20) * 8
    const cut = withLineSilence(line.subarray(0, samples))
    const heard = new Float32Array(Math.floor(cut.length / 256))
    heard.set(speech.subarray(0, Math.floor(samples / 256)))
    expect(judgeCall(cut, heard, listenDefaults, oracle).verdict, JSON.stringify(told)).toBe(whole.verdict)
  }
})

test('a call of which nothing was heard is silence', () => {
  expect(summary([])).toMatchObject({ verdict: 'silence', messageStartMs: null })
})
