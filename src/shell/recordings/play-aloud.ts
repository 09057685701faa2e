import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Complaint } from '../command/complaint.ts'

/** Programs that play a WAV file, the commonest first, with what they want besides it. */
const players: readonly (readonly [program: string, ...options: string[]])[] = [
  ['pw-play'],
  ['paplay'],
  ['aplay', '-q'],
  ['afplay'],
  ['ffplay', '-nodisp', '-autoexit', '-loglevel', 'error'],
  ['play', '-q']
]

/** Plays a WAV file aloud by whatever this machine has for it; a complaint where it has nothing. */
export async function playAloud(wav: Uint8Array): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftertone-play-'))
  try {
    const path = join(folder, 'message.wav')
    writeFileSync(path, wav)
    for (const [program, ...options] of players) {
      const code = await run(program, [...options, path])
      if (code === 0) return
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  throw new Complaint(
    `nothing on this machine could play it aloud (${players.map(([program]) => program).join(', ')}): write it into a file by --out FILE.wav`
  )
}

/** Exit code of a program; null where it could not be started. */
async function run(program: string, args: readonly string[]): Promise<number | null> {
  return await new Promise((done) => {
    const child = spawn(program, args, { stdio: 'ignore' })
    child.once('error', () => done(null))
    child.once('close', done)
  })
}
