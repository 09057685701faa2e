/** The text of an array with one entry a line. */
export function lines(entries: readonly string[]): string {
  return `[\n${entries.map((entry) => `  ${entry}`).join(',\n')}\n]`
}

/** A text as a literal in single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** Plain order of code units, the same on every machine. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
