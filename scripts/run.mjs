// The door of every package script: sets the clone up, then runs the named file under Node 26.
import { runUnderNode26, sayOnStderr } from './bootstrap.mjs'
import { endLike } from './run-child.mjs'

const [entry, ...args] = process.argv.slice(2)
try {
  if (entry === undefined) throw new Error('Name the file to run: node scripts/run.mjs src/main.ts')
  endLike(await runUnderNode26(entry, args, sayOnStderr))
} catch (error) {
  sayOnStderr(error.message)
  process.exitCode = 1
}
