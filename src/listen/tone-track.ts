import { type Eye, type Glance } from './glance.ts'

/** One steady sound of one or two lines; frames count from the start of the call, `until` is the first without it. */
export type Tone = {
  readonly hz: number
  /** The other line of a sound of two, null where there is one. */
  readonly hz2: number | null
  readonly since: number
  readonly until: number
  /** Begins where another tone ends, with no gap to speak of. */
  readonly isJoined: boolean
  /** Mean share of its lines in the power, and how far its frequency strays, in Hz. */
  readonly share: number
  readonly stray: number
  /** How much softer its second half is than its first, in dB: a note dies away, a generator stops. */
  readonly fadeDb: number
  /** Lines over 128 ms, where it lasted that long. */
  readonly lines: readonly { readonly hz: number; readonly share: number }[]
}
export type Tracking = { readonly sounding: Tone | null; readonly ended: Tone | null }

export type ToneTracker = { readonly follow: (at: number, glance: Glance) => Tracking }

/** Shares from which a frame counts as one line, or as two. */
const ONE_LINE = 0.6
const TWO_LINES = 0.72
const NEAR_HZ = 34
const STEP_HZ = 45
const QUIET_DB = -58
/** Frames that make a tone, and frames without it that end one: a lost packet is no end. */
const FRAMES_TO_BEGIN = 3
const FRAMES_TO_END = 3
const LINES_AFTER_FRAMES = 7
/** A tone sounds while its power is within 8 dB of its mean. */
const STILL_THERE = 0.16

type Run = {
  since: number
  last: number
  hz: number
  hz2: number
  count: number
  twoCount: number
  shareSum: number
  hzSum: number
  hzSquares: number
  power: number
  missing: number
  joined: boolean
  lines: Tone['lines']
  powers: number[]
}

/** Follows the steady tones of a line. Answers each frame with the tone that sounds and the one that has just ended. */
export function toneTracker(eye: Eye): ToneTracker {
  let run: Run | null = null
  let next: Run | null = null
  let lastEnd = -99

  function close(until: number): Tone | null {
    const closed = run
    run = null
    if (closed === null || closed.count < FRAMES_TO_BEGIN) return null
    lastEnd = until
    return toneOf(closed, until)
  }

  return {
    follow(at, glance) {
      const isTonal = tonal(glance)
      let ended: Tone | null = null
      if (run !== null) {
        const power = eye.powerOf(run.hz)
        const isThere = power >= STILL_THERE * run.power
        const isNear = isTonal && Math.abs(glance.hz - run.hz) < NEAR_HZ
        if (isNear && (isThere || run.count < FRAMES_TO_BEGIN)) {
          extend(run, at, glance, power)
          next = null
          if (run.count === LINES_AFTER_FRAMES) run.lines = eye.lines()
        } else if (isTonal && Math.abs(glance.hz - run.hz) >= STEP_HZ) {
          next = continued(next, at, glance, eye)
          if (next.count >= 2) {
            const begins = next
            ended = close(begins.since)
            run = { ...begins, joined: ended !== null }
            next = null
          }
        } else if (isThere && run.count >= FRAMES_TO_BEGIN) {
          run.last = at
          run.missing = 0
        } else {
          next = null
        }
        if (run !== null && run.last !== at && ++run.missing >= (run.count < FRAMES_TO_BEGIN ? 1 : FRAMES_TO_END))
          ended = close(run.last + 1) ?? ended
      }
      if (run === null && isTonal) {
        run = begun(at, glance, eye)
        run.joined = at - lastEnd <= 2
      }
      return { sounding: run !== null && run.count >= FRAMES_TO_BEGIN ? toneOf(run, at + 1) : null, ended }
    }
  }
}

function tonal({ levelDb, share, share2 }: Glance): boolean {
  return levelDb > QUIET_DB && (share >= ONE_LINE || (share + share2 >= TWO_LINES && share2 >= 0.2 && share >= 0.2))
}

function begun(at: number, glance: Glance, eye: Eye): Run {
  const run: Run = {
    ...{ since: at, last: at, hz: glance.hz, hz2: 0, count: 0, twoCount: 0, shareSum: 0, hzSum: 0, hzSquares: 0 },
    ...{ power: eye.powerOf(glance.hz), missing: 0, joined: false, lines: [], powers: [] }
  }
  extend(run, at, glance, run.power)
  return run
}

function continued(next: Run | null, at: number, glance: Glance, eye: Eye): Run {
  if (next === null || Math.abs(next.hz - glance.hz) >= NEAR_HZ) return begun(at, glance, eye)
  extend(next, at, glance, eye.powerOf(next.hz))
  return next
}

function extend(run: Run, at: number, { hz, hz2, share, share2 }: Glance, power: number): void {
  const isTwo = share2 > 0.2
  run.last = at
  run.missing = 0
  run.count++
  if (isTwo) {
    run.twoCount++
    run.hz2 = hz2
  }
  run.powers.push(power)
  run.shareSum += isTwo ? share + share2 : share
  run.hzSum += hz
  run.hzSquares += hz * hz
  run.hz = run.hzSum / run.count
  // The first frame holds the tone for a part of its length only.
  run.power = run.count <= 2 ? Math.max(run.power, power) : 0.8 * run.power + 0.2 * power
}

function toneOf(run: Run, until: number): Tone {
  const mean = run.hzSum / run.count
  return {
    hz: mean,
    hz2: run.twoCount * 2 > run.count ? run.hz2 : null,
    since: run.since,
    until,
    isJoined: run.joined,
    share: run.shareSum / run.count,
    fadeDb: fadeOf(run.powers),
    stray: Math.sqrt(Math.max(0, run.hzSquares / run.count - mean * mean)),
    lines: run.lines
  }
}

/** The frames at either end hold the tone for a part of their length only. */
function fadeOf(powers: readonly number[]): number {
  const inner = powers.slice(1, -1)
  if (inner.length < 2) return 0
  const half = inner.length >> 1
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 1e-12) / values.length
  return 10 * Math.log10(mean(inner.slice(0, half)) / mean(inner.slice(half)))
}
