import { readFileSync } from 'node:fs'
import { Command } from 'commander'

/** The side door: one line per command, each calls into a room. */
const { version, description } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
  readonly description: string
}
const program = new Command('aftertone').description(description).version(version)
await program.parseAsync()
