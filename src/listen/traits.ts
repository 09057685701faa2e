import { FRAME_MS } from './frame.ts'
import { type Stretches, type Voice } from './voice.ts'

/** What is known about who answered, at one moment, as numbers that the trees ask for; times are seconds. */
export const traitNames = [
  ...['onset', 'since_onset', 'spoken', 'spoken_any', 'silent', 'silent_any', 'first_run', 'longest_run', 'runs'],
  ...['longest_rest', 'run', 'snr_db', 'speech', 'stray_db', 'near_share']
] as const
export type TraitName = (typeof traitNames)[number]
export type Traits = Float64Array

const SECONDS = FRAME_MS / 1000

/** Fills `traits` for the moment after frame `at`; `from` is the frame that the question begins with. */
export function describeVoice(voice: Voice, from: number, at: number, traits: Traits): void {
  const { any, near } = voice
  const end = at + 1
  const onset = any.first < 0 ? end : any.first
  traits[0] = capped((onset - from) * SECONDS, 3)
  traits[1] = capped((end - onset) * SECONDS, 15)
  traits[2] = capped(near.spokenFrames * SECONDS, 12)
  traits[3] = capped(any.spokenFrames * SECONDS, 12)
  traits[4] = silence(near, end)
  traits[5] = silence(any, end)
  traits[6] = capped(near.firstFrames * SECONDS, 8)
  traits[7] = capped(near.longestFrames * SECONDS, 8)
  traits[8] = Math.min(near.count, 8)
  traits[9] = capped(near.longestRestFrames * SECONDS, 3)
  traits[10] = near.since < 0 ? 0 : capped((near.until - near.since) * SECONDS, 8)
  traits[11] = any.first < 0 ? 0 : capped(voice.loudDb() - voice.noiseDb(), 45)
  traits[12] = voice.meanSpeech()
  traits[13] = capped(voice.strayDb(), 15)
  traits[14] = any.spokenFrames === 0 ? 0 : near.spokenFrames / any.spokenFrames
}

const silence = (stretches: Stretches, end: number): number =>
  stretches.first < 0 ? 0 : capped((end - stretches.until) * SECONDS, 3)
const capped = (value: number, max: number): number => Math.max(0, Math.min(max, value))
