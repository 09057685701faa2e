import { readFileSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { MINUTES_PER_DAY } from '../../clock/calendar.ts'
import { parseDay } from '../../clock/day-text.ts'
import { instantOf } from '../../clock/zone.ts'
import { type Purpose } from '../../facts/recording.ts'
import { type RecordingKind, recordingState } from '../../message/library.ts'
import { ULAW_RATE } from '../../sound/ulaw.ts'
import { ulawWav } from '../../sound/wav.ts'
import { Complaint, fileComplaint } from '../command/complaint.ts'
import { type Setting, settingOf } from '../command/setting.ts'
import { sayOnStderr, standardOutput } from '../command/terminal.ts'
import { lineOf, neededLine } from '../ledger/said.ts'
import { outFile } from '../plan/out-file.ts'
import { firstUser } from '../session/rep-session.ts'
import { openInstallation } from '../store/installation.ts'
import { FILE_BYTES_MAX } from './decode.ts'
import { type RecordingWish, approveRecording, keepRecording, makeReady, retireRecording } from './keep-recording.ts'
import { playAloud } from './play-aloud.ts'
import { addedWords, libraryWords } from './recording-words.ts'
import { playable, recordings } from './recordings.ts'

type Common = { readonly json?: boolean }
export type AddOptions = Common & {
  readonly name?: string
  readonly kind: RecordingKind
  readonly purpose?: Purpose
  readonly language?: string
  readonly angle?: string
  readonly promises?: string
  readonly asksQuestion?: boolean
  readonly givesNumber?: boolean
  readonly mentionsEmail?: boolean
  readonly approvedBy?: string
  readonly validUntil?: string
}

const NAME_MAX = 80
const TEXT_MAX = 200

/** Brings a recording in: made ready once, and kept as it goes onto the line. */
export async function addRecording(file: string, options: AddOptions): Promise<void> {
  const setting = settingOf({})
  const wish = wishOf(file, options, setting)
  const ready = await makeReady(bytesOf(file))
  if (ready.kind === 'broken') throw new Complaint(`${file}: ${ready.problem}`)
  if (ready.kind === 'unfit') throw new Complaint(`${file} is not fit to be played: ${ready.reasons.join('; ')}`)
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const by = { userId: await firstUser(store, org), now: setting.now }
  const kept = await keepRecording(store, org, wish, ready, by)
  if (kept.kind === 'taken') throw new Complaint(`${file}: ${kept.problem}`)
  const state = recordingState(
    { approvedAt: wish.approvedBy === null ? null : by.now, validUntil: wish.validUntil, retiredAt: null },
    by.now
  )
  const { ulaw, kind: _, ...made } = ready
  const told = { id: String(kept.id), ...wish, state, ...made, bytes: ulaw.length }
  await standardOutput().write(options.json ? `${JSON.stringify(told)}\n` : addedWords(told))
}

function bytesOf(file: string): Uint8Array {
  try {
    const { size } = statSync(file)
    if (size > FILE_BYTES_MAX)
      throw new Complaint(
        `${file}: ${Math.round(size / 1_000_000)} MB are no message; at most ${FILE_BYTES_MAX / 1_000_000} are read`
      )
    return readFileSync(file)
  } catch (error) {
    throw error instanceof Complaint ? error : fileComplaint(file, error)
  }
}

function wishOf(file: string, options: AddOptions, setting: Setting): RecordingWish {
  const name = neededLine(
    '--name',
    options.name ?? basename(file, extname(file)),
    NAME_MAX,
    'what the recording is called'
  )
  const language = lineOf('--language', options.language, 35)
  if (language !== null && !/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language))
    throw new Complaint(`--language ${language}: must be a language tag such as en-US`, 2)
  return {
    ...{ name, kind: options.kind, purpose: options.purpose ?? null, language },
    ...{
      angle: lineOf('--angle', options.angle, TEXT_MAX),
      promises: lineOf('--promises', options.promises, TEXT_MAX)
    },
    ...{ asksQuestion: options.asksQuestion ?? null, givesNumber: options.givesNumber ?? null },
    ...{ mentionsEmail: options.mentionsEmail ?? null, validUntil: endOf(options.validUntil, setting) },
    approvedBy: lineOf('--approved-by', options.approvedBy, TEXT_MAX)
  }
}

/** The end of the day that is named; throws a complaint where it is over already. */
function endOf(text: string | undefined, { zone, now }: Setting): number | null {
  if (text === undefined) return null
  const day = parseDay(text.trim())
  if (day === null) throw new Complaint(`--valid-until ${text}: must be a day such as 2027-03-31`, 2)
  const end = instantOf(zone, (day + 1) * MINUTES_PER_DAY)
  if (end <= now) throw new Complaint(`--valid-until ${text}: that day is over, nobody could be played it`, 2)
  return end
}

/** The library: what each recording is, whether it may be played, and what came of it. */
export async function listRecordings({ json }: Common): Promise<void> {
  await using installation = await openInstallation(process.env, sayOnStderr)
  const now = Date.now()
  const all = (await recordings(installation.store, installation.org)).map((each) => ({
    ...each,
    state: recordingState(each, now)
  }))
  const out = standardOutput()
  if (!json) return await out.write(libraryWords(all))
  const day = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
  const told = all.map(({ id, slot: _, ...each }) => ({
    ...{ id: String(id), ...each, madeAt: day(each.madeAt), approvedAt: day(each.approvedAt) },
    ...{ validUntil: day(each.validUntil), retiredAt: day(each.retiredAt) }
  }))
  await out.write(`${JSON.stringify(told)}\n`)
}

/** Lets it be heard as a phone would play it: aloud on this machine, or into a file. */
export async function playRecording(name: string, options: Common & { readonly out?: string }): Promise<void> {
  await using installation = await openInstallation(process.env, sayOnStderr)
  const found = await playable(installation.store, installation.org, { name })
  if (found === null) throw noSuch(name)
  const wav = ulawWav(found.ulaw, ULAW_RATE)
  const told = { name, seconds: found.seconds, bytes: found.ulaw.length, out: options.out ?? null }
  if (options.out === undefined) await playAloud(wav)
  else {
    const file = outFile(options.out, '')
    await file.write(wav)
    await file.end()
  }
  if (options.json) await standardOutput().write(`${JSON.stringify(told)}\n`)
}

export async function approveNamed(name: string, options: Common & { readonly by?: string }): Promise<void> {
  const approvedBy = neededLine('--by', options.by, TEXT_MAX, 'who answers for what it says')
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const by = { userId: await firstUser(store, org), now: Date.now() }
  if (!(await approveRecording(store, org, name, approvedBy, by)))
    throw new Complaint(`${name}: there is no draft of that name; aftertone recording list shows what there is`)
  await standardOutput().write(
    options.json ? `${JSON.stringify({ name, approvedBy })}\n` : `${name} may be played from now on.\n`
  )
}

export async function retireNamed(name: string, { json }: Common): Promise<void> {
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const became = await retireRecording(store, org, name, { userId: await firstUser(store, org), now: Date.now() })
  if (became === null) throw noSuch(name)
  const words =
    became === 'removed'
      ? 'was never played to anybody: it is taken away'
      : 'is not played any more; who heard it stays known'
  await standardOutput().write(json ? `${JSON.stringify({ name, became })}\n` : `${name} ${words}.\n`)
}

const noSuch = (name: string): Complaint =>
  new Complaint(`${name}: there is no recording of that name in use; aftertone recording list shows what there is`)
