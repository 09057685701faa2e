import { isBeep, isClearBeep, surroundings } from './beep.ts'
import { FRAME_MS } from './frame.ts'
import { openEye } from './glance.ts'
import {
  type Evidence,
  type Heard,
  type Listener,
  type ListenSettings,
  type SitKind,
  type Tone as ToneName,
  type Verdict
} from './heard.ts'
import { isTune, openMusic } from './music.ts'
import { openStart } from './start.ts'
import { mayBecomeRhythm, meaningOf, type ToneMeaning } from './tone-kind.ts'
import { type Tone, toneTracker } from './tone-track.ts'
import { type Oracle } from './trees.ts'
import { openVoice, SOMEBODY_FRAMES } from './voice.ts'
import { openWho } from './who.ts'

const TONES_KEPT = 12
/** How long a tone that may be the first of a rhythm is waited with: the longest rest of a ring. */
const RHYTHM_FRAMES = 4700 / FRAME_MS
/** Somebody has spoken for so long that a tone means what the call means, not the line. */
const SPOKEN_FRAMES = 600 / FRAME_MS
const PERSON_AFTER_FRAMES = 1000 / FRAME_MS
/** Verdicts that music may take the place of. */
const isNobody: readonly (Verdict | null)[] = [null, 'silence', 'beep_only', 'ringback']
/** Verdicts under which no message starts. */
const noMessage: readonly (Verdict | null)[] = ['sit', 'fax', 'busy', 'ringback', 'music', 'ivr', 'screening']

/**
 * Hears one call, 20 ms at a time, and says who it is and when a message may start. It looks at nothing that has not been
 * pushed yet, and at no clock: the time is the count of frames.
 */
