import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromUlaw, toUlaw } from '../../sound/ulaw.ts'
import { readWav, ulawWav } from '../../sound/wav.ts'
import { type CallJudgement } from '../../listen/judge-call.ts'
import { startsAfterBeep, startsTooEarly } from '../../listen/accuracy.ts'
import { readLabels } from './labels.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const calls = join(root, 'test', 'calls')
const labels = readLabels(join(calls, 'labels.csv'))
const folder = mkdtempSync(join(tmpdir(), 'aftertone-listen-'))
type Line = CallJudgement & { readonly file: string; readonly error?: string }
let run: { readonly code: number; readonly lines: readonly Line[]; readonly errors: string }

/** The command once, on every recording, on one in another coding, and on one that is broken. */
beforeAll(async () => {
  const clips = readdirSync(calls).filter((file) => file.endsWith('.wav'))
  const read = readWav(readFileSync(join(calls, 'human-003.wav')))
  if (read.kind === 'broken') throw new Error(read.problem)
  writeFileSync(join(folder, 'ulaw.wav'), ulawWav(toUlaw(fromUlaw(toUlaw(read.sound.samples))), 8000))
  writeFileSync(join(folder, 'broken.wav'), 'RIFF')
  const files = [join(folder, 'broken.wav'), ...clips.map((clip) => join(calls, clip)), join(folder, 'ulaw.wav')]
  const args = ['listen', ...files, '--json', '--labels', join(calls, 'labels.csv')]
  run = await new Promise((resolve) =>
    execFile(join(root, 'bin', 'aftertone'), args, { maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : 0,
        lines: stdout
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Line),
        errors: stderr
      })
    )
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a broken file costs its own line and the exit code, never the others', () => {
  expect(run.code).toBe(1)
  expect(run.lines.length).toBe(labels.size + 2)
  expect(run.lines[0]).toEqual({ file: join(folder, 'broken.wav'), error: expect.stringContaining('no WAV file') })
  expect(run.errors).toContain('people called machines')
})

test('no person is called a machine, and no message starts where none may', () => {
  const people = judged().filter(({ label }) => label === 'human')
  expect(people.map(({ judgement }) => judgement.verdict)).toEqual(people.map(() => 'human'))
  const none = judged().filter(({ label }) => !['machine_greeting', 'beep_only'].includes(label))
  expect(none.filter(({ judgement }) => judgement.messageStartMs !== null)).toEqual([])
})

test('tones are what they are, and most machines are found', () => {
  const wrong = judged().filter(({ label, judgement }) => label !== judgement.verdict)
  expect(wrong.filter(({ label }) => label !== 'machine_greeting')).toEqual([])
  expect(wrong.length).toBeLessThanOrEqual(1)
})

test('a message starts within 100 ms after the beep, never before', () => {
  const beeped = judged().filter(({ beepEndMs }) => beepEndMs !== null)
  expect(beeped.filter(startsTooEarly)).toEqual([])
  expect(beeped.filter(startsAfterBeep).length).toBeGreaterThanOrEqual(beeped.length - 1)
})

test('µ-law says the same as the sound that it was made of', () => {
  const of = (file: string): Line => run.lines.find((line) => basename(line.file) === file)!
  expect(of('ulaw.wav')).toMatchObject({ verdict: 'human', messageStartMs: null })
  expect(of('human-003.wav')).toMatchObject({ verdict: 'human', messageStartMs: null })
})

function judged() {
  return run.lines.flatMap((line) => {
    const label = labels.get(basename(line.file))
    return label === undefined ? [] : [{ ...label, judgement: line }]
  })
}
