import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './side-door.ts'

/**
 * A rep at a real terminal: the command runs behind a pseudo-terminal that `script` of util-linux makes, keys are typed
 * into it, and what stands on its screen is read back. Nothing waits for a time, only for a text.
 */
export type RepTerminal = {
  readonly type: (text: string) => void
  /** Settles when this stands on the screen; fails when the command ends before. */
  readonly see: (text: string) => Promise<string>
  /** Types a key and waits for what it brings. */
  readonly press: (key: string, text: string) => Promise<string>
  readonly screen: () => string
  /** Of the command itself, behind the pseudo-terminal. */
  readonly pid: Promise<number>
  readonly kill: (signal: NodeJS.Signals) => void
  /** No more keys will ever come. */
  readonly hangUp: () => void
  readonly ended: Promise<{ readonly code: number | null; readonly last: string }>
}

export type Seated = {
  readonly home: string
  readonly args: readonly string[]
  /** What the clock shows as the rep sits down, epoch ms; from then on it runs. */
  readonly now: number
  readonly columns?: number
  readonly rows?: number
  readonly env?: Readonly<Record<string, string>>
}

export function repTerminal({ home, args, now, columns = 100, rows = 40, env = {} }: Seated): RepTerminal {
  const seat = [process.execPath, join(root, 'test/rep-seat.ts'), String(now), ...args]
  const command = `stty rows ${rows} cols ${columns}; exec ${seat.map((each) => `'${each}'`).join(' ')}`
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: root,
    env: {
      ...process.env,
      TERM: 'xterm-256color',
      TZ: 'America/New_York',
      AFTERTONE_HOME: home,
      NO_COLOR: '1',
      ...env
    },
    stdio: ['pipe', 'pipe', 'inherit']
  })
  let all = ''
  let isOver = false
  const waiting = new Set<() => void>()
  child.stdin.on('error', () => undefined)
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    all += text
    for (const look of [...waiting]) look()
  })
  const ended = new Promise<{ code: number | null; last: string }>((resolve) =>
    child.once('close', (code) => {
      isOver = true
      for (const look of [...waiting]) look()
      resolve({ code, last: plain(all.slice(Math.max(0, all.lastIndexOf('\u001b[?1049l')))) })
    })
  )
  const screen = (): string => {
    const whole = all.slice(0, Math.max(0, all.lastIndexOf(FRAME_ENDS)))
    return plain(whole.slice(Math.max(0, whole.lastIndexOf(FRAME_BEGINS))))
  }
  const see = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const shown = screen()
        if (shown.includes(text)) {
          waiting.delete(look)
          resolve(shown)
        } else if (isOver) {
          waiting.delete(look)
          reject(
            new Error(`the command ended before it showed "${text}"; the last of it was:\n${plain(all).slice(-3000)}`)
          )
        }
      }
      waiting.add(look)
      look()
    })
  const type = (text: string): void => void child.stdin.write(text)
  const pid = new Promise<number>((resolve) => {
    const look = (): void => {
      const said = PID.exec(all)
      if (said === null) return
      waiting.delete(look)
      resolve(Number(said[1]))
    }
    waiting.add(look)
  })
  return {
    ...{ type, see, screen, ended, pid },
    press: (key, text) => {
      type(key)
      return see(text)
    },
    kill: (signal) => void child.kill(signal),
    hangUp: () => void child.stdin.end()
  }
}

const PID = /rep-seat (\d+)/
const FRAME_BEGINS = '\u001b[H'
const FRAME_ENDS = '\u001b[J'

/** Text without what moves a cursor. */
function plain(text: string): string {
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r', '')
}
