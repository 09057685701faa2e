import { countWords } from '../../sheet/words.ts'
import { liveCircumstances } from '../engine/live-circumstances.ts'
import { Complaint } from '../command/complaint.ts'
import { settingOf } from '../command/setting.ts'
import { progress, sayOnStderr, standardOutput } from '../command/terminal.ts'
import { type EnrolResult, enrolList } from '../engine/enrol.ts'
import { publishNamed } from '../engine/publish-named.ts'
import { playbookNamed } from '../playbooks/playbook-named.ts'
import { type Market } from '../../intake/row-in-hand.ts'
import { leadFile } from '../plan/lead-file.ts'
import { openInstallation } from '../store/installation.ts'
import { type ImportWish, type Policy, costOf, keysOf } from './import-options.ts'
import { type ImportResult, runImport } from './import-run.ts'

export type ImportCommandOptions = {
  readonly list?: string
  readonly playbook?: string
  readonly region?: string
  readonly market?: Market
  readonly now?: string
  readonly keys?: string
  readonly onMatch?: Policy
  readonly map?: readonly string[]
  readonly source?: string
  readonly costPerLead?: string
  readonly currency?: string
  readonly undo?: string
  readonly json?: boolean
}

/** Brings a list into the store, and says what became of its rows. */
export async function importCommand(path: string | undefined, options: ImportCommandOptions): Promise<void> {
  if (options.undo !== undefined) return await (await import('./undo-import.ts')).undoCommand(options.undo, options)
  if (path === undefined) throw new Complaint('name the file to import, or --undo a batch', 2)
  const list = options.list?.trim() ?? ''
  if (list === '') throw new Complaint('--list NAME: say which list the leads are to stand on', 2)
  const setting = settingOf({ region: options.region, now: options.now })
  const wish: ImportWish = {
    ...{ list, keys: keysOf(options.keys), onMatch: options.onMatch ?? 'update', country: setting.country },
    market: options.market,
    ...{ map: options.map ?? [], source: options.source ?? null },
    ...costOf(options.costPerLead, options.currency, options.source)
  }
  if (options.playbook !== undefined) playbookNamed(options.playbook)
  leadFile(path)
  const started = performance.now()
  await using installation = await openInstallation(process.env, sayOnStderr)
  const shown = progress()
  const stop = stopper()
  let result: ImportResult
  try {
    result = await runImport(installation, {
      ...{ path, wish, zone: setting.zone, now: setting.now, isStopped: stop.isStopped },
      onProgress: (rows, bytes, ofBytes) => shown.say(progressWords(rows, bytes, ofBytes, started)),
      onProblem: (sentence) => {
        shown.done()
        sayOnStderr(sentence)
      }
    })
  } finally {
    shown.done()
    stop.done()
  }
  const seconds = Math.round((performance.now() - started) / 100) / 10
  const enrolled =
    options.playbook === undefined || !result.isWhole ? null : await enrol(installation, result, options.playbook)
  const { joined, ...counts } = result.counts
  const { batch, rejectedFile, conflictFile } = result
  const out = standardOutput()
  if (options.json)
    await out.write(
      `${JSON.stringify({ batch, ...counts, rejectedFile, conflictFile, seconds, ...(enrolled ? { enrolled: enrolled.enrolled } : null) })}\n`
    )
  else await out.write(wordsOf(result, list, seconds, enrolled, options.playbook))
  if (!result.isWhole)
    throw new Complaint(
      `Stopped after ${countWords(result.counts.read)} rows, all of them in: the same command goes on behind them`
    )
}

async function enrol(
  installation: Awaited<ReturnType<typeof openInstallation>>,
  { listId, at }: ImportResult,
  playbook: string
): Promise<EnrolResult> {
  const { store, org } = installation
  const { id } = await publishNamed(installation, playbook)
  const wish = {
    org,
    listId,
    playbookId: id,
    part: 0,
    of: 1,
    perDay: null,
    limit: Infinity,
    again: false,
    anyway: false
  }
  return await enrolList(store, { ...wish, importedAt: at }, liveCircumstances(org, Date.now()))
}

/** The first Ctrl-C ends after the running batch, the second at once. */
function stopper() {
  let isStopped = false
  const onSignal = (): void => {
    if (isStopped) process.exit(130)
    isStopped = true
    sayOnStderr('Ending after the rows in hand; once more to end at once, which loses nothing either')
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal)
  return {
    isStopped: () => isStopped,
    done() {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, onSignal)
    }
  }
}

function progressWords(rows: number, bytes: number, ofBytes: number | null, started: number): string {
  const seconds = (performance.now() - started) / 1000
  const rate = `${countWords(rows)} rows, ${countWords(Math.round(rows / seconds))} a second`
  if (ofBytes === null || bytes === 0) return rate
  const left = Math.round((seconds * (ofBytes - bytes)) / bytes)
  const time = left >= 90 ? `${Math.round(left / 60)} min` : `${left} s`
  return `${rate}, ${Math.min(100, Math.round((bytes / ofBytes) * 100))} %, ${time} left`
}

function wordsOf(
  { batch, counts, rejectedFile, conflictFile, from }: ImportResult,
  list: string,
  seconds: number,
  enrolled: EnrolResult | null,
  playbook: string | undefined
): string {
  const { read, created, updated, duplicates, conflicts, rejected, ignored, joined } = counts
  const lines = [
    `${countWords(read)} rows into list ${list} in ${seconds} s (batch ${batch}).`,
    `New ${countWords(created)}, updated ${countWords(updated)}, known already ${countWords(duplicates)}, for a human ${countWords(conflicts)}, rejected ${countWords(rejected)}.`
  ]
  if (from > 0) lines.push(`Went on behind row ${from} of an import that had not ended; the sums are those of both.`)
  if (joined > 0) lines.push(`${countWords(joined)} who were there before are on this list too now.`)
  if (ignored > 0) lines.push(`${countWords(ignored)} lines are no rows of the list: titles, footers, empty lines.`)
  if (rejectedFile !== null) lines.push(`Rejected rows to repair and import again: ${rejectedFile}`)
  if (conflictFile !== null) lines.push(`Rows whose keys belong to different leads: ${conflictFile}`)
  if (enrolled !== null) lines.push(`${countWords(enrolled.enrolled)} enrolled in ${playbook}.`)
  lines.push(`To take it back: aftertone import --undo ${batch}`)
  return `${lines.join('\n')}\n`
}
