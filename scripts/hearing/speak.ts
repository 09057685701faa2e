import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { runInside } from './inside.ts'
import { hearingCache, unpackedPackages } from './packages.ts'
import { type SaidKind, texts } from './texts.ts'
import { lineSets, musicFiles, promptCalls, promptSets, type Voice, voices } from './voices.ts'

/**
 * Fills the bank: one file per sentence and voice, one per prompt, acted line and piece of music, all as 8 kHz raw Int16
 * without silence at either end. What is there already is not made again.
 */
const LINES_MAX = 70
const trimmed = 'silence 1 0.01 0.6% reverse silence 1 0.01 0.6% reverse pad 0.01 0.01'
const raw = '-r 8000 -c 1 -b 16 -e signed-integer -t raw'

export function bankFolder(): string {
  return join(hearingCache(), 'bank')
}

/** Name of one sentence in the bank: kind, text, sentence. */
export const sentenceFile = (kind: SaidKind, text: number, sentence: number): string =>
  `${kind}-${text}-${sentence}.s16`

export async function fillBank(): Promise<void> {
  const packages = await unpackedPackages()
  const bank = bankFolder()
  mkdirSync(bank, { recursive: true })
  const sources: readonly (readonly [string, (folder: string) => readonly string[]])[] = [
    ...voices.map((voice) => [voice.name, (folder: string) => spoken(voice, folder)] as const),
    ...promptSets.map(
      ({ name, folder: from, ext }) => [name, (folder: string) => prompted(join(packages, from), ext, folder)] as const
    ),
    ...lineSets.map(
      ({ name, folder: from, under }) => [name, (folder: string) => acted(join(packages, from), under, folder)] as const
    ),
    ...(['train', 'judge'] as const).map(
      (part) =>
        [
          `music:${part}`,
          (folder: string) =>
            played(
              musicFiles[part].map((f) => join(packages, f)),
              folder
            )
        ] as const
    )
  ]
  for (const [name, make] of sources) {
    const folder = join(bank, name)
    if (existsSync(folder)) continue
    const work = `${folder}.part`
    rmSync(work, { recursive: true, force: true })
    mkdirSync(work, { recursive: true })
    await runInside(packages, work, make(work))
    const made = readdirSync(work).filter((file) => file.endsWith('.s16')).length
    process.stderr.write(`${name}: ${made}\n`)
    renameSync(work, folder)
  }
}

/** Every sentence of a language by one voice, as shell lines. */
function spoken(voice: Voice, folder: string): readonly string[] {
  const sentences = Object.entries(texts[voice.language]!).flatMap(([kind, said]) =>
    said.flatMap((text, i) =>
      text.split('|').map((sentence, j) => ({ out: join(folder, sentenceFile(kind as SaidKind, i, j)), sentence }))
    )
  )
  const { how } = voice
  switch (how.kind) {
    case 'espeak':
      return sentences.map(
        ({ out, sentence }) =>
          `espeak-ng -v ${how.voice} -s ${how.speed} -p ${how.pitch} --stdout ${quoted(sentence)} | sox --ignore-length -t wav - ${raw} ${out} ${trimmed}`
      )
    case 'flite':
      return sentences.map(
        ({ out, sentence }) =>
          `flite -voice ${how.voice} --setf duration_stretch=${how.stretch} -t ${quoted(sentence)} -o ${out}.wav && sox ${out}.wav ${raw} ${out} ${trimmed} && rm ${out}.wav`
      )
  }
}

function prompted(from: string, ext: string, folder: string): readonly string[] {
  const names = new Set(Object.values(promptCalls).flatMap((calls) => calls.flat()))
  const digits = Array.from({ length: 10 }, (_, i) => `digits/${i}`)
  return [...new Set([...names, ...digits])]
    .filter((name) => existsSync(join(from, `${name}.${ext}`)))
    .map(
      (name) => `sox ${join(from, `${name}.${ext}`)} ${raw} ${join(folder, `${name.replace('/', '-')}.s16`)} ${trimmed}`
    )
}

function acted(from: string, under: string, folder: string): readonly string[] {
  const files = readdirSync(from, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ogg') && `/${file}`.includes(under))
    .filter((file) => !/ooff|ow\d|jump|firepunch|laugh|poison|ouch|grenade/i.test(file))
    .sort()
  const step = Math.max(1, Math.floor(files.length / LINES_MAX))
  return files
    .filter((_, i) => i % step === 0)
    .slice(0, LINES_MAX)
    .map((file) => `sox ${quoted(join(from, file))} ${raw} ${join(folder, `${basename(file, '.ogg')}.s16`)} ${trimmed}`)
}

function played(files: readonly string[], folder: string): readonly string[] {
  return files.map((file) => {
    const out = join(folder, `${basename(file).replace(/\.\w+$/, '')}.s16`)
    return `sox ${quoted(file)} ${raw} ${out} trim 12 40`
  })
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
