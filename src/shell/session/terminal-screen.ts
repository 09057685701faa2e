import { StringDecoder } from 'node:string_decoder'
import { type ReadStream, type WriteStream } from 'node:tty'
import { type Paint, coloured, plain } from '../command/paint.ts'
import { type Key } from './desk.ts'
import { decodeKeys } from './decode-keys.ts'
import { type Size } from './screen.ts'

/** A terminal that shows a whole screen and gives keys; disposing of it gives the terminal back as it was. */
export type TerminalScreen = {
  readonly paint: Paint
  readonly size: () => Size
  readonly show: (lines: readonly string[]) => void
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type TerminalHears = {
  readonly key: (key: Key) => void
  readonly resized: () => void
  /** A single Escape and the first part of a longer key look alike; so long is waited for the rest. */
  readonly escapeMs?: number
}

const ENTER = '\u001b[?1049h\u001b[?2004h\u001b[?25l'
const LEAVE = '\u001b[?2004l\u001b[?25h\u001b[?1049l'
const HOME = '\u001b[H'
const CLEAR_LINE = '\u001b[K'
const CLEAR_BELOW = '\u001b[J'

/** Opens the second screen of the terminal, so that what stood there comes back afterwards. */
export function terminalScreen(
  stdin: ReadStream,
  stdout: WriteStream,
  env: NodeJS.ProcessEnv,
  hears: TerminalHears
): TerminalScreen {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let shown = ''
  let timer: NodeJS.Timeout | undefined
  const hear = (text: string): void => {
    clearTimeout(timer)
    const decoded = decodeKeys(rest + text)
    rest = decoded.rest
    for (const key of decoded.keys) hears.key(key)
    if (rest !== '') timer = setTimeout(giveUp, hears.escapeMs ?? 100)
  }
  /** What never got its end was no key. */
  const giveUp = (): void => {
    rest = ''
    hears.key({ kind: 'escape' })
  }
  const onData = (bytes: Buffer): void => hear(decoder.write(bytes))
  const onEnd = (): void => hears.key({ kind: 'end' })
  stdin.setRawMode(true)
  stdin.on('data', onData)
  for (const event of ['end', 'close', 'error']) stdin.on(event, onEnd)
  // A terminal that has gone away takes nothing any more, and nobody is left to tell.
  stdout.on('error', onEnd)
  const onResize = (): void => {
    shown = ''
    hears.resized()
  }
  stdout.on('resize', onResize)
  // Whatever ends us, the terminal is given back as it was.
  const giveBack = (): void => {
    stdin.setRawMode(false)
    stdout.write(LEAVE)
  }
  process.once('exit', giveBack)
  stdin.resume()
  stdout.write(ENTER)
  return {
    paint: env['NO_COLOR'] || env['TERM'] === 'dumb' ? plain : coloured,
    size: () => ({ columns: Math.max(20, stdout.columns || 80), rows: Math.max(8, stdout.rows || 24) }),
    show(lines) {
      const text = `${HOME}${lines.map((line) => `${line}${CLEAR_LINE}`).join('\r\n')}${CLEAR_BELOW}`
      if (text === shown) return
      shown = text
      stdout.write(text)
    },
    async [Symbol.asyncDispose]() {
      clearTimeout(timer)
      stdin.off('data', onData)
      stdout.off('resize', onResize)
      process.off('exit', giveBack)
      stdin.setRawMode(false)
      stdin.pause()
      await new Promise<void>((resolve) => stdout.write(LEAVE, () => resolve()))
    }
  }
}
