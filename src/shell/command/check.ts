import { type Flag, flagsOf } from '../../decide/flags.ts'
import { differences } from '../../playbook/diff.ts'
import { type Program } from '../../playbook/program.ts'
import { type Problem, readPlaybook } from '../../playbook/read.ts'
import { pick, readShelf } from '../../playbook/shelf.ts'
import { isFile, playbookNamed, textOfFile } from '../playbooks/playbook-named.ts'
import { shelfFiles } from '../playbooks/shelf-folder.ts'
import { Complaint } from './complaint.ts'
import { type Paint } from './paint.ts'
import { paintFor, standardOutput } from './terminal.ts'

export type CheckOptions = { readonly json?: boolean; readonly against?: string; readonly strict?: boolean }

export type Checked = {
  readonly file: string
  readonly ok: boolean
  readonly playbook: string | null
  readonly hash: string | null
  readonly problems: readonly Problem[]
  readonly flags: readonly Flag[]
  /** Sentences on what is new against another version, when one was named. */
  readonly differences?: readonly string[]
}

/** Checks playbooks, all of them and all that is wrong with each; answers whether the check was passed. */
export async function check(wanted: readonly string[], options: CheckOptions): Promise<boolean> {
  const before = options.against === undefined ? null : playbookNamed(options.against)
  const shelf = shelfFiles()
  const checked = wanted.map((each) => checkOne(each, shelf, before))
  const isOk = checked.every(({ ok, flags }) => ok && !(options.strict && flags.some((flag) => flag.accepted === null)))
  const text = options.json
    ? `${JSON.stringify({ files: checked, ok: isOk })}\n`
    : checked.map((each) => words(each, options, paintFor())).join('')
  await standardOutput().write(text)
  return isOk
}

function checkOne(wanted: string, shelf: ReturnType<typeof shelfFiles>, before: Program | null): Checked {
  const found = source(wanted, shelf)
  if ('problem' in found) return bad(found.file, [{ line: 1, column: 1, problem: found.problem }])
  const reading = readPlaybook(found.text)
  if (reading.kind === 'wrong') return bad(found.file, reading.problems)
  const { program } = reading
  return {
    file: found.file,
    ok: true,
    playbook: `${program.name}@${program.label}`,
    hash: program.hash,
    problems: [],
    flags: flagsOf(program),
    ...(before === null ? {} : { differences: differences(before, program) })
  }
}

const bad = (file: string, problems: readonly Problem[]): Checked => ({
  file,
  ok: false,
  playbook: null,
  hash: null,
  problems,
  flags: []
})

type Source = { readonly file: string; readonly text: string } | { readonly file: string; readonly problem: string }

/** The text behind a file or a name; what stands in the way is a problem of that file, not of the whole check. */
function source(wanted: string, shelf: ReturnType<typeof shelfFiles>): Source {
  if (isFile(wanted)) {
    try {
      return { file: wanted, text: textOfFile(wanted) }
    } catch (error) {
      if (!(error instanceof Complaint)) throw error
      return { file: wanted, problem: error.message.replace(`${wanted}: `, '') }
    }
  }
  const found = pick(readShelf(shelf), wanted)
  if (found.kind === 'missing') return { file: wanted, problem: found.problem }
  const isIt = ({ text }: { readonly text: string }): boolean => {
    const reading = readPlaybook(text)
    return (
      reading.kind === 'playbook' &&
      reading.program.hash === found.program.hash &&
      reading.program.label === found.program.label
    )
  }
  return shelf.find(isIt) ?? { file: wanted, problem: 'its text has gone from the shelf' }
}

function words(
  { file, ok, playbook, hash, problems, flags, differences: changes }: Checked,
  { against }: CheckOptions,
  paint: Paint
): string {
  if (!ok)
    return problems
      .map(({ line, column, problem }) => `${paint.bad(`${file}:${line}:${column}`)} ${problem}\n`)
      .join('')
  const lines = [`${paint.good('ok')} ${file} ${playbook} (${hash?.slice(0, 12)})`]
  for (const flag of flags)
    lines.push(
      flag.accepted === null
        ? `  ${paint.open('warning')} ${flag.flag} (${flag.requirement}): ${flag.says}`
        : `  note ${flag.flag} (${flag.requirement}), accepted: ${flag.accepted}`
    )
  if (changes?.length === 0) lines.push(`  says the same as ${against}`)
  if (changes && changes.length > 0) lines.push(`  against ${against}:`, ...changes.map((change) => `    ${change}`))
  return `${lines.join('\n')}\n`
}
