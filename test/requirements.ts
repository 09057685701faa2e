/** Reads docs/requirements.md: what the five sources want, and what meets it. */

/** How many demands each source makes; their ids count from 01. */
const demands = { '000': 29, '001': 21, '002': 48, '003': 27, '004': 24 }

/** Ids of all demands in the order of the sources. */
export const requirementIds: readonly string[] = Object.entries(demands).flatMap(([source, count]) =>
  Array.from({ length: count }, (_, i) => `${source}-${String(i + 1).padStart(2, '0')}`)
)

/** What a demand may wait for; whoever finishes one of these looks through the page for it. */
export const capabilities: readonly string[] = [
  'telephony and drop',
  'HTTP API and people',
  'evidence and experiments',
  'web cockpit and manager pages',
  'mail',
  'inbound',
  'text messages',
  'message library',
  'calendar openings',
  'letters and social channels'
]

export type RequirementRow = {
  readonly id: string
  readonly says: string
  readonly tests: readonly { readonly path: string; readonly title: string }[]
  readonly pages: readonly { readonly path: string; readonly link: string }[]
  readonly waitsFor: readonly string[]
  /** Parts that are none of these. */
  readonly odd: readonly string[]
}

/** Rows of the tables of the page, in their order. */
export function rowsOf(page: string): readonly RequirementRow[] {
  return page
    .split('\n')
    .map((line) => /^\| (\d{3}-\d{2}) +\| (.*?) +\| (.*?) *\|$/.exec(line))
    .flatMap((match) => (match ? [rowOf(match[1]!, match[2]!, match[3]!)] : []))
}

function rowOf(id: string, says: string, metBy: string): RequirementRow {
  const tests: { path: string; title: string }[] = []
  const pages: { path: string; link: string }[] = []
  const waitsFor: string[] = []
  const odd: string[] = []
  // A title may hold a semicolon, so tests are taken out before the rest is cut.
  const rest = metBy.replace(/`([^`#]+)#([^`]+)`/g, (_, path: string, title: string) => {
    tests.push({ path, title })
    return ''
  })
  for (const part of rest.split(';').map((each) => each.trim())) {
    const link = /^\[(.+)\]\((.+)\)$/.exec(part)
    if (link) pages.push({ path: link[1]!, link: link[2]! })
    else if (part.startsWith('waits for: ')) waitsFor.push(...part.slice('waits for: '.length).split(', '))
    else if (part !== '') odd.push(part)
  }
  return { id, says, tests, pages, waitsFor, odd }
}

/** What is wrong with the page, in sentences; `fileAt` gives the text of a file of the house, or null. */
export function problemsOf(page: string, fileAt: (path: string) => string | null): readonly string[] {
  return rowsOf(page).flatMap((row) => [
    ...row.tests.flatMap(({ path, title }) => testProblem(row.id, path, title, fileAt(path))),
    ...row.pages.flatMap(({ path, link }) => pageProblem(row.id, path, link, fileAt(path))),
    ...row.waitsFor
      .filter((each) => !capabilities.includes(each))
      .map((each) => `${row.id} waits for ${each}, which is not in the list of what is built`),
    ...row.odd.map((part) => `${row.id}: “${part}” is neither a test, a page nor a wait`),
    ...(row.tests.length + row.pages.length + row.waitsFor.length + row.odd.length === 0
      ? [`${row.id} is met by nothing and waits for nothing`]
      : [])
  ])
}

function testProblem(id: string, path: string, title: string, text: string | null): string[] {
  if (text === null) return [`${id}: there is no ${path}`]
  return titlesIn(text).includes(title) ? [] : [`${id}: ${path} has no test called ${title}`]
}

function pageProblem(id: string, path: string, link: string, text: string | null): string[] {
  if (text === null) return [`${id}: there is no ${path}`]
  return path === `docs/${link}` ? [] : [`${id}: the link to ${path} leads to ${link}`]
}

/** Titles of tests: the first text of `test(…)`, of `test.for(…)(…)`, and of a row of its table. */
function titlesIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:\btest\(|\)\(|\[)\s*(['"`])((?:\\.|(?!\1)[^\\\n])*)\1/g)].map((match) =>
    match[2]!.replaceAll('\\', '')
  )
}
