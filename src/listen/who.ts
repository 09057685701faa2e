import { FRAME_MS } from './frame.ts'
import { type Evidence, type Heard, type ListenSettings, type Verdict } from './heard.ts'
import { describeVoice, traitNames } from './traits.ts'
import { type Oracle } from './trees.ts'
import { REST_FRAMES, SOMEBODY_FRAMES, type Voice } from './voice.ts'

/** Who it is, as far as voices tell; `tell` takes what tones have told. */
export type Who = {
  readonly verdict: () => Verdict | null
  /** A person, and not only for want of a clearer answer. */
  readonly isSurelyPerson: () => boolean
  /** The question begins anew: the call was answered, or it rang on. */
  readonly begin: (at: number) => void
  readonly tell: (verdict: Verdict, at: number, confidence: number, evidence: Evidence) => Heard | null
  /** A rep has said it: nothing that is heard says otherwise. */
  readonly told: (verdict: Verdict) => void
  readonly frame: (at: number) => readonly Heard[]
}

/** Nobody waits longer than this for a clearer answer after the last word. */
const LONG_SILENCE_FRAMES = 1500 / FRAME_MS
/** Who has said nothing for so long says more than a noise would. */
const LATE_SOMEBODY_FRAMES = 12
const EVERY_FRAMES = 100 / FRAME_MS
/** A person who was handed over is called a machine only on stronger grounds than one who was not. */
const AFTER_PERSON = 0.85
/** A machine that speaks again after so long a rest, for so long, waits for an answer: a menu. */
const MENU_REST_FRAMES = 3400 / FRAME_MS
const MENU_SPEECH_FRAMES = 1500 / FRAME_MS

/** Verdicts that what is heard later cannot change, and those that stand for nobody yet. */
const closed: readonly (Verdict | null)[] = ['sit', 'fax', 'busy', 'machine_greeting', 'ivr', 'screening']
const nobody: readonly (Verdict | null)[] = [null, 'silence', 'ringback', 'music', 'beep_only']

export function openWho(voice: Voice, oracle: Oracle, settings: ListenSettings): Who {
  const traits = new Float64Array(traitNames.length)
  let from = 0
  let verdict: Verdict | null = null
  let saidAt = -1
  let isUnsure = false
  let isTold = false

  function say(next: Verdict, at: number, confidence: number, evidence: Evidence): Heard {
    verdict = next
    saidAt = at
    return {
      kind: 'verdict',
      verdict: next,
      atMs: (at + 1) * FRAME_MS,
      confidence: Number(confidence.toFixed(2)),
      evidence
    }
  }

  function judged(at: number): readonly Heard[] {
    describeVoice(voice, from, at, traits)
    const machine = oracle(traits)
    const { near, any } = voice
    const silent = at + 1 - near.until
    if (verdict === 'human') {
      const hasSpokenSince = near.until > saidAt + 1
      return hasSpokenSince && machine >= AFTER_PERSON
        ? [say('machine_greeting', at, machine, evidenceOf(voice, from, at, machine))]
        : []
    }
    if (machine >= settings.machineFrom)
      return [say('machine_greeting', at, machine, evidenceOf(voice, from, at, machine))]
    if (machine <= settings.humanUpTo && silent >= REST_FRAMES)
      return [say('human', at, 1 - machine, evidenceOf(voice, from, at, machine))]
    const isLate = (at + 1 - any.first) * FRAME_MS >= settings.decideByMs || silent >= LONG_SILENCE_FRAMES
    if (!isLate || isUnsure) return []
    isUnsure = true
    return [
      { kind: 'unsure', atMs: (at + 1) * FRAME_MS },
      say('human', at, 1 - machine, { unsure: 1, ...evidenceOf(voice, from, at, machine) })
    ]
  }

  return {
    verdict: () => verdict,
    isSurelyPerson: () => verdict === 'human' && !isUnsure,
    begin(at) {
      from = at
      isUnsure = false
      voice.forget()
    },
    tell: (next, at, confidence, evidence) => (isTold || next === verdict ? null : say(next, at, confidence, evidence)),
    told(next) {
      verdict = next
      isTold = true
    },
    frame(at) {
      if (isTold) return []
      if (verdict === 'machine_greeting' && isMenu(voice, at))
        return [say('ivr', at, 0.7, { rest_s: (voice.near.longestRestFrames * FRAME_MS) / 1000 })]
      if (closed.includes(verdict)) return []
      const { near } = voice
      const isSomebody =
        near.first >= 0 && near.spokenFrames >= (verdict === 'silence' ? LATE_SOMEBODY_FRAMES : SOMEBODY_FRAMES)
      if (!isSomebody) {
        const isSilent = verdict === null && (at + 1 - from) * FRAME_MS >= settings.silenceMs
        return isSilent ? [say('silence', at, 0.9, { silent_s: settings.silenceMs / 1000 })] : []
      }
      // What has been said already was said of this voice; only more of it says more.
      if (verdict !== null && near.until <= saidAt + 1) return []
      if (nobody.includes(verdict) || verdict === 'human')
        return (at - near.first) % EVERY_FRAMES === 0 ? judged(at) : []
      return []
    }
  }
}

function isMenu({ near }: Voice, at: number): boolean {
  return (
    near.isSpeaking &&
    near.longestRestFrames >= MENU_REST_FRAMES &&
    near.until - near.since >= MENU_SPEECH_FRAMES &&
    near.until === at + 1
  )
}

function evidenceOf({ near, any }: Voice, from: number, at: number, machine: number): Evidence {
  const seconds = (frames: number): number => Math.round(frames * FRAME_MS) / 1000
  return {
    machine: Number(machine.toFixed(3)),
    onset_s: seconds(any.first - from),
    spoken_s: seconds(near.spokenFrames),
    runs: near.count,
    silent_s: seconds(at + 1 - near.until)
  }
}
