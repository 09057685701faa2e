import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs `work` while no other set-up of the same clone runs; a second one waits, then has its turn.
 * The lock is a listening socket and not a file, because the kernel takes it back however its holder dies.
 */
export async function withSetupLock(folder, say, work) {
  const release = await takeLock(lockAddress(folder), say)
  try {
    return await work()
  } finally {
    release()
  }
}

async function takeLock(address, say) {
  let hasSaid = false
  for (;;) {
    const release = await listen(address)
    if (release !== undefined) return release
    if (!hasSaid) say('Another set-up of this folder is running; waiting for it.')
    hasSaid = true
    await untilReleased(address)
  }
}

/** The function that gives the lock back, or nothing when somebody else holds it. */
function listen(address) {
  return new Promise((resolve, reject) => {
    const waiting = new Set()
    const server = createServer((socket) => {
      waiting.add(socket.on('error', () => socket.destroy()))
    })
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen(address, () => {
      resolve(() => {
        server.close()
        // Whoever waits stays connected; the end of the connection is the signal to try again.
        for (const socket of waiting) socket.destroy()
      })
    })
  })
}

function untilReleased(address) {
  return new Promise((resolve) => {
    const waiting = connect(address)
    waiting.resume()
    waiting.once('error', (error) => {
      // A socket file whose holder was killed refuses; on Linux the address has no file and this cannot happen.
      if (error.code === 'ECONNREFUSED' && !address.startsWith('\0')) rmSync(address, { force: true })
    })
    waiting.once('close', () => setTimeout(resolve, 20))
  })
}

function lockAddress(folder) {
  const name = `aftertone-setup-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`
  if (process.platform === 'linux') return `\0${name}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return join(tmpdir(), `${name}.sock`)
}
