import { type RecordingState } from '../../message/library.ts'
import { placeInWords } from '../../sound/sound.ts'
import { type RecordingWish } from './keep-recording.ts'
import { type Recording } from './recordings.ts'

type Added = Pick<RecordingWish, 'name' | 'kind' | 'validUntil'> & {
  readonly state: RecordingState
  readonly seconds: number
  readonly trimmedSeconds: { readonly start: number; readonly end: number }
  readonly gainDb: number
}

const stateWords: Readonly<Record<RecordingState, string>> = {
  draft: 'draft: nobody has approved it',
  in_use: 'in use',
  expired: 'expired',
  retired: 'retired'
}
/** Longer messages are heard to their end by fewer people (VM-10). */
const LONG_SECONDS = 20

export function addedWords({ name, state, seconds, trimmedSeconds, gainDb }: Added): string {
  const { start, end } = trimmedSeconds
  const gain = `${Math.abs(gainDb).toFixed(1)} dB`
  const lines = [
    `${name}: ${placeInWords(seconds)}, ${gainDb < 0 ? `${gain} quieter` : `${gain} louder`} than it was, ${placeInWords(start)} of silence taken off its beginning and ${placeInWords(end)} off its end.`,
    state === 'draft'
      ? `It is a draft and is not played: aftertone recording approve '${name}' --by NAME`
      : 'It may be played from now on.'
  ]
  if (seconds > LONG_SECONDS)
    lines.push(`It is longer than ${LONG_SECONDS} s: fewer people hear the end of such a message.`)
  return `${lines.join('\n')}\n`
}

export function libraryWords(all: readonly (Recording & { readonly state: RecordingState })[]): string {
  if (all.length === 0) return 'There is no recording yet: aftertone recording add FILE.wav brings one in.\n'
  const width = Math.max(...all.map(({ name }) => name.length))
  return all.map((each) => `${each.name.padEnd(width)}  ${lineFor(each)}\n`).join('')
}

function lineFor(each: Recording & { readonly state: RecordingState }): string {
  const plays =
    each.plays === 0
      ? 'never played'
      : `played ${each.plays} times to ${each.people} people, ${each.wholePlays} times whole`
  const what = [each.kind.replaceAll('_', ' '), each.purpose?.replaceAll('_', ' '), each.language]
    .filter((part) => part != null)
    .join(', ')
  const until =
    each.state === 'in_use' && each.validUntil !== null
      ? `, until ${new Date(each.validUntil - 1).toISOString().slice(0, 10)}`
      : ''
  return `${each.seconds.toFixed(1).padStart(4)} s  ${stateWords[each.state]}${until}  (${what})  ${plays}`
}
