import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { type Facts } from '../../facts/facts.ts'
import { readFacts } from '../../facts/read.ts'
import { Complaint, fileComplaint } from './complaint.ts'
import { type Setting } from './setting.ts'

/** FACTS out of a file, or out of standard input for `-`; throws a complaint that begins with the file’s name. */
export async function readFactsFile(
  file: string,
  setting: Setting
): Promise<{ readonly facts: Facts; readonly bytes: Uint8Array }> {
  const name = file === '-' ? 'standard input' : file
  const bytes = await bytesOf(file).catch((error: unknown) => {
    throw fileComplaint(name, error)
  })
  if (bytes.length === 0) throw new Complaint(`${name}: is empty; FACTS are one JSON object, {} at least`)
  const reading = readFacts(bytes, setting)
  if (reading.kind === 'bad') throw new Complaint(`${name}: ${reading.problem}`)
  return { facts: reading.facts, bytes }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  return file === '-' ? await buffer(process.stdin) : readFileSync(file)
}
