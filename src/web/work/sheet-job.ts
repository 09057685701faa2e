import type { Desk } from '../../decide/answer.ts'
import { formatInstant } from '../../clock/civil.ts'
import { isNotAList } from '../../intake/file-reader.ts'
import { listReader } from '../../intake/list.ts'
import type { Mapping, Problem } from '../../intake/mapping.ts'
import { lineOf } from '../../sheet/line.ts'
import { groups, inOrder } from '../../sheet/rank.ts'
import { type Summary, noRows, withBadRow, withLine } from '../../sheet/summary.ts'
import { epochOf, instantOf, ownZone } from './clocks.ts'
import type {
  BadRow,
  Failure,
  FirstOpening,
  ListSource,
  Progress,
  RankedRow,
  SheetHead,
  SheetRow,
  Settings
} from './messages.ts'
import type { HeldLead } from './open-lead.ts'
import { rowOf } from './rows.ts'
import { SEED } from './seed.ts'

/** A list that was read: what every later decision about it starts from. */
export type HeldList = {
  readonly name: string
  readonly isSample: boolean
  readonly leads: readonly HeldLead[]
  readonly bad: readonly BadRow[]
  readonly mapping: Mapping | null
  readonly problems: readonly Problem[]
}

/** How a long job tells how far it is, and learns that nobody wants it any more. */
export type Watch = {
  readonly onProgress: (progress: Progress) => void
  /** Lets waiting messages in; false when the job was cancelled. */
  readonly mayGoOn: () => Promise<boolean>
}

const DECIDED_AT_ONCE = 250

/** Reads a list from its source; null when cancelled. Throws what `failureOf` can name. */
export async function readList(
  source: ListSource,
  overrides: readonly string[],
  settings: Settings,
  watch: Watch
): Promise<HeldList | null> {
  const leads: HeldLead[] = []
  const bad: BadRow[] = []
  const { country, market } = settings
  const context = { nowMs: instantOf(settings), country, zone: ownZone(settings), market: market ?? undefined }
  const reader = listReader(context, { country, overrides })
  const take: Parameters<typeof reader.end>[0] = (row) => {
    if (row.kind === 'bad') bad.push({ row: row.row, reason: row.reason })
    else leads.push({ row: row.row, lead: row.lead, warnings: row.warnings })
  }
  try {
    const { stream, bytes } = await opened(source)
    let read = 0
    for await (const chunk of chunksOf(stream)) {
      reader.push(chunk, take)
      read += chunk.length
      const rows = leads.length + bad.length
      watch.onProgress({ phase: 'reading', rows, bad: bad.length, share: bytes ? read / bytes : null })
      if (!(await watch.mayGoOn())) return null
    }
    reader.end(take)
  } catch (thrown) {
    const unread: Unread = { thrown, headings: headingsOf(reader.mapping()) }
    throw unread
  }
  const name = source.kind === 'file' ? source.file.name : source.name
  return {
    name,
    isSample: source.kind === 'sample',
    leads,
    bad,
    mapping: reader.mapping(),
    problems: reader.problems()
  }
}

async function opened(source: ListSource): Promise<{ stream: ReadableStream<Uint8Array>; bytes: number | null }> {
  if (source.kind === 'file') return { stream: source.file.stream(), bytes: source.file.size }
  const response = await fetch(source.url)
  if (!response.ok || !response.body) throw new Error(`The invented leads could not be loaded (${response.status}).`)
  return { stream: response.body, bytes: null }
}

const CHUNK_BYTES = 65_536

/** Small pieces, so that progress moves and a cancel is heard. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      for (let at = 0; at < value.length; at += CHUNK_BYTES) yield value.subarray(at, at + CHUNK_BYTES)
    }
  } finally {
    // Whoever stopped early is not interested in how closing went.
    reader.cancel().catch(() => undefined)
  }
}

export type DecidedSheet = { readonly rows: readonly SheetRow[]; readonly head: SheetHead }

/** Decides every lead of a list and puts them in calling order; null when cancelled. */
export async function decideList(
  list: HeldList,
  desk: Desk,
  settings: Settings,
  watch: Watch
): Promise<DecidedSheet | null> {
  const now = instantOf(settings)
  const context = { now, country: settings.country, seed: SEED }
  const ranked: (RankedRow & { readonly shown: SheetRow })[] = []
  let summary: Summary = noRows
  for (let at = 0; at < list.leads.length; at++) {
    const held = list.leads[at]!
    const line = lineOf(desk, held.row, held.lead, held.warnings, context)
    summary = withLine(summary, line)
    ranked.push({ row: line.row, rank: line.rank, shown: rowOf(line, held.lead) })
    if (at % DECIDED_AT_ONCE !== 0) continue
    watch.onProgress({ phase: 'deciding', rows: at, total: list.leads.length })
    if (!(await watch.mayGoOn())) return null
  }
  for (let i = 0; i < list.bad.length; i++) summary = withBadRow(summary)
  const rows = ranked.sort(inOrder).map(({ shown }) => shown)
  const head = { summary, groups: countedGroups(rows), opens: firstOpening(rows, now, settings), settings }
  return {
    rows,
    head: { ...head, ...aboutList(list), ...aboutPlaybook(desk), asOf: formatInstant(now, ownZone(settings)) }
  }
}

const aboutList = ({ name, isSample, mapping, problems }: HeldList) => ({ listName: name, isSample, mapping, problems })

function aboutPlaybook({ program }: Desk) {
  const calls = program.caps.filter((cap) => cap.measure === 'calls')
  return {
    playbook: program.name,
    title: program.document.title,
    hash: program.hash,
    callsMax: calls.length === 1 && calls[0]!.when === null ? calls[0]!.limit : null
  }
}

function countedGroups(rows: readonly SheetRow[]): SheetHead['groups'] {
  const counts = groups.map(() => 0)
  for (const row of rows) counts[row.group]!++
  return groups.map((name, group) => ({ name, count: counts[group]! }))
}

function firstOpening(rows: readonly SheetRow[], now: number, settings: Settings): FirstOpening | null {
  let first = Infinity
  let people = 0
  for (const row of rows) {
    if (row.callable || row.from === null) continue
    const from = epochOf(row.from)
    if (from < first) people = 0
    first = Math.min(first, from)
    if (from === first) people++
  }
  if (first === Infinity) return null
  return { at: formatInstant(first, ownZone(settings)), minutes: Math.round((first - now) / 60_000), people }
}

/** A file that could not be read, with the headings that it has. */
type Unread = { readonly thrown: unknown; readonly headings: readonly string[] }
const isUnread = (thrown: unknown): thrown is Unread =>
  typeof thrown === 'object' && thrown !== null && 'headings' in thrown

/** What went wrong, in words for the page. */
export function failureOf(caught: unknown): Failure {
  const { thrown, headings } = isUnread(caught) ? caught : { thrown: caught, headings: [] }
  if (isNotAList(thrown)) return { kind: 'not_a_list', message: thrown.notAList, headings }
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  // The browser says NotFoundError or NotReadableError when a file went away or may not be opened.
  return { kind: thrown instanceof DOMException ? 'unreadable' : 'fault', message, headings: [] }
}

function headingsOf(mapping: Mapping | null): readonly string[] {
  const columns = [...(mapping?.columns ?? []), ...(mapping?.unmapped ?? [])].sort((a, b) => a.index - b.index)
  return columns.map((column) => column.heading).filter((heading) => heading !== '')
}
