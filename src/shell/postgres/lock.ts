import { createHash } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { codeOf } from '../command/complaint.ts'
import { fileFailure } from './failure.ts'

/**
 * Runs `work` while nobody else starts, joins or stops the server of the same data folder. The lock is a listening
 * socket and not a file, because the kernel takes it back however its holder dies: there is no stale one to judge.
 */
export async function withServerLock<Result>(
  folder: string,
  say: (line: string) => void,
  work: () => Promise<Result>
): Promise<Result> {
  const address = lockAddress(folder)
  let release = await listen(address, folder)
  for (let round = 0; release === null; round++) {
    if (round === 20) say('Another command is starting or stopping PostgreSQL; waiting for it.')
    await untilReleased(address)
    release = await listen(address, folder)
  }
  try {
    return await work()
  } finally {
    release()
  }
}

/** The function that gives the lock back, or null when somebody else holds it. */
function listen(address: string, folder: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    const waiting = new Set<Socket>()
    const server = createServer((socket) => void waiting.add(socket.on('error', () => socket.destroy())))
    server.once('error', (error) =>
      codeOf(error) === 'EADDRINUSE' ? resolve(null) : reject(fileFailure(`The lock of ${folder}`, error))
    )
    server.listen(address, () => {
      resolve(() => {
        server.close()
        // Whoever waits stays connected; the end of the connection is the signal to try again.
        for (const socket of waiting) socket.destroy()
      })
    })
  })
}

async function untilReleased(address: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const waiting = connect(address)
    waiting.resume()
    waiting.once('error', (error) => {
      // A socket file whose holder was killed refuses; on Linux the address has no file and this cannot happen.
      if (codeOf(error) === 'ECONNREFUSED' && !address.startsWith('\0')) rmSync(address, { force: true })
    })
    waiting.once('close', () => resolve())
  })
  // Many may wait; whoever is not first tries again a little later than the others.
  await setTimeout(1 + Math.random() * 10)
}

/** Made from the folder itself and not from its path, which may have several names. */
function lockAddress(folder: string): string {
  const { dev, ino } = statSync(folder)
  const name = `aftertone-postgres-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 24)}`
  if (process.platform === 'linux') return `\0${name}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return join(tmpdir(), `${name}.sock`)
}