export function listener(settings: ListenSettings, oracle: Oracle): Listener {
  const eye = openEye()
  const tracker = toneTracker(eye)
  const voice = openVoice()
  const around = surroundings()
  const music = openMusic()
  const who = openWho(voice, oracle, settings)
  const start = openStart(settings)
  const tones: Tone[] = []
  const beeps: (readonly [at: number, hz: number])[] = []
  let at = -1
  let answeredAt = 0
  let meant: ToneMeaning['kind'] | null = null
  let held: { readonly tone: Tone; readonly at: number } | null = null

  function begin(from: number): void {
    who.begin(from)
    music.forget()
  }

  /** What the line itself says: busy, ringing, a fax, no such number. */
  function meaning(sounding: Tone | null): readonly Heard[] {
    const found = meaningOf(sounding === null ? tones : kept(tones, sounding))
    if (found === null || voice.near.spokenFrames > SPOKEN_FRAMES) return []
    // While it rings nobody has answered: each ring puts the question off.
    if (found.kind === 'ringback') begin(at)
    if (found.kind === meant) return []
    meant = found.kind
    held = null
    const tone = sounding ?? tones.at(-1)!
    const heard: Heard[] = [toneHeard(found.kind, tone, at, found.kind === 'sit' ? found.sit : undefined)]
    const said = who.tell(found.kind, at, 0.95, evidenceOf(found, tone))
    return said === null ? heard : [...heard, said]
  }

  function beep(tone: Tone): readonly Heard[] {
    if (noMessage.includes(who.verdict()) && who.verdict() !== 'ringback') return []
    const evidence = { beep_hz: Math.round(tone.hz), beep_ms: (tone.until - tone.since) * FRAME_MS }
    beeps.push([at, tone.hz])
    if (isTune(beeps) && isNobody.includes(who.verdict())) return playsMusic()
    music.forget()
    // The voice model may have taken the beginning of the tone for a voice.
    if (voice.near.first >= tone.since - 3) voice.forget()
    const isGreeted = voice.near.spokenFrames * FRAME_MS >= 200
    const said =
      who.verdict() === 'machine_greeting'
        ? null
        : who.tell(isGreeted ? 'machine_greeting' : 'beep_only', at, 0.9, evidence)
    return [toneHeard('beep', tone, at), ...(said === null ? [] : [said]), start.beep(at)]
  }

  /** A tone is over: it may be a beep, or the first of a rhythm, which is waited for. */
  function over(tone: Tone): readonly Heard[] {
    keep(tones, tone)
    const surrounded = around.around(tone, at)
    if (meaningOf(tones) !== null || !isBeep(tone, surrounded)) return []
    if (who.isSurelyPerson() && !isClearBeep(tone, surrounded, voice.loudDb())) return []
    const isFirst = voice.near.spokenFrames * FRAME_MS < 200 && tones.length === 1
    if (isFirst && mayBecomeRhythm(tone)) {
      held = { tone, at }
      return []
    }
    return beep(tone)
  }

  function playing(): readonly Heard[] {
    const verdict = who.verdict()
    return isNobody.includes(verdict) && music.isMusic() ? playsMusic() : []
  }

  function playsMusic(): readonly Heard[] {
    const said = who.tell('music', at, 0.8, { seconds: 3.5 })
    const tone = {
      kind: 'tone',
      tone: 'music',
      atMs: (at + 1) * FRAME_MS,
      sinceMs: (at + 1) * FRAME_MS - 3500
    } as const
    return said === null ? [] : [tone, said]
  }

  function voices(speech: number, levelDb: number): readonly Heard[] {
    voice.hear(at, speech, levelDb)
    const heard = [...playing(), ...who.frame(at)]
    const verdict = who.verdict()
    const isSpeaking = voice.near.until === at + 1
    const order = start.frame(at, isSpeaking, verdict === 'machine_greeting')
    return order === null ? heard : [...heard, order]
  }

  return {
    push(frame, speech) {
      const glance = eye.look(frame)
      at++
      music.note(glance, speech ?? 0)
      around.note(at, glance.levelDb, speech ?? 0)
      const { sounding, ended } = tracker.follow(at, glance)
      const heard: Heard[] = []
      if (ended !== null) heard.push(...over(ended))
      if (sounding !== null || ended !== null) heard.push(...meaning(sounding))
      // Who speaks meanwhile has answered: what rang before was no beep.
      if (voice.near.spokenFrames >= SOMEBODY_FRAMES) held = null
      if (held !== null && at - held.at >= RHYTHM_FRAMES) {
        heard.push(...beep(held.tone))
        held = null
      }
      if (settings.hasVoiceModel) heard.push(...voices(speech ?? 0, glance.levelDb))
      else if (who.verdict() === null && at - answeredAt >= PERSON_AFTER_FRAMES && sounding === null)
        heard.push(who.tell('human', at, 0.5, { no_voice_model: 1 })!)
      return heard
    },
    answered() {
      answeredAt = at + 1
      begin(at + 1)
    },
    dropping: start.dropping,
    told(told) {
      who.told(told === 'human' ? 'human' : 'machine_greeting')
    }
  }
}

/** A packet that was lost parts no tone of a rhythm: what sounds the same after a moment is the same. */
const SAME_TONE_FRAMES = 5
const SAME_TONE_HZ = 20

/** The tones with another one, which may be the rest of the last. */
function kept(tones: readonly Tone[], tone: Tone): readonly Tone[] {
  const last = tones.at(-1)
  const isRest =
    last !== undefined &&
    !tone.isJoined &&
    tone.since - last.until <= SAME_TONE_FRAMES &&
    Math.abs(tone.hz - last.hz) <= SAME_TONE_HZ
  return isRest ? [...tones.slice(0, -1), { ...tone, since: last.since }] : [...tones, tone]
}

function keep(tones: Tone[], tone: Tone): void {
  const next = kept(tones, tone).slice(-TONES_KEPT)
  tones.splice(0, tones.length, ...next)
}

function toneHeard(tone: ToneName, { hz, since }: Tone, at: number, sit?: SitKind): Heard {
  const heard = {
    kind: 'tone',
    tone,
    atMs: (at + 1) * FRAME_MS,
    sinceMs: since * FRAME_MS,
    hz: Math.round(hz)
  } as const
  return sit === undefined ? heard : { ...heard, sit }
}

function evidenceOf(meaning: ToneMeaning, { hz, hz2 }: Tone): Evidence {
  const lines = hz2 === null ? { hz: Math.round(hz) } : { hz: Math.round(hz), hz2: Math.round(hz2) }
  return meaning.kind === 'sit' ? { rising_tones: 3 } : lines
}
