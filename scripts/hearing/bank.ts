import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Lot } from './lot.ts'
import { bankFolder, sentenceFile } from './speak.ts'
import { type SaidKind, texts } from './texts.ts'
import { lineSets, type Part, promptCalls, promptSets, voices } from './voices.ts'

/** Something that can be said in a call: its sentences, each a piece of sound between -1 and 1. */
export type Saying = { readonly voice: string; readonly language: string; readonly sentences: readonly Float64Array[] }
export type Bank = {
  readonly sayings: Readonly<Record<SaidKind, readonly Saying[]>>
  /** Acted lines by voice, shortest first. */
  readonly lines: readonly Saying[]
  readonly music: readonly Float64Array[]
}

/** One saying: a voice first, so that a language with many texts is not heard more often than its voices are. */
export function oneOf(sayings: readonly Saying[], lot: Lot): Saying {
  const recorded = sayings.filter(({ voice }) => voice.startsWith('prompt:'))
  const from = recorded.length > 0 && lot.often(0.3) ? recorded : sayings
  const voice = lot.pick([...new Set(from.map((saying) => saying.voice))])
  return lot.pick(from.filter((saying) => saying.voice === voice))
}

/** All that one part of the voices can say; what an engine could not say is left out. */
export function readBank(part: Part): Bank {
  const kinds: readonly SaidKind[] = ['hello', 'business', 'greeting', 'ivr', 'screening', 'full']
  const sayings = Object.fromEntries(
    kinds.map((kind) => [kind, [...synthesised(part, kind), ...prompted(part, kind)]] as const)
  ) as unknown as Bank['sayings']
  return { sayings, lines: acted(part), music: folderSounds(`music:${part}`).map(({ sound }) => sound) }
}

function synthesised(part: Part, kind: SaidKind): readonly Saying[] {
  return voices
    .filter((voice) => voice.part === part)
    .flatMap(({ name, language }) =>
      texts[language]![kind].map((text, i) => ({
        voice: name,
        language,
        sentences: text.split('|').flatMap((_, j) => soundAt(join(bankFolder(), name, sentenceFile(kind, i, j))))
      }))
    )
    .filter(({ sentences }) => sentences.length > 0)
}

function prompted(part: Part, kind: SaidKind): readonly Saying[] {
  if (kind === 'hello' || kind === 'business') return []
  return promptSets
    .filter((set) => set.part === part)
    .flatMap(({ name, language }) =>
      promptCalls[kind].map((call) => ({
        voice: name,
        language,
        sentences: call.flatMap((file) => soundAt(join(bankFolder(), name, `${file.replace('/', '-')}.s16`)))
      }))
    )
    .filter(({ sentences }) => sentences.length > 0)
}

function acted(part: Part): readonly Saying[] {
  return lineSets
    .filter((set) => set.part === part)
    .flatMap(({ name, language }) =>
      folderSounds(name)
        .filter(({ sound }) => sound.length > 8000 * 0.25 && sound.length < 8000 * 5)
        .map(({ sound }) => ({ voice: name, language, sentences: [sound] }))
    )
}

function folderSounds(name: string): readonly { readonly sound: Float64Array }[] {
  const folder = join(bankFolder(), name)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.s16'))
    .sort()
    .flatMap((file) => soundAt(join(folder, file)).map((sound) => ({ sound })))
}

/** None where there is no such file, or hardly anything in it. */
function soundAt(path: string): readonly Float64Array[] {
  if (!existsSync(path)) return []
  const bytes = readFileSync(path)
  if (bytes.length < 2 * 800) return []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return [Float64Array.from({ length: bytes.length >> 1 }, (_, i) => view.getInt16(2 * i, true) / 32_768)]
}
