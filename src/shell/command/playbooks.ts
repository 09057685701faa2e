import { readShelf } from '../../playbook/shelf.ts'
import { wrapped } from '../../sheet/width.ts'
import { shelfFiles } from '../playbooks/shelf-folder.ts'
import { columnsOf, paintFor, standardOutput } from './terminal.ts'

/** Lists the shelf: each version of each playbook, whose words it follows, and what it does in a sentence. */
export async function playbooks({ json }: { readonly json?: boolean }): Promise<void> {
  const { programs, wrong } = readShelf(shelfFiles())
  const listed = programs
    .toSorted((a, b) => (a.name === b.name ? Number(a.label) - Number(b.label) : a.name < b.name ? -1 : 1))
    .map(({ name, label, hash, document: { title, voice, source, summary } }) => ({
      playbook: `${name}@${label}`,
      title,
      voice: voice ?? null,
      source,
      summary,
      hash
    }))
  const unread = wrong.map(({ file, problems }) => ({ file, problem: problems[0]?.problem ?? 'is no playbook' }))
  const [columns, paint] = [columnsOf(), paintFor()]
  const text = json
    ? `${JSON.stringify({ playbooks: listed, wrong: unread })}\n`
    : listed
        .map(({ playbook, title, voice, summary }) => {
          const head = `${paint.bold(playbook)}  ${title}${voice === null ? '' : paint.faint(` (${voice})`)}`
          return `${[head, ...wrapped(summary, columns - 2).map((line) => `  ${line}`)].join('\n')}\n`
        })
        .join('')
  await standardOutput().write(text)
  for (const { file, problem } of json ? [] : unread)
    process.stderr.write(`${file}: ${problem} (aftertone check ${file})\n`)
}
