import { type Command } from 'commander'
import { program } from '../src/cli.ts'
import { failureOf } from '../src/shell/command/run.ts'
import { type Ended } from './side-door.ts'

/**
 * Runs a command through the side door in the process of the test, with what it writes caught: what it would have said
 * and ended with in a process of its own, which takes far longer to start than most commands to run. One at a time, and
 * nothing of it reads standard input.
 */
export async function aftertoneHere(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {}
): Promise<Ended> {
  if (isBusy) throw new Error('one command at a time: they share the streams of this process')
  isBusy = true
  const before = {
    env: { ...process.env },
    out: process.stdout.write,
    err: process.stderr.write,
    code: process.exitCode
  }
  const said = { out: '', err: '' }
  process.stdout.write = catching((text) => (said.out += text))
  process.stderr.write = catching((text) => (said.err += text))
  process.exitCode = 0
  Object.assign(process.env, { NO_COLOR: '', ...env })
  try {
    const code = await run(args)
    return { code, signal: null, ...said }
  } finally {
    process.stdout.write = before.out
    process.stdout.removeAllListeners('error')
    process.stderr.write = before.err
    process.exitCode = before.code
    for (const name of Object.keys(process.env)) if (!(name in before.env)) delete process.env[name]
    Object.assign(process.env, before.env)
    isBusy = false
  }
}

let isBusy = false

async function run(args: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode)
  } catch (error) {
    const { code, line } = failureOf(error)
    if (line !== null) process.stderr.write(`${line}\n`)
    return code
  }
}

function catching(take: (text: string) => void): typeof process.stdout.write {
  const decoder = new TextDecoder()
  return (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    take(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))
    const done = rest.find((each) => typeof each === 'function') as (() => void) | undefined
    if (done) queueMicrotask(done)
    return true
  }
}

/** Every command as it is typed, such as `lead add`; `lead` and `recording` alone do nothing. */
export function commandNames(): readonly string[] {
  const only = ['', 'lead', 'recording']
  return allCommands(program)
    .map(nameOf)
    .filter((name) => !only.includes(name))
}

function nameOf(command: Command): string {
  return command.parent === null ? '' : `${nameOf(command.parent)} ${command.name()}`.trim()
}

function allCommands(of: Command): readonly Command[] {
  return [of, ...of.commands.flatMap(allCommands)]
}
