import { spawn } from 'node:child_process'

const forwarded = ['SIGTERM', 'SIGHUP', 'SIGINT']

/**
 * Runs a command to its end, passing on the signals we get; resolves to { code, signal }, throws when it cannot start.
 * Ctrl-C in a terminal reaches the whole process group by itself, so SIGINT is passed on only without a terminal.
 */
export function runChild(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const listeners = forwarded.map((signal) => [signal, () => pass(child, signal)])
    for (const [signal, listener] of listeners) process.on(signal, listener)
    const done = () => {
      for (const [signal, listener] of listeners) process.removeListener(signal, listener)
    }
    child.once('error', (error) => {
      done()
      reject(error)
    })
    child.once('close', (code, signal) => {
      done()
      resolve({ code, signal })
    })
    options.onSpawn?.(child)
  })
}

/** Runs a command quietly and resolves to { code, output }, where output is everything it wrote on both streams. */
export async function runQuietly(command, args, options = {}) {
  let output = ''
  const keep = (chunk) => (output += chunk)
  const end = await runChild(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    onSpawn: (child) => {
      child.stdout.setEncoding('utf8').on('data', keep)
      child.stderr.setEncoding('utf8').on('data', keep)
    }
  })
  return { code: end.code ?? 1, signal: end.signal, output }
}

/** Ends this process the way the child ended, so that a shell sees the same exit code or signal. */
export function endLike({ code, signal }) {
  if (signal === null) {
    process.exitCode = code
    return
  }
  process.kill(process.pid, signal)
  // A signal that this process survives (it may be ignored by whoever started us) still has to end it.
  setTimeout(() => process.exit(1), 1_000)
}

function pass(child, signal) {
  if (signal === 'SIGINT' && process.stdin.isTTY) return
  child.kill(signal)
}
