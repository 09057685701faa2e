import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from './side-door.ts'

export type Visit = {
  readonly child: ChildProcess
  /** What it said when it had come, or why it could not. */
  readonly said: Promise<{ readonly home?: string; readonly notices?: readonly string[]; readonly failure?: string }>
  /** Leaves in order, and waits for the end. */
  readonly leave: () => Promise<void>
  readonly kill: (signal: NodeJS.Signals) => Promise<void>
}

type Circumstances = { readonly clone?: string; readonly uid?: number; readonly gid?: number }

/** Starts a process of its own that comes to the server of a data folder. */
export function visit(home: string, { clone = root, ...account }: Circumstances = {}): Visit {
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(process.execPath, [join(root, 'test/postgres-visitor.ts'), clone], {
    ...account,
    env: { ...env, AFTERTONE_HOME: home },
    stdio: ['pipe', 'pipe', 'inherit']
  })
  const ended = once(child, 'exit')
  const said = once(createInterface({ input: child.stdout }), 'line').then(([line]) => JSON.parse(String(line)))
  // Whoever is killed early says nothing, and nobody waits for it.
  said.catch(() => undefined)
  child.stdin.on('error', () => undefined)
  return {
    child,
    said,
    leave: async () => {
      child.stdin.end()
      await ended
    },
    kill: async (signal) => {
      child.kill(signal)
      await ended
    }
  }
}

/** The process of the server, from its own file; null when there is no such file. */
export function postmasterPid(home: string): number | null {
  try {
    return Number(readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    // No server.
    return null
  }
}

/** Whether a process is there and at work; one that has ended and that nobody buries is not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !(process.platform === 'linux' && / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')))
  } catch {
    // No such process.
    return false
  }
}
