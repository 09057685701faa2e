import { formatInstant } from '../../clock/civil.ts'
import { stops } from '../../facts/fact.ts'
import { type Stop } from '../../intake/lead-row.ts'
import { leadJson } from '../../intake/exported.ts'
import { liveCircumstances } from '../engine/live-circumstances.ts'
import { Complaint } from '../command/complaint.ts'
import { settingOf } from '../command/setting.ts'
import { sayOnStderr, standardOutput } from '../command/terminal.ts'
import { NotMerged, mergeLeads } from '../engine/merge.ts'
import { record } from '../engine/record.ts'
import { openInstallation } from '../store/installation.ts'
import { csvLine } from '../../intake/spreadsheet-cell.ts'
import { mayCall } from '../api/may-call.ts'
import { groundHere } from '../law/law-here.ts'
import { openLists } from '../lists/open-lists.ts'
import { leadNamed } from './find-lead.ts'
import { mayCallJson, mayCallLines } from './may-call-words.ts'
import { keyNames } from './import-options.ts'
import { runImport } from './import-run.ts'
import { leadStory, storyWords } from './lead-story.ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Common = { readonly json?: boolean }

export type AddOptions = Common & {
  readonly list: string
  readonly phone?: string
  readonly email?: string
  readonly first?: string
  readonly last?: string
  readonly company?: string
  readonly external?: string
  readonly region?: string
}

/** One lead by hand: a list of one row, so that the same rules hold for it as for any file. */
export async function leadAdd(options: AddOptions): Promise<void> {
  const { now, zone, country } = settingOf({ region: options.region })
  const cells = [options.external, options.first, options.last, options.company, options.email, options.phone]
  const folder = mkdtempSync(join(tmpdir(), 'aftertone-lead-'))
  try {
    const path = join(folder, 'by hand')
    const heads = ['Record ID', 'First name', 'Last name', 'Company', 'Email', 'Phone']
    writeFileSync(path, csvLine(heads) + csvLine(cells.map((cell) => cell ?? '')))
    await using installation = await openInstallation(process.env, sayOnStderr)
    const wish = {
      ...({ list: options.list, keys: keyNames, onMatch: 'update', country, map: [], source: null } as const),
      ...{ costCents: null, currency: null }
    }
    const quiet = { isStopped: () => false, onProgress: () => undefined, onProblem: () => undefined }
    const { counts } = await runImport(installation, { path, wish, zone, now, ...quiet })
    if (counts.rejected > 0)
      throw new Complaint(
        'nobody can be reached by this: a telephone number or an e-mail address that can be read is needed'
      )
    if (counts.conflicts > 0)
      throw new Complaint('the id, number and address belong to different leads; look with "aftertone lead show"')
    const named = options.external ?? options.email ?? options.phone ?? ''
    const id = await leadNamed(installation, named, country).catch(() => null)
    const what = counts.created > 0 ? 'created' : counts.updated > 0 ? 'updated' : 'duplicate'
    await standardOutput().write(
      options.json
        ? `${JSON.stringify({ id: id === null ? null : String(id), result: what })}\n`
        : `Lead ${id ?? named}: ${what}.\n`
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The whole story of a lead, and whether a call is allowed now. */
export async function leadShow(wanted: string, { json, trace }: Common & { readonly trace?: boolean }): Promise<void> {
  const { now, country } = settingOf({})
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org, postgres } = installation
  const leadId = await leadNamed(installation, wanted, country)
  const story = await leadStory(installation, leadId, now)
  const ground = await groundHere(store, org, await openLists(postgres.home))
  const may = (await store.inOrgTx(org, (tx) => mayCall(tx, ground, leadId, now)))!
  const out = standardOutput()
  if (!json) return await out.write(storyWords(story, mayCallLines(may, trace === true)))
  const { lead, entries, zone, ...rest } = story
  const log = entries.map(({ at, ...entry }) => ({ at: formatInstant(at, zone), ...entry }))
  const call = mayCallJson(may, trace === true)
  await out.write(`${JSON.stringify({ ...leadJson(lead), ...rest, call, log })}\n`)
}

export async function leadNote(wanted: string, text: string, { json }: Common): Promise<void> {
  if (text.trim() === '') throw new Complaint('a note needs words', 2)
  const { now, country } = settingOf({})
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const leadId = await leadNamed(installation, wanted, country)
  const [id] = await store.ids.take(1)
  await store.inOrg(org, [
    {
      text: `insert into note (org, lead_id, id, at, text) select o.org, $2, $3, $4, $5 from org o where o.org = $1`,
      values: [org, leadId, id, now, text.replaceAll('\0', '').trim()]
    }
  ])
  await standardOutput().write(
    json ? `${JSON.stringify({ id: String(leadId), note: id })}\n` : `Noted of lead ${leadId}.\n`
  )
}

export async function leadStop(wanted: string, { reason, json }: Common & { readonly reason: string }): Promise<void> {
  if (!(stops as readonly string[]).includes(reason))
    throw new Complaint(`--reason ${reason}: must be one of ${stops.join(', ')}`, 2)
  const { now, country } = settingOf({})
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const leadId = await leadNamed(installation, wanted, country)
  await record(store, org, leadId, [{ kind: 'stop', stop: reason as Stop }], liveCircumstances(org, now))
  await standardOutput().write(
    json
      ? `${JSON.stringify({ id: String(leadId), stop: reason })}\n`
      : `Lead ${leadId} is stopped: ${reason}. Nothing goes out to them any more.\n`
  )
}

/** Two leads become one; the first stays. */
export async function leadMerge(keep: string, gone: string, { json }: Common): Promise<void> {
  const { now, country } = settingOf({})
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const [keepId, goneId] = [
    await leadNamed(installation, keep, country),
    await leadNamed(installation, gone, country)
  ] as const
  try {
    await mergeLeads(store, org, keepId, goneId, now)
  } catch (error) {
    if (error instanceof NotMerged) throw new Complaint(error.message)
    throw error
  }
  await standardOutput().write(
    json
      ? `${JSON.stringify({ id: String(keepId), merged: String(goneId) })}\n`
      : `Lead ${goneId} is part of lead ${keepId} now, with its whole history. What waited for it is cancelled.\n`
  )
}
