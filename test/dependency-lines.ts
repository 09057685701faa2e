/** One package of docs/dependencies.md: a row of the form "| name | why | what instead | who keeps it |". */
export interface DependencyLine {
  readonly name: string
  readonly why: string
  readonly instead: string
  readonly keeper: string
}

/** The rows of every table in docs/dependencies.md; a cell may name several packages, each in backticks. */
export function dependencyLines(text: string): readonly DependencyLine[] {
  return text.split('\n').flatMap((line) => {
    const [names = '', why = '', instead = '', keeper = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    return [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({ name, why, instead, keeper }))
  })
}

/** The packages that a pure room may import: those whose reason begins with the word Pure. */
export function purePackages(text: string): readonly string[] {
  return dependencyLines(text)
    .filter((line) => /^pure\b/i.test(line.why))
    .map((line) => line.name)
}
