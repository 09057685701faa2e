import { openPostgres } from '../src/shell/postgres/postgres.ts'

/**
 * A process of its own that comes to the server, says so on one line of JSON, and leaves when its input ends or it is
 * asked to by a signal. Run as: node postgres-visitor.ts ROOT
 */
try {
  const postgres = await openPostgres({ env: process.env, root: String(process.argv[2]) })
  // Heard before anything is said: whoever reads the line may send a signal at once.
  const asked = new Promise<void>((resolve) => {
    process.stdin
      .resume()
      .once('end', resolve)
      .once('error', () => resolve())
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  console.log(JSON.stringify({ kind: postgres.kind, home: postgres.home, notices: postgres.notices }))
  await asked
  process.stdin.destroy()
  await postgres[Symbol.asyncDispose]()
} catch (error) {
  console.log(JSON.stringify({ failure: (error as Error).message }))
  process.exitCode = 1
}
