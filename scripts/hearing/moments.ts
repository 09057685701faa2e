import { FRAME_SAMPLES } from '../../src/listen/frame.ts'
import { openEye } from '../../src/listen/glance.ts'
import { CHUNK_SAMPLES } from '../../src/listen/judge-call.ts'
import { describeVoice, traitNames } from '../../src/listen/traits.ts'
import { openVoice, SOMEBODY_FRAMES } from '../../src/listen/voice.ts'
import { heardCall } from './hear.ts'
import { type MadeCall } from './make.ts'
import { type Moment } from './grow-trees.ts'
import { type Part } from './voices.ts'

const EVERY_FRAMES = 5
const SECONDS_MAX = 14
/** A person who is called a machine costs more than a machine that is called a person: the table is biased as often. */
const PERSON_WEIGHT = 7

/**
 * The moments of one call that the table is asked at, each a tenth of a second after the other, from the first word on until
 * the beep or the end; all of a call weigh as much as all of another, and early moments more than late ones.
 */
export function momentsOf(part: Part, call: MadeCall): readonly Moment[] {
  const { line, speech } = heardCall(part, call.file)
  const voice = openVoice()
  const eye = openEye()
  const isMachine = call.label !== 'human'
  const end = Math.min(
    SECONDS_MAX * 50,
    (call.beepEndMs ?? line.length / 8 - 6000 + 1500) / 20,
    line.length / FRAME_SAMPLES
  )
  const found: Float64Array[] = []
  for (let at = 0; at < end; at++) {
    const chunk = Math.floor(((at + 1) * FRAME_SAMPLES) / CHUNK_SAMPLES) - 1
    const { levelDb } = eye.look(line.subarray(at * FRAME_SAMPLES, (at + 1) * FRAME_SAMPLES))
    voice.hear(at, chunk < 0 ? 0 : speech[chunk]!, levelDb)
    const { near } = voice
    if (near.first < 0 || near.spokenFrames < SOMEBODY_FRAMES || (at - near.first) % EVERY_FRAMES !== 0) continue
    const traits = new Float64Array(traitNames.length)
    describeVoice(voice, 0, at, traits)
    found.push(traits)
  }
  const weights = found.map((_, i) => 1 / (1 + i / 15))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return found.map((traits, i) => ({
    traits,
    isMachine,
    weight: ((isMachine ? 20 : 20 * PERSON_WEIGHT) * weights[i]!) / whole
  }))
}
