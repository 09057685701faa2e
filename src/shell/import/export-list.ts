import { countWords } from '../../sheet/words.ts'
import { type ExportShape, exportHeadings, exportLine, shapeFor } from '../../intake/exported.ts'
import { settingOf } from '../command/setting.ts'
import { progress, sayOnStderr, standardOutput } from '../command/terminal.ts'
import { outFile } from '../plan/out-file.ts'
import { openInstallation } from '../store/installation.ts'
import { listNamed } from '../store/list.ts'
import { membersOf } from './list-pages.ts'

export type ExportOptions = { readonly list: string; readonly out?: string }

/** Gives a list out as CSV that an import reads back as the same leads. Twice through it: first for the columns. */
export async function exportCommand({ list, out: path }: ExportOptions): Promise<void> {
  const { now, zone } = settingOf({})
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { store, org } = installation
  const { id } = await listNamed(store, org, list)
  const target = path === undefined || path === '-' ? null : outFile(path, '-')
  const out = target ?? standardOutput()
  const shown = progress()
  try {
    let shape: ExportShape = { phones: 1, emails: 1, other: [] }
    for await (const page of membersOf(store, org, id, now))
      shape = page.reduce((before, { stored }) => shapeFor(before, stored.lead), shape)
    // The order in which columns were met must not matter, or a second export would differ from the first.
    shape = { ...shape, other: shape.other.toSorted() }
    // So that Excel reads names right.
    await out.write((target === null ? '' : '\ufeff') + exportHeadings(shape))
    let count = 0
    for await (const page of membersOf(store, org, id, now)) {
      await out.write(page.map(({ stored }) => exportLine(stored.lead, shape, zone)).join(''))
      shown.say(`${countWords((count += page.length))} leads written`)
    }
    await out.end()
  } catch (error) {
    target?.discard()
    throw error
  } finally {
    shown.done()
  }
}
