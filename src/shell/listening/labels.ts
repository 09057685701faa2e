import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { type JudgedCall } from '../../listen/accuracy.ts'
import { verdicts } from '../../listen/heard.ts'
import { Complaint, fileComplaint } from '../command/complaint.ts'

export type Label = Omit<JudgedCall, 'judgement'>

/**
 * What is known of recordings: a CSV with at least `file` and `label`; language, voice, background, snr_db, speech_start_s,
 * speech_end_s and beep_at_s are taken where they are. Files are found by their names without folders.
 */
export function readLabels(path: string): ReadonlyMap<string, Label> {
  const { data, meta } = Papa.parse<Record<string, string>>(textOf(path), { header: true, skipEmptyLines: true })
  for (const column of ['file', 'label'])
    if (meta.fields?.includes(column) !== true)
      throw new Complaint(`${path}: there is no column "${column}"; write file and label at least`, 1)
  return new Map(data.map((row, i) => [row['file']!, labelOf(row, `${path}, row ${i + 2}`)]))
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw fileComplaint(path, error)
  }
}

function labelOf(row: Record<string, string>, where: string): Label {
  const label = row['label']!
  const known: readonly string[] = [...verdicts, 'full']
  if (!known.includes(label)) throw new Complaint(`${where}: "${label}" is no label; write one of ${known.join(', ')}`)
  const text = (name: string): string => row[name] ?? ''
  const number = (name: string, factor = 1): number | null => {
    const value = Number(row[name])
    return row[name] === undefined || row[name] === '' || Number.isNaN(value) ? null : Math.round(value * factor)
  }
  return {
    file: row['file']!,
    label: label as Label['label'],
    language: text('language'),
    voice: text('voice'),
    background: text('background'),
    snrDb: number('snr_db'),
    speechStartMs: number('speech_start_s', 1000),
    speechEndMs: number('speech_end_s', 1000),
    beepEndMs: number('beep_at_s', 1000)
  }
}
