import { readHeading } from './heading.ts'

/**
 * Heading under which an export writes a column that is kept as text. One that names a field ("Lead status" beside
 * the stage) is marked, so that the next import keeps it as text again and does not take it for the field.
 */
export function keptHeading(name: string): string {
  const isField = readHeading(name).kind === 'known' || name.endsWith(MARK)
  return isField ? name + MARK : name
}

/** The name of a marked column; null when the heading bears no mark. */
export function markedName(heading: string): string | null {
  const text = heading.trim()
  return text.endsWith(MARK) ? text.slice(0, -MARK.length) : null
}

const MARK = ' [text]'
