import { LogEntry } from './log-entry.ts'

/** The entries of a log file, or the first thing that is wrong with it, in one line. */
export type LogReading =
  | { readonly kind: 'log'; readonly entries: readonly LogEntry[] }
  | { readonly kind: 'bad'; readonly line: number; readonly problem: string }

/** Read a log as it is exported: one JSON object a line, empty lines between them allowed. */
export function readLog(text: string): LogReading {
  const entries: LogEntry[] = []
  const lines = text.split(/\r?\n/)
  for (let i = 0; i < lines.length; i++) {
    if (lines[i]!.trim() === '') continue
    const value = readJson(lines[i]!)
    if (value === undefined) return bad(i, 'is not JSON: each line holds one object')
    const checked = LogEntry.safeParse(value)
    if (!checked.success) {
      const issue = checked.error.issues[0]!
      return bad(i, `${issue.path.length === 0 ? 'the entry' : issue.path.map(String).join('.')}: ${issue.message}`)
    }
    entries.push(checked.data)
  }
  return { kind: 'log', entries }
}

function bad(index: number, problem: string): LogReading {
  return { kind: 'bad', line: index + 1, problem: `line ${index + 1}: ${problem}` }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    // The parser's own words name a column of one long line; the number of the line is what helps.
  }
  return undefined
}
