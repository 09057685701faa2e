import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { Complaint, fileComplaint } from '../command/complaint.ts'
import { type Sink } from '../command/terminal.ts'

/** A file to write an answer to. `discard` takes back what was written and leaves an older file as it was. */
export type OutFile = Sink & { readonly discard: () => void }

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Opens a file for an answer: it appears under its name when it is whole, never half. Refuses to write over the list
 * that it is made from. Throws complaints.
 */
export function outFile(path: string, source: string): OutFile {
  if (path !== '-' && source !== '-' && sameFile(path, source))
    throw new Complaint(`${path}: this is the list itself; name another file for the sheet`)
  // A device or pipe is written to as it is; only a file can be swapped for a whole one.
  const isPlain = statSync(path, { throwIfNoEntry: false })?.isFile() ?? true
  const target = isPlain ? `${path}.${process.pid}.part` : path
  const saying = <Result>(act: () => Result): Result => {
    try {
      return act()
    } catch (error) {
      throw fileComplaint(path, error)
    }
  }
  const descriptor = saying(() => openSync(target, 'w'))
  const discard = (): void => {
    if (isPlain) rmSync(target, { force: true })
  }
  const onSignal = (signal: NodeJS.Signals): void => {
    discard()
    for (const each of endings) process.removeListener(each, onSignal)
    process.kill(process.pid, signal)
  }
  for (const signal of endings) process.on(signal, onSignal)
  const quiet = (): void => {
    for (const signal of endings) process.removeListener(signal, onSignal)
  }
  return {
    write: async (text) => {
      const bytes = typeof text === 'string' ? Buffer.from(text) : text
      for (let done = 0; done < bytes.length;) done += saying(() => writeSync(descriptor, bytes, done))
      // Signals are heard between two turns of the loop only.
      await setImmediate()
    },
    end: async () => {
      saying(() => closeSync(descriptor))
      if (isPlain) saying(() => renameSync(target, path))
      quiet()
    },
    discard: () => {
      quiet()
      discard()
    }
  }
}

function sameFile(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b)
  } catch {
    // One of them is not there yet, so they are two.
    return false
  }
}
