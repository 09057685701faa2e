import { type Command, CommanderError } from 'commander'
import { program } from '../src/cli.ts'
import { failureOf } from '../src/shell/command/run.ts'

/** How the side door refuses a command: what its process would end with, and all that it would write to stderr. */
export type Refusal = { readonly code: number; readonly err: string }

let told = ''
for (const each of allCommands())
  each.configureOutput({ writeErr: (text) => void (told += text), writeOut: (text) => void (told += text) })

/**
 * Runs a command through the side door in this process; starting one of its own costs more than all that is refused. It
 * throws when the command does not fail. One at a time: the commands share what they were given.
 */
export async function refusal(args: readonly string[]): Promise<Refusal> {
  const failure = await run(args)
  if (failure === null) throw new Error(`aftertone ${args.join(' ')} was not refused`)
  const { code, line } = failureOf(failure)
  return { code, err: line === null ? told : `${told}${line}\n` }
}

/** The help of a command as it is printed; throws when it has none. */
export async function helpOf(args: readonly string[]): Promise<string> {
  const end = await run([...args, '--help'])
  if (!(end instanceof CommanderError) || end.exitCode !== 0) throw new Error(`${args.join(' ')} has no help`)
  return told
}

async function run(args: readonly string[]): Promise<unknown> {
  told = ''
  try {
    await program.parseAsync(args, { from: 'user' })
    return null
  } catch (error) {
    return error
  }
}

/** Every command as it is typed, such as `lead add`; `lead` and `recording` alone do nothing. */
export function commandNames(): readonly string[] {
  const only = ['', 'lead', 'recording']
  return allCommands()
    .map(nameOf)
    .filter((name) => !only.includes(name))
}

function nameOf(command: Command): string {
  return command.parent === null ? '' : `${nameOf(command.parent)} ${command.name()}`.trim()
}

function allCommands(of: Command = program): readonly Command[] {
  return [of, ...of.commands.flatMap((each) => allCommands(each))]
}
